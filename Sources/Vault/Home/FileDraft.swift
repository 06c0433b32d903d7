import Core
import Glibc

/// A file that is being filled under a name of its own before it gets its true one:
/// `name.<12 hex digits>.new`. Its writer holds an `flock` on it until then, so that a draft that
/// nobody holds is one that its writer left behind.
struct FileDraft {
  let file: PrivateFile
  private let held: Int32

  /// Makes an empty draft beside the file of that path, and holds it.
  init(of path: String) throws(VaultFailure) {
    for _ in 0..<16 {
      let draft = "\(path).\(hex(randomBytes(6))).new"
      let made = Glibc.open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard made >= 0 else {
        if errno == EEXIST { continue }
        throw .input(path: path, detail: lastError())
      }
      var facts = stat()
      // Somebody who removes drafts may have come between the making and the holding.
      if flock(made, LOCK_EX | LOCK_NB) == 0, fstat(made, &facts) == 0, facts.st_nlink > 0 {
        file = PrivateFile(path: draft)
        held = made
        return
      }
      close(made)
      unlink(draft)
    }
    throw .busy
  }

  /// Removes the draft's own name, and lets go of it.
  func remove() {
    unlink(file.path)
    close(held)
  }

  /// The draft that a file of the home is, or that it belongs to (SQLite's log of one); nil when it is
  /// none of ours.
  static func name(in file: String) -> String? {
    guard file.hasPrefix("vault.db.") || file.hasPrefix("key.") || file.hasPrefix("edits.json.")
    else { return nil }
    let main =
      ["-wal", "-shm", "-journal"].first { file.hasSuffix($0) }
      .map { file.dropLast($0.count) } ?? file[...]
    let parts = main.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 2, parts.last == "new", let digits = parts.dropLast().last,
      digits.utf8.count == 12, digits.allSatisfy({ $0.isHexDigit })
    else { return nil }
    return String(main)
  }

  /// Whether nobody fills the draft any more; also where it is gone already. One that has its true name
  /// too is finished, and not opened: to close it would free the locks that SQLite has on it.
  static func isLeft(_ path: String) -> Bool {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return errno == ENOENT }
    if facts.st_nlink > 1 { return true }
    let file = Glibc.open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return errno == ENOENT }
    defer { close(file) }
    return flock(file, LOCK_EX | LOCK_NB) == 0
  }
}
