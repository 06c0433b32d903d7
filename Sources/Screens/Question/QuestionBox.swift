import Canvas

/// A frame with a title, emptied.
enum Box {
  static func draw(on grid: inout Grid, in rect: Rect, title: String) {
    grid.fill(rect)
    guard rect.rows > 1, rect.columns > 1 else { return }
    let bar = String(repeating: "\u{2500}", count: rect.columns - 2)
    grid.put("\u{250C}\(bar)\u{2510}", in: rect, row: 0, role: .frameFocus)
    grid.put("\u{2514}\(bar)\u{2518}", in: rect, row: rect.rows - 1, role: .frameFocus)
    for row in 1..<max(1, rect.rows - 1) {
      grid.put("\u{2502}", in: rect, row: row, role: .frameFocus)
      grid.put("\u{2502}", in: rect, row: row, column: rect.columns - 1, role: .frameFocus)
    }
    let text = TextWidth.clip(" \(title) ", to: max(0, rect.columns - 4))
    grid.put(text, in: rect, row: 0, column: 2, role: .heading)
  }
}

/// Draws a question over what is asked about.
struct QuestionBox {
  let question: Question

  func draw(on grid: inout Grid, in rect: Rect) {
    let width = min(rect.columns, 64)
    var lines: [Line] = []
    for text in question.lines { lines.add(Printable.text(text), width: width - 4) }
    let box = rect.centred(rows: lines.count + question.options.count + 3, columns: width)
    Box.draw(on: &grid, in: box, title: Printable.text(question.title))
    var inside = box.inset(rows: 1, columns: 2)
    var options = inside.takeBottom(question.options.count)
    Page().draw(lines, on: &grid, in: inside)
    for (number, option) in question.options.enumerated() {
      let row = options.takeTop(1)
      let isChosen = number == question.chosen
      if isChosen { grid.fill(row, role: .selection) }
      grid.put(isChosen ? "> " : "  ", in: row, row: 0, role: isChosen ? .selection : .text)
      grid.put(
        String(option.letter), in: row, row: 0, column: 2, role: isChosen ? .selection : .key)
      grid.put("  " + option.label, in: row, row: 0, column: 3, role: isChosen ? .selection : .text)
      if isChosen { grid.cursor = Position(row: row.row, column: row.column) }
    }
  }
}

/// Draws the commands over what they are for.
struct PaletteBox {
  let state: PaletteState

  func draw(on grid: inout Grid, in rect: Rect) {
    let box = rect.centred(rows: min(rect.rows, 16), columns: min(rect.columns, 76))
    Box.draw(on: &grid, in: box, title: "Commands")
    var inside = box.inset(rows: 1, columns: 2)
    let top = inside.takeTop(1)
    let at = grid.put(": ", in: top, row: 0, role: .key)
    let first = App.scrolled(0, to: state.index, rows: inside.rows, count: state.found.count)
    for row in 0..<inside.rows where first + row < state.found.count {
      let binding = state.found[first + row]
      let isChosen = first + row == state.index
      let role: Role = isChosen ? .selection : .text
      let key = binding.keys.first?.name ?? ""
      if isChosen {
        grid.fill(
          Rect(row: inside.row + row, column: inside.column, rows: 1, columns: inside.columns),
          role: role)
      }
      grid.put(isChosen ? "> " : "  ", in: inside, row: row, role: role)
      grid.put(
        TextWidth.clip(key, to: 6), in: inside, row: row, column: 2, role: isChosen ? role : .key)
      grid.put(binding.command.rawValue, in: inside, row: row, column: 8, role: role)
      // A few letters of a sentence help nobody.
      guard inside.columns >= 50 else { continue }
      grid.put(
        TextWidth.clip(binding.help, to: inside.columns - 29), in: inside, row: row, column: 29,
        role: isChosen ? role : .muted)
    }
    if state.found.isEmpty { grid.put("No command has these letters.", in: inside, row: 0) }
    state.query.draw(on: &grid, in: top, row: 0, column: at, width: top.columns - at)
  }
}
