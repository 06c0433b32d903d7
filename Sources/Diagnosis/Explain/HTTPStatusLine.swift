import Core

/// A status line of HTTP, `HTTP/1.1 503 Service Unavailable`, or one that a log quotes.
enum HTTPStatusLine {
  /// The failure of a line that names a status of 400 or more; nil for any other.
  static func failure(in line: String) -> ReplyFailure? {
    let words = line.split { $0.isWhitespace || ",;()[]\":=".contains($0) }
    for (at, word) in words.enumerated().dropLast() {
      let label = word.lowercased()
      guard label == "http" || label.hasPrefix("http/") || label == "status" else { continue }
      let number = words[(at + 1)...].prefix(2).lazy.compactMap { Int($0) }.first
      guard let status = number, (400...599).contains(status) else { continue }
      let host = words.lazy.compactMap { HostWord($0) }.first?.host
      return ReplyFailure(
        .status, document: "page", status: status, host: host ?? "",
        detail: String(line.words.prefix(1024)))
    }
    return nil
  }
}
