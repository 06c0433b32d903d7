/// An OAuth error reply (RFC 6749 §5.2, RFC 8628 §3.5) with what Microsoft adds to it.
///
/// `error` drives behaviour; the numbers in `codes` only choose the words, except the one bounded
/// flip between 7000218 and 700025.
package struct OAuthRefusal: Error, Equatable, Hashable, Sendable {
  /// The HTTP status it came with.
  package var status: Int
  /// The `error` value, as sent.
  package var error: String
  /// The `error_description`, whole. Foreign text: escape before it is shown.
  package var description: String
  /// Microsoft's numbers, without the `AADSTS` before them.
  package var codes: [Int]
  /// Microsoft's `suberror`.
  package var suberror: String?
  /// Microsoft's `trace_id`, for their support.
  package var traceID: String?
  /// Microsoft's `correlation_id`, for their support.
  package var correlationID: String?
  /// Microsoft's `timestamp`, as sent.
  package var timestamp: String?
  /// Microsoft's `claims`, a JSON text; names the policies of a Conditional Access refusal.
  package var claims: String?
  /// `Retry-After` in seconds, when the reply had one.
  package var retryAfter: Int?

  /// A refusal; only `error` is promised by the RFC.
  package init(
    status: Int, error: String, description: String = "", codes: [Int] = [],
    suberror: String? = nil, traceID: String? = nil, correlationID: String? = nil,
    timestamp: String? = nil, claims: String? = nil, retryAfter: Int? = nil
  ) {
    self.status = status
    self.error = error
    self.description = description
    self.codes = codes
    self.suberror = suberror
    self.traceID = traceID
    self.correlationID = correlationID
    self.timestamp = timestamp
    self.claims = claims
    self.retryAfter = retryAfter
  }
}

extension OAuthRefusal {
  /// Whether it is the server's own trouble, which says nothing of the grant or the secret.
  package var isServerTrouble: Bool {
    error == "temporarily_unavailable" || error == "server_error" || status == 429
      || status >= 500
  }
}
