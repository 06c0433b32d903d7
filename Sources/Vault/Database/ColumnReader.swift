import Core

/// Reads a row of a table column by column, in the order of the table. What is missing or cannot be
/// understood is damage, with table and column named.
struct ColumnReader {
  private let row: any DatabaseRow
  private let table: Table
  private var next = 0

  init(_ row: any DatabaseRow, _ table: Table) {
    self.row = row
    self.table = table
  }

  /// A failure that names the column read last.
  func damage(_ what: String) -> VaultFailure {
    let column = table.columns.indices.contains(next - 1) ? table.columns[next - 1] : "?"
    return row.damage("\(table.name).\(column) \(what)")
  }

  private mutating func advance() -> Int {
    next += 1
    return next - 1
  }

  private func present<Value>(_ value: Value?) throws(VaultFailure) -> Value {
    guard let value else { throw damage("has no value") }
    return value
  }

  mutating func optionalText() -> String? { row.text(advance()) }

  mutating func text() throws(VaultFailure) -> String {
    let value = row.text(advance())
    return try present(value)
  }

  mutating func optionalRepeated() -> String? { row.repeatedText(advance()) }

  mutating func repeated() throws(VaultFailure) -> String {
    let value = row.repeatedText(advance())
    return try present(value)
  }

  mutating func optionalBlob() -> [UInt8]? { row.blob(advance()) }

  mutating func blob() throws(VaultFailure) -> [UInt8] {
    let value = row.blob(advance())
    return try present(value)
  }

  mutating func optionalInteger() -> Int64? { row.integer(advance()) }

  mutating func integer() throws(VaultFailure) -> Int64 {
    let value = row.integer(advance())
    return try present(value)
  }

  mutating func int() throws(VaultFailure) -> Int {
    guard let value = Int(exactly: try integer()) else { throw damage("is out of range") }
    return value
  }

  mutating func optionalReal() -> Double? { row.real(advance()) }

  mutating func real() throws(VaultFailure) -> Double {
    let value = row.real(advance())
    return try present(value)
  }

  /// 0 or 1.
  mutating func flag() throws(VaultFailure) -> Bool {
    switch try integer() {
    case 0: false
    case 1: true
    default: throw damage("is neither 0 nor 1")
    }
  }

  /// Milliseconds since the epoch.
  mutating func optionalMoment() -> Moment? {
    optionalInteger().map { Moment(milliseconds: $0) }
  }

  mutating func moment() throws(VaultFailure) -> Moment {
    Moment(milliseconds: try integer())
  }

  /// One of the words of an enumeration.
  mutating func word<Value>(_ words: Words<Value>) throws(VaultFailure) -> Value {
    let word = try text()
    guard let value = words.value(of: word) else { throw damage("holds an unknown word: \(word)") }
    return value
  }

  mutating func optionalWord<Value>(_ words: Words<Value>) throws(VaultFailure) -> Value? {
    guard let word = optionalText() else { return nil }
    guard let value = words.value(of: word) else { throw damage("holds an unknown word: \(word)") }
    return value
  }

  /// A JSON text, read by explicit keys.
  mutating func optionalJSON<Value>(
    _ read: (JSONValue) throws(VaultFailure.Unreadable) -> Value
  ) throws(VaultFailure) -> Value? {
    guard let text = optionalText() else { return nil }
    return try parse(text, read)
  }

  mutating func json<Value>(
    _ read: (JSONValue) throws(VaultFailure.Unreadable) -> Value
  ) throws(VaultFailure) -> Value {
    let text = try text()
    return try parse(text, read)
  }

  private func parse<Value>(
    _ text: String, _ read: (JSONValue) throws(VaultFailure.Unreadable) -> Value
  ) throws(VaultFailure) -> Value {
    guard let value = JSONValue(text.utf8) else { throw damage("is not JSON") }
    do throws(VaultFailure.Unreadable) {
      return try read(value)
    } catch {
      throw damage("has no readable \(error.member)")
    }
  }
}

extension VaultFailure {
  /// A member of a JSON column that is missing, of another type, or an unknown word.
  struct Unreadable: Error {
    var member: String
  }
}
