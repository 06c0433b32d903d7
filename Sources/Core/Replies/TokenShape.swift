/// What an access token looks like from outside, for diagnosis only: never trusted, never required.
///
/// Microsoft asks clients to treat access tokens as opaque; a token that does not decode is fine
/// and leaves everything but the length unknown.
package struct TokenShape: Equatable, Hashable, Sendable {
  /// `aud`: what it is for.
  package var audience: String?
  /// `scp`: the delegated permissions, split at spaces.
  package var scopes: [String]?
  /// `iat`: when it was made.
  package var issued: Moment?
  /// `exp`: when it ends.
  package var expires: Moment?
  /// How many characters it has; Exchange Online's POP3 was seen to refuse more than 4,096.
  package var length: Int

  /// A token's shape; only the length is needed.
  package init(
    length: Int, audience: String? = nil, scopes: [String]? = nil, issued: Moment? = nil,
    expires: Moment? = nil
  ) {
    self.length = length
    self.audience = audience
    self.scopes = scopes
    self.issued = issued
    self.expires = expires
  }

  /// Reads what a token tells of itself (RFC 7519), without checking its signature.
  package init(_ token: Secret) {
    self.init(length: token.count)
    guard let payload = TokenPayload(token) else { return }
    audience = payload.text("aud")
    scopes = payload.text("scp")?.split(separator: " ").map(String.init)
    issued = payload.time("iat")
    expires = payload.time("exp")
  }
}
