/// The words by which the cases of an enumeration are stored. They are written out one by one: what a
/// case is called in the program is no part of the format.
struct Words<Value: Hashable & Sendable>: Sendable {
  private let table: [(word: String, value: Value)]
  private let words: @Sendable (Value) -> String

  /// All cases, and the word of each.
  init(_ values: [Value], _ words: @escaping @Sendable (Value) -> String) {
    table = values.map { (words($0), $0) }
    self.words = words
  }

  /// The word of a case.
  subscript(_ value: Value) -> String { words(value) }

  /// The case of a word; nil when there is none.
  func value(of word: String) -> Value? {
    for entry in table where entry.word == word { return entry.value }
    return nil
  }

  /// A case as a column.
  func column(_ value: Value) -> ColumnValue { .text(words(value)) }

  /// A case, or none, as a column.
  func column(_ value: Value?) -> ColumnValue { value.map { .text(words($0)) } ?? .null }
}
