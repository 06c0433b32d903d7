/// The parts of an address that a setting may hold. Only its form is judged; nothing is looked up.
struct Address: Equatable {
  var host: String
  var port: Int?
  /// Path, query and whatever follows the port.
  var rest: String

  /// Reads `https://host[:port][/path][?query]`: no user name, no fragment, no space (RFC 3986).
  init?(https text: String) {
    guard text.prefix(8).lowercased() == "https://", !text.utf8.contains(UInt8(ascii: "#")) else {
      return nil
    }
    self.init(host: String(text.dropFirst(8)))
  }

  /// Reads `host[:port]` with whatever follows it.
  init?(host text: String) {
    // Visible ASCII only: a name in another script must be given in its xn-- form.
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    let end = text.firstIndex { "/?".contains($0) } ?? text.endIndex
    let authority = text[..<end]
    rest = String(text[end...])
    var name = authority
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      guard let port = Address.port(authority[authority.index(after: colon)...]) else {
        return nil
      }
      self.port = port
      name = authority[..<colon]
    }
    if name.hasPrefix("["), name.hasSuffix("]") {
      guard Address.isIPv6(name.dropFirst().dropLast()) else { return nil }
    } else {
      guard Address.isName(name) else { return nil }
    }
    host = String(name)
  }

  /// Reads a proxy as libcurl takes it: a scheme and credentials may be there.
  init?(proxy text: String) {
    var remaining = Substring(text)
    if let mark = text.firstRange(of: "://") {
      let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
      guard schemes.contains(text[..<mark.lowerBound].lowercased()) else { return nil }
      remaining = text[mark.upperBound...]
    }
    if let at = remaining.lastIndex(of: "@") {
      remaining = remaining[remaining.index(after: at)...]
    }
    self.init(host: String(remaining))
    guard rest.isEmpty || rest == "/" else { return nil }
  }

  /// Whether a text is a host name or an IP address, and nothing more.
  static func isHost(_ text: String) -> Bool { isName(text) || isIPv6(text) }

  private static func isName(_ text: some StringProtocol) -> Bool {
    guard (1...253).contains(text.utf8.count) else { return false }
    let name = text.hasSuffix(".") ? String(text.dropLast()) : String(text)
    return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy { byte in
          switch byte {
          case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"): true
          default: false
          }
        }
    }
  }

  private static func isIPv6(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= 45 && text.utf8.count(where: { $0 == UInt8(ascii: ":") }) >= 2
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 48...58, 65...70, 97...102, UInt8(ascii: "."): true
        default: false
        }
      }
  }

  private static func port(_ digits: some StringProtocol) -> Int? {
    guard (1...5).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(digits),
      (1...65_535).contains(port)
    else { return nil }
    return port
  }
}
