/// A response as a client sees it; only replies with a Content-Length are understood.
struct HTTPReply: Equatable, Sendable {
  let status: Int
  /// Header fields by lower-case name.
  let headers: [String: String]
  let body: [UInt8]

  var text: String {
    let text = String(decoding: body, as: UTF8.self)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// Reads a whole response; nil when it is none, or shorter than it says.
  init?(parsing bytes: [UInt8]) {
    let mark = Array("\r\n\r\n".utf8)
    guard bytes.count >= mark.count,
      let end = (0...(bytes.count - mark.count)).first(where: {
        bytes[$0] == mark[0] && Array(bytes[$0..<($0 + mark.count)]) == mark
      })
    else { return nil }
    let lines = String(decoding: bytes[..<end], as: UTF8.self)
      .split(separator: "\r\n").map(String.init)
    let first = lines.first?.split(separator: " ") ?? []
    guard first.count >= 2, first[0] == "HTTP/1.1", let status = Int(first[1]) else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2 else { return nil }
      headers[halves[0].lowercased()] = String(halves[1].drop { $0 == " " })
    }
    let body = Array(bytes[(end + mark.count)...])
    guard let length = headers["content-length"].flatMap({ Int($0) }), length == body.count else {
      return nil
    }
    self.status = status
    self.headers = headers
    self.body = body
  }
}
