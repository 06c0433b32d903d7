package import Core

/// Where the vault's key comes from.
package enum KeySource: Sendable {
  /// A file of 32 random bytes, as they are or as 64 hex digits; made at first use.
  case keyFile(String)
  /// A file of the same content that systemd puts into `$CREDENTIALS_DIRECTORY`; never made here.
  case systemdCredential(String)
  /// A passphrase that a person types, stretched with scrypt.
  case passphrase(Secret)
}
