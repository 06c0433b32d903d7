import Core
import Glibc

/// Who may read and write a file that was opened, held against what it is for.
///
/// All of it is judged by owner and mode bits, never by trying: root may do everything.
struct FileRights {
  private let path: String
  private let use: InputFile.Use
  private let account: uid_t
  private let facts: stat

  /// Asks for the facts of an open file.
  init(
    _ descriptor: Int32, _ path: String, _ use: InputFile.Use, account: uid_t
  ) throws(FileFault) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else {
      throw .unreadable(path: path, reason: lastError())
    }
    (self.path, self.use, self.account, self.facts) = (path, use, account, facts)
  }

  /// Throws what is wrong with the file.
  func check(limit: Int, takesPipe: Bool) throws(FileFault) {
    try checkKind(takesPipe: takesPipe)
    guard use != .text else { return }
    guard facts.st_uid == account || facts.st_uid == 0 else { throw foreign(facts.st_uid, path) }
    guard facts.st_mode & forbidden == 0 else {
      let mode = octal(facts.st_mode)
      throw use == .settings
        ? .writable(path: path, mode: mode) : .readable(path: path, mode: mode)
    }
    if facts.st_mode & S_IFMT == S_IFREG, facts.st_size > limit {
      throw .unreadable(path: path, reason: FileRights.tooLong(limit))
    }
    if use != .secret { try FileRights.checkFolders(of: path, account: account) }
  }

  /// What is said of a file with more bytes than are read.
  static func tooLong(_ limit: Int) -> String { "it is longer than \(limit) bytes" }

  private func checkKind(takesPipe: Bool) throws(FileFault) {
    let what: String
    switch facts.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFIFO:
      if takesPipe { return }
      what = "a pipe"
    case S_IFCHR:
      // A terminal shows what is typed, and no end of it is certain: good enough for a text only.
      if takesPipe, use == .text { return }
      what = "a device"
    case S_IFDIR: what = "a folder"
    default: what = "a device"
    }
    throw .unreadable(path: path, reason: "it is \(what), not a file")
  }

  /// The mode bits that it may not have.
  private var forbidden: mode_t {
    switch use {
    // Root chose whom its group lets in, as for the host keys of OpenSSH.
    case .key, .secret: facts.st_uid == account ? 0o077 : 0o027
    case .credential: 0o027
    case .settings: 0o022
    case .text: 0
    }
  }

  private func foreign(_ owner: uid_t, _ path: String) -> FileFault {
    FileRights.foreign(owner, path, account)
  }

  private static func foreign(_ owner: uid_t, _ path: String, _ account: uid_t) -> FileFault {
    .foreignOwner(path: path, owner: name(of: owner), account: name(of: account))
  }

  private static func name(of account: uid_t) -> String {
    getpwuid(account).map { String(cString: $0.pointee.pw_name) } ?? String(account)
  }

  /// Throws where somebody else could put another file in the place of this one: a folder on the way
  /// to it, or to the link that it is, belongs to another account, or others may write in it and it is
  /// not sticky.
  static func checkFolders(of path: String, account: uid_t) throws(FileFault) {
    let beside = PrivateFile(path: path).folder
    var seen: Set<String> = []
    // One that has no path, such as a pipe, is where nobody else can reach it.
    for start in [resolved(path).map { PrivateFile(path: $0).folder }, resolved(beside)] {
      var folder = start
      while let here = folder, seen.insert(here).inserted {
        var facts = stat()
        guard stat(here, &facts) == 0 else { throw .unreadable(path: here, reason: lastError()) }
        guard facts.st_uid == account || facts.st_uid == 0 else {
          throw foreign(facts.st_uid, here, account)
        }
        guard facts.st_mode & 0o022 == 0 || facts.st_mode & S_ISVTX != 0 else {
          throw .replaceable(path: path, folder: here, mode: octal(facts.st_mode))
        }
        folder = here == "/" ? nil : PrivateFile(path: here).folder
      }
    }
  }

  /// The path without links; nil where there is no such path.
  private static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}
