import Core
import Glibc
import Synchronization

/// The right to redeem a mailbox's refresh token, held by one process at a time.
///
/// It is an `flock` on a file named after the mailbox, so that the kernel frees it when the process
/// ends, however it ends.
package final class GrantLock: Sendable {
  private let file: Mutex<Int32?>

  private init(_ file: Int32) { self.file = Mutex(file) }

  deinit { release() }

  /// Takes the lock if it is free; nil when somebody holds it, be it another part of this process.
  static func tryAcquire(_ mailbox: String, in folder: String) throws(VaultFailure) -> GrantLock? {
    try HomeFolder.make(folder)
    // The digest makes any mailbox name a safe file name.
    let path = folder + "/" + Digest.name(of: mailbox)
    let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .input(path: path, detail: lastError()) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let (code, detail) = (errno, lastError())
      close(file)
      if code == EWOULDBLOCK || code == EINTR { return nil }
      throw .input(path: path, detail: detail)
    }
    return GrantLock(file)
  }

  /// Gives the lock back; a second call does nothing.
  package func release() {
    file.withLock { held in
      if let file = held { close(file) }
      held = nil
    }
  }
}
