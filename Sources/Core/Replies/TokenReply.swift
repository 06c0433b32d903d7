/// A token reply (RFC 6749 §5.1).
package struct TokenReply: Equatable, Sendable {
  package var accessToken: Secret
  /// Nil where the server sends none: on a first sign-in nothing can be kept then, on a refresh the
  /// old one stays in force (RFC 6749 §6).
  package var refreshToken: Secret?
  /// Nil where the server tells no identity.
  package var idToken: Secret?
  /// The scopes that were granted; nil when the reply names none, which means those asked for.
  package var scopes: [String]?
  /// Seconds until the access token ends, 1…31536000; 3600 when it is not told.
  package var expiresIn: Int
  /// `Bearer`, as sent; nil when it is not told.
  package var tokenType: String?

  /// A reply; only the access token is needed.
  package init(
    accessToken: Secret, refreshToken: Secret? = nil, idToken: Secret? = nil,
    scopes: [String]? = nil, expiresIn: Int = 3600, tokenType: String? = nil
  ) {
    self.accessToken = accessToken
    self.refreshToken = refreshToken
    self.idToken = idToken
    self.scopes = scopes
    self.expiresIn = expiresIn
    self.tokenType = tokenType
  }

  /// Reads a reply.
  ///
  /// - Parameters:
  ///   - reply: What the server answered.
  ///   - host: Who answered, for the failure.
  /// - Returns: The tokens.
  /// - Throws: `.refused` for an OAuth error, `.reply` for everything else that cannot be used: a
  ///   token type other than bearer and a token that no header can carry (RFC 6750 §2.1) too.
  package static func decode(_ reply: HTTPReply, host: String) throws(Failure) -> TokenReply {
    let reader = try ReplyReader(reply, .token, host: host)
    let access = try reader.needed("access_token")
    guard access.utf8.allSatisfy({ (33...126).contains($0) }) else {
      throw reader.wrong("access_token")
    }
    let type = reader.text("token_type")
    if let type, type.lowercased() != "bearer" { throw reader.wrong("token_type") }
    return TokenReply(
      accessToken: Secret(access),
      refreshToken: reader.text("refresh_token").map { Secret($0) },
      idToken: reader.text("id_token").map { Secret($0) },
      scopes: reader.text("scope").map { $0.split(separator: " ").map(String.init) },
      expiresIn: reader.seconds("expires_in", within: 1...31_536_000, otherwise: 3600),
      tokenType: type)
  }

  /// Who signed in; nil without an id_token that can be read and names somebody.
  package var identity: Identity? { idToken.flatMap { IdentityClaims.decode($0) }?.identity }

  /// The tokens to keep: a refresh token that was not renewed is the one that was used.
  package func tokens(keeping old: Secret? = nil) -> Tokens {
    Tokens(access: accessToken, refresh: refreshToken ?? old)
  }
}
