import Canvas

/// Lines to read, scrolled by the line.
struct Page: Equatable, Sendable {
  /// The first line shown, as far as it was asked for; drawing keeps it within the lines.
  var top = 0

  /// Draws what fits, with a word on how much more there is.
  func draw(_ lines: [Line], on grid: inout Grid, in rect: Rect) {
    let first = Swift.max(0, Swift.min(top, lines.count - rect.rows))
    for row in 0..<rect.rows where first + row < lines.count {
      lines[first + row].draw(on: &grid, in: rect, row: row)
    }
    let left = lines.count - first - rect.rows
    guard left > 0, rect.rows > 1 else { return }
    let more = " \u{2193} \(left) more "
    let column = Swift.max(0, rect.columns - TextWidth.of(more))
    grid.put(more, in: rect, row: rect.rows - 1, column: column, role: .muted)
  }

  /// Moves for a command; true when it was one.
  mutating func move(_ command: Command, lines: Int, rows: Int) -> Bool {
    let last = Swift.max(0, lines - rows)
    top = Swift.min(top, last)
    switch command {
    case .up: top -= 1
    case .down: top += 1
    case .pageUp: top -= Swift.max(1, rows - 1)
    case .pageDown: top += Swift.max(1, rows - 1)
    case .first: top = 0
    case .last: top = last
    default: return false
    }
    top = Swift.max(0, Swift.min(top, last))
    return true
  }
}
