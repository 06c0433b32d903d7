extension OAuthRefusal {
  /// Reads an OAuth error out of a reply of any status; nil when its JSON has no `error` text.
  ///
  /// Only `error` is promised. Microsoft's numbers and ids are taken from their fields, else out of
  /// the description, where they stand as `AADSTS50173: … Trace ID: … Correlation ID: …
  /// Timestamp: …`. Texts are cut at 8,192 characters, several times what any server sends.
  package init?(_ reply: HTTPReply) {
    guard let value = JSONValue(reply.body) else { return nil }
    self.init(reply, value)
  }

  private static let longest = 8192

  package init?(_ reply: HTTPReply, _ value: JSONValue) {
    guard let error = value["error"]?.string, !error.isEmpty else { return nil }
    func text(_ name: String) -> String? {
      value[name]?.string.flatMap { $0.isEmpty ? nil : String($0.prefix(OAuthRefusal.longest)) }
    }
    let description = text("error_description") ?? ""
    var codes = (value["error_codes"]?.array ?? []).compactMap(\.integer)
    if codes.isEmpty { codes = OAuthRefusal.codes(in: description) }
    self.init(
      status: reply.status, error: String(error.prefix(OAuthRefusal.longest)),
      description: description, codes: codes,
      suberror: text("suberror"),
      traceID: text("trace_id") ?? OAuthRefusal.word(after: "Trace ID:", in: description),
      correlationID: text("correlation_id")
        ?? OAuthRefusal.word(after: "Correlation ID:", in: description),
      timestamp: text("timestamp") ?? OAuthRefusal.timestamp(in: description),
      claims: text("claims"), retryAfter: RetryAfter.seconds(of: reply))
  }

  /// The numbers after each `AADSTS` of a text, each once, in their order.
  package static func codes(in description: String) -> [Int] {
    var codes: [Int] = []
    var rest = description[...]
    while let mark = rest.range(of: "AADSTS") {
      rest = rest[mark.upperBound...]
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      if let code = Int(digits), !codes.contains(code) { codes.append(code) }
    }
    return codes
  }

  private static func word(after label: String, in text: String) -> String? {
    guard let mark = text.range(of: label) else { return nil }
    let word = text[mark.upperBound...].drop { $0 == " " }.prefix { !$0.isWhitespace }
    return word.isEmpty ? nil : String(word)
  }

  private static func timestamp(in text: String) -> String? {
    guard let mark = text.range(of: "Timestamp:") else { return nil }
    let rest = text[mark.upperBound...].drop { $0 == " " }
    let words = rest.prefix { !$0.isNewline }.split(separator: " ").prefix(2)
    guard let first = words.first else { return nil }
    // A day, then a time that begins with a digit; or both in one word.
    if words.count == 2, words[1].first?.isNumber == true { return words.joined(separator: " ") }
    return String(first)
  }
}
