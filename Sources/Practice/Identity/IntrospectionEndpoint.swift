/// Token introspection (RFC 7662), for mail servers that ask whom a token belongs to.
///
/// It asks for no credentials of its own: it tells nothing the token itself does not tell.
struct IntrospectionEndpoint {
  let tenant: Tenant

  func answer(_ request: HTTPRequest) throws(EntraError) -> JSONValue {
    guard request.method == "POST" else { throw .postOnly }
    guard let token = request.form["token"] else { throw .missing("token") }
    guard
      let claims = AccessClaims(of: token, signedWith: tenant.key, now: tenant.clock.seconds)
    else { return .object([("active", .bool(false))]) }
    var members: [(key: String, value: JSONValue)] = [
      ("active", .bool(true)), ("token_type", .string("Bearer")),
      ("client_id", .string(claims.appid)), ("aud", .string(claims.aud)),
      ("iss", .string("https://sts.windows.net/\(claims.tid)/")),
      ("sub", .string(claims.sub)), ("scope", .string(claims.scp ?? "")),
      ("exp", .number(claims.exp)), ("iat", .number(claims.iat)), ("nbf", .number(claims.nbf)),
    ]
    if let upn = claims.upn {
      members += [("username", .string(upn)), ("upn", .string(upn))]
    }
    if let email = claims.email { members.append(("email", .string(email))) }
    return .object(members)
  }
}
