package import Core
import Glibc

/// Where the vault's key comes from.
package enum KeySource: Sendable {
  /// A file of 32 random bytes, as they are or as 64 hex digits; made at first use.
  case keyFile(String)
  /// A file of the same content that systemd puts into `$CREDENTIALS_DIRECTORY`; never made here.
  case systemdCredential(String)
  /// A passphrase that a person types, stretched with scrypt.
  case passphrase(Secret)

  /// The credential `greenbox-key` in systemd's folder; nil where none of that name was given. One that
  /// is there and cannot be used is told when the vault is opened, and nothing takes its place.
  package static func credential(in folder: String) -> KeySource? {
    let path = folder + "/greenbox-key"
    var facts = stat()
    if lstat(path, &facts) != 0, errno == ENOENT { return nil }
    return .systemdCredential(path)
  }
}
