import COpenSSL
import Core

/// Seals what a row says in the clear of where bytes go: HMAC-SHA-256 under a key of its own, over the
/// table and those columns. For the length of one transaction.
final class RowSealer {
  private let context: OpaquePointer?

  /// A sealer under this key.
  init(key: KeyBytes) {
    let algorithm = EVP_MAC_fetch(nil, "HMAC", nil)
    defer { EVP_MAC_free(algorithm) }
    let context = EVP_MAC_CTX_new(algorithm)
    self.context = context
    let made = withSHA256 { parameters in
      key.withBytes {
        EVP_MAC_init(
          context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count, parameters)
      }
    }
    isReady = made == 1
    ERR_clear_error()
  }

  deinit { EVP_MAC_CTX_free(context) }

  private let isReady: Bool

  /// The bytes of the row that is sealed, and its seal; kept, since thousands follow one another.
  private var bytes: [UInt8] = []
  private var result = [UInt8](repeating: 0, count: 32)

  /// The seal of a row's columns, 32 bytes; nil only when OpenSSL cannot, for want of memory.
  func seal(_ table: Table, _ parts: [String?]) -> [UInt8]? {
    reckon(table, parts) ? result : nil
  }

  /// Whether a seal is that of these columns; compared in constant time.
  func opens(_ seal: [UInt8], _ table: Table, _ parts: [String?]) -> Bool {
    guard reckon(table, parts), seal.count == result.count else { return false }
    return CRYPTO_memcmp(result, seal, result.count) == 0
  }

  private func reckon(_ table: Table, _ parts: [String?]) -> Bool {
    guard isReady, EVP_MAC_init(context, nil, 0, nil) == 1 else { return false }
    bytes.removeAll(keepingCapacity: true)
    AssociatedData.append([table.name], to: &bytes)
    AssociatedData.append(parts, to: &bytes)
    var count = 0
    return EVP_MAC_update(context, bytes, bytes.count) == 1
      && EVP_MAC_final(context, &result, &count, result.count) == 1 && count == result.count
  }
}

/// Lends OpenSSL's parameters that make its HMAC one with SHA-256.
private func withSHA256(
  _ body: (UnsafePointer<OSSL_PARAM>?) -> Int32
) -> Int32 {
  var digest = Array("SHA256".utf8CString)
  return digest.withUnsafeMutableBufferPointer { digest in
    let parameters = [
      OSSL_PARAM_construct_utf8_string("digest", digest.baseAddress, 0),
      OSSL_PARAM_construct_end(),
    ]
    return body(parameters)
  }
}
