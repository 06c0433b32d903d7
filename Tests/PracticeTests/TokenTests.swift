import Testing

@testable import Practice

@Suite struct TokenTests {
  @Test func `Tokens say who signed in, for what, and for how long`() throws {
    let tenant = try RunningTenant()
    let answer = try tenant.signIn("sam.porter@contosopractice.onmicrosoft.com")
    let access = answer.claims(of: "access_token")
    #expect(access["aud"] as? String == "https://outlook.office.com")
    #expect(access["scp"] as? String == "POP.AccessAsUser.All")
    #expect(access["upn"] as? String == "sam.porter@contosopractice.onmicrosoft.com")
    #expect(access["tid"] as? String == tenant.first.tenantID)
    #expect(access["appid"] as? String == tenant.first.clientID)
    #expect(access["azp"] as? String == tenant.first.clientID)
    #expect(access["appidacr"] as? String == "1")
    let lifetime = (access["exp"] as? Int ?? 0) - (access["iat"] as? Int ?? 0)
    #expect((3600...5400).contains(lifetime))
    #expect(answer.body["expires_in"] as? Int == lifetime)
    #expect(answer["scope"] == RunningTenant.popScope)
    let id = answer.claims(of: "id_token")
    #expect(id["preferred_username"] as? String == "sam.porter@contosopractice.onmicrosoft.com")
    #expect(id["aud"] as? String == tenant.first.clientID)
    #expect(id["oid"] as? String == access["oid"] as? String)
    #expect(id["name"] as? String == "Sam Porter")
  }

