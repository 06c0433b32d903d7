extension ChecklistCase {
  func sslMethod() -> ChecklistRow {
    field(
      .sslMethod, "SSL Method", value: mailbox.sslMethod.label, stage: .tls,
      tried: "TLS on port \(AccessStamp(of: mailbox, endpoints: endpoints).port)")
  }

  func popServer() -> ChecklistRow {
    field(.popServer, "Pop Server", value: mailbox.popServer, stage: .capa, tried: "the server")
  }

  func authenticationType() -> ChecklistRow {
    let value = mailbox.authenticationType.rawValue
    let right = mailbox.authenticationType == .oauth
    return ChecklistRow(
      .authenticationType, here: right ? .done : .failed,
      editor: editorMark(.authenticationType), evidence: ["Authentication Type is \"\(value)\""],
      next: right
        ? nil : "greenbox mailbox edit \(mailbox.name.shellWord) --authentication-type OAuth")
  }

  func popAccount() -> ChecklistRow {
    let found = about("Pop Account")
    let failed = found.contains { $0.severity == .error }
    guard !mailbox.popAccount.isEmpty else {
      return ChecklistRow(
        .popAccount, here: .open, editor: editorMark(.popAccount),
        evidence: ["Pop Account is empty"],
        next: "greenbox mailbox edit \(mailbox.name.shellWord) --pop-account ADDRESS")
    }
    var lines = found.map { "\($0.message)" }
    if found.isEmpty { lines.append("\(mailbox.popAccount) is a full address") }
    let domain = mailbox.popAccount.split(separator: "@").last.map { $0.lowercased() } ?? ""
    switch registration?.domains[domain] {
    case .some(let tenant) where tenant.lowercased() == registration?.tenantID.lowercased():
      lines.append("\(domain) belongs to the registration's tenant")
    case .some(let tenant): lines.append("\(domain) belongs to tenant \(tenant)")
    case nil: lines.append("which tenant \(domain) belongs to has not been asked")
    }
    return ChecklistRow(
      .popAccount, here: failed ? .failed : .done, editor: editorMark(.popAccount),
      evidence: lines, next: found.first { $0.severity == .error }?.advice)
  }

  // A field is done when its rule holds and the server has shown that it works.
  private func field(
    _ step: Step, _ label: String, value: String, stage: ProbeStage, tried: String
  ) -> ChecklistRow {
    let found = about(label)
    let failed = found.contains { $0.severity == .error }
    var lines = found.isEmpty ? ["\(label) is \"\(value)\""] : found.map(\.message)
    let server = PopServer(of: mailbox, endpoints)
    var mark: ChecklistRow.Mark = failed ? .failed : .open
    var next = found.first { $0.severity == .error }?.advice
    switch newest(stage, at: server) {
    case .some(let result) where result.verdict == .passed:
      let told = [result.ms.map(wholeMs), result.said.isEmpty ? nil : result.said]
        .compactMap { $0 }.joined(separator: ", ")
      lines.append("\(tried) at \(server.name): \(told.isEmpty ? "passed" : told)")
      if !failed { mark = .done }
    case .some(let result) where result.verdict == .failed:
      lines.append("\(tried) at \(server.name) failed: \(result.said)")
      mark = .failed
      next = next ?? "greenbox settings verify"
    default:
      lines.append("\(tried) at \(server.name) has not been tried yet")
      next = next ?? "greenbox settings verify"
    }
    let reason = failed ? lines.first : lines.last
    if endpoints.popServer != nil {
      lines.append("Pop Server is overridden: the program speaks to \(server.name)")
    }
    return ChecklistRow(
      step, here: mark, editor: editorMark(step), evidence: lines, reason: reason, next: next)
  }

  // Stage by stage where that was read; else what the verdict tells of the way to it.
  private func stages(of probe: ProbeEvidence) -> [StageResult] {
    detail?.stages ?? probe.access.stages
  }

  // The newest word of the network on a stage: the mailbox's own probe, or the check to CAPA.
  private func newest(_ stage: ProbeStage, at server: PopServer) -> StageResult? {
    let probe = evidence.probe.flatMap { $0.endpoint == server.name ? $0 : nil }
    let check = registration?.checks.pop[server.name]
    let newer =
      if let probe, let check { probe.at >= check.at ? stages(of: probe) : check.stages } else {
        probe.map { stages(of: $0) } ?? check?.stages
      }
    return newer?.first { $0.name == stage && $0.verdict != .skipped }
  }
}
