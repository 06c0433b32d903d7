/// A GUID as the portal shows ids: 8-4-4-4-12 hexadecimal digits. Equal in any letter case.
package struct GUID: Equatable, Hashable, Sendable {
  /// The canonical text, in lower case.
  package let text: String

  /// Reads the bare form only; braces, spaces and any other form are nil.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return nil }
    for (index, byte) in bytes.enumerated() {
      switch index {
      case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return nil }
      default: guard GUID.isHex(byte) else { return nil }
      }
    }
    self.text = text.lowercased()
  }

  /// Reads a GUID out of what people paste: within braces or quotes, with hidden characters around
  /// it, after `urn:uuid:`, or as 32 digits with no dash.
  package init?(pasted text: String) {
    var bare = UnsafeText.cleaned(text).lowercased()[...]
    if bare.hasPrefix("urn:uuid:") { bare = bare.dropFirst(9) }
    for (open, close) in [("{", "}"), ("(", ")")] where bare.hasPrefix(open) {
      guard bare.hasSuffix(close) else { return nil }
      bare = bare.dropFirst().dropLast()
    }
    if bare.utf8.count == 32, bare.utf8.allSatisfy(GUID.isHex) {
      let digits = Array(bare)
      let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
      self.init(groups.joined(separator: "-"))
    } else {
      self.init(bare)
    }
  }

  /// Whether every digit is 0: a sample's value, never an id.
  package var isZero: Bool { text.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == 45 } }

  private static func isHex(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...70, 97...102: true
    default: false
    }
  }
}
