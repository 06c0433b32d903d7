import Core

/// What a vault says of its own key: which kind it is, and a sealed value that only it opens.
struct VaultMeta {
  /// What the key is made from.
  enum Kind: CaseIterable {
    case file
    case passphrase

    /// How it is written.
    var word: String {
      switch self {
      case .file: "file"
      case .passphrase: "passphrase"
      }
    }
  }

  var kind: Kind
  /// Random. The salt of the passphrase and of the subkeys, so that two vaults under one key or
  /// passphrase still cannot open each other's values.
  var salt: [UInt8]
  /// The known text, sealed.
  var check: [UInt8]

  private static let place = AssociatedData(table: "meta", row: [], column: "check")
  private static let known = Secret("this key opens this vault")

  /// What a new vault under these keys says; nil only when OpenSSL cannot seal.
  init?(_ kind: Kind, salt: [UInt8], keys: VaultKeys) {
    guard let check = keys.sealer.seal(VaultMeta.known, at: VaultMeta.place) else { return nil }
    self.kind = kind
    self.salt = salt
    self.check = check
  }

  /// Reads it from a vault; its table is the same in every schema.
  init(from connection: SQLiteConnection) throws(VaultFailure) {
    let rows = try connection.rows("SELECT name, value FROM meta") { row in
      (row.text(0) ?? "", row.blob(1) ?? [])
    }
    let values = Dictionary(rows, uniquingKeysWith: { first, _ in first })
    guard
      let word = values["kind"].map({ String(decoding: $0, as: UTF8.self) }),
      let kind = Kind.allCases.first(where: { $0.word == word }),
      let salt = values["salt"], let check = values["check"]
    else { throw connection.damage("the key's entry is missing") }
    self.kind = kind
    self.salt = salt
    self.check = check
  }

  /// Writes it to a new vault.
  func write(to connection: SQLiteConnection) throws(VaultFailure) {
    let insert = "INSERT INTO meta (name, value) VALUES ($1, $2)"
    try connection.run(insert, [.text("kind"), .blob(Array(kind.word.utf8))])
    try connection.run(insert, [.text("salt"), .blob(salt)])
    try connection.run(insert, [.text("check"), .blob(check)])
  }

  /// Whether these keys are the vault's.
  func opens(with keys: VaultKeys) -> Bool {
    keys.sealer.open(check, at: VaultMeta.place) == VaultMeta.known
  }
}
