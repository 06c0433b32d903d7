import COpenSSL
import Core

/// Seals values for the database and opens them again: AES-256-GCM (NIST SP 800-38D) with a random
/// 96-bit nonce each time.
///
/// A sealed value is one byte of format (1), the nonce, the ciphertext, and the 128-bit tag.
struct Sealer: Sendable {
  private let key: KeyBytes

  private static let format: UInt8 = 1
  private static let nonceCount = 12
  private static let tagCount = 16

  /// A sealer under this key.
  init(key: KeyBytes) { self.key = key }

  /// Seals a secret for one place; nil only when OpenSSL cannot, for want of memory.
  func seal(_ secret: Secret, at place: AssociatedData) -> [UInt8]? {
    guard let context = EVP_CIPHER_CTX_new() else { return nil }
    defer { EVP_CIPHER_CTX_free(context) }
    let nonce = randomBytes(Sealer.nonceCount)
    let associated = place.bytes
    var plain = secret.bytes
    defer { wipe(&plain) }
    var cipher = [UInt8](repeating: 0, count: plain.count)
    var tag = [UInt8](repeating: 0, count: Sealer.tagCount)
    var count: Int32 = 0
    let sealed =
      start(context, EVP_EncryptInit_ex, nonce)
      && EVP_EncryptUpdate(context, nil, &count, associated, Int32(associated.count)) == 1
      && EVP_EncryptUpdate(context, &cipher, &count, plain, Int32(plain.count)) == 1
      && EVP_EncryptFinal_ex(context, nil, &count) == 1
      && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1
    ERR_clear_error()
    return sealed ? [Sealer.format] + nonce + cipher + tag : nil
  }

  /// Opens what `seal` made for the same place; nil for anything else.
  func open(_ sealed: [UInt8], at place: AssociatedData) -> Secret? {
    let overhead = 1 + Sealer.nonceCount + Sealer.tagCount
    guard sealed.count >= overhead, sealed.first == Sealer.format,
      let context = EVP_CIPHER_CTX_new()
    else { return nil }
    defer { EVP_CIPHER_CTX_free(context) }
    let nonce = Array(sealed[1...Sealer.nonceCount])
    let cipher = Array(sealed[(1 + Sealer.nonceCount)..<(sealed.count - Sealer.tagCount)])
    var tag = Array(sealed.suffix(Sealer.tagCount))
    let associated = place.bytes
    var plain = [UInt8](repeating: 0, count: cipher.count)
    defer { wipe(&plain) }
    var count: Int32 = 0
    let opened =
      start(context, EVP_DecryptInit_ex, nonce)
      && EVP_DecryptUpdate(context, nil, &count, associated, Int32(associated.count)) == 1
      && EVP_DecryptUpdate(context, &plain, &count, cipher, Int32(cipher.count)) == 1
      && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1
      && EVP_DecryptFinal_ex(context, nil, &count) == 1
    ERR_clear_error()
    return opened ? Secret(plain) : nil
  }

  private typealias Start =
    (
      OpaquePointer?, OpaquePointer?, OpaquePointer?, UnsafePointer<UInt8>?, UnsafePointer<UInt8>?
    ) -> Int32

  private func start(_ context: OpaquePointer, _ start: Start, _ nonce: [UInt8]) -> Bool {
    key.withBytes { key in
      let bytes = key.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return start(context, EVP_aes_256_gcm(), nil, bytes, nonce) == 1
    }
  }
}

/// Overwrites a buffer in a way that the compiler does not drop.
func wipe(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
}
