import Core

/// Where the vault's rows are kept. What is above this seam writes SQL that SQLite and PostgreSQL
/// share (parameters `$1`, `$2`, … numbered in the order of their first appearance, `ON CONFLICT … DO
/// UPDATE`, `RETURNING`); tables, pragmas, files and locks are the engine's.
///
/// Calls queue in the order in which they come. A transaction's body awaits nothing but its session,
/// and may be run again from its start where the engine had to wait for another process.
protocol Database: Sendable {
  /// Reads several times from one state.
  ///
  /// - Throws: `.vault(.busy)` after the patience of an ordinary call, `.cancelled`, or what the body
  ///   throws.
  func read<Result>(
    _ body: (any DatabaseSession) async throws(VaultFailure) -> Result
  ) async throws(Failure) -> Result

  /// Does all of a body in one transaction, or nothing of it.
  ///
  /// Once its commit has begun it ends whatever becomes of the task.
  func transaction<Result>(
    _ durability: Durability, _ patience: Patience,
    _ body: (any DatabaseSession) async throws(VaultFailure) -> Result
  ) async throws(Failure) -> Result

  /// Takes the right to redeem the grant of that name, for the whole machine (or team); nil when
  /// somebody holds it.
  func lock(grant: String) async throws(VaultFailure) -> (any GrantLease)?

  /// The number of the last change, of whatever process; it only grows.
  func revision() async throws(Failure) -> Int64

  /// A failure that says of the database that it is damaged.
  func damage(_ detail: String) -> VaultFailure
}

/// What a transaction's body may do.
protocol DatabaseSession: AnyObject {
  /// Runs a statement that gives no rows.
  ///
  /// - Returns: How many rows it changed.
  @discardableResult
  func execute(_ sql: String, _ values: [ColumnValue]) async throws(VaultFailure) -> Int

  /// Reads every row of an answer, in order.
  func query<Result>(
    _ sql: String, _ values: [ColumnValue],
    _ read: (any DatabaseRow) throws(VaultFailure) -> Result
  ) async throws(VaultFailure) -> [Result]

  /// A failure that says of the database that it is damaged.
  func damage(_ detail: String) -> VaultFailure
}

/// One row of an answer; valid only while it is being read. Columns are counted from 0.
protocol DatabaseRow: AnyObject {
  /// Text; nil for NULL.
  func text(_ column: Int) -> String?
  /// Text of a column that often has the value that it had in the row before, which is then reused
  /// instead of made again; nil for NULL.
  func repeatedText(_ column: Int) -> String?
  /// Bytes; nil for NULL.
  func blob(_ column: Int) -> [UInt8]?
  /// A whole number; nil for NULL.
  func integer(_ column: Int) -> Int64?
  /// A number; nil for NULL.
  func real(_ column: Int) -> Double?
  /// A failure that says of the database that it is damaged.
  func damage(_ detail: String) -> VaultFailure
}

/// A value of a column, as every engine knows it.
enum ColumnValue: Equatable, Sendable {
  case text(String)
  case blob([UInt8])
  case integer(Int64)
  case real(Double)
  case null
}

/// How far a commit is from the disk when it returns.
enum Durability {
  /// On the disk.
  case synced
  /// A loss of power may take it back, whole; the death of the process does not.
  case relaxed
}

/// How long a call waits for others.
enum Patience {
  /// Not at all: what it writes can as well be left out.
  case none
  /// Five seconds; a cancelled task waits no longer.
  case ordinary
  /// As long, but a cancelled task waits as well: it only tells what has happened already.
  case uninterrupted
  /// Until it is written, also where the disk is full for a while: what it writes cannot be had again.
  /// Ends after ten minutes all the same.
  case untilWritten
}

extension DatabaseSession {
  /// The first row of an answer; nil when there is none.
  func first<Result>(
    _ sql: String, _ values: [ColumnValue],
    _ read: (any DatabaseRow) throws(VaultFailure) -> Result
  ) async throws(VaultFailure) -> Result? {
    try await query(sql, values, read).first
  }
}
