/// A web page that came in place of JSON: a proxy's, a portal's, a sign-in page.
struct WebPage: Equatable {
  /// Its title, at most 120 characters; empty when it has none. Foreign text.
  let title: String

  /// Nil when the reply does not look like a page.
  init?(_ reply: HTTPReply) {
    let text = String(decoding: reply.body.prefix(16_384), as: UTF8.self)
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let declared = reply.contentType?.lowercased().contains("html") == true && !start.isEmpty
    guard declared || start.hasPrefix("<") else { return nil }
    title = WebPage.title(of: Array(start.utf8))
  }

  private static func title(of bytes: [UInt8]) -> String {
    // Lower case byte by byte, so that places in the copy are places in the page.
    let lower = bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
    guard let open = WebPage.index(of: "<title", in: lower, from: 0),
      let begin = lower[open...].firstIndex(of: UInt8(ascii: ">")),
      let end = WebPage.index(of: "</title", in: lower, from: begin)
    else { return "" }
    let words = String(decoding: bytes[(begin + 1)..<end], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace)
    return String(words.joined(separator: " ").prefix(120))
  }

  private static func index(of word: String, in bytes: [UInt8], from start: Int) -> Int? {
    let word = Array(word.utf8)
    guard bytes.count >= word.count else { return nil }
    return (start...max(start, bytes.count - word.count)).first {
      bytes[$0...].starts(with: word)
    }
  }
}
