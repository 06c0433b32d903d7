import Canvas

/// Text in aligned columns. Widths count cells, so that names in Chinese or Japanese keep them.
package enum Columns {
  /// A text filled up with blanks; one that is longer is left as it is, with a blank after it.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - width: The cells until what follows.
  /// - Returns: The text and at least one blank.
  package static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - TextWidth.of(text)))
  }

  /// Rows as lines: each column as wide as its widest cell, with two blanks between; the last one ends as
  /// it ends.
  ///
  /// - Parameter rows: The rows, with as many cells each.
  /// - Returns: A line a row.
  package static func lines(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { TextWidth.of($0[column]) }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { at, cell in
        at == row.count - 1 ? cell : padded(cell, to: widths[at] + 2)
      }.joined()
    }
  }
}
