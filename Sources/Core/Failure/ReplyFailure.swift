/// A reply that is not what the protocol says it must be.
package struct ReplyFailure: Error, Equatable, Hashable, Sendable {
  /// What is wrong with it.
  package enum Kind: String, Sendable, CaseIterable {
    /// No body at all.
    case empty
    /// A web page in place of JSON: a proxy's, a portal's, a sign-in page.
    case html
    /// Not JSON, or cut off.
    case notJSON = "not-json"
    /// JSON without a field that must be there, or with one of the wrong type.
    case field
    /// A status that is neither success nor an OAuth error.
    case status
  }

  /// What is wrong.
  package var kind: Kind
  /// What had been asked for: `discovery`, `device code`, `token`, `me`.
  package var document: String
  /// The HTTP status.
  package var status: Int
  /// The host that answered.
  package var host: String
  /// The field, or the first words of the body. Foreign text: escape before it is shown.
  package var detail: String
  /// `Retry-After` in seconds, when the reply had one.
  package var retryAfter: Int?

  /// A reply that could not be used.
  package init(
    _ kind: Kind, document: String, status: Int, host: String, detail: String = "",
    retryAfter: Int? = nil
  ) {
    self.kind = kind
    self.document = document
    self.status = status
    self.host = host
    self.detail = detail
    self.retryAfter = retryAfter
  }
}
