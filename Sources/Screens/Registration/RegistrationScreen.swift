import Canvas
import Core
import Presentation
import Operations

/// Draws registration and settings.
struct RegistrationScreen {
  let app: App
  let state: RegistrationState

  func key(_ command: Command) -> String { app.keys.keyName(command) }
  var portal: String { state.draft.cloudRow.portal }

  func draw(on grid: inout Grid, in rect: Rect) {
    var rest = rect
    drawTabs(on: &grid, in: rest.takeTop(1))
    let inside = rest.inset(columns: 1)
    var body = inside
    let guide = guideLines(width: body.columns, rows: body.rows)
    let top = body.takeTop(guide.count)
    Page().draw(guide, on: &grid, in: top)
    switch state.tab {
    case .registration: drawFields(on: &grid, in: body)
    case .interfaces: drawInterfaces(on: &grid, in: body)
    case .permissions: Page().draw(permissions(body.columns), on: &grid, in: body)
    case .settings: drawMatrix(on: &grid, in: body)
    case .consent: drawConsent(on: &grid, in: body)
    }
    if grid.cursor == nil { grid.cursor = Position(row: body.row, column: body.column) }
  }

  private func drawTabs(on grid: inout Grid, in rect: Rect) {
    grid.put(
      String(repeating: "\u{2500}", count: rect.columns), in: rect, row: 0, role: .frameFocus)
    var tabs = RegistrationTab.allCases
    if tabs.reduce(0, { $0 + $1.rawValue.count + 2 }) > rect.columns {
      tabs = tabs.filter { $0 == state.tab }
    }
    var at = 0
    for tab in tabs {
      let isOpen = tab == state.tab
      at = grid.put(
        isOpen ? "[\(tab.rawValue)]" : " \(tab.rawValue) ", in: rect, row: 0, column: at,
        role: isOpen ? .selection : .muted)
    }
  }

  /// What the guide says of the part that one is at; nil outside of it.
  var guideWords: String? {
    guard state.isGuide else { return nil }
    return switch state.tab {
    case .registration:
      "1 of 3: the app registration. Make it in the portal, https://\(portal) > App "
        + "registrations > New registration, then copy its values here."
    case .interfaces:
      "1 of 3: name the interface on which you sign in, and enter its redirect URI in the portal."
    case .permissions: "1 of 3: tick these permissions in the portal."
    case .settings:
      "2 of 3: set the three custom configurations in the product, then confirm what you saw."
    case .consent: "2 of 3: an admin's consent, where the tenant asks for it."
    }
  }

  private func guideLines(width: Int, rows: Int) -> [Line] {
    guard let text = guideWords, rows > 14 else { return [] }
    var lines: [Line] = []
    lines.add(text, .heading, width: width)
    lines.append(.blank)
    return lines
  }

  private func drawFields(on grid: inout Grid, in rect: Rect) {
    var rest = rect
    let fields = RegistrationField.allCases
    let found = app.registrationFindings(state)
    let notes = notes(found, width: rest.columns)
    let space = min(fields.count, max(3, rest.rows - min(notes.count + 1, rest.rows / 2)))
    let form = rest.takeTop(space)
    let first = App.scrolled(0, to: state.index, rows: form.rows, count: fields.count)
    for line in 0..<form.rows where first + line < fields.count {
      drawField(fields[first + line], found, on: &grid, in: form, line: line)
    }
    _ = rest.takeTop(1)
    Page().draw(notes, on: &grid, in: rest)
  }

  private func drawField(
    _ field: RegistrationField, _ found: [Finding], on grid: inout Grid, in rect: Rect, line: Int
  ) {
    let isChosen = field == state.field
    let labelWidth = min(24, rect.columns / 2)
    grid.put(isChosen ? ">" : " ", in: rect, row: line, role: isChosen ? .selection : .text)
    grid.put(
      TextWidth.clip(field.label, to: labelWidth - 1), in: rect, row: line, column: 2,
      role: isChosen ? .heading : .text)
    if found.contains(where: { $0.field == field.ruleLabel && $0.severity == .error }) {
      grid.put("!", in: rect, row: line, column: labelWidth + 2, role: .error)
    }
    let at = labelWidth + 4
    let width = max(0, rect.columns - at)
    if isChosen, let text = state.editing {
      text.draw(on: &grid, in: rect, row: line, column: at, width: width)
      return
    }
    let kind = field.kind(isNew: state.kept == nil)
    let value = field == .secret ? secretWords : Printable.text(state.value(field))
    let role: Role =
      switch kind {
      case .fixed: .disabled
      case .choice: isChosen ? .inputFocus : .text
      case .text, .secret: isChosen ? .inputFocus : .input
      }
    grid.put(
      TextWidth.clip(value.isEmpty ? " " : value, to: width), in: rect, row: line, column: at,
      role: role)
    if isChosen { grid.cursor = Position(row: rect.row + line, column: rect.column + at) }
  }

