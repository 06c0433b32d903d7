import Core

/// The keys of one vault, each derived from the master key for one purpose.
struct VaultKeys: Sendable {
  /// Seals the secret columns.
  let sealer: Sealer
  /// Makes the fingerprints of secrets.
  let fingerprint: KeyBytes
  /// Seals what rows say in the clear of where bytes go.
  let rows: KeyBytes

  /// Derives the keys; the salt is the vault's own.
  init(master: KeyBytes, salt: [UInt8]) {
    sealer = Sealer(key: master.derived(salt: salt, purpose: "greenbox: sealing"))
    fingerprint = master.derived(salt: salt, purpose: "greenbox: fingerprint")
    rows = master.derived(salt: salt, purpose: "greenbox: rows")
  }
}

extension KeySource {
  /// The kind that a vault under this key is of.
  var kind: VaultMeta.Kind {
    switch self {
    case .keyFile, .systemdCredential: .file
    case .passphrase: .passphrase
    }
  }

  /// The keys of a vault of that kind and salt.
  func keys(kind wanted: VaultMeta.Kind, salt: [UInt8]) throws(VaultFailure) -> VaultKeys {
    guard kind == wanted else {
      throw wanted == .passphrase ? .passphraseNeeded : .wrongKey
    }
    switch self {
    case .keyFile(let path):
      return VaultKeys(master: try KeyFile.read(path, .key), salt: salt)
    case .systemdCredential(let path):
      return VaultKeys(master: try KeyFile.read(path, .credential), salt: salt)
    case .passphrase(let passphrase):
      guard !passphrase.isEmpty else { throw .passphraseNeeded }
      guard let master = Passphrase.key(passphrase, salt: salt) else {
        throw .input(path: "scrypt", detail: "no memory for the key: 128 MiB are needed")
      }
      return VaultKeys(master: master, salt: salt)
    }
  }
}
