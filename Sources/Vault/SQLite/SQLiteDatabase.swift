import CSQLite
import Core
import Glibc

/// The vault in an SQLite file with a write-ahead log.
///
/// A body runs on the caller's executor from its first statement to its last without a break; what
/// waits for another process sleeps between two tries, and reads go on meanwhile.
final class SQLiteDatabase: Database {
  /// How long the caller's executor is given away between two tries. It has to last its time in a
  /// cancelled task too.
  typealias Sleep = @Sendable (Duration) async -> Void

  private let folder: HomeFolder
  private let sleep: Sleep
  /// Sendable: used only by the caller that `connectionQueue` has let through.
  private nonisolated(unsafe) let connection: SQLiteConnection
  private let connectionQueue = CallQueue()
  /// Holds the order of writers while one of them sleeps.
  private let writerQueue = CallQueue()

  init(_ connection: sending SQLiteConnection, in folder: HomeFolder, sleep: @escaping Sleep) {
    self.connection = connection
    self.folder = folder
    self.sleep = sleep
  }

  func read<Result>(
    _ body: (any DatabaseSession) async throws(VaultFailure) -> Result
  ) async throws(Failure) -> Result {
    try await retry(.ordinary) { (connection) async throws(VaultFailure) in
      try connection.run("BEGIN")
      let result = try await body(connection)
      try connection.run("COMMIT")
      return result
    }
  }

  func transaction<Result>(
    _ durability: Durability, _ patience: Patience,
    _ body: (any DatabaseSession) async throws(VaultFailure) -> Result
  ) async throws(Failure) -> Result {
    await writerQueue.enter()
    defer { writerQueue.leave() }
    return try await retry(patience) { (connection) async throws(VaultFailure) in
      try connection.set(durability)
      try connection.run("BEGIN IMMEDIATE")
      let result = try await body(connection)
      try connection.run("COMMIT")
      return result
    }
  }

  func revision() async throws(Failure) -> Int64 {
    try await retry(.ordinary) { (connection) throws(VaultFailure) in
      try connection.number("SELECT number FROM revision") ?? 0
    }
  }

  func lock(grant: String) async throws(VaultFailure) -> (any GrantLease)? {
    try GrantLock.tryAcquire(grant, in: folder)
  }

  func damage(_ detail: String) -> VaultFailure { .damaged(path: folder.vault, detail: detail) }

  /// Does something with the connection while nobody else does, again and again until nothing stands
  /// in its way or its patience ends.
  func retry<Result>(
    _ patience: Patience, _ work: (SQLiteConnection) async throws(VaultFailure) -> Result
  ) async throws(Failure) -> Result {
    var wait = BusyWait(patience)
    while true {
      switch await attempt(work) {
      case .success(let result): return result
      case .failure(let refusal):
        guard wait.goesOn(after: refusal.failure, refusal.code) else {
          throw .vault(refusal.failure)
        }
      }
      if patience == .ordinary, Task.isCancelled { throw .cancelled }
      await wait.sleep(sleep)
    }
  }

  /// A try that failed, and SQLite's primary code for it.
  private struct Refusal: Error {
    var failure: VaultFailure
    var code: Int32
  }

  private func attempt<Result>(
    _ work: (SQLiteConnection) async throws(VaultFailure) -> Result
  ) async -> Swift.Result<Result, Refusal> {
    await connectionQueue.enter()
    defer { connectionQueue.leave() }
    do throws(VaultFailure) {
      return .success(try await work(connection))
    } catch {
      return .failure(Refusal(failure: error, code: connection.rollBack()))
    }
  }
}
