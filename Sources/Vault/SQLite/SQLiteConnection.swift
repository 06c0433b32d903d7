import CSQLite
import Core

/// One connection to an SQLite file, and one session of it at a time. Used by one task at a time.
final class SQLiteConnection: DatabaseSession {
  /// The file.
  let path: String
  private let handle: OpaquePointer
  private let shelf: StatementCache
  /// SQLite's primary code of the last call that failed.
  private var lastCode: Int32 = SQLITE_OK
  private var durability: Durability?

  /// Opens an existing file; nothing is read from it yet. It waits for nobody: a call that another
  /// process stands in the way of is `.busy` at once.
  init(_ path: String) throws(VaultFailure) {
    var opened: OpaquePointer?
    // No mutex of SQLite's own: the owner holds all calls apart.
    let code = sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let detail = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
      sqlite3_close_v2(opened)
      throw SQLiteConnection.failure(code, path: path, detail: detail)
    }
    handle = opened
    shelf = StatementCache(opened)
    self.path = path
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, 0)
  }

  deinit {
    shelf.clear()
    sqlite3_close_v2(handle)
  }

  /// Whether closing leaves a write-ahead log untouched, as it must for a file that was only looked
  /// at; otherwise the last connection to close folds the log into the file.
  func keepLogOnClose(_ keep: Bool) {
    _ = crow_keep_log_on_close(handle, keep ? 1 : 0)
  }

  /// Runs several statements without values, separated by semicolons.
  func script(_ sql: String) throws(VaultFailure) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Runs one statement to its end, and tells how many rows it changed.
  @discardableResult
  func run(_ sql: String, _ values: [ColumnValue] = []) throws(VaultFailure) -> Int {
    try withStatement(sql, values) { (statement) throws(VaultFailure) in
      while try step(statement) {}
    }
    return Int(sqlite3_changes64(handle))
  }

  /// Every row of an answer, in order.
  func rows<Result>(
    _ sql: String, _ values: [ColumnValue] = [],
    _ read: (any DatabaseRow) throws(VaultFailure) -> Result
  ) throws(VaultFailure) -> [Result] {
    var results: [Result] = []
    try withStatement(sql, values) { (statement) throws(VaultFailure) in
      while try step(statement) { results.append(try read(statement)) }
    }
    return results
  }

  /// The number that an answer of one row and column is; nil when there is no row.
  func number(_ sql: String) throws(VaultFailure) -> Int64? {
    try rows(sql) { row in row.integer(0) ?? 0 }.first
  }

  func execute(_ sql: String, _ values: [ColumnValue]) async throws(VaultFailure) -> Int {
    try run(sql, values)
  }

  func query<Result>(
    _ sql: String, _ values: [ColumnValue],
    _ read: (any DatabaseRow) throws(VaultFailure) -> Result
  ) async throws(VaultFailure) -> [Result] {
    try rows(sql, values, read)
  }

  func damage(_ detail: String) -> VaultFailure { .damaged(path: path, detail: detail) }

  /// Makes the next commits wait for the disk, or not. Two hundred findings of one run would otherwise
  /// wait two hundred times. The log is synced as a whole: a later commit that waits covers these.
  func set(_ wanted: Durability) throws(VaultFailure) {
    guard wanted != durability else { return }
    try script("PRAGMA synchronous = \(wanted == .synced ? "FULL" : "NORMAL")")
    durability = wanted
  }

  /// Ends a transaction that failed. A failed COMMIT may have ended it already.
  ///
  /// - Returns: SQLite's primary code of what failed; 0 where nothing of SQLite did.
  func rollBack() -> Int32 {
    let code = lastCode
    if sqlite3_get_autocommit(handle) == 0 { try? script("ROLLBACK") }
    lastCode = SQLITE_OK
    return code
  }

  private func withStatement(
    _ sql: String, _ values: [ColumnValue],
    _ body: (SQLiteStatement) throws(VaultFailure) -> Void
  ) throws(VaultFailure) {
    guard let statement = shelf.take(sql, path: path) else {
      throw failure(sqlite3_extended_errcode(handle))
    }
    defer { shelf.put(statement) }
    let code = statement.bind(values)
    guard code == SQLITE_OK else { throw failure(code) }
    try body(statement)
  }

  private func step(_ statement: SQLiteStatement) throws(VaultFailure) -> Bool {
    switch statement.step() {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw failure(code)
    }
  }

  private func failure(_ code: Int32) -> VaultFailure {
    lastCode = code & 0xff
    return SQLiteConnection.failure(
      code, path: path, detail: String(cString: sqlite3_errmsg(handle)))
  }

  /// What an SQLite result code (primary or extended) means here.
  static func failure(_ code: Int32, path: String, detail: String) -> VaultFailure {
    switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_CONSTRAINT: .conflict(detail)
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_ERROR, SQLITE_MISMATCH:
      .damaged(path: path, detail: detail)
    default: .input(path: path, detail: detail)
    }
  }
}
