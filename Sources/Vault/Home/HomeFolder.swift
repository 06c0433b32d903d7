import Core
import Glibc

/// The folder that holds everything the program writes.
struct HomeFolder {
  let path: String

  /// The database.
  var vault: String { path + "/vault.db" }
  /// The lock files of the grants.
  var locks: String { path + "/locks" }
  /// A name for the copy that is made before a migration from that schema; never one in use.
  func backup(schema: Int) -> String {
    path + "/vault.db.schema-\(schema).\(hex(randomBytes(3))).backup"
  }

  /// Makes the folder with mode 0700 when it is not there, and holds it against what is refused: a
  /// foreign owner, others who may write in it or put another in its place, a network file system.
  func prepare() throws(VaultFailure) {
    try HomeFolder.make(path)
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw .input(path: path, detail: lastError()) }
    guard facts.st_mode & S_IFMT == S_IFDIR else {
      throw .input(path: path, detail: "not a folder")
    }
    guard facts.st_uid == geteuid() else { throw .foreignOwner(path: path) }
    // Whoever may write in the folder can put other files in place of these. Reading it shows only
    // names; the files themselves are closed.
    guard facts.st_mode & 0o022 == 0 else {
      throw .readableByOthers(path: path, mode: octal(facts.st_mode))
    }
    do throws(FileFault) {
      try FileRights.checkFolders(of: path, account: geteuid())
    } catch {
      throw VaultFailure(home: error)
    }
    if let system = FileSystem(of: path), system.isNetwork {
      throw .networkFileSystem(path: path, kind: system.type)
    }
  }

  /// Throws when a file of the vault can be read by others or belongs to somebody else.
  ///
  /// - Returns: Whether there is a vault, and whether a log with changes lies beside it.
  func inspect() throws(VaultFailure) -> (vault: Bool, log: Bool) {
    let vault = try PrivateFile(path: vault).isThere()
    let log = try PrivateFile(path: self.vault + "-wal").isThere()
    _ = try PrivateFile(path: self.vault + "-shm").isThere()
    var facts = stat()
    let filled = log && stat(self.vault + "-wal", &facts) == 0 && facts.st_size > 0
    return (vault, filled)
  }

  /// Removes the drafts of files of the home whose writers ended in the middle.
  func removeDrafts() {
    guard let folder = opendir(path) else { return }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: UInt8.self, capacity: 256) { String(cString: $0) }
      }
      guard let draft = FileDraft.name(in: name) else { continue }
      if FileDraft.isLeft(path + "/" + draft) { unlink(path + "/" + name) }
    }
  }

  /// Makes a folder and those above it, each with mode 0700; one that is there is left as it is.
  static func make(_ path: String) throws(VaultFailure) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try make(String(path[..<slash]))
      if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    }
    throw .input(path: path, detail: lastError())
  }
}
