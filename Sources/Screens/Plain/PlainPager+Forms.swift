import Canvas
import Core
import Presentation

/// Fields of a mailbox and of a registration.
extension PlainPager {
  var fields: PlainPage? {
    guard let name = app.home.subject(in: app.mailboxList), let mailbox = app.subject else {
      return nil
    }
    let isNew = app.home.isNew
    var lines = [isNew ? "New mailbox" : "Fields of \(Printable.text(name))"]
    lines += app.findings(mailbox).filter { $0.severity != .notice }.map { words($0) }
    var tab: EditorTab?
    var choices: [PlainPage.Choice] = []
    for field in MailboxField.allCases where field != .authenticate {
      let place = field.tab == tab ? "" : "\(field.tab.rawValue): "
      tab = field.tab
      let text =
        field == .port
        ? "\(AccessStamp(of: mailbox, endpoints: app.setting.endpoints).port), derived"
        : value(field.value(of: mailbox))
      choices.append(.init(text: "\(place)\(field.label): \(text)", action: .field(field)))
    }
    choices += self.choices([.save, .fix, .undo, .discard])
    choices.append(choice(.back, isNew ? "Back to the mailboxes" : "Back to the mailbox"))
    return PlainPage(name: .fields(name), lines: lines, choices: choices)
  }

  func typing(_ field: MailboxField, _ mailbox: Mailbox) -> PlainPage {
    let before = field.value(of: mailbox)
    return PlainPage(
      name: .typing(field.label), lines: field.hint.map { [$0] } ?? [],
      ask: "\(field.label)\(before.isEmpty ? "" : " (now \(before))"):")
  }

  private func words(_ finding: Finding) -> String {
    let kind = finding.severity == .error ? "Wrong" : "Note"
    let fix = finding.fix.map { " fix puts in \($0)." } ?? ""
    return "\(kind): \(finding.field): \(finding.message) \(finding.advice)\(fix)"
  }

  func registration(_ state: RegistrationState) -> PlainPage {
    if state.editing != nil || state.isTypingSecret { return typing(state) }
    let screen = RegistrationScreen(app: app, state: state)
    var lines = screen.guideWords.map { [$0] } ?? []
    var choices: [PlainPage.Choice] = []
    switch state.tab {
    case .registration:
      lines.insert("Registration \(Printable.text(state.draft.name))", at: 0)
      lines += app.registrationFindings(state).filter { $0.severity != .notice }.map { words($0) }
      lines += screen.checks.map(\.plain)
      choices = RegistrationField.allCases.enumerated().map { row, field in
        let text = field == .secret ? screen.secretWords : value(state.value(field))
        return .init(text: "\(field.label): \(text)", action: .row(row))
      }
    case .interfaces:
      lines.append(
        "Each interface on which an admin presses Authenticate needs its redirect URI in the "
          + "portal, under Authentication > Add a platform > Web.")
      for (row, name) in state.draft.interfaces.enumerated() {
        let uri = RedirectURI.make(interface: name) ?? "no redirect URI can be made of it"
        lines.append("\(Printable.text(name)): \(uri)")
        choices.append(.init(text: "Change or remove \(Printable.text(name))", action: .row(row)))
      }
      choices += self.choices([.addInterface])
    case .permissions: lines += screen.permissions(width).map(\.plain)
    case .settings: choices = settings(state, &lines)
    case .consent:
      lines.append(RegistrationScreen.consentRule)
      choices = screen.registration.consentTenants.enumerated().map { row, tenant in
        let consent = screen.registration.consents.first { $0.tenant == tenant }
        return .init(
          text: "An admin of tenant \(Printable.text(tenant)) has consented: "
            + screen.words(of: consent), action: .row(row))
      }
    }
    lines = lines.filter { !$0.isEmpty }
    choices += self.choices([.save, .fix, .undo, .discard, .checkSettings, .undoSecret, .problem])
    if state.tab == .permissions || state.tab == .consent {
      choices.append(choice(.copy, "A message for the admin"))
    }
    choices += RegistrationTab.allCases.filter { $0 != state.tab }.map {
      .init(text: $0.rawValue, action: .tab($0))
    }
    choices += self.choices([.newRegistration])
    choices.append(choice(.back, "Back"))
    return PlainPage(name: .registration(state.tab), lines: lines, choices: choices)
  }

  private func settings(
    _ state: RegistrationState, _ lines: inout [String]
  ) -> [PlainPage.Choice] {
    let registration = state.kept.flatMap { app.snapshot.registrations[$0] } ?? state.draft
    let matrix = SettingsMatrix(of: registration)
    lines.append(
      "In the product: Configuration, Site Configuration, Configuration Settings, on every "
        + "interface. Confirm what you saw there.")
    if matrix.interfaces.isEmpty { lines.append("No interface is named yet.") }
    return matrix.interfaces.enumerated().flatMap { place, interface -> [PlainPage.Choice] in
      let shown = Printable.text(interface)
      let cells = matrix.cells.filter { $0.interface == interface }.enumerated().map { row, cell in
        PlainPage.Choice(
          text: "\(cell.setting.rawValue) on \(shown): "
            + Printable.text(cell.state.words(local: app.clock.short)),
          action: .row(place * 4 + row + 1)
        )
      }
      return [.init(text: "All three on \(shown)", action: .row(place * 4))] + cells
    }
  }

  private func typing(_ state: RegistrationState) -> PlainPage {
    let screen = RegistrationScreen(app: app, state: state)
    var lines =
      state.index == 3 || state.tab == .interfaces ? screen.guideWords.map { [$0] } ?? [] : []
    guard state.tab == .registration else {
      return PlainPage(
        name: .typing("interface \(state.index)"), lines: lines, ask: "Host of the interface:")
    }
    lines.append(state.field.hint(screen.portal))
    let wrong = app.registrationFindings(state).filter { $0.severity == .error }
    lines += wrong.map { words($0) }
    if state.isTypingSecret {
      return PlainPage(
        name: .typing(state.field.label), lines: lines,
        ask: "\(state.field.label), the Value; nothing is shown:")
    }
    let before = state.value(state.field)
    return PlainPage(
      name: .typing(state.field.label), lines: lines,
      ask: "\(state.field.label)\(before.isEmpty ? "" : " (now \(before))"):")
  }
}
