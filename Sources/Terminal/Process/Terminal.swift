internal import CNcurses
internal import Glibc

/// Questions about a descriptor that may be a terminal.
package enum Terminal {
  /// The size of a terminal's window, in character cells.
  package struct Size: Equatable, Sendable {
    /// Cells in a row.
    package var columns: Int
    /// Rows on the screen.
    package var rows: Int

    /// A window of that size.
    package init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// Whether the descriptor is a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The window's size; nil when it is no terminal or the terminal does not tell.
  package static func size(_ descriptor: Int32) -> Size? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard guard_window_size(descriptor, &columns, &rows) == 0, columns > 0, rows > 0 else {
      return nil
    }
    return Size(columns: Int(columns), rows: Int(rows))
  }
}
