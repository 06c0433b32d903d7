package import Core
import Glibc

/// A file that nobody but its owner may read or write.
package struct PrivateFile: Sendable {
  let path: String

  /// The file of that path, be it there or not.
  package init(path: String) { self.path = path }

  /// Whether the file is there; throws when it is but others can read it, or own it.
  func isThere() throws(VaultFailure) -> Bool {
    var facts = stat()
    guard lstat(path, &facts) == 0 else {
      if errno == ENOENT { return false }
      throw .input(path: path, detail: lastError())
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw .input(path: path, detail: "not a regular file")
    }
    guard facts.st_uid == geteuid() else { throw .foreignOwner(path: path) }
    guard facts.st_mode & 0o077 == 0 else {
      throw .readableByOthers(path: path, mode: octal(facts.st_mode))
    }
    return true
  }

  /// Makes an empty file, mode 0600; false when one of that name is there already.
  func make() throws(VaultFailure) -> Bool {
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      if errno == EEXIST { return false }
      throw .input(path: path, detail: lastError())
    }
    close(file)
    return true
  }

  /// Makes the file whole or not at all: it is filled under another name, synced, and linked to its
  /// own. False when one of that name is there already; that one is left as it is.
  func make(
    fill: (_ draft: PrivateFile) throws(VaultFailure) -> Void
  ) throws(VaultFailure) -> Bool {
    let draft = try FileDraft(of: path)
    defer { draft.remove() }
    try fill(draft.file)
    try draft.file.sync(O_RDWR)
    guard link(draft.file.path, path) == 0 else {
      if errno == EEXIST { return false }
      throw .input(path: path, detail: lastError())
    }
    try PrivateFile(path: folder).sync(O_RDONLY | O_DIRECTORY)
    return true
  }

  /// Puts a file with these bytes in the place of the one of that name, whole or not at all.
  package func replace(with bytes: [UInt8]) throws(VaultFailure) {
    let draft = try FileDraft(of: path)
    defer { draft.remove() }
    try draft.file.write(bytes)
    try draft.file.sync(O_RDWR)
    guard rename(draft.file.path, path) == 0 else {
      throw .input(path: path, detail: lastError())
    }
    try PrivateFile(path: folder).sync(O_RDONLY | O_DIRECTORY)
  }

  /// Replaces what the file holds with these bytes.
  func write(_ bytes: [UInt8]) throws(VaultFailure) {
    let file = Glibc.open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard file >= 0 else { throw .input(path: path, detail: lastError()) }
    defer { close(file) }
    guard PrivateFile.write(bytes, Glibc.write, to: file) else {
      throw .input(path: path, detail: lastError())
    }
  }

  /// Writes all of the bytes with a call that may write only some of them, or be interrupted; false
  /// where it fails, with the reason in `errno`.
  static func write(
    _ bytes: [UInt8], _ call: (Int32, UnsafeRawPointer?, Int) -> Int, to file: Int32
  ) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = call(file, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }

  func sync(_ flags: Int32) throws(VaultFailure) {
    let file = Glibc.open(path, flags | O_CLOEXEC)
    guard file >= 0 else { throw .input(path: path, detail: lastError()) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw .input(path: path, detail: lastError()) }
  }

  var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// The permission bits of a mode, as `chmod` takes them.
func octal(_ mode: mode_t) -> String { String(mode & 0o7777, radix: 8) }

/// The C library's words for the last system call that failed.
func lastError() -> String { String(cString: strerror(errno)) }
