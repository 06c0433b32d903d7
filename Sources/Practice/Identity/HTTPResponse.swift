/// One HTTP/1.1 response.
struct HTTPResponse: Equatable, Sendable {
  var status: Int
  var contentType: String
  var body: [UInt8]
  var headers: [(name: String, value: String)] = []

  static func == (left: HTTPResponse, right: HTTPResponse) -> Bool {
    left.status == right.status && left.contentType == right.contentType
      && left.body == right.body && left.headers.elementsEqual(right.headers) { $0 == $1 }
  }

  static func json(_ value: JSONValue, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, contentType: "application/json; charset=utf-8", body: value.bytes)
  }

  static func text(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, contentType: "text/plain; charset=utf-8", body: Array((text + "\n").utf8))
  }

  static func html(_ html: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, contentType: "text/html; charset=utf-8", body: Array(html.utf8))
  }

  private static let reasons = [
    100: "Continue", 200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 413: "Content Too Large",
    429: "Too Many Requests", 431: "Request Header Fields Too Large", 501: "Not Implemented",
    503: "Service Unavailable",
  ]

  /// The response as it goes over the wire.
  ///
  /// - Parameters:
  ///   - date: the value of the Date header.
  ///   - keepsAlive: whether the connection stays open for another request.
  /// - Returns: head and body.
  func bytes(date: String, keepsAlive: Bool) -> [UInt8] {
    var lines = [
      "HTTP/1.1 \(status) \(Self.reasons[status] ?? "Unknown")",
      "Date: \(date)",
      "Content-Type: \(contentType)",
      "Content-Length: \(body.count)",
      "Cache-Control: no-store, no-cache",
      "Connection: \(keepsAlive ? "keep-alive" : "close")",
    ]
    lines += headers.map { "\($0.name): \($0.value)" }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }
}
