import COpenSSL

/// Bytes and texts nobody can guess, from OpenSSL's generator.
enum RandomBytes {
  static func make(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    // A generator that cannot be seeded would hand out zeros as secrets.
    precondition(RAND_bytes(&bytes, Int32(count)) == 1, "OpenSSL has no random bytes")
    return bytes
  }

  /// A text drawn evenly from an alphabet of at most 256 signs.
  static func text(_ count: Int, from alphabet: String) -> String {
    let signs = Array(alphabet.utf8)
    let limit = 256 - 256 % signs.count
    var text: [UInt8] = []
    while text.count < count {
      for byte in make(count) where Int(byte) < limit && text.count < count {
        text.append(signs[Int(byte) % signs.count])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// An opaque token of a given number of random bytes, in base64url.
  static func token(_ count: Int) -> String { Base64URL.encode(make(count)) }
}
