import COpenSSL

/// Identifiers in the form Microsoft shows them: 8-4-4-4-12 lower-case hexadecimal digits.
enum GUID {
  static func random() -> String { format(RandomBytes.make(16)) }

  /// The same identifier for the same name in every practice tenant.
  static func derived(from name: String) -> String {
    let name = Array(name.utf8)
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_Digest(name, name.count, &digest, nil, EVP_sha256(), nil)
    return format(Array(digest.prefix(16)))
  }

  static func isGUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  }

  private static func format(_ bytes: [UInt8]) -> String {
    var bytes = bytes
    // The marks of a random UUID (RFC 9562, section 5.4), which checkers look for.
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += byte < 16 ? "0" : ""
      text += String(byte, radix: 16)
    }
    return text
  }
}
