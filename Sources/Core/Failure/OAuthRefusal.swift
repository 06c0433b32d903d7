/// An OAuth error reply (RFC 6749 §5.2, RFC 8628 §3.5) with what Microsoft adds to it.
///
/// `error` drives behaviour; the numbers in `codes` only choose the words, except the one bounded
/// flip between 7000218 and 700025.
public struct OAuthRefusal: Error, Equatable, Hashable, Sendable, Codable {
  /// The HTTP status it came with.
  public var status: Int
  /// The `error` value, as sent.
  public var error: String
  /// The `error_description`, whole. Foreign text: escape before it is shown.
  public var description: String
  /// Microsoft's numbers, without the `AADSTS` before them.
  public var codes: [Int]
  /// Microsoft's `suberror`.
  public var suberror: String?
  /// Microsoft's `trace_id`, for their support.
  public var traceID: String?
  /// Microsoft's `correlation_id`, for their support.
  public var correlationID: String?
  /// Microsoft's `timestamp`, as sent.
  public var timestamp: String?
  /// Microsoft's `claims`, a JSON text; names the policies of a Conditional Access refusal.
  public var claims: String?
  /// `Retry-After` in seconds, when the reply had one.
  public var retryAfter: Int?

  /// A refusal; only `error` is promised by the RFC.
  public init(
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
