/// The claims of an access token that this tenant signed and that is valid now.
struct AccessClaims: Equatable, Sendable {
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
      let header = JSONParser.value(of: Array(head)), header["alg"]?.string == "RS256",
      header["kid"]?.string == key.keyID,
      key.verifies(signature, of: Array("\(parts[0]).\(parts[1])".utf8)),
      let claims = JSONParser.value(of: Array(body)).flatMap({ AccessClaims($0) }),
      claims.nbf <= now, now < claims.exp
    else { return nil }
    self = claims
  }

  private init?(_ json: JSONValue) {
    guard let aud = json["aud"]?.string, let exp = json["exp"]?.number,
      let iat = json["iat"]?.number, let nbf = json["nbf"]?.number,
      let tid = json["tid"]?.string, let oid = json["oid"]?.string,
      let sub = json["sub"]?.string, let appid = json["appid"]?.string
    else { return nil }
    (self.aud, self.exp, self.iat, self.nbf) = (aud, exp, iat, nbf)
    (self.tid, self.oid, self.sub, self.appid) = (tid, oid, sub, appid)
    (scp, upn, email) = (json["scp"]?.string, json["upn"]?.string, json["email"]?.string)
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
