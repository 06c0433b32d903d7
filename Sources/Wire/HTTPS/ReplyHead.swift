/// The header fields of a reply that somebody asks for.
struct ReplyHead: Equatable, Sendable {
  /// `Content-Type`, as sent.
  private(set) var contentType: String?
  /// `Date`, as sent.
  private(set) var date: String?
  /// `Retry-After`, as sent.
  private(set) var retryAfter: String?

  /// Takes one line of the header. A status line begins anew: an interim reply may come before.
  mutating func take(_ line: String) {
    if line.hasPrefix("HTTP/") {
      self = ReplyHead()
      return
    }
    guard let colon = line.firstIndex(of: ":") else { return }
    let value = ReplyHead.trimmed(line[line.index(after: colon)...])
    switch line[..<colon].lowercased() {
    case "content-type": contentType = value
    case "date": date = value
    case "retry-after": retryAfter = value
    default: break
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
