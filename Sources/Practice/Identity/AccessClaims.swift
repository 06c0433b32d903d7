import FoundationEssentials

/// The claims of an access token that this tenant signed and that is valid now.
struct AccessClaims: Decodable, Equatable, Sendable {
  let aud: String
  let exp: Int
  let iat: Int
  let nbf: Int
  let tid: String
  let oid: String
  let sub: String
  let appid: String
  let scp: String?
  let upn: String?
  let email: String?

  private struct Header: Decodable {
    let alg: String
    let kid: String
  }

  /// Checks a token and reads its claims.
  ///
  /// It is nil when the token is malformed, signed otherwise, expired or not valid yet.
  ///
  /// - Parameters:
  ///   - token: the token in compact form.
  ///   - key: the key it has to be signed with.
  ///   - now: seconds since 1970.
  init?(of token: String, signedWith key: RSASigningKey, now: Int) {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let head = Base64URL.decode(parts[0]),
      let body = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2]),
      let header = try? JSONDecoder().decode(Header.self, from: Data(head)),
      header.alg == "RS256", header.kid == key.keyID,
      key.verifies(signature, of: Array("\(parts[0]).\(parts[1])".utf8)),
      let claims = try? JSONDecoder().decode(AccessClaims.self, from: Data(body)),
      claims.nbf <= now, now < claims.exp
    else { return nil }
    self = claims
  }

  /// Whether the token allows opening a mailbox over POP3 at Exchange.
  var allowsPOP: Bool {
    let audiences = [ScopeRequest.Resource.outlook, .outlook365].map(\.rawValue)
    return audiences.contains(aud)
      && (scp ?? "").split(separator: " ").contains("POP.AccessAsUser.All")
  }

  /// Whether the token is made out to Graph.
  var isForGraph: Bool { aud == ScopeRequest.Resource.graph.rawValue }
}