  @Test func `The key set holds the key the tokens are signed with`() throws {
    let tenant = try RunningTenant()
    let reply = try tenant.client.get(tenant.path("discovery/v2.0/keys"))
    let key = tenant.tenant.tenant.key
    #expect(
      reply.text
        == "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"\(key.keyID)\","
        + "\"n\":\"\(Base64URL.encode(key.modulus))\",\"e\":\"AQAB\"}]}")
    #expect(key.modulus.count == 256)
    #expect(tenant.tenant.tokenKeyPEM.hasPrefix("-----BEGIN PUBLIC KEY-----\n"))
  }

  @Test func `A token that was changed in any part is not accepted`() throws {
    let tenant = try RunningTenant()
    let key = tenant.tenant.tenant.key
    let token = try #require(try tenant.signIn("support@practice.example")["access_token"])
    let now = tenant.tenant.tenant.clock.seconds
    #expect(AccessClaims(of: token, signedWith: key, now: now) != nil)
    #expect(AccessClaims(of: token, signedWith: key, now: now - 60) == nil)
    #expect(AccessClaims(of: token, signedWith: key, now: now + 5401) == nil)
    let parts = token.split(separator: ".").map(String.init)
    let none = Base64URL.encode(Array("{\"alg\":\"none\",\"kid\":\"\(key.keyID)\"}".utf8))
    for forged in [
      "\(none).\(parts[1]).", "\(none).\(parts[1]).\(parts[2])", "\(parts[0]).\(parts[1])",
      "\(parts[0]).\(parts[1])A.\(parts[2])", "", "...",
    ] {
      #expect(AccessClaims(of: forged, signedWith: key, now: now) == nil)
    }
  }

  @Test func `A refresh rotates the refresh token and leaves the old one alive`() throws {
    let tenant = try RunningTenant()
    let old = try #require(try tenant.signIn("support@practice.example")["refresh_token"])
    let answer = try tenant.refresh(old)
    let new = try #require(answer["refresh_token"])
    #expect(new != old)
    #expect(answer.claims(of: "access_token")["aud"] as? String == "https://outlook.office.com")
    #expect(try tenant.refresh(old).verdict == "200 ok")
    #expect(try tenant.refresh(new).verdict == "200 ok")
  }

  @Test func `A refresh token is bound to user and client, and not to a resource`() throws {
    let tenant = try RunningTenant()
    let token = try #require(try tenant.signIn("sales@practice.example")["refresh_token"])
    let graph = try tenant.refresh(token, scope: "https://graph.microsoft.com/User.Read openid")
    #expect(
      graph.claims(of: "access_token")["aud"] as? String == "https://graph.microsoft.com")
    #expect(graph.claims(of: "access_token")["scp"] as? String == "User.Read openid")
    let next = try #require(graph["refresh_token"])
    #expect(
      try tenant.refresh(next).claims(of: "access_token")["scp"] as? String
        == "POP.AccessAsUser.All")
    let new = try tenant.tenant.newSecret(registration: "second")
    let form = [("grant_type", "refresh_token"), ("refresh_token", next)]
    #expect(
      try tenant.token(form, tenant.second, secret: new.value).verdict
        == "400 invalid_grant 7000110 client_mismatch")
    #expect(
      try tenant.refresh(
        next, scope: RunningTenant.popScope + " https://graph.microsoft.com/User.Read"
      )
      .verdict == "400 invalid_request 28000")
  }

  @Test func `A refused client leaves the refresh token as it was`() throws {
    let tenant = try RunningTenant("strict-rotation")
    let token = try #require(try tenant.signIn("support@practice.example")["refresh_token"])
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)]
    #expect(try tenant.token(form).verdict == "401 invalid_client 7000218")
    #expect(try tenant.refresh(token, secret: "wrong").verdict == "401 invalid_client 7000215")
    #expect(try tenant.refresh(token).verdict == "200 ok")
    #expect(tenant.tenant.deadTokenUses == 0)
  }

  @Test func `Revoked, rested and made-up refresh tokens each have their number`() throws {
    let tenant = try RunningTenant()
    let revoked = try #require(try tenant.signIn("support@practice.example")["refresh_token"])
    try tenant.tenant.revoke("support")
    #expect(try tenant.refresh(revoked).verdict == "400 invalid_grant 50173 bad_token")
    let rested = try #require(try tenant.signIn("support@practice.example")["refresh_token"])
    #expect(try tenant.refresh(rested).verdict == "200 ok")
    tenant.tenant.advanceClock(seconds: 90 * 86_400)
    #expect(try tenant.refresh(rested).verdict == "400 invalid_grant 700082 token_expired")
    #expect(try tenant.refresh("made-up").verdict == "400 invalid_grant 9002313 bad_token")
  }

  @Test func `Several secrets are valid at once until they are deleted or expire`() throws {
    let tenant = try RunningTenant()
    let token = try #require(try tenant.signIn("support@practice.example")["refresh_token"])
    let old = tenant.first.secrets[0]
    let new = try tenant.tenant.newSecret(expires: tenant.tenant.tenant.clock.seconds + 3600)
    #expect(try tenant.refresh(token, secret: old.value).verdict == "200 ok")
    #expect(try tenant.refresh(token, secret: new.value).verdict == "200 ok")
    #expect(tenant.tenant.deleteSecret(old.id))
    #expect(!tenant.tenant.deleteSecret(old.id))
    #expect(try tenant.refresh(token, secret: old.value).verdict == "401 invalid_client 7000215")
    tenant.tenant.advanceClock(seconds: 3600)
    #expect(try tenant.refresh(token, secret: new.value).verdict == "401 invalid_client 7000222")
  }

  @Test func `A secret made here has the shape of Microsoft's`() throws {
    let secret = PracticeSecret(expires: 1_790_812_800)
    #expect(try #/[A-Za-z0-9]{3}[0-9]Q~[A-Za-z0-9_~.\-]{34}/#.wholeMatch(in: secret.value) != nil)
    #expect(secret.hint == String(secret.value.prefix(3)))
    #expect(GUID.isGUID(secret.id))
    #expect(secret.expiryDate == "2026-10-01")
  }

  @Test func `Client credentials prove the secret without a person`() throws {
    let tenant = try RunningTenant()
    func ask(_ scope: String, _ secret: String?) throws -> Answer {
      try tenant.token([("grant_type", "client_credentials"), ("scope", scope)], secret: secret)
    }
    let scope = "https://graph.microsoft.com/.default"
    let answer = try ask(scope, tenant.secret)
    #expect(
      answer.body.keys.sorted() == ["access_token", "expires_in", "ext_expires_in", "token_type"])
    #expect(answer.claims(of: "access_token")["idtyp"] as? String == "app")
    #expect(try ask(scope, nil).verdict == "401 invalid_client 7000218")
    #expect(try ask(scope, "wrong").verdict == "401 invalid_client 7000215")
    #expect(
      try ask("https://graph.microsoft.com/User.Read", tenant.secret).verdict
        == "400 invalid_scope 70011")
    #expect(
      try tenant.token([("grant_type", "password")], secret: tenant.secret).verdict
        == "400 unsupported_grant_type 70003")
  }

  @Test func `A scope without an API belongs to Graph, and offline_access brings a refresh token`()
    throws
  {
    let tenant = try RunningTenant()
    let answer = try tenant.signIn("support@practice.example", scope: "POP.AccessAsUser.All")
    #expect(
      answer.body.keys.sorted() == [
        "access_token", "expires_in", "ext_expires_in", "scope", "token_type",
      ])
    #expect(
      answer.claims(of: "access_token")["aud"] as? String == "https://graph.microsoft.com")
  }

  @Test func `A seeded grant is a token reply whose tokens work`() throws {
    let tenant = try RunningTenant()
    let grant = try Answer.object(tenant.tenant.mintGrant(for: "support"))
    let token = try #require(grant["refresh_token"] as? String)
    #expect(try tenant.refresh(token).verdict == "200 ok")
    #expect(throws: PracticeError.unknownMailbox("nobody")) {
      try tenant.tenant.mintGrant(for: "nobody")
    }
  }
}
