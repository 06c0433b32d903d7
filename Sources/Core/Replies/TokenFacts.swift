/// What an access token says of itself, for display only. It belongs to the mail server, which alone
/// judges it; one that is opaque tells nothing but its length.
package struct TokenFacts: Equatable, Sendable {
  /// `aud`: for whom it is; more than one is rare.
  package var audience: [String]
  /// `scp`, taken apart.
  package var scopes: [String]
  /// `upn`, else `preferred_username` or `unique_name`.
  package var username: String?
  /// `appid`, else `azp`: the client it was issued to.
  package var clientID: String?
  /// `tid`: the tenant.
  package var tenant: String?
  package var expires: Moment?
  /// Its length in bytes.
  package var length: Int
  /// Whether it could not be read.
  package var isOpaque: Bool

  /// Facts of a token of that many bytes.
  package init(
    audience: [String] = [], scopes: [String] = [], username: String? = nil,
    clientID: String? = nil, tenant: String? = nil, expires: Moment? = nil, length: Int,
    isOpaque: Bool
  ) {
    self.audience = audience
    self.scopes = scopes
    self.username = username
    self.clientID = clientID
    self.tenant = tenant
    self.expires = expires
    self.length = length
    self.isOpaque = isOpaque
  }

  /// Reads an access token of any kind.
  package static func decode(_ token: Secret) -> TokenFacts {
    guard let payload = TokenPayload(token) else {
      return TokenFacts(length: token.count, isOpaque: true)
    }
    let scopes = payload.texts("scp").isEmpty ? payload.texts("scope") : payload.texts("scp")
    return TokenFacts(
      audience: payload.texts("aud"),
      scopes: scopes.flatMap { $0.split(separator: " ").map(String.init) },
      username: payload.text("upn") ?? payload.text("preferred_username")
        ?? payload.text("unique_name"),
      clientID: payload.text("appid") ?? payload.text("azp"), tenant: payload.text("tid"),
      expires: payload.time("exp"), length: token.count, isOpaque: false)
  }
}
