import Core
import Glibc
import Synchronization

/// The right to redeem a mailbox's refresh token, held by one process at a time.
///
/// It is an `flock` on a file named after the mailbox, so that the kernel frees it when the process
/// ends, however it ends. The same file holds the room that is set aside for an answer.
final class GrantLock: GrantLease {
  private let file: Mutex<Int32?>
  private let path: String
  private let folder: HomeFolder

  /// How much room an answer may need, in bytes: its tokens, and the pages of the log that change.
  static let room = 64 << 10

  private init(_ file: Int32, _ path: String, _ folder: HomeFolder) {
    self.file = Mutex(file)
    self.path = path
    self.folder = folder
  }

  deinit { release() }

  /// Takes the lock if it is free; nil when somebody holds it, be it another part of this process.
  static func tryAcquire(
    _ mailbox: String, in folder: HomeFolder
  ) throws(VaultFailure) -> GrantLock? {
    try HomeFolder.make(folder.locks)
    // The digest makes any mailbox name a safe file name.
    let path = folder.locks + "/" + Digest.name(of: mailbox)
    let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .input(path: path, detail: lastError()) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let (code, detail) = (errno, lastError())
      close(file)
      if code == EWOULDBLOCK || code == EINTR { return nil }
      throw .input(path: path, detail: detail)
    }
    // Room that a process which was killed had set aside is given back.
    _ = ftruncate(file, 0)
    return GrantLock(file, path, folder)
  }

  func reserveRoom() throws(Failure) {
    do throws(VaultFailure) {
      try checkLimit()
      let code = file.withLock { file in
        file.map { posix_fallocate($0, 0, off_t(GrantLock.room)) } ?? EBADF
      }
      guard code == 0 else {
        freeRoom()
        throw .input(path: path, detail: String(cString: strerror(code)))
      }
    } catch {
      throw .vault(error)
    }
  }

  func freeRoom() {
    file.withLock { file in
      if let file { _ = ftruncate(file, 0) }
    }
  }

  /// Holds the files that will grow against the process's limit (`ulimit -f`): what is written beyond
  /// it fails, or ends a program that did not ask for that.
  private func checkLimit() throws(VaultFailure) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
      throw .input(path: path, detail: lastError())
    }
    for (file, grows) in [(path, false), (folder.vault, true), (folder.vault + "-wal", true)] {
      var facts = stat()
      let size = grows && stat(file, &facts) == 0 ? UInt64(facts.st_size) : 0
      guard size + UInt64(GrantLock.room) <= limit.rlim_cur else {
        throw .input(
          path: file, detail: "this process may write no file beyond \(limit.rlim_cur) bytes")
      }
    }
  }

  /// Gives the lock back, and the room; a second call does nothing.
  func release() {
    file.withLock { held in
      if let file = held {
        _ = ftruncate(file, 0)
        close(file)
      }
      held = nil
    }
  }
}
