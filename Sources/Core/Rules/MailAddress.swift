/// A mail address of the plain form `local@domain`.
package struct MailAddress: Equatable, Hashable, Sendable {
  /// The part before the `@`, as typed.
  package var local: String
  /// The part after it, in lower case.
  package var domain: String

  /// Reads `local@domain` with a dotted domain; any other form is nil.
  ///
  /// Dot-atom only (RFC 5322 §3.4.1), which is all that Microsoft issues; lengths as RFC 5321
  /// §4.5.3.1 limits them.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 254, let at = bytes.firstIndex(of: UInt8(ascii: "@")), at <= 64,
      MailAddress.isDotAtom(bytes[..<at]), let domain = MailDomain(bytes[(at + 1)...])
    else { return nil }
    local = String(decoding: bytes[..<at], as: UTF8.self)
    self.domain = domain.text
  }

  /// The address as one text.
  package var text: String { "\(local)@\(domain)" }

  /// The address by which two spellings of it are told to be one: all in lower case.
  package var key: String { text.lowercased() }

  private static func isDotAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
    var previous = UInt8(ascii: ".")
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "."): if previous == byte { return false }
      case 48...57, 65...90, 97...122: break
      // !#$%&'*+-/=?^_`{|}~ without the slash, which only a shared mailbox's login has.
      case 33, 35...39, 42, 43, 45, 61, 63, 94...96, 123...126: break
      default: return false
      }
      previous = byte
    }
    return previous != UInt8(ascii: ".")
  }
}
