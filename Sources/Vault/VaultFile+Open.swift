package import Core

extension VaultFile {
  /// Opens the vault of a home folder. At first use it makes the folder (mode 0700), the key file
  /// and the vault (0600).
  ///
  /// With a passphrase it takes half a second and 128 MiB (scrypt): not for a thread that draws.
  /// Whatever it throws, the vault is as it was; with a wrong key not a byte of it has changed.
  package static func open(home: String, key: KeySource) throws(VaultFailure) -> VaultFile {
    try open(home: home, key: key, schema: .current)
  }

  static func open(
    home: String, key: KeySource, schema: Schema
  ) throws(VaultFailure) -> VaultFile {
    let folder = HomeFolder(path: home)
    try folder.prepare()
    var known: (salt: [UInt8], keys: VaultKeys)?
    if !(try folder.inspect().vault) {
      known = try make(folder, key, schema)
    }
    // Looked at again: another process may have been the one that made it.
    let log = try folder.inspect().log
    let database = try Database(folder.vault)
    database.keepLogOnClose(log)
    let found = try schema.found(in: database)
    let meta = try VaultMeta(from: database)
    let keys =
      if let known, known.salt == meta.salt {
        known.keys
      } else {
        try key.keys(kind: meta.kind, salt: meta.salt)
      }
    guard meta.opens(with: keys) else { throw .wrongKey }
    database.keepLogOnClose(false)
    try database.script(
      """
      PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY
      """)
    try schema.migrate(database, from: found, backup: folder.backup(schema: found))
    return VaultFile(folder: folder, keys: keys, database: database)
  }

  /// Makes the key file and the vault, each whole or not at all.
  private static func make(
    _ folder: HomeFolder, _ key: KeySource, _ schema: Schema
  ) throws(VaultFailure) -> (salt: [UInt8], keys: VaultKeys) {
    if case .keyFile(let path) = key, !(try PrivateFile(path: path).isThere()) {
      try KeyFile.make(path)
    }
    let salt = randomBytes(16)
    let keys = try key.keys(kind: key.kind, salt: salt)
    guard let meta = VaultMeta(key.kind, salt: salt, keys: keys) else {
      throw .input(path: folder.vault, detail: "OpenSSL could not seal a value")
    }
    _ = try PrivateFile(path: folder.vault).make { (draft) throws(VaultFailure) in
      try schema.make(in: try Database(draft.path), meta)
    }
    return (salt, keys)
  }
}
