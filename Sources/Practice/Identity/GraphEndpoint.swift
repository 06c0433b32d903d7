/// The little of Microsoft Graph that tells who a token belongs to.
struct GraphEndpoint {
  let tenant: Tenant

  /// `GET /v1.0/me`, with `$select` obeyed.
  func me(_ request: HTTPRequest) -> HTTPResponse {
    guard let person = person(of: request) else { return unauthorized() }
    let proxies =
      (person.mail.map { ["SMTP:\($0)"] } ?? []) + person.proxyAddresses.map { "smtp:\($0)" }
    let properties: [(key: String, value: JSONValue)] = [
      ("id", .string(person.objectID)),
      ("displayName", .string(person.displayName)),
      ("mail", person.mail.map(JSONValue.string) ?? .null),
      ("userPrincipalName", .string(person.userPrincipalName)),
      ("proxyAddresses", .strings(proxies)),
    ]
    // Without $select Graph leaves proxyAddresses out.
    let wanted =
      request.query["$select"].map { $0.split(separator: ",").map { $0.lowercased() } }
      ?? ["id", "displayname", "mail", "userprincipalname"]
    let context = "\(tenant.identityURL)/v1.0/$metadata#users/$entity"
    return .json(
      .object(
        [("@odata.context", .string(context))]
          + properties.filter { wanted.contains($0.key.lowercased()) }))
  }

  /// `GET /oidc/userinfo` (OpenID Connect Core 1.0, section 5.3).
  func userInfo(_ request: HTTPRequest) -> HTTPResponse {
    guard let person = person(of: request) else { return unauthorized() }
    var members: [(key: String, value: JSONValue)] = [
      ("sub", .string(person.objectID)), ("name", .string(person.displayName)),
    ]
    if let mail = person.mail { members.append(("email", .string(mail))) }
    return .json(.object(members))
  }

  /// The user whose token for Graph the request carries.
  func person(of request: HTTPRequest) -> PracticePerson? {
    guard let token = request.bearer,
      let claims = AccessClaims(of: token, signedWith: tenant.key, now: tenant.clock.seconds),
      claims.isForGraph
    else { return nil }
    return tenant.with { $0.directory.person(withObjectID: claims.oid) }
  }

  private func unauthorized() -> HTTPResponse {
    .json(
      .object([
        (
          "error",
          .object([
            ("code", .string("InvalidAuthenticationToken")),
            ("message", .string("The access token is missing, expired or not made out to Graph.")),
            (
              "innerError",
              .object([
                ("date", .string(CivilTime(unixSeconds: tenant.clock.seconds).iso)),
                ("request-id", .string(GUID.random())),
                ("client-request-id", .string(GUID.random())),
              ])
            ),
          ])
        )
      ]), status: 401)
  }
}
