/// A check of one mailbox as it was made: what a reader of JSON or a report is told of it (D7).
package struct CheckRecord: Equatable, Sendable {
  package var check: Check
  /// When; nil where it was not made.
  package var at: Moment?
  /// Host and port that were asked; nil where nobody was.
  package var endpoint: String?
  /// A word, `passed` or another; where the check was left out, `skipped` and the reason.
  package var verdict: String
  /// Milliseconds it took; nil where that was not measured.
  package var ms: Double?

  /// A check that was made.
  package init(
    _ check: Check, at: Moment? = nil, endpoint: String? = nil, verdict: String, ms: Double? = nil
  ) {
    self.check = check
    self.at = at
    self.endpoint = endpoint
    self.verdict = verdict
    self.ms = ms
  }

  /// The checks of a sign-in: who signed in, with which permissions, and what Graph said.
  package static func all(of grant: GrantFacts, _ endpoints: Endpoints) -> [CheckRecord] {
    let (at, host) = (grant.signedIn, grant.tokenHost)
    let identity =
      switch grant.match {
      case .same, .alias, .exception: "passed"
      case .other: "failed"
      case .notTold: "not told"
      }
    let isGood = grant.refreshable && Scopes.openMailboxes(grant.scopes, endpoints)
    var records = [
      CheckRecord(.identity, at: at, endpoint: host, verdict: identity),
      CheckRecord(.scopes, at: at, endpoint: host, verdict: isGood ? "passed" : "failed"),
      CheckRecord(.unreturned, verdict: "skipped (a sign-in by device code has no redirect)"),
    ]
    if let graph = grant.graph {
      records.append(
        CheckRecord(
          .graph, at: graph.at, endpoint: graph.endpoint, verdict: graph.verdict.word, ms: graph.ms)
      )
    }
    return records
  }

  /// The refresh check.
  static func of(_ refreshCheck: RefreshCheck) -> CheckRecord {
    let verdict =
      switch refreshCheck.result {
      case .passed: "passed"
      case .failed(let failure): failure.word
      }
    return CheckRecord(
      .refreshCheck, at: refreshCheck.at, endpoint: refreshCheck.endpoint, verdict: verdict,
      ms: refreshCheck.ms)
  }

  /// The rungs of a probe, gathered under the checks they belong to, and the second name's try.
  package static func all(of probe: ProbeEvidence, _ detail: ProbeDetail?) -> [CheckRecord] {
    let rungs: [(Check, [ProbeStage])] = [
      (.connection, [.dns, .tcp, .tls]), (.greeting, [.greeting]), (.capabilities, [.capa]),
    ]
    var records = rungs.map { check, names in
      let stages = (detail?.stages ?? probe.access.stages).filter { names.contains($0.name) }
      let verdict =
        stages.contains { $0.verdict == .failed }
        ? "failed"
        : stages.contains { $0.verdict == .passed } ? "passed" : "skipped"
      let times = stages.compactMap(\.ms)
      return CheckRecord(
        check, at: probe.at, endpoint: probe.endpoint, verdict: verdict,
        ms: times.isEmpty ? nil : times.reduce(0, +))
    }
    if let other = detail?.other {
      records.append(
        CheckRecord(
          .otherName, at: probe.at, endpoint: probe.endpoint,
          verdict: other.opened ? "passed" : "refused"))
    }
    return records
  }
}

extension CheckResult.Verdict {
  /// The verdict in a word.
  package var word: String {
    switch self {
    case .passed: "passed"
    case .failed(let failure): failure.word
    case .skipped: "skipped"
    }
  }
}

extension CheckRecord {
  /// The checks that what is kept of a mailbox rests on, in the order in which they are made.
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - snapshot: The site, or the mailbox's part of it.
  ///   - probe: The probe to tell of; nil for none.
  ///   - endpoints: Overrides.
  /// - Returns: The newest of each; none where no sign-in is kept.
  package static func all(
    of name: String, in snapshot: Snapshot, probe: ProbeEvidence?, _ endpoints: Endpoints
  ) -> [CheckRecord] {
    (snapshot.grants[name].map { all(of: $0, endpoints) } ?? [])
      + (snapshot.evidence[name]?.refreshCheck.map { [of($0)] } ?? [])
      + (probe.map { all(of: $0, snapshot.probeDetails[name]) } ?? [])
  }

  /// The checks of a verify that asked nobody.
  package static let offline = [Check.refreshCheck, .connection, .greeting, .capabilities].map {
    CheckRecord($0, verdict: Check.offline)
  }
}
