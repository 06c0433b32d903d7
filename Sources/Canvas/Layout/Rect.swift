/// A rectangle of cells, by its top left corner and its size. A size is never negative.
package struct Rect: Equatable, Hashable, Sendable {
  /// From 0 at the top.
  package var row: Int
  /// From 0 at the left.
  package var column: Int
  /// Rows.
  package var rows: Int
  /// Cells in a row.
  package var columns: Int

  /// A rectangle; a negative size counts as none.
  ///
  /// - Parameters:
  ///   - row: From 0 at the top.
  ///   - column: From 0 at the left.
  ///   - rows: Rows.
  ///   - columns: Cells in a row.
  package init(row: Int = 0, column: Int = 0, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  /// The row below the last.
  package var endRow: Int { row + rows }
  /// The column right of the last.
  package var endColumn: Int { column + columns }

  /// Whether a cell lies inside.
  ///
  /// - Parameters:
  ///   - row: Of the grid.
  ///   - column: Of the grid.
  /// - Returns: True for a cell of it.
  package func contains(row: Int, column: Int) -> Bool {
    row >= self.row && row < endRow && column >= self.column && column < endColumn
  }

  /// Cuts rows off at the top and returns them; fewer where there are fewer.
  package mutating func takeTop(_ count: Int) -> Rect {
    let taken = min(max(0, count), rows)
    defer {
      row += taken
      rows -= taken
    }
    return Rect(row: row, column: column, rows: taken, columns: columns)
  }

  /// Cuts rows off at the bottom and returns them; fewer where there are fewer.
  package mutating func takeBottom(_ count: Int) -> Rect {
    let taken = min(max(0, count), rows)
    rows -= taken
    return Rect(row: row + rows, column: column, rows: taken, columns: columns)
  }

  /// Cuts columns off at the left and returns them; fewer where there are fewer.
  package mutating func takeLeft(_ count: Int) -> Rect {
    let taken = min(max(0, count), columns)
    defer {
      column += taken
      columns -= taken
    }
    return Rect(row: row, column: column, rows: rows, columns: taken)
  }

  /// Cuts columns off at the right and returns them; fewer where there are fewer.
  package mutating func takeRight(_ count: Int) -> Rect {
    let taken = min(max(0, count), columns)
    columns -= taken
    return Rect(row: row, column: column + columns, rows: rows, columns: taken)
  }

  /// The rectangle without a margin on each side.
  ///
  /// - Parameters:
  ///   - rows: At the top and at the bottom.
  ///   - columns: At the left and at the right.
  /// - Returns: What is left, nothing where the margins take it all.
  package func inset(rows: Int = 0, columns: Int = 0) -> Rect {
    Rect(
      row: row + min(rows, self.rows), column: column + min(columns, self.columns),
      rows: self.rows - 2 * rows, columns: self.columns - 2 * columns)
  }

  /// A rectangle of that size in the middle of this one, cut to it.
  ///
  /// - Parameters:
  ///   - rows: Rows wanted.
  ///   - columns: Cells wanted in a row.
  /// - Returns: As much as there is room for.
  package func centred(rows: Int, columns: Int) -> Rect {
    let height = min(max(0, rows), self.rows)
    let width = min(max(0, columns), self.columns)
    return Rect(
      row: row + (self.rows - height) / 2, column: column + (self.columns - width) / 2,
      rows: height, columns: width)
  }
}
