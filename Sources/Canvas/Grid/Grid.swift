/// A cell's place in a grid.
package struct Position: Equatable, Hashable, Sendable {
  /// From 0 at the top.
  package var row: Int
  /// From 0 at the left.
  package var column: Int

  /// A place.
  ///
  /// - Parameters:
  ///   - row: From 0 at the top.
  ///   - column: From 0 at the left.
  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A rectangle of cells to draw on. Whatever lies outside is not drawn; nothing traps.
package struct Grid: Equatable, Sendable {
  /// Cells in a row.
  package let columns: Int
  /// Rows.
  package let rows: Int
  var cells: [Cell]
  /// Where the terminal's cursor is to stand: on what has the focus; nil hides it.
  package var cursor: Position?

  /// A blank grid; a negative size counts as none.
  ///
  /// - Parameters:
  ///   - columns: Cells in a row.
  ///   - rows: Rows.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: .blank, count: self.columns * self.rows)
  }

  /// A cell, blank outside the grid.
  ///
  /// - Parameters:
  ///   - row: From 0 at the top.
  ///   - column: From 0 at the left.
  package subscript(row row: Int, column column: Int) -> Cell {
    guard (0..<rows).contains(row), (0..<columns).contains(column) else { return .blank }
    return cells[row * columns + column]
  }

  /// The cells of a row.
  package func cells(row: Int) -> [Cell] {
    guard (0..<rows).contains(row) else { return Array(repeating: .blank, count: columns) }
    return Array(cells[row * columns..<(row + 1) * columns])
  }

  /// Writes text from left to right, up to the right edge. Foreign text goes through `Printable`
  /// first; a character without a width is dropped here.
  ///
  /// - Parameters:
  ///   - text: One line.
  ///   - row: From 0 at the top.
  ///   - column: Where it begins, from 0 at the left.
  ///   - role: What it means.
  package mutating func put(_ text: String, row: Int, column: Int, role: Role = .text) {
    guard (0..<rows).contains(row) else { return }
    var at = column
    for glyph in text {
      let width = TextWidth.of(glyph)
      if width == 0 { continue }
      if at + width > columns { return }
      if at >= 0 { set(glyph, width: width, row: row, column: at, role: role) }
      at += width
    }
  }

  mutating func set(
    _ glyph: Character, width: Int, row: Int, column: Int, role: Role
  ) {
    let start = row * columns
    // Half of a wide character cannot stay behind.
    if cells[start + column].glyph == nil, column > 0 { cells[start + column - 1].glyph = " " }
    let after = column + width
    if after < columns, cells[start + after].glyph == nil { cells[start + after].glyph = " " }
    cells[start + column] = Cell(glyph: glyph, role: role)
    if width == 2 { cells[start + column + 1] = Cell(glyph: nil, role: role) }
  }

  /// The glyphs, a line a row, without blanks at the right.
  package var lines: [String] {
    (0..<rows).map { row in
      var glyphs = cells(row: row).compactMap(\.glyph)
      while glyphs.last == " " { glyphs.removeLast() }
      return String(glyphs)
    }
  }

  /// The letters of the roles, a line a row, without plain text at the right.
  package var roleLines: [String] {
    (0..<rows).map { row in
      var letters = cells(row: row).map(\.role.rawValue)
      while letters.last == Role.text.rawValue { letters.removeLast() }
      return String(letters)
    }
  }
}
