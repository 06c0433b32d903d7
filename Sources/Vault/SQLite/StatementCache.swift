import CSQLite
import Core

/// The prepared statements of one connection, by their text: to parse one takes longer than to run it.
///
/// Used by one thread at a time, as its connection is.
final class StatementCache {
  private let connection: OpaquePointer
  private let path: String
  private var idle: [String: OpaquePointer] = [:]

  /// Statements with numbers in their text come and go; no more than these are kept.
  private static let most = 64

  init(_ connection: OpaquePointer, path: String) {
    self.connection = connection
    self.path = path
  }

  /// A statement with no values bound, which nobody else uses until it is put back.
  func take(_ sql: String) throws(VaultFailure) -> OpaquePointer {
    if let handle = idle.removeValue(forKey: sql) { return handle }
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v2(connection, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw failure(code) }
    return prepared
  }

  /// Takes a statement back, and its values out of it.
  func put(_ handle: OpaquePointer, _ sql: String) {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    if idle.count >= StatementCache.most || idle[sql] != nil {
      sqlite3_finalize(handle)
    } else {
      idle[sql] = handle
    }
  }

  /// Frees all of them; the connection cannot close before.
  func clear() {
    for handle in idle.values { sqlite3_finalize(handle) }
    idle = [:]
  }

  /// What a result code of this connection means here.
  func failure(_ code: Int32) -> VaultFailure {
    Database.failure(code, path: path, detail: String(cString: sqlite3_errmsg(connection)))
  }
}
