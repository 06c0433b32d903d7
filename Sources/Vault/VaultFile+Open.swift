package import Core
import Glibc

extension VaultFile {
  /// Opens the vault of a home folder. At first use it makes the folder (mode 0700), the key file
  /// and the vault (0600). Drafts that a process left behind which ended in the middle are removed.
  ///
  /// With a passphrase it takes half a second and 128 MiB (scrypt): not for a thread that draws.
  ///
  /// - Parameters:
  ///   - home: The folder.
  ///   - key: Where its key is from.
  ///   - sleep: Gives the caller's executor away for that long, where another process stands in the way
  ///     of this call or a later one. It has to last its time in a cancelled task too.
  /// - Returns: The vault.
  /// - Throws: Whatever it throws, the vault is as it was; with a wrong key not a byte of it has
  ///   changed.
  package static func open(
    home: String, key: KeySource, sleep: @escaping @Sendable (Duration) async -> Void
  ) async throws(VaultFailure) -> VaultFile {
    try await open(home: home, key: key, schema: .current, sleep: sleep)
  }

  static func open(
    home: String, key: KeySource, schema: Schema, sleep: @escaping SQLiteDatabase.Sleep
  ) async throws(VaultFailure) -> VaultFile {
    let folder = HomeFolder(path: home)
    try folder.prepare()
    folder.removeDrafts()
    var known: (salt: [UInt8], keys: VaultKeys)?
    if !(try folder.inspect().vault) {
      known = try make(folder, key, schema)
    }
    // Looked at again: another process may have been the one that made it.
    let log = try folder.inspect().log
    let connection = try SQLiteConnection(folder.vault)
    connection.keepLogOnClose(log)
    let (found, meta) = try await BusyWait.retry(sleep) { () throws(VaultFailure) in
      (try schema.found(in: connection), try VaultMeta(from: connection))
    }
    let keys =
      if let known, known.salt == meta.salt {
        known.keys
      } else {
        try key.keys(kind: meta.kind, salt: meta.salt)
      }
    guard meta.opens(with: keys) else { throw .wrongKey }
    connection.keepLogOnClose(false)
    try await BusyWait.retry(sleep) { () throws(VaultFailure) in
      try connection.script(
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
      try connection.set(.synced)
    }
    if found < schema.version {
      let backup = folder.backup(schema: found)
      try await BusyWait.retry(sleep) { () throws(VaultFailure) in
        try schema.backUp(connection, to: backup)
      }
      for next in (found + 1)...schema.version {
        try await BusyWait.retry(sleep) { () throws(VaultFailure) in
          try schema.migrate(connection, to: next)
        }
      }
    }
    let database = SQLiteDatabase(connection, in: folder, sleep: sleep)
    return VaultFile(home: folder.path, keys: keys, database: database)
  }

  /// Makes the key file and the vault, each whole or not at all.
  private static func make(
    _ folder: HomeFolder, _ key: KeySource, _ schema: Schema
  ) throws(VaultFailure) -> (salt: [UInt8], keys: VaultKeys) {
    // One that is there already stays, whatever it is: it is judged when it is read.
    if case .keyFile(let path) = key, faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0 {
      try KeyFile.make(path)
    }
    let salt = randomBytes(16)
    let keys = try key.keys(kind: key.kind, salt: salt)
    guard let meta = VaultMeta(key.kind, salt: salt, keys: keys) else {
      throw .input(path: folder.vault, detail: "OpenSSL could not seal a value")
    }
    _ = try PrivateFile(path: folder.vault).make { (draft) throws(VaultFailure) in
      try schema.make(in: try SQLiteConnection(draft.path), meta)
    }
    return (salt, keys)
  }
}
