extension ChecklistCase {
  func settings() -> ChecklistRow {
    guard let registration else {
      return ChecklistRow(
        .settings, here: .failed, editor: nil,
        evidence: ["there is no registration \(mailbox.registration)"],
        next: "greenbox settings set --registration \(mailbox.registration.shellWord) …")
    }
    let rules = RegistrationRules.findings(for: registration, endpoints: endpoints, now: now)
    let errors = rules.filter { $0.severity == .error }
    let matrix = SettingsMatrix(of: registration)
    var lines = errors.map { "\($0.field): \($0.message)" }
    if errors.isEmpty { lines.append("client ID, tenant ID and secret pass the offline rules") }
    let checks = [
      ("discovery", registration.checks.discovery), ("secret", registration.checks.secret),
    ]
    lines += checks.map { line($0.0, $0.1, registration) }
    let unsettled = checks.first { !settled($0.1, registration) }
    let confirmed = matrix.cells.filter { if case .confirmed = $0.state { true } else { false } }
    lines.append(
      "custom configurations confirmed in the product: "
        + "\(confirmed.count) of \(matrix.cells.count)")
    let failed = !errors.isEmpty || checks.contains { refused($0.1, registration) }
    let tried = checks.allSatisfy { settled($0.1, registration) }
    return ChecklistRow(
      .settings, here: failed ? .failed : tried && matrix.isComplete ? .done : .open, editor: nil,
      evidence: lines,
      reason: errors.isEmpty
        ? unsettled.map { line($0.0, $0.1, registration) } ?? lines.last : lines.first,
      next: failed || !tried
        ? "greenbox settings verify --registration \(registration.name.shellWord)"
        : matrix.isComplete ? nil : "greenbox attest --interface INTERFACE --setting SETTING",
      unproven: "that the values typed in the product are the same as the ones held here")
  }

  private func current(_ check: CheckResult?, _ registration: Registration) -> CheckResult? {
    check.flatMap { $0.under == RegistrationStamp(of: registration) ? $0 : nil }
  }

  private func settled(_ check: CheckResult?, _ registration: Registration) -> Bool {
    guard let check = current(check, registration) else { return false }
    if case .skipped = check.verdict { return true }
    return check.passed
  }

  private func refused(_ check: CheckResult?, _ registration: Registration) -> Bool {
    if case .failed(.refused) = current(check, registration)?.verdict { true } else { false }
  }

  private func line(
    _ name: String, _ check: CheckResult?, _ registration: Registration
  ) -> String {
    guard let check = current(check, registration) else {
      return check == nil ? "\(name): not tried yet" : "\(name): tried before the last change"
    }
    let time = check.ms.map { " in \(wholeMs($0))" } ?? ""
    switch check.verdict {
    case .passed: return "\(name): passed at \(check.endpoint)\(time)"
    case .failed(.refused(let refusal)):
      return "\(name): refused by \(check.endpoint): \(refusal.words)"
    case .failed(.network(let failure)): return "\(name): no reply (\(failure.kind.rawValue))"
    case .failed(.reply(let failure)): return "\(name): unusable reply (\(failure.kind.rawValue))"
    case .skipped(let why): return "\(name): left out, \(why)"
    }
  }

  func editor() -> ChecklistRow {
    let mark = editorMark(.editor)
    var lines: [String] = []
    switch mailbox.editorClient {
    case .browserUI: lines.append("the editor is opened in the Browser UI")
    case .dotNET: lines.append("the editor is opened in .NET, enabled as in answer 11837")
    case nil: lines.append("which client opens the editor is not told yet")
    }
    let attested: Bool = if case .attested = mark { true } else { false }
    return ChecklistRow(
      .editor, here: attested ? .done : .open, editor: mark, evidence: lines,
      next: attested ? nil : "greenbox attest \(mailbox.name.shellWord) 2 --client browser-ui")
  }

  func opened() -> ChecklistRow {
    ChecklistRow(
      .mailbox, here: .done, editor: editorMark(.mailbox),
      evidence: [
        "mailbox \(mailbox.name) is kept here: Pop Account \(mailbox.popAccount), "
          + "interface \(mailbox.interface.isEmpty ? "not told" : mailbox.interface)"
      ],
      next: nil)
  }
}

/// Milliseconds as people read them.
package func wholeMs(_ ms: Double) -> String {
  ms < 10 ? "\((ms * 10).rounded() / 10) ms" : "\(Int(ms)) ms"
}
