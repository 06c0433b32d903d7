/// An `https` or `http` address, taken apart strictly: what is odd is refused rather than guessed,
/// since credentials are bound to its host.
package struct WebAddress: Equatable, Hashable, Sendable {
  /// `https` or `http`.
  package var scheme: String
  /// The host in lower case; an IPv6 address is in brackets.
  package var host: String
  /// The port, 443 or 80 when none is written.
  package var port: Int
  /// The path; `/` when none is written.
  package var path: String
  /// What follows `?`; nil without one.
  package var query: String?

  /// Reads an absolute address (RFC 3986 §3). Nil for another scheme, user info, a fragment, a
  /// backslash, spaces, control or non-ASCII characters, a bad port or a bad host.
  package init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= 8192,
      text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") }),
      let colon = text.range(of: "://")
    else { return nil }
    scheme = text[..<colon.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else { return nil }
    let rest = text[colon.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    let tail = rest.dropFirst(authority.count)
    guard !authority.contains("@"), !tail.contains("#") else { return nil }

    var port = scheme == "https" ? 443 : 80
    var host = authority
    let searched = authority.lastIndex(of: "]") ?? authority.startIndex
    if let colon = authority[searched...].firstIndex(of: ":") {
      host = authority[..<colon]
      let digits = authority[authority.index(after: colon)...]
      guard !digits.isEmpty, digits.utf8.allSatisfy(isDigit), let number = Int(digits),
        (1...65_535).contains(number)
      else { return nil }
      port = number
    }
    guard WebAddress.isHost(host) else { return nil }
    self.host = host.lowercased()
    self.port = port
    let mark = tail.firstIndex(of: "?")
    let path = tail[..<(mark ?? tail.endIndex)]
    self.path = path.isEmpty ? "/" : String(path)
    query = mark.map { String(tail[tail.index(after: $0)...]) }
  }

  /// Whether it is `https`.
  package var isSecure: Bool { scheme == "https" }

  /// `host:port`, by which secrets and grants are bound.
  package var hostPort: String { "\(host):\(port)" }

  /// The address again; the port only where it is not the scheme's own.
  package var text: String {
    let usual = port == (isSecure ? 443 : 80)
    return "\(scheme)://\(host)\(usual ? "" : ":\(port)")\(path)"
      + (query.map { "?\($0)" } ?? "")
  }

  /// `host:port` of an https address; nil for any other text.
  package static func tokenHost(of url: String) -> String? {
    WebAddress(url).flatMap { $0.isSecure ? $0.hostPort : nil }
  }

  private static func isHost(_ host: Substring) -> Bool {
    if host.hasPrefix("["), host.hasSuffix("]") {
      let inner = host.dropFirst().dropLast()
      return inner.contains(":")
        && inner.allSatisfy { $0.isASCII && ($0.isHexDigit || $0 == ":" || $0 == ".") }
    }
    let name = host.hasSuffix(".") ? host.dropLast() : host
    // A trailing dot would make one host into two bindings.
    return name.count == host.count && HostName.isValid(String(name))
  }
}
