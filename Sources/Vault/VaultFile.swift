package import Core
import Synchronization

/// The vault of one home folder, open: everything that the program keeps, with its secrets sealed.
///
/// Any thread may call it, and other processes may have the same vault open. Every call is one
/// transaction at most, and runs on its caller's executor. Calls queue; where another process writes,
/// they sleep between two tries, up to five seconds (`.busy`).
package final class VaultFile: Sendable {
  /// The folder that holds the vault.
  package let home: String
  let keys: VaultKeys
  let database: any Database
  /// The site as it was last read; nil when it has to be read whole.
  let last = Mutex<SnapshotReading?>(nil)

  init(home: String, keys: VaultKeys, database: any Database) {
    self.home = home
    self.keys = keys
    self.database = database
  }

  /// HMAC-SHA-256 of a secret under a subkey of the vault's key, as 64 hex digits: tells two values
  /// apart without telling either.
  package func fingerprint(_ secret: Secret) -> String {
    var bytes = secret.bytes
    defer { wipe(&bytes) }
    return hex(keys.fingerprint.authenticate(bytes))
  }

  /// Takes the right to redeem a mailbox's refresh token; nil when somebody holds it. It is given
  /// back with its last reference, or with the process.
  package func grantLock(_ mailbox: String) async throws(Failure) -> (any GrantLease)? {
    do throws(VaultFailure) {
      return try await database.lock(grant: mailbox)
    } catch {
      throw .vault(error)
    }
  }

  /// The number of the last change, of whatever process; it only grows.
  package func revision() async throws(Failure) -> Int64 { try await database.revision() }
}
