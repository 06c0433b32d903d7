package import Core
import Synchronization

/// The vault of one home folder, open: everything that the program keeps, with its secrets sealed.
///
/// Any thread may call it, and other processes may have the same vault open. Every call is one
/// transaction at most, and none waits for anything but the disk and, up to five seconds, for
/// another process that writes (`.busy`).
package final class VaultFile: Sendable {
  /// The folder that holds the vault.
  package let home: String
  let folder: HomeFolder
  let keys: VaultKeys
  private let store: Mutex<Store>

  /// The connection, and the site as it was last read through it.
  struct Store: ~Copyable {
    let database: Database
    var reading: SnapshotReading?
    /// Whether commits wait for the disk (`PRAGMA synchronous`).
    var isWaiting = true
  }

  init(folder: HomeFolder, keys: VaultKeys, database: consuming sending Database) {
    home = folder.path
    self.folder = folder
    self.keys = keys
    store = Mutex(Store(database: database, reading: nil))
  }

  /// HMAC-SHA-256 of a secret under a subkey of the vault's key, as 64 hex digits: tells two values
  /// apart without telling either.
  package func fingerprint(_ secret: Secret) -> String {
    var bytes = secret.bytes
    defer { wipe(&bytes) }
    return hex(keys.fingerprint.authenticate(bytes))
  }

  /// Takes the right to redeem a mailbox's refresh token; nil when somebody holds it. It is given
  /// back by `release()`, with the last reference, or with the process.
  package func grantLock(_ mailbox: String) throws(Failure) -> GrantLock? {
    do throws(VaultFailure) {
      return try GrantLock.tryAcquire(mailbox, in: folder.locks)
    } catch {
      throw .vault(error)
    }
  }

  /// Does something with the database while no other thread does.
  func withDatabase<Result: Sendable>(
    _ body: (borrowing Database) throws(VaultFailure) -> Result
  ) throws(Failure) -> Result {
    try withStore { (store) throws(VaultFailure) in try body(store.database) }
  }

  /// Does something with the database and the last reading while no other thread does.
  func withStore<Result: Sendable>(
    _ body: (inout Store) throws(VaultFailure) -> Result
  ) throws(Failure) -> Result {
    do throws(VaultFailure) {
      return try store.withLock { (store) throws(VaultFailure) -> Result in try body(&store) }
    } catch {
      throw .vault(error)
    }
  }
}
