import Canvas
import Core
import Presentation

/// Draws the panes of the home screen.
struct HomeScreen {
  let app: App
  let layout: HomeLayout

  func draw(on grid: inout Grid) {
    if let rect = layout.list { drawList(on: &grid, in: rect) }
    if let rect = layout.editor {
      EditorPane(app: app, layout: layout).draw(on: &grid, in: pane(&grid, rect))
    }
    if let rect = layout.checklist {
      var inside = pane(&grid, rect)
      if layout.hasChecklistTab {
        EditorPane(app: app, layout: layout).drawTabs(on: &grid, in: inside.takeTop(1))
      }
      ChecklistPane(app: app, layout: layout).draw(on: &grid, in: inside)
    }
    if let rect = layout.evidence { drawEvidence(on: &grid, in: rect) }
  }

  /// Draws the line between a pane and the one at its left; returns what is inside.
  private func pane(_ grid: inout Grid, _ rect: Rect) -> Rect {
    guard rect.column > 0 else { return rect }
    var inside = rect
    let edge = inside.takeLeft(1)
    grid.fill(edge, role: .frame, glyph: "\u{2502}")
    return inside
  }

  /// A pane's title: reversed where it has the focus, so that colour is not needed.
  static func title(
    _ text: String, on grid: inout Grid, in rect: Rect, focused: Bool, note: String = ""
  ) {
    let bar = String(repeating: "\u{2500}", count: rect.columns)
    grid.put(bar, in: rect, row: 0, role: focused ? .frameFocus : .frame)
    let at = grid.put(
      TextWidth.clip(" \(text) ", to: rect.columns), in: rect, row: 0, column: 0,
      role: focused ? .selection : .heading)
    if !note.isEmpty {
      grid.put(
        TextWidth.clip(" \(note) ", to: max(0, rect.columns - at)), in: rect, row: 0, column: at,
        role: .muted)
    }
  }

  private func drawList(on grid: inout Grid, in rect: Rect) {
    var rest = rect
    let focused = app.home.focus == .list
    let top = rest.takeTop(1)
    // A header of one row leaves the counts to the title of the list.
    let counts = layout.header.rows > 1 || !app.mailboxList.isComplete ? nil : Header(app: app)
    HomeScreen.title(
      "Mailboxes", on: &grid, in: top, focused: focused,
      note: counts == nil ? "by \(app.mailboxList.order.rawValue)" : "")
    counts?.closeMarks.draw(on: &grid, in: top, row: 0, column: 10)
    if app.home.isFiltering || !app.home.filter.text.isEmpty {
      let line = rest.takeTop(1)
      let at = grid.put("/ ", in: line, row: 0, role: .key)
      if app.home.isFiltering {
        app.home.filter.draw(on: &grid, in: line, row: 0, column: at, width: line.columns - at)
      } else {
        grid.put(Printable.text(app.home.filter.text), in: line, row: 0, column: at, role: .input)
      }
    }
    if app.home.isNew || app.drafts[""] != nil {
      let line = rest.takeTop(1)
      let role: Role = app.home.isNew ? (focused ? .selection : .selectionIdle) : .warning
      grid.put("\(app.home.isNew ? ">" : " ") + new mailbox *", in: line, row: 0, role: role)
    }
    guard !app.mailboxList.shown.isEmpty else {
      let words =
        app.mailboxList.rows.isEmpty
        ? "No mailbox yet: \(app.keys.keyName(.newMailbox)) adds one."
        : "No mailbox matches the filter."
      var lines: [Line] = []
      lines.add(words, .muted, width: rest.columns - 2, indent: 1)
      Page().draw(lines, on: &grid, in: rest)
      if focused, grid.cursor == nil {
        grid.cursor = Position(row: rest.row, column: rest.column)
      }
      return
    }
    for line in 0..<rest.rows {
      drawRow(app.home.top + line, on: &grid, in: rest, line: line, focused: focused)
    }
  }

  private func drawRow(
    _ index: Int, on grid: inout Grid, in rect: Rect, line: Int, focused: Bool
  ) {
    guard let row = app.mailboxList.row(at: index) else { return }
    let isChosen = index == app.home.index && !app.home.isNew
    let role: Role = isChosen ? (focused ? .selection : .selectionIdle) : .text
    let word = row.state.name
    // The words begin in one column; one that is longer takes it from its mailbox's name.
    let wordWidth = min(max(15, TextWidth.of(word)), max(0, rect.columns / 2 + 1))
    let nameWidth = max(1, rect.columns - 4 - wordWidth - 1)
    let draft = app.drafts[row.name]
    let edited = draft.map { $0.differs(from: app.snapshot.mailboxes[row.name]) } ?? false
    let name = Printable.text(row.name) + (edited ? " *" : "")
    if isChosen {
      grid.fill(
        Rect(row: rect.row + line, column: rect.column, rows: 1, columns: rect.columns), role: role)
    }
    grid.put(isChosen ? ">" : " ", in: rect, row: line, role: role)
    grid.put(
      row.state.mark.sign, in: rect, row: line, column: 2, role: isChosen ? role : row.state.role)
    grid.put(TextWidth.clip(name, to: nameWidth), in: rect, row: line, column: 4, role: role)
    grid.put(
      TextWidth.clip(word, to: wordWidth), in: rect, row: line, column: rect.columns - wordWidth,
      role: isChosen && focused ? role : row.state.role)
    if isChosen, focused, !app.home.isFiltering {
      grid.cursor = Position(row: rect.row + line, column: rect.column)
    }
  }

  private func drawEvidence(on grid: inout Grid, in rect: Rect) {
    var rest = rect
    let focused = app.home.focus == .evidence
    let note = app.home.showsTranscript ? "" : "step \(app.home.step + 1) of 10"
    HomeScreen.title(
      app.home.showsTranscript ? "Transcript" : "Evidence", on: &grid, in: rest.takeTop(1),
      focused: focused, note: note)
    let inside = rest.inset(columns: 1)
    app.home.evidence.draw(app.evidenceLines(width: inside.columns), on: &grid, in: inside)
    if focused { grid.cursor = Position(row: inside.row, column: inside.column) }
  }
}
