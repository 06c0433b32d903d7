import Canvas
import Core
import Operations
import Presentation

/// Draws the ten steps with both columns, and below them the evidence where there is no pane for it.
struct ChecklistPane {
  let app: App
  let layout: HomeLayout

  func draw(on grid: inout Grid, in rect: Rect) {
    var rest = rect
    let focused = app.home.focus == .checklist
    let head = rest.takeTop(1)
    let name = app.subject.map { Printable.text($0.name) } ?? ""
    HomeScreen.title(
      layout.hasChecklistTab && !name.isEmpty
        ? TextWidth.clip(name, to: max(4, rest.columns - 16)) : "Checklist",
      on: &grid, in: head, focused: focused)
    let columns = Columns(rest.columns)
    grid.put("Here", in: head, row: 0, column: columns.here, role: .muted)
    grid.put("Editor", in: head, row: 0, column: columns.editor, role: .muted)
    let rows = app.checklist
    guard !rows.isEmpty else {
      grid.put("No mailbox is chosen.", in: rest, row: 0, column: 1, role: .muted)
      return
    }
    // Few rows: the chosen step stays in sight, with some evidence below.
    let shown = layout.evidence == nil ? min(10, max(3, rest.rows - 3)) : min(10, rest.rows)
    let steps = rest.takeTop(shown)
    let first = App.scrolled(0, to: app.home.step, rows: steps.rows, count: rows.count)
    for line in 0..<steps.rows where first + line < rows.count {
      drawStep(rows[first + line], on: &grid, in: steps, line: line, columns, focused: focused)
    }
    guard layout.evidence == nil else { return }
    HomeScreen.title(
      app.home.showsTranscript ? "Transcript" : "Evidence", on: &grid, in: rest.takeTop(1),
      focused: false)
    let inside = rest.inset(columns: 1)
    app.home.evidence.draw(app.evidenceLines(width: inside.columns), on: &grid, in: inside)
  }

  private struct Columns {
    let here: Int
    let editor: Int
    let title: Int

    init(_ width: Int) {
      editor = max(0, width - 7)
      here = max(0, editor - 5)
      title = max(0, here - 5)
    }
  }

  private func drawStep(
    _ row: ChecklistRow, on grid: inout Grid, in rect: Rect, line: Int, _ columns: Columns,
    focused: Bool
  ) {
    let isChosen = row.step == app.chosenStep
    let role: Role = isChosen ? (focused ? .selection : .selectionIdle) : .text
    if isChosen {
      grid.fill(
        Rect(row: rect.row + line, column: rect.column, rows: 1, columns: rect.columns), role: role)
    }
    let number = row.step.rawValue
    grid.put(
      "\(isChosen ? ">" : " ")\(number < 10 ? " " : "")\(number)", in: rect, row: line, role: role)
    let isWide = Step.allCases.allSatisfy { TextWidth.of($0.title) <= columns.title }
    grid.put(
      TextWidth.clip(isWide ? row.step.title : row.step.short, to: columns.title), in: rect,
      row: line, column: 4, role: role)
    grid.put(
      row.here.mark.sign, in: rect, row: line, column: columns.here + 1,
      role: isChosen ? role : row.here.mark.role)
    let editor = row.editor.map { ($0.mark.sign, $0.mark.role) } ?? (" ", Role.text)
    grid.put(
      editor.0, in: rect, row: line, column: columns.editor + 2,
      role: isChosen ? role : editor.1)
    if isChosen, focused {
      grid.cursor = Position(row: rect.row + line, column: rect.column)
    }
  }
}

extension Step {
  /// What the step is about, where there is no room for its title.
  var short: String {
    switch self {
    case .settings: "Custom configurations"
    case .editor: "Mailbox editor"
    case .mailbox: "Office365 mailbox"
    case .sslMethod: FieldLabel.sslMethod
    case .popServer: FieldLabel.popServer
    case .popAccount: FieldLabel.popAccount
    case .authenticationType: FieldLabel.authenticationType
    case .authenticate: "Authenticate"
    case .ok: "Authenticated, OK"
    case .greenBox: "Green box, Verified"
    }
  }
}

extension App {
  /// What is behind the chosen step, or the last POP3 dialogue.
  func evidenceLines(width: Int) -> [Line] {
    home.showsTranscript ? transcriptLines(width) : stepLines(width)
  }

  private func stepLines(_ width: Int) -> [Line] {
    let rows = checklist
    guard rows.indices.contains(home.step) else { return [Line("Nothing is known yet.", .muted)] }
    let row = rows[home.step]
    var lines: [Line] = []
    let mark = "\(row.here.mark.sign) \(row.here.word) here"
    // The verdict is never what is cut off.
    let room = width - TextWidth.of(mark) - 6
    let title = TextWidth.of(row.step.title) <= room ? row.step.title : row.step.short
    lines.append(
      Line([Span("\(row.step.rawValue) \(title)  ", .heading), Span(mark, row.here.mark.role)]))
    for fact in row.evidence { lines.add(Printable.text(fact), width: width, lead: "- ") }
    if let remedy = remedy(row) {
      lines.add(remedy, .warning, width: width, lead: "Next: on this step ")
    }
    if let editor = row.editor { lines.add(editorWords(editor), .muted, width: width) }
    if let unproven = row.unproven {
      let text = row.step == .settings ? "Does not prove \(unproven)." : "It \(unproven)."
      lines.add(text, .muted, width: width)
    }
    return lines
  }

  private func editorWords(_ mark: ChecklistRow.EditorMark) -> String {
    let key = keys.keyName(.attest)
    let words = "In the mailbox editor: " + Printable.text(mark.words(local: clock.long))
    return switch mark {
    case .attested: words + "."
    case .open: words + "; \(key) ticks it once you have seen it."
    case .cleared: words + ", then \(key)."
    }
  }

  private func transcriptLines(_ width: Int) -> [Line] {
    guard let name = home.name(in: mailboxList), let probe = snapshot.evidence[name]?.probe else {
      return [Line("No mail server has been spoken to for this mailbox yet.", .muted)]
    }
    var lines = [
      Line("\(Printable.text(probe.endpoint)), \(clock.long(probe.at))", .heading)
    ]
    guard let detail = snapshot.probeDetails[name] else { return lines }
    if let tls = detail.tls {
      lines.add(
        Printable.text(
          "\(tls.version ?? "TLS"), \(tls.subject), issued by \(tls.issuer), until \(tls.expires)"),
        .muted, width: width)
    }
    for line in detail.transcript { lines.add(Printable.text(line), width: width) }
    for stage in detail.stages {
      if let line = Progress.stage(stage).line { lines.append(Line(line)) }
    }
    return lines
  }
}
