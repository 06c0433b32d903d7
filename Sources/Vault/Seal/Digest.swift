import Core
import COpenSSL

/// SHA-256 (FIPS 180-4), for PKCE challenges and file names.
package enum Digest {
  /// The 32 bytes of the digest.
  package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    EVP_Digest(bytes, bytes.count, &result, nil, EVP_sha256(), nil)
    return result
  }

  /// The digest of a text's UTF-8 bytes, as 64 hex digits.
  static func name(of text: String) -> String { hex(sha256(Array(text.utf8))) }
}

/// Cryptographic chance from the kernel.
func randomBytes(_ count: Int) -> [UInt8] {
  var source = SystemRandomNumberGenerator()
  var bytes: [UInt8] = []
  while bytes.count < count {
    // Eight at a time: each draw is a system call.
    withUnsafeBytes(of: source.next()) { bytes += $0.prefix(count - bytes.count) }
  }
  return bytes
}
