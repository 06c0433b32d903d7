import Canvas
import Core
import Presentation

/// Draws the mailbox editor: tabs, fields, Authenticate with its badge, and what rules say.
struct EditorPane {
  let app: App
  let layout: HomeLayout

  private var focused: Bool { app.home.focus == .editor }

  func draw(on grid: inout Grid, in rect: Rect) {
    var rest = rect
    drawTabs(on: &grid, in: rest.takeTop(1))
    guard let kept = app.subject, let mailbox = app.typedSubject else {
      grid.put("No mailbox is chosen.", in: rest, row: 0, column: 1, role: .muted)
      return
    }
    let heading = app.home.isNew ? "New mailbox" : Printable.text(mailbox.name)
    let top = rest.takeTop(1)
    let after = grid.put(
      TextWidth.clip(heading, to: max(0, top.columns - 2)), in: top, row: 0, column: 1,
      role: .heading)
    if let name = app.home.subject(in: app.mailboxList), let draft = app.drafts[name],
      draft.differs(from: app.snapshot.mailboxes[name])
    {
      grid.put(" * not saved", in: top, row: 0, column: after, role: .warning)
    }
    let fields = app.editorFields
    let notes = notes(kept, mailbox, width: max(1, rest.columns - 2))
    let unmet = app.unmet(kept)
    let rows = fields.flatMap { field -> [Row] in
      field == .authenticate ? [.button, .badge] : [.field(field)]
    }
    let chosen =
      rows.firstIndex {
        $0 == .field(app.editorField) || app.editorField == .authenticate && $0 == .button
      }
      ?? 0
    let space = min(rows.count, max(3, rest.rows - min(notes.count + 1, max(2, rest.rows / 3))))
    let form = rest.takeTop(space)
    let first = App.scrolled(0, to: chosen, rows: form.rows, count: rows.count)
    for line in 0..<form.rows where first + line < rows.count {
      switch rows[first + line] {
      case .field(let field): drawField(field, mailbox, on: &grid, in: form, line: line)
      case .button: drawButton(unmet.isEmpty, on: &grid, in: form, line: line)
      case .badge: badge.draw(on: &grid, in: form, row: line, column: 3)
      }
    }
    _ = rest.takeTop(1)
    Page().draw(notes, on: &grid, in: rest.inset(columns: 1))
  }

  private enum Row: Equatable {
    case field(MailboxField)
    case button, badge
  }

  /// Draws the names of the tabs, the open one in brackets.
  func drawTabs(on grid: inout Grid, in rect: Rect) {
    let isChecklist = app.home.focus == .checklist || app.home.focus == .evidence
    let inChecklist = layout.hasChecklistTab && layout.editor == nil
    var at = 0
    let bar = String(repeating: "\u{2500}", count: rect.columns)
    grid.put(bar, in: rect, row: 0, role: focused ? .frameFocus : .frame)
    var tabs = EditorTab.allCases.map { ($0.rawValue, !inChecklist && $0 == app.home.tab) }
    if layout.hasChecklistTab { tabs.append(("Checklist", inChecklist)) }
    // Where they do not all fit, only the one that is open is named.
    let width = tabs.reduce(1) { $0 + $1.0.count + 1 }
    if width > rect.columns { tabs = tabs.filter(\.1) }
    // Between two tabs stands one cell: a blank, or a bracket of the open one.
    var wasOpen = false
    for (name, isOpen) in tabs {
      let hasFocus = isOpen && (focused || isChecklist && inChecklist)
      let role: Role = hasFocus ? .selection : isOpen ? .heading : .muted
      at = grid.put(
        isOpen ? "[" : wasOpen ? "]" : " ", in: rect, row: 0, column: at, role: .heading)
      at = grid.put(name, in: rect, row: 0, column: at, role: role)
      wasOpen = isOpen
    }
    grid.put(wasOpen ? "]" : " ", in: rect, row: 0, column: at, role: .heading)
  }

  private var badge: Line {
    guard !app.home.isNew, let row = app.mailboxList.row(at: app.home.index) else {
      return Line("\(Mark.open.sign) not saved yet", .badgeGrey)
    }
    return row.state.face(local: app.clock.short)
  }

