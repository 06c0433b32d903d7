import CSQLite
import Core
import Glibc

/// One prepared statement, and the row on which it stands. Used by one task at a time, as its
/// connection is.
final class SQLiteStatement: DatabaseRow {
  let sql: String
  private let path: String
  private let handle: OpaquePointer
  /// The last text of each column that repeats.
  private var last: [String?]

  /// Takes over a prepared statement.
  init(_ handle: OpaquePointer, sql: String, path: String) {
    self.handle = handle
    self.sql = sql
    self.path = path
    last = Array(repeating: nil, count: Int(sqlite3_column_count(handle)))
  }

  deinit { sqlite3_finalize(handle) }

  /// Binds all values, the first to the parameter that stands first; SQLite's result code.
  func bind(_ values: [ColumnValue]) -> Int32 {
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
        case .real(let number): sqlite3_bind_double(handle, index, number)
        case .null: sqlite3_bind_null(handle, index)
        }
      guard code == SQLITE_OK else { return code }
    }
    return SQLITE_OK
  }

  /// Goes to the next row; SQLite's result code.
  func step() -> Int32 { sqlite3_step(handle) }

  /// Ends the run, and takes the values out.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  func text(_ column: Int) -> String? {
    bytes(column).map { String(decoding: $0, as: UTF8.self) }
  }

  func repeatedText(_ column: Int) -> String? {
    guard let bytes = bytes(column) else { return nil }
    // A short text is no allocation.
    if bytes.count > 15, let text = last[column] {
      let isSame = text.utf8.withContiguousStorageIfAvailable { last in
        guard last.count == bytes.count, let a = last.baseAddress, let b = bytes.baseAddress else {
          return false
        }
        return memcmp(a, b, bytes.count) == 0
      }
      if isSame == true { return text }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    last[column] = text
    return text
  }

  private func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
    guard let start = sqlite3_column_text(handle, Int32(column)) else { return nil }
    return UnsafeBufferPointer(
      start: start, count: Int(sqlite3_column_bytes(handle, Int32(column))))
  }

  func blob(_ column: Int) -> [UInt8]? {
    guard sqlite3_column_type(handle, Int32(column)) != SQLITE_NULL else { return nil }
    let start = sqlite3_column_blob(handle, Int32(column))
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    guard let start else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  func integer(_ column: Int) -> Int64? {
    guard sqlite3_column_type(handle, Int32(column)) != SQLITE_NULL else { return nil }
    return sqlite3_column_int64(handle, Int32(column))
  }

  func real(_ column: Int) -> Double? {
    guard sqlite3_column_type(handle, Int32(column)) != SQLITE_NULL else { return nil }
    return sqlite3_column_double(handle, Int32(column))
  }

  func damage(_ detail: String) -> VaultFailure { .damaged(path: path, detail: detail) }
}
