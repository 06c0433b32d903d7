import CSQLite
import Core

/// One prepared statement, with its values bound; goes back to its shelf when it goes out of scope.
struct Statement: ~Copyable {
  /// A value bound to a `?`.
  enum Value {
    case text(String)
    case blob([UInt8])
    case integer(Int64)
    case null

    static func optional(_ bytes: [UInt8]?) -> Value { bytes.map(Value.blob) ?? .null }
    static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
  }

  private let handle: OpaquePointer
  private let sql: String
  private let shelf: StatementCache

  /// Takes the statement from its shelf; throws where it cannot be prepared.
  init(_ sql: String, from shelf: StatementCache) throws(VaultFailure) {
    handle = try shelf.take(sql)
    self.sql = sql
    self.shelf = shelf
  }

  deinit { shelf.put(handle, sql) }

  private func failure(_ code: Int32) -> VaultFailure { shelf.failure(code) }

  /// Binds all values, the first to the first `?`.
  func bind(_ values: [Value]) throws(VaultFailure) {
    for (offset, value) in values.enumerated() {
      let index = Int32(offset + 1)
      let code =
        switch value {
        case .text(var text):
          text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { chars in
              crow_bind_text(handle, index, chars.baseAddress, Int32(chars.count))
            }
          }
        case .blob(let bytes): crow_bind_blob(handle, index, bytes, Int32(bytes.count))
        case .integer(let number): sqlite3_bind_int64(handle, index, number)
        case .null: sqlite3_bind_null(handle, index)
        }
      guard code == SQLITE_OK else { throw failure(code) }
    }
  }

  /// Goes to the next row; false when there is none.
  func step() throws(VaultFailure) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw failure(code)
    }
  }

  /// A column of the row as text; nil when it is NULL.
  func text(_ column: Int32) -> String? {
    guard let start = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// A column of the row as bytes; nil when it is NULL.
  func blob(_ column: Int32) -> [UInt8]? {
    guard sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// A column of the row as a number; 0 when it is NULL.
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
}