  private func drawButton(_ isReady: Bool, on grid: inout Grid, in rect: Rect, line: Int) {
    let isChosen = focused && app.editorField == .authenticate
    let role: Role = isChosen ? .selection : isReady ? .heading : .disabled
    let at = grid.put(
      "\(isChosen ? ">" : " ")[ Authenticate ]", in: rect, row: line, column: 0, role: role)
    grid.put(
      isReady ? " (\(app.keys.keyName(.authenticate)))" : "  waits, see below", in: rect, row: line,
      column: at, role: isReady ? .key : .disabled)
    if isChosen {
      grid.cursor = Position(row: rect.row + line, column: rect.column + 1)
    }
  }

  private var labelWidth: Int {
    let longest = app.editorFields.map { $0.label.count }.max() ?? 0
    let width = layout.editor?.columns ?? 40
    return min(longest, max(12, width / 2 - 2))
  }

  private func drawField(
    _ field: MailboxField, _ mailbox: Mailbox, on grid: inout Grid, in rect: Rect, line: Int
  ) {
    let isChosen = focused && app.editorField == field
    let kind = field.kind(isNew: app.home.isNew)
    let kept = app.home.subject(in: app.mailboxList).flatMap { app.snapshot.mailboxes[$0] }
    let value =
      field == .port
      ? "\(AccessStamp(of: mailbox, endpoints: app.setting.endpoints).port) (derived)"
      : Printable.text(field.value(of: mailbox))
    let isChanged = kept.map { field.value(of: $0) != field.value(of: mailbox) } ?? false
    let label = TextWidth.clip(field.label, to: labelWidth)
    grid.put(isChosen ? ">" : " ", in: rect, row: line, role: isChosen ? .selection : .text)
    grid.put(label, in: rect, row: line, column: 1, role: isChosen ? .heading : .text)
    if isChanged { grid.put("*", in: rect, row: line, column: labelWidth + 1, role: .inputChanged) }
    let at = labelWidth + 3
    let width = max(0, rect.columns - at - 1)
    if isChosen, let text = app.home.editing {
      text.draw(on: &grid, in: rect, row: line, column: at, width: width)
      return
    }
    let role: Role =
      switch kind {
      case .fixed: .disabled
      case .choice, .button: isChosen ? .inputFocus : .text
      case .text: isChosen ? .inputFocus : isChanged ? .inputChanged : .input
      }
    let shown = value.isEmpty && kind == .text ? " " : value
    grid.put(TextWidth.clip(shown, to: width), in: rect, row: line, column: at, role: role)
    if hasTrouble(field, mailbox) {
      grid.put("!", in: rect, row: line, column: at - 1, role: .error)
    }
    if isChosen {
      grid.cursor = Position(row: rect.row + line, column: rect.column + at)
    }
  }

  private func hasTrouble(_ field: MailboxField, _ mailbox: Mailbox) -> Bool {
    app.findings(mailbox).contains { $0.field == field.ruleLabel && $0.severity == .error }
  }

  /// What is to be said of the chosen field, then of the others, then what Authenticate waits for.
  private func notes(_ kept: Mailbox, _ mailbox: Mailbox, width: Int) -> [Line] {
    var lines: [Line] = []
    let field = app.editorField
    let found = app.findings(mailbox)
    let own = found.filter { $0.field == field.ruleLabel }
    if focused {
      let value = Printable.text(field.value(of: mailbox))
      if TextWidth.of(value) > max(0, width - labelWidth - 3), app.home.editing == nil {
        lines.add(value, width: width)
      }
      for finding in own { lines += say(finding, width, withField: false) }
      if own.isEmpty, let hint = field.hint { lines.add(hint, .muted, width: width) }
    }
    for finding in found where !focused || finding.field != field.ruleLabel {
      if finding.severity != .notice { lines += say(finding, width, withField: true) }
    }
    if app.home.tab == .incoming {
      let reasons = app.unmet(kept)
      if !reasons.isEmpty {
        lines.append(Line("Authenticate waits for:", .warning))
        for reason in reasons { lines.add(Printable.text(reason), width: width, lead: "- ") }
      }
    }
    return lines
  }

  private func say(_ finding: Finding, _ width: Int, withField: Bool) -> [Line] {
    var lines: [Line] = []
    let mark = finding.severity.mark
    lines.add(
      (withField ? "\(finding.field): " : "") + Printable.text(finding.message), mark.role,
      width: width,
      lead: mark.sign + " ")
    if let fix = finding.fix {
      lines.add(
        "\(app.keys.keyName(.fix, in: app.place)) puts in \(Printable.text(fix))", .key,
        width: width, indent: 2)
    } else if !withField {
      lines.add(Printable.text(finding.advice), .muted, width: width, indent: 2)
    }
    return lines
  }
}
