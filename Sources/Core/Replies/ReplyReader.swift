/// Judges a reply before its fields are read: an OAuth refusal, a web page, an empty body, or the
/// JSON object that was asked for. No failure carries a body that might hold a token.
struct ReplyReader {
  /// What had been asked for, in words for people.
  enum Document: String {
    case discovery
    case deviceCode = "device code"
    case token
    case me
  }

  let document: Document
  let host: String
  let reply: HTTPReply
  private let members: JSONObject

  init(_ reply: HTTPReply, _ document: Document, host: String) throws(Failure) {
    self.document = document
    self.host = host
    self.reply = reply
    members = try ReplyReader.object(in: reply, document, host)
  }

  /// A member, where null counts as absent.
  subscript(_ name: String) -> JSONValue? {
    members[name].flatMap { $0 == .null ? nil : $0 }
  }

  /// A text that may be absent; one that is empty counts as absent.
  func text(_ name: String) -> String? {
    self[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A text that must be there.
  func needed(_ name: String) throws(Failure) -> String {
    guard let text = text(name) else { throw wrong(name) }
    return text
  }

  /// An https address; nil when it is absent.
  func address(_ name: String) throws(Failure) -> String? {
    guard let member = self[name] else { return nil }
    guard let text = member.string else { throw wrong(name) }
    if text.isEmpty { return nil }
    guard let address = WebAddress(text) else { throw wrong(name) }
    guard address.isSecure else { throw .settings(.notHTTPS(text)) }
    return text
  }

  /// An https address that must be there.
  func neededAddress(_ name: String) throws(Failure) -> String {
    guard let text = try address(name) else { throw wrong(name) }
    return text
  }

  /// A length of time in seconds, as a number or a string of digits, held within bounds.
  func seconds(_ name: String, within bounds: ClosedRange<Int>, otherwise: Int) -> Int {
    switch self[name] {
    case .number(let value) where value > Double(bounds.upperBound): bounds.upperBound
    case let member:
      member?.integer.map { min(max($0, bounds.lowerBound), bounds.upperBound) } ?? otherwise
    }
  }

  /// The failure for a field that is missing or of the wrong kind.
  func wrong(_ name: String) -> Failure {
    .reply(
      ReplyFailure(
        .field, document: document.rawValue, status: reply.status, host: host, detail: name))
  }

  private static func object(
    in reply: HTTPReply, _ document: Document, _ host: String
  ) throws(Failure) -> JSONObject {
    let good = (200...299).contains(reply.status)
    func failure(_ kind: ReplyFailure.Kind, _ detail: String = "") -> Failure {
      .reply(
        ReplyFailure(
          kind, document: document.rawValue, status: reply.status, host: host, detail: detail,
          retryAfter: RetryAfter.seconds(of: reply)))
    }
    if let value = JSONValue(reply.body) {
      if let refusal = OAuthRefusal(reply, value) { throw .refused(refusal) }
      if !good { throw failure(.status, graphError(value) ?? "") }
      guard case .object(let members) = value else { throw failure(.field, "object") }
      return members
    }
    let page = WebPage(reply)
    if let page { throw failure(.html, page.title) }
    guard good else { throw failure(.status) }
    if reply.body.allSatisfy({ [9, 10, 13, 32].contains($0) }) { throw failure(.empty) }
    throw failure(.notJSON, "\(reply.body.count) bytes")
  }

  /// The code and message of Graph's own error form, `{"error":{"code":…,"message":…}}`.
  private static func graphError(_ value: JSONValue) -> String? {
    guard let error = value["error"], let code = error["code"]?.string else { return nil }
    guard let message = error["message"]?.string, !message.isEmpty else { return code }
    return "\(code): \(message)"
  }
}
