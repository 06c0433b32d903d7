package import Core
import Glibc

/// The one door for files that are read by their path: key, passphrase, settings, secrets, texts.
///
/// A file is opened without waiting and judged as it was opened, so that nobody can change it between
/// the look and the reading. Symbolic links are followed, and what they lead to is judged. The rules
/// are those of OpenSSH's `StrictModes`: it belongs to this account or to root, no group and nobody
/// else may write it, and where it holds a secret none of them may read it.
package final class InputFile {
  /// What a file is to the program, which decides who else may read and write it.
  package enum Use: Sendable {
    /// A key or passphrase, at a fixed place: nobody else reads it, or puts another in its place.
    case key
    /// A key from systemd, which may be root's and readable by the service's group.
    case credential
    /// A secret that is handed over once: nobody else reads it.
    case secret
    /// It is obeyed: nobody else writes it, or puts another in its place.
    case settings
    /// Text that is only looked at, cut at the limit: anybody's.
    case text
  }

  /// What to wait on until it is readable, where it is a pipe or a terminal.
  package let descriptor: Int32
  private let path: String
  private let use: Use
  private let limit: Int
  private let isOwn: Bool

  /// Opens the file of that path.
  ///
  /// - Parameters:
  ///   - path: Its path; links are followed.
  ///   - use: What it is for.
  ///   - limit: The most bytes that it may have; a `text` is cut there.
  ///   - takesPipe: Whether a pipe will do, as for a path that a person gives (`<(…)`, `/dev/stdin`).
  /// - Throws: What is wrong with the file; nothing of it was read.
  package convenience init(
    _ path: String, _ use: Use, limit: Int, takesPipe: Bool = false
  ) throws(FileFault) {
    try self.init(path, use, limit: limit, takesPipe: takesPipe, account: geteuid())
  }

  init(
    _ path: String, _ use: Use, limit: Int, takesPipe: Bool, account: uid_t
  ) throws(FileFault) {
    let opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard opened >= 0 else {
      throw errno == ENOENT
        ? .missing(path: path) : .unreadable(path: path, reason: lastError())
    }
    (self.path, self.use, self.limit) = (path, use, limit)
    (descriptor, isOwn) = (opened, true)
    try FileRights(opened, path, use, account: account).check(limit: limit, takesPipe: takesPipe)
  }

  /// Standard input, as whoever started the program opened it.
  package init(standardInputFor use: Use, limit: Int) {
    (path, self.use, self.limit) = ("standard input", use, limit)
    (descriptor, isOwn) = (0, false)
  }

  deinit { if isOwn { close(descriptor) } }

  /// The bytes of a file on a disk.
  package static func read(
    _ path: String, _ use: Use, limit: Int
  ) throws(FileFault) -> [UInt8] {
    try InputFile(path, use, limit: limit).bytes()
  }

  /// All bytes, where it is no pipe.
  func bytes() throws(FileFault) -> [UInt8] {
    var bytes: [UInt8] = []
    while try next(&bytes) {}
    return bytes
  }

  /// Adds what can be read now, which is nothing where a pipe is empty.
  ///
  /// - Returns: Whether there may be more.
  /// - Throws: What the system says, or that the file is longer than its limit.
  package func next(_ bytes: inout [UInt8]) throws(FileFault) -> Bool {
    // One more than the limit tells a file that is longer; room at once leaves no copies behind.
    if bytes.isEmpty { bytes.reserveCapacity(min(limit + 1, 65_536)) }
    var part = [UInt8](repeating: 0, count: min(limit + 1 - bytes.count, 16_384))
    defer { wipe(&part) }
    let count = Glibc.read(descriptor, &part, part.count)
    guard count >= 0 else {
      if errno == EINTR || errno == EAGAIN { return true }
      let words = lastError()
      wipe(&bytes)
      throw .unreadable(path: path, reason: words)
    }
    bytes += part[..<count]
    guard bytes.count > limit else { return count > 0 }
    guard use == .text else {
      wipe(&bytes)
      throw .unreadable(path: path, reason: FileRights.tooLong(limit))
    }
    bytes.removeLast(bytes.count - limit)
    return false
  }
}
