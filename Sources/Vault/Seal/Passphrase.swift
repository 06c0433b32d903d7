import COpenSSL
import Core

/// Stretches a passphrase into a key with scrypt (RFC 7914).
enum Passphrase {
  /// The cost: N = 2^17, r = 8, p = 1, about half a second and 128 MiB.
  static let blocks: UInt64 = 1 << 17

  /// The key of a passphrase and salt; nil when the memory that it takes is not to be had.
  ///
  /// It keeps its thread for as long as it runs; which thread that is, is the caller's choice.
  static func key(_ passphrase: Secret, salt: [UInt8], blocks: UInt64 = blocks) -> KeyBytes? {
    var password = passphrase.bytes
    defer { wipe(&password) }
    let key = try? KeyBytes { (out) throws(VaultFailure) in
      guard stretch(password, salt: salt, blocks: blocks, r: 8, p: 1, into: out) else {
        throw .wrongKey
      }
    }
    return key
  }

  /// Fills `out` from a password; false when OpenSSL refuses.
  static func stretch(
    _ password: [UInt8], salt: [UInt8], blocks: UInt64, r: UInt64, p: UInt64,
    into out: UnsafeMutableRawBufferPointer
  ) -> Bool {
    // OpenSSL's own limit is 32 MiB unless it is told what the parameters need.
    let memory = 128 * r * (blocks + p + 2) + (1 << 20)
    let done = password.withUnsafeBytes { password in
      EVP_PBE_scrypt(
        password.baseAddress?.assumingMemoryBound(to: CChar.self), password.count, salt,
        salt.count, blocks, r, p, memory, out.baseAddress?.assumingMemoryBound(to: UInt8.self),
        out.count)
    }
    ERR_clear_error()
    return done == 1
  }
}
