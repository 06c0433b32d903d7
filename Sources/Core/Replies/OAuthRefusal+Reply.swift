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
    if codes.isEmpty { codes = AADSTS.codes(in: description) }
    let ids = AADSTS.Ids(of: description)
    self.init(
      status: reply.status, error: String(error.prefix(OAuthRefusal.longest)),
      description: description, codes: codes,
      suberror: text("suberror"),
      traceID: text("trace_id") ?? ids.trace,
      correlationID: text("correlation_id") ?? ids.correlation,
      timestamp: text("timestamp") ?? ids.timestamp,
      claims: text("claims"), retryAfter: RetryAfter.seconds(of: reply))
  }
}
