/// Makes the tokens of an order, signed with the tenant's key.
struct TokenMint: Sendable {
  let key: RSASigningKey
  let tenantID: String
  let registrationNames: [String: String]
  /// Seconds an access token lives; nil draws 60 to 90 minutes.
  let lifetime: Int?
  /// The issuer of id_tokens.
  let issuer: String

  /// The body of a token reply.
  ///
  /// - Parameters:
  ///   - order: what to issue.
  ///   - now: seconds since 1970.
  /// - Returns: a JSON object.
  func reply(to order: TokenOrder, at now: Int) -> JSONValue {
    let lifetime = self.lifetime ?? 3600 + Int.random(in: 0...1800)
    var members: [(key: String, value: JSONValue)] = [
      ("token_type", .string("Bearer")),
      ("scope", .string(order.scope.reply)),
      ("expires_in", .number(lifetime)),
      ("ext_expires_in", .number(lifetime)),
      ("access_token", .string(signed(accessClaims(order, now: now, lifetime: lifetime)))),
    ]
    if order.person == nil { members.remove(at: 1) }
    if let token = order.refreshToken { members.append(("refresh_token", .string(token))) }
    if order.includesIDToken, let person = order.person {
      members.append(
        ("id_token", .string(signed(idClaims(person, clientID: order.clientID, now: now)))))
    }
    return .object(members)
  }

  /// The claims of an access token: those of a v1 token, as Exchange gets them, and `azp`, by which
  /// other mail servers find the key.
  private func accessClaims(_ order: TokenOrder, now: Int, lifetime: Int) -> JSONValue {
    let audience = order.hasWrongAudience ? .graph : order.scope.resource
    var claims: [(key: String, value: JSONValue)] = [
      ("aud", .string(audience.rawValue)),
      ("iss", .string("https://sts.windows.net/\(tenantID)/")),
      ("iat", .number(now)), ("nbf", .number(now)), ("exp", .number(now + lifetime)),
      ("app_displayname", .string(registrationNames[order.clientID] ?? "")),
      ("appid", .string(order.clientID)), ("azp", .string(order.clientID)),
      ("appidacr", .string(order.usedSecret ? "1" : "0")),
    ]
    if let person = order.person {
      claims += [
        ("name", .string(person.displayName)), ("oid", .string(person.objectID)),
        ("scp", .string(order.scope.granted)),
        ("sub", .string(GUID.derived(from: order.clientID + person.objectID))),
        ("tid", .string(tenantID)),
        ("unique_name", .string(person.userPrincipalName)),
        ("upn", .string(person.userPrincipalName)),
        ("email", .string(person.mail ?? person.userPrincipalName)),
      ]
    } else {
      let service = GUID.derived(from: "service principal " + order.clientID)
      claims += [
        ("idtyp", .string("app")), ("oid", .string(service)), ("sub", .string(service)),
        ("tid", .string(tenantID)),
      ]
    }
    claims.append(("ver", .string("1.0")))
    if order.isLong {
      claims.append(("wids", .strings((0..<100).map { GUID.derived(from: "role \($0)") })))
    }
    return .object(claims)
  }

  private func idClaims(_ person: PracticePerson, clientID: String, now: Int) -> JSONValue {
    var claims: [(key: String, value: JSONValue)] = [
      ("aud", .string(clientID)), ("iss", .string(issuer)),
      ("iat", .number(now)), ("nbf", .number(now)), ("exp", .number(now + 3600)),
    ]
    if let mail = person.mail { claims.append(("email", .string(mail))) }
    claims += [
      ("name", .string(person.displayName)), ("oid", .string(person.objectID)),
      ("preferred_username", .string(person.userPrincipalName)),
      ("sub", .string(GUID.derived(from: clientID + person.objectID))),
      ("tid", .string(tenantID)), ("ver", .string("2.0")),
    ]
    return .object(claims)
  }

  /// A signed token in compact form (RFC 7515, section 3.1).
  private func signed(_ claims: JSONValue) -> String {
    let header = JSONValue.object([
      ("typ", .string("JWT")), ("alg", .string("RS256")), ("kid", .string(key.keyID)),
    ])
    let message = Base64URL.encode(header.bytes) + "." + Base64URL.encode(claims.bytes)
    return message + "." + Base64URL.encode(key.sign(Array(message.utf8)))
  }
}
