/// Cuts a stream of bytes into HTTP/1.1 requests.
struct HTTPRequestReader {
  enum Outcome {
    /// More bytes are needed.
    case incomplete
    /// The client waits for leave to send its body (RFC 9110, section 10.1.1).
    case wantsContinue
    case request(HTTPRequest)
    /// Not a request this server takes; the status to answer with.
    case refused(Int)
  }

  private static let headLimit = 32_768
  private static let bodyLimit = 262_144

  private var buffer: [UInt8] = []
  private var head: (method: String, target: String, headers: [String: String])?
  private var continued = false

  mutating func append(_ bytes: [UInt8]) { buffer += bytes }

  /// The next request, if all of it has arrived.
  mutating func next() -> Outcome {
    if head == nil {
      guard let end = headEnd() else {
        return buffer.count > Self.headLimit ? .refused(431) : .incomplete
      }
      guard let parsed = Self.parse(buffer[..<end]) else { return .refused(400) }
      buffer.removeFirst(end + 4)
      head = parsed
      continued = false
    }
    guard let head else { return .incomplete }
    guard head.headers["transfer-encoding"] == nil else { return .refused(501) }
    guard let length = Int(head.headers["content-length"] ?? "0"), length >= 0 else {
      return .refused(400)
    }
    guard length <= Self.bodyLimit else { return .refused(413) }
    guard buffer.count >= length else {
      if head.headers["expect"]?.lowercased() == "100-continue", !continued {
        continued = true
        return .wantsContinue
      }
      return .incomplete
    }
    let body = Array(buffer.prefix(length))
    buffer.removeFirst(length)
    self.head = nil
    let halves = head.target.split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return .request(
      HTTPRequest(
        method: head.method,
        path: FormFields.decode(halves[0], plusIsSpace: false),
        query: FormFields(parsing: halves.count == 2 ? halves[1] : ""), headers: head.headers,
        body: body))
  }

  private func headEnd() -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    guard buffer.count >= mark.count else { return nil }
    return (0...(buffer.count - mark.count)).first {
      buffer[$0] == mark[0] && Array(buffer[$0..<($0 + mark.count)]) == mark
    }
  }

  private static func parse(
    _ bytes: ArraySlice<UInt8>
  ) -> (method: String, target: String, headers: [String: String])? {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false)
    let first = lines[0].split(separator: " ", omittingEmptySubsequences: false)
    guard first.count == 3, first[2] == "HTTP/1.1" || first[2] == "HTTP/1.0",
      first[1].hasPrefix("/")
    else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...]
      headers[line[..<colon].lowercased()] =
        String(value.drop { $0 == " " || $0 == "\t" })
    }
    return (String(first[0]), String(first[1]), headers)
  }
}
