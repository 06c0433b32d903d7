import COpenSSL

/// The key the identity server signs tokens with: RSA of 2048 bits, RS256 (RFC 7518, section 3.3).
final class RSASigningKey: Sendable {
  // An EVP_PKEY is reference-counted and only read after it was made; OpenSSL lets many threads
  // sign and verify with one key at once.
  nonisolated(unsafe) private let key: OpaquePointer

  /// The modulus, big-endian.
  let modulus: [UInt8]
  /// The public exponent, big-endian.
  let exponent: [UInt8]
  /// The public key as PEM (SubjectPublicKeyInfo), for servers that check tokens by themselves.
  let publicPEM: String
  /// The name of the key in token headers and in the key set.
  let keyID: String

  init() throws(PracticeError) {
    guard let made = cserve_rsa_key(2048) else { throw .cryptography("make the token key") }
    guard let modulus = Self.number("n", of: made), let exponent = Self.number("e", of: made),
      let bio = BIO_new(BIO_s_mem())
    else {
      EVP_PKEY_free(made)
      throw .cryptography("read the token key")
    }
    defer { BIO_free(bio) }
    PEM_write_bio_PUBKEY(bio, made)
    var pem = [UInt8](repeating: 0, count: BIO_ctrl_pending(bio))
    BIO_read(bio, &pem, Int32(pem.count))
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_Digest(modulus, modulus.count, &digest, nil, EVP_sha256(), nil)
    key = made
    self.modulus = modulus
    self.exponent = exponent
    publicPEM = String(decoding: pem, as: UTF8.self)
    keyID = Base64URL.encode(Array(digest.prefix(20)))
  }

  deinit { EVP_PKEY_free(key) }

  private static func number(_ name: String, of key: OpaquePointer) -> [UInt8]? {
    var number: OpaquePointer?
    guard EVP_PKEY_get_bn_param(key, name, &number) == 1, let number else { return nil }
    defer { BN_free(number) }
    var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
    BN_bn2bin(number, &bytes)
    return bytes
  }

  /// The RS256 signature of a message; empty if OpenSSL could not sign.
  func sign(_ message: [UInt8]) -> [UInt8] {
    guard let context = EVP_MD_CTX_new() else { return [] }
    defer { EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: 256)
    var length = signature.count
    guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
      EVP_DigestSign(context, &signature, &length, message, message.count) == 1
    else { return [] }
    return Array(signature.prefix(length))
  }

  /// Whether a signature was made over exactly this message with this key.
  func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else { return false }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
