import CSQLite

/// The prepared statements of one connection, by their text: to parse one takes longer than to run it.
///
/// Used by one task at a time, as its connection is.
final class StatementCache {
  private let connection: OpaquePointer
  private var idle: [String: SQLiteStatement] = [:]

  /// Statements with numbers in their text come and go; no more than these are kept.
  private static let most = 128

  init(_ connection: OpaquePointer) { self.connection = connection }

  /// A statement with no values bound, which nobody else uses until it is put back; nil where it
  /// cannot be prepared.
  func take(_ sql: String, path: String) -> SQLiteStatement? {
    if let statement = idle.removeValue(forKey: sql) { return statement }
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(connection, sql, -1, &prepared, nil) == SQLITE_OK, let prepared
    else { return nil }
    return SQLiteStatement(prepared, sql: sql, path: path)
  }

  /// Takes a statement back, and its values out of it.
  func put(_ statement: SQLiteStatement) {
    statement.reset()
    if idle.count < StatementCache.most { idle[statement.sql] = statement }
  }

  /// Frees all of them; the connection cannot close before.
  func clear() { idle = [:] }
}
