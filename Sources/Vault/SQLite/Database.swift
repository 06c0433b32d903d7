import CSQLite
import Core

/// One connection to an SQLite file. Used by one thread at a time: its owner keeps it in a `Mutex`.
struct Database: ~Copyable {
  /// The file.
  let path: String
  private let handle: OpaquePointer
  private let shelf: StatementCache

  /// How long a call waits for another process before it is `.busy`, in milliseconds.
  static let patience: Int32 = 5000

  /// Opens an existing file; nothing is read from it yet.
  init(_ path: String) throws(VaultFailure) {
    var opened: OpaquePointer?
    // No mutex of SQLite's own: the owner's holds all calls apart.
    let code = sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let detail = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
      sqlite3_close_v2(opened)
      throw Database.failure(code, path: path, detail: detail)
    }
    handle = opened
    shelf = StatementCache(opened, path: path)
    self.path = path
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Database.patience)
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

  /// Runs one statement to its end.
  func run(_ sql: String, _ values: Statement.Value...) throws(VaultFailure) {
    let statement = try prepare(sql)
    try statement.bind(values)
    while try statement.step() {}
  }

  /// Runs several statements without values, separated by semicolons.
  func script(_ sql: String) throws(VaultFailure) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Every row of a query, in order.
  func rows<Row>(
    _ sql: String, values: [Statement.Value] = [],
    read: (borrowing Statement) throws(VaultFailure) -> Row
  ) throws(VaultFailure) -> [Row] {
    let statement = try prepare(sql)
    try statement.bind(values)
    var rows: [Row] = []
    while try statement.step() { rows.append(try read(statement)) }
    return rows
  }

  /// The first row of a query; nil when it has none.
  func row<Row>(
    _ sql: String, _ values: Statement.Value...,
    read: (borrowing Statement) throws(VaultFailure) -> Row
  ) throws(VaultFailure) -> Row? {
    let statement = try prepare(sql)
    try statement.bind(values)
    return try statement.step() ? try read(statement) : nil
  }

  /// How many rows the last writing statement changed.
  var changedRows: Int { Int(sqlite3_changes64(handle)) }

  /// Does all of `work` in one transaction, or nothing of it.
  func transaction(
    _ work: (borrowing Database) throws(VaultFailure) -> Void
  ) throws(VaultFailure) {
    try run("BEGIN IMMEDIATE")
    do throws(VaultFailure) {
      try work(self)
      try run("COMMIT")
    } catch {
      // A failed COMMIT may have ended the transaction already; then there is nothing to roll back.
      if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }

  /// Reads several times from one state of the file.
  func snapshot<Result>(
    _ read: (borrowing Database) throws(VaultFailure) -> Result
  ) throws(VaultFailure) -> Result {
    try run("BEGIN")
    do throws(VaultFailure) {
      let result = try read(self)
      try run("COMMIT")
      return result
    } catch {
      try? run("ROLLBACK")
      throw error
    }
  }

  private func prepare(_ sql: String) throws(VaultFailure) -> Statement {
    try Statement(sql, from: shelf)
  }

  private func failure(_ code: Int32) -> VaultFailure { shelf.failure(code) }

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
