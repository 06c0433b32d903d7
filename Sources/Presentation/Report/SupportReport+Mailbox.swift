import Core
import Diagnosis

extension SupportReport {
  /// The part on a mailbox: its state, fields, grant, steps, trouble, probe and history.
  func write(_ mailbox: Mailbox, _ subject: Subject, to page: inout Markdown) {
    let facets = Facets(
      of: mailbox, config: ConfigFacet(of: mailbox, in: snapshot, endpoints: endpoints, now: now),
      in: snapshot, endpoints: endpoints, now: now, fresh: fresh)
    let state = DisplayState(facets)
    page.heading(2, "Mailbox \(mailbox.name)")
    page.paragraph("State: \(state.badge { $0.iso })")
    page.table(["Field", "Value"], fields(mailbox))
    if let grant = snapshot.grants[mailbox.name] {
      page.heading(3, "Sign-in kept here")
      page.table(["Fact", "Value"], facts(grant))
    }
    page.heading(3, "The ten steps")
    let rows = Checklist.rows(
      for: mailbox, in: snapshot, endpoints: endpoints, now: now, fresh: fresh)
    page.table(
      ["Step", "", "Here", "Evidence", "In the mailbox editor"],
      rows.map { row in
        [
          String(row.step.rawValue), row.step.title, row.here.rawValue,
          SupportReport.cell(row.evidence.joined(separator: "; ")),
          row.editor?.words { $0.iso } ?? "–",
        ]
      })
    let checks = CheckRecord.all(
      of: mailbox.name, in: snapshot, probe: snapshot.evidence[mailbox.name]?.probe, endpoints)
    if !checks.isEmpty {
      page.heading(3, "Checks of this mailbox")
      page.table(
        ["Check", "When", "Endpoint", "Verdict", "Does not prove"],
        checks.map { record in
          [
            "\(record.check.title) (\(record.check.rawValue))", SupportReport.cell(record.at?.iso),
            SupportReport.cell(record.endpoint), record.verdict, record.check.unproven,
          ]
        })
    }
    if let problem = subject.problem { write(problem, to: &page) }
    if let refreshCheck = snapshot.evidence[mailbox.name]?.refreshCheck {
      page.heading(3, "Refresh check")
      page.table(["Fact", "Value"], facts(refreshCheck))
    }
    if let probe = snapshot.evidence[mailbox.name]?.probe {
      page.heading(3, "Probe of \(probe.endpoint), \(probe.at.iso)")
      if let detail = snapshot.probeDetails[mailbox.name] { write(detail, to: &page) }
    }
    if !subject.history.isEmpty {
      page.heading(3, "History")
      page.table(
        ["When", "Who", "What", "Details"],
        subject.history.map { entry in
          let details = entry.fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
          return [
            entry.at.iso, entry.who, entry.event,
            SupportReport.cell(details.joined(separator: ", ")),
          ]
        })
    }
    page.paragraph("A Verified here \(Checklist.limit).")
  }

  /// The part on what is wrong: causes with evidence, the owner, the next step, the raw facts.
  func write(_ problem: Problem, to page: inout Markdown) {
    page.heading(3, "What is wrong: \(problem.title)")
    page.paragraph(problem.meaning)
    page.list(
      problem.causes.map { cause in
        ([cause.text, "(\(cause.likelihood.rawValue))"] + cause.evidenceFor + cause.evidenceAgainst)
          .joined(separator: " ")
      }, numbered: true)
    if let notice = problem.undecidedNotice { page.paragraph(notice) }
    page.table(
      ["", ""], [["Who acts", problem.owner.words], ["Next step", problem.nextStep]])
    page.table(
      ["Fact", "Value"], problem.details.map { [$0.name, SupportReport.cell($0.value)] })
  }

  private func write(_ probe: ProbeDetail, to page: inout Markdown) {
    page.table(
      ["Stage", "ms", "Verdict", "Said"],
      probe.stages.map { stage in
        let time = stage.ms.map { String(($0 * 10).rounded() / 10) }
        return [
          stage.name.rawValue, time ?? "–", stage.verdict.rawValue, SupportReport.cell(stage.said),
        ]
      })
    if let tls = probe.tls {
      page.list([
        "TLS: \(tls.version ?? "version not told")", "Certificate of: \(tls.subject)",
        "Issued by: \(tls.issuer)", "Valid until: \(tls.expires)",
      ])
    }
    if let proxy = probe.proxy { page.list(["Proxy: \(proxy)"]) }
    page.code(probe.transcript.map { Redaction.text($0) })
  }

  private func fields(_ mailbox: Mailbox) -> [[String]] {
    [
      ["Registration", mailbox.registration], ["Interface", SupportReport.cell(mailbox.interface)],
      ["Type", mailbox.type.rawValue],
      ["Incoming enabled", mailbox.incomingEnabled ? "yes" : "no"],
      ["Pop Server", mailbox.popServer], ["Pop Account", mailbox.popAccount],
      ["Authentication Type", mailbox.authenticationType.rawValue],
      ["SSL Method", mailbox.sslMethod.label],
      ["Expected sign-in", mailbox.expectedSignIn],
      ["Exception for another person", mailbox.identityException ? "yes" : "no"],
    ]
  }

  private func facts(_ grant: GrantFacts) -> [[String]] {
    [
      ["Signed in as", SupportReport.cell(grant.identity?.username)],
      ["Compared with the mailbox", grant.match.rawValue],
      ["Person's tenant", SupportReport.cell(grant.identity?.tenant)],
      ["Scopes", grant.scopes.joined(separator: " ")], ["Client mode", grant.mode.rawValue],
      ["Signed in", grant.signedIn.iso], ["OK given", SupportReport.cell(grant.accepted?.iso)],
      ["Last refreshed", SupportReport.cell(grant.refreshed?.iso)],
      ["Access token ends", grant.accessExpires.iso], ["Token endpoint", grant.tokenHost],
    ]
      + (grant.redeeming.map { [["Answer cut off", "refresh begun \($0.iso), no answer kept"]] }
        ?? [])
  }

  private func facts(_ refreshCheck: RefreshCheck) -> [[String]] {
    let result =
      switch refreshCheck.result {
      case .passed: "passed"
      case .failed(.refused(let refusal)): "refused: \(refusal.error) \(refusal.description)"
      case .failed(.network(let failure)): "no reply: \(failure.kind.rawValue)"
      case .failed(.reply(let failure)): "unusable reply: \(failure.kind.rawValue)"
      }
    return [
      ["When", refreshCheck.at.iso], ["Endpoint", refreshCheck.endpoint],
      ["Secret exercised", refreshCheck.mode == .secret ? "yes" : "no"],
      ["Result", SupportReport.cell(result)],
    ]
  }
}
