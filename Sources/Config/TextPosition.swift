/// A place in a text: line and column, both from 1; a column is a Unicode scalar.
struct TextPosition: Comparable, Hashable, Sendable {
  var line: Int
  var column: Int

  static func < (a: TextPosition, b: TextPosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

extension TextPosition {
  /// Behind every other place.
  static let last = TextPosition(line: .max, column: .max)
}