  // A mask of one length, so that nothing of the secret is told.
  var secretWords: String {
    if state.secret.isFilled { return "********  (typed, not saved)" }
    if state.isTypingSecret { return "paste or type it; nothing is shown" }
    guard let secret = state.draft.secret else { return "none stored" }
    let proof = secret.proof == .proved ? "" : ", \(secret.proof.words)"
    return "********  (stored \(app.clock.long(secret.stored))\(proof))"
  }

  private func notes(_ found: [Finding], width: Int) -> [Line] {
    var lines: [Line] = []
    lines.add(state.field.hint(portal), .muted, width: width)
    if state.field == .secret, app.formerSecret(of: state) != nil, app.place == .registration {
      lines.add(
        "The one before is held: \(key(.undoSecret)) puts it back.", .muted, width: width)
    }
    let own = found.filter { $0.field == state.field.ruleLabel }
    let rest = found.filter { $0.field != state.field.ruleLabel && $0.severity != .notice }
    let others = state.isGuide ? rest.filter { $0.severity == .error } : rest
    for finding in own + others {
      let role: Role =
        finding.severity == .error ? .error : finding.severity == .warning ? .warning : .muted
      let mark = finding.severity == .error ? "! " : "? "
      lines.add(
        "\(finding.field): \(Printable.text(finding.message))", role, width: width, lead: mark)
      if let fix = finding.fix {
        lines.add(
          "\(app.keys.keyName(.fix, in: app.place)) puts in \(Printable.text(fix))", .key,
          width: width, indent: 2)
      } else {
        lines.add(Printable.text(finding.advice), .muted, width: width, indent: 2)
      }
    }
    return lines + checks
  }

  /// What the last check found.
  var checks: [Line] {
    let now = RegistrationStamp(of: state.draft)
    return [
      state.draft.checks.discovery.map { Line($0.line("Identity server", under: now)) },
      state.draft.checks.secret.map { Line($0.line("Client secret", under: now)) },
    ].compactMap(\.self)
  }

  private func drawInterfaces(on grid: inout Grid, in rect: Rect) {
    var lines: [Line] = []
    lines.add(
      "Each interface on which an admin presses Authenticate needs its redirect URI under "
        + "Authentication > Add a platform > Web. \(key(.copy)) copies the chosen one.",
      .muted, width: rect.columns)
    lines.append(.blank)
    var focus = lines.count
    if state.draft.interfaces.isEmpty {
      lines.append(Line("> none yet: \(key(.addInterface)) adds one", .selection))
    }
    var field: Int?
    for (number, interface) in state.draft.interfaces.enumerated() {
      let isChosen = number == state.index
      if isChosen { focus = lines.count }
      if isChosen, state.editing != nil { field = lines.count }
      let name = Printable.text(interface)
      lines.append(
        Line(
          "\(isChosen ? ">" : " ") \(name.isEmpty ? "(host of the interface)" : name)",
          isChosen ? .selection : .text))
      if let uri = RedirectURI.make(interface: interface) {
        lines.add(uri, .link, width: rect.columns, indent: 4)
      } else if !interface.isEmpty {
        for finding in InterfaceName.findings([interface]) {
          lines.add(
            Printable.text("\(finding.message) \(finding.advice)"), .error, width: rect.columns,
            indent: 4)
        }
      }
    }
    let top = max(0, min(focus - rect.rows + 3, lines.count - rect.rows))
    Page(top: top).draw(lines, on: &grid, in: rect)
    let row = focus - top
    grid.cursor = Position(row: rect.row + max(0, min(row, rect.rows - 1)), column: rect.column)
    if field != nil, let text = state.editing, (0..<rect.rows).contains(row) {
      text.draw(on: &grid, in: rect, row: row, column: 2, width: max(0, rect.columns - 2))
    }
  }

  func permissions(_ width: Int) -> [Line] {
    var lines: [Line] = []
    lines.add(
      "https://\(portal) > App registrations > your app > API permissions > Add a permission > "
        + "Microsoft Graph > Delegated permissions", .link, width: width)
    lines.append(.blank)
    for (name, why) in [
      ("POP.AccessAsUser.All", "opens the mailbox over POP3; not the application permission"),
      ("User.Read", "tells who signed in"),
      ("offline_access", "brings the refresh token; asked for at the sign-in"),
    ] {
      let lead = "[ ] " + Columns.padded(name, to: width < 60 ? name.count + 2 : 22)
      lines.add(why, width: width, lead: lead)
    }
    lines.append(.blank)
    lines.add(
      "Authentication > Advanced settings > Allow public client flows: No, as the article has it. "
        + "Set to Yes only where the identity server refuses the code with AADSTS7000218.",
      .muted, width: width)
    return lines
  }
}
