/// The rungs of the probe ladder, in the order they are climbed.
package enum ProbeStage: String, Sendable, CaseIterable, Hashable {
  case dns
  case tcp
  case tls
  case greeting
  case capa
  /// `AUTH XOAUTH2` and the server's go-ahead.
  case auth1 = "auth-1"
  /// The token's line and the server's verdict on it.
  case auth2 = "auth-2"
  case stat
  case quit
}

/// How one stage came out.
package struct StageResult: Equatable, Hashable, Sendable {
  /// What became of a stage.
  package enum Verdict: String, Sendable, CaseIterable {
    case passed
    case failed
    /// Not reached, or left out on purpose; `said` has the reason.
    case skipped
  }

  /// Which stage.
  package var name: ProbeStage
  /// How long it took; nil when it was not run.
  package var ms: Double?
  /// What became of it.
  package var verdict: Verdict
  /// The server's own words, or the reason. Foreign text: escape before it is shown.
  package var said: String

  /// One stage's result.
  package init(_ name: ProbeStage, ms: Double?, _ verdict: Verdict, said: String = "") {
    self.name = name
    self.ms = ms
    self.verdict = verdict
    self.said = said
  }
}

extension Access {
  /// What the verdict tells of the stages on the way to it, without times and words: those before the
  /// one that decided have passed, those after it were not reached. Empty where it does not tell which
  /// one that was.
  var stages: [StageResult] {
    let decided: (stage: ProbeStage, verdict: StageResult.Verdict)
    switch self {
    case .verified: decided = (.stat, .passed)
    case .locked: decided = (.auth2, .failed)
    case .denied(let stage, _), .serverTrouble(let stage, _): decided = (stage, .failed)
    case .broken(let failure):
      guard let stage = failure.stage else { return [] }
      decided = (stage, .failed)
    }
    let all = ProbeStage.allCases
    guard let place = all.firstIndex(of: decided.stage) else { return [] }
    return all.enumerated().map { at, stage in
      StageResult(
        stage, ms: nil, at < place ? .passed : at == place ? decided.verdict : .skipped)
    }
  }
}
