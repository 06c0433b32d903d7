/// A domain with at least one dot, in lower case.
package struct MailDomain: Equatable, Hashable, Sendable {
  /// The domain.
  package let text: String

  /// Reads a dotted name of letters, digits and hyphens (RFC 1123 §2.1) whose last label is not a
  /// number; any other text is nil.
  package init?(_ text: String) {
    self.init(Array(text.utf8)[...])
  }

  init?(_ bytes: ArraySlice<UInt8>) {
    guard let labels = HostName.labels(bytes), labels >= 2,
      let dot = bytes.lastIndex(of: UInt8(ascii: ".")), !bytes[(dot + 1)...].allSatisfy(isDigit)
    else { return nil }
    text = HostName.lowercased(bytes)
  }

  /// Whether it is one of Microsoft's personal mail domains, which belong to no tenant.
  package var isConsumer: Bool {
    // Nearly every domain is told to be another one by its first letter.
    guard let first = text.utf8.first, "ohlmwp".utf8.contains(first) else { return false }
    let labels = text.split(separator: ".").map(String.init)
    let rest = labels.dropFirst()
    switch labels[0] {
    case "msn", "windowslive", "passport": return rest == ["com"]
    case "outlook", "hotmail", "live":
      // outlook.com, hotmail.fr, live.co.uk, outlook.com.br
      guard let last = rest.last else { return false }
      if rest.count == 1 { return last == "com" || last.utf8.count == 2 }
      return rest.count == 2 && last.utf8.count == 2 && ["co", "com"].contains(rest.first)
    default: return false
    }
  }
}
