/// What an access token says of itself, for display only. It belongs to the mail server, which alone
/// judges it; one that is opaque tells nothing but its length.
public struct TokenFacts: Equatable, Sendable, Codable {
  /// `aud`: for whom it is; more than one is rare.
  public var audience: [String]
  /// `scp`, taken apart.
  public var scopes: [String]
  /// `upn`, else `preferred_username` or `unique_name`.
  public var username: String?
  /// `appid`, else `azp`: the client it was issued to.
  public var clientID: String?
  /// `tid`: the tenant.
  public var tenant: String?
  public var expires: Moment?
  /// Its length in bytes.
  public var length: Int
  /// Whether it could not be read.
  public var isOpaque: Bool

  /// Facts of a token of that many bytes.
  public init(
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
  public static func decode(_ token: Secret) -> TokenFacts {
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
