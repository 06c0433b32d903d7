import CSQLite
import Core
import Glibc

/// The waits between the tries of one call that something stands in the way of.
struct BusyWait {
  private let patience: Patience
  private let start = ContinuousClock.now
  private var tries = 0

  init(_ patience: Patience) { self.patience = patience }

  /// How long all tries together may take.
  static func limit(_ patience: Patience) -> Duration {
    switch patience {
    case .none: .zero
    case .ordinary, .uninterrupted: .seconds(5)
    case .untilWritten: .seconds(600)
    }
  }

  /// Whether the call is tried again after it failed so; the code is SQLite's.
  func goesOn(after failure: VaultFailure, _ code: Int32) -> Bool {
    guard ContinuousClock.now - start < BusyWait.limit(patience) else { return false }
    if failure == .busy { return true }
    guard case .input = failure, patience == .untilWritten else { return false }
    // A full disk, and what a disk that fills up does to the log's index.
    return code == SQLITE_FULL || code == SQLITE_IOERR
  }

  /// Does something that another process may stand in the way of, with an ordinary patience.
  static func retry<Result>(
    _ sleep: SQLiteDatabase.Sleep, _ work: () throws(VaultFailure) -> Result
  ) async throws(VaultFailure) -> Result {
    var wait = BusyWait(.ordinary)
    while true {
      do throws(VaultFailure) {
        return try work()
      } catch {
        guard wait.goesOn(after: error, SQLITE_BUSY) else { throw error }
      }
      await wait.sleep(sleep)
    }
  }

  /// Waits before the next try: 1 to 4 ms while others write one after the other, whose gaps are short
  /// and would be missed by longer waits; 25 ms once it has taken as long as no writer takes.
  mutating func sleep(_ sleep: SQLiteDatabase.Sleep) async {
    let length = Duration.milliseconds(tries < 2000 ? Int64.random(in: 1...4) : 25)
    tries += 1
    let before = ContinuousClock.now
    await sleep(length)
    // A sleep that was cut short would make the tries a loop that never rests.
    if ContinuousClock.now - before < length / 2 {
      usleep(useconds_t(length.wholeMilliseconds * 1000))
    }
  }
}
