extension Grid {
  /// Writes text inside a rectangle; what does not fit is left out.
  ///
  /// - Parameters:
  ///   - text: One line, safe to print.
  ///   - rect: Where it may be.
  ///   - row: From 0 at the rectangle's top.
  ///   - column: From 0 at the rectangle's left.
  ///   - role: What it means.
  /// - Returns: The column after the text, from the rectangle's left.
  @discardableResult
  package mutating func put(
    _ text: String, in rect: Rect, row: Int, column: Int = 0, role: Role = .text
  ) -> Int {
    let room = rect.columns - column
    guard (0..<rect.rows).contains(row), room > 0, column >= 0 else { return column }
    let shown = TextWidth.prefix(of: text, width: room)
    put(String(shown), row: rect.row + row, column: rect.column + column, role: role)
    return column + TextWidth.of(shown)
  }

  /// Makes a rectangle empty.
  ///
  /// - Parameters:
  ///   - rect: Where.
  ///   - role: What the empty cells mean.
  ///   - glyph: What stands in each, one cell wide.
  package mutating func fill(_ rect: Rect, role: Role = .text, glyph: Character = " ") {
    let inside = max(0, rect.column)..<max(0, rect.column, min(columns, rect.endColumn))
    guard TextWidth.of(glyph) == 1, !inside.isEmpty else { return }
    let cell = Cell(glyph: glyph, role: role)
    for row in max(0, rect.row)..<max(0, rect.row, min(rows, rect.endRow)) {
      // At its ends the row may hold half of a wide character, which cannot stay behind.
      set(glyph, width: 1, row: row, column: inside.lowerBound, role: role)
      set(glyph, width: 1, row: row, column: inside.upperBound - 1, role: role)
      for column in inside { cells[row * columns + column] = cell }
    }
  }

  /// Gives every cell of a rectangle a role and leaves the glyphs.
  ///
  /// - Parameters:
  ///   - rect: Where.
  ///   - role: What the cells mean from now on.
  package mutating func paint(_ rect: Rect, role: Role) {
    for row in max(0, rect.row)..<max(0, max(rect.row, min(rows, rect.endRow))) {
      for column in max(0, rect.column)..<max(0, max(rect.column, min(columns, rect.endColumn))) {
        cells[row * columns + column].role = role
      }
    }
  }

  /// Copies another grid into a rectangle; what does not fit is left out.
  ///
  /// - Parameters:
  ///   - other: What to copy.
  ///   - rect: Where to.
  package mutating func place(_ other: Grid, in rect: Rect) {
    for row in 0..<min(other.rows, rect.rows) {
      var column = 0
      while column < min(other.columns, rect.columns) {
        let cell = other[row: row, column: column]
        if let glyph = cell.glyph {
          put(String(glyph), in: rect, row: row, column: column, role: cell.role)
        }
        column += 1
      }
    }
  }

  /// Replaces every glyph outside ASCII by its nearest in ASCII, for terminals that draw no more.
  package mutating func reduceToASCII() {
    for index in cells.indices {
      guard let glyph = cells[index].glyph else {
        cells[index].glyph = " "
        continue
      }
      if !glyph.isASCII { cells[index].glyph = Grid.nearest[glyph] ?? "?" }
    }
  }

  /// A text with every character outside ASCII replaced as above, for output in lines.
  ///
  /// - Parameter text: Safe to print.
  /// - Returns: As many characters, all of ASCII.
  package static func ascii(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return String(text.map { $0.isASCII ? $0 : nearest[$0] ?? "?" })
  }

  private static let nearest: [Character: Character] = [
    "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+",
    "┴": "+", "┼": "+", "…": "~", "·": "-", "✓": "+", "↻": "@", "—": "-", "–": "-", "→": ">",
    "↑": "^", "↓": "v", "›": ">", "█": "#", "▀": "#", "▄": "#", "░": ".", "×": "x", "’": "'",
    "“": "\"", "”": "\"", "←": "<",
  ]
}
