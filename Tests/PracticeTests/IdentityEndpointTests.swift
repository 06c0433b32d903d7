import Testing

@testable import Practice

@Suite struct IdentityEndpointTests {
  @Test func `The discovery document names every endpoint by GUID, however it was asked for`()
    throws
  {
    let tenant = try RunningTenant()
    let base = tenant.tenant.identityURL + "/" + tenant.first.tenantID
    for segment in [tenant.first.tenantID, TenantPlan.domain, TenantPlan.initialDomain] {
      let answer = try Answer(
        tenant.client.get("/\(segment)/v2.0/.well-known/openid-configuration"))
      #expect(answer.status == 200)
      #expect(answer["issuer"] == base + "/v2.0")
      #expect(answer["token_endpoint"] == base + "/oauth2/v2.0/token")
      #expect(answer["device_authorization_endpoint"] == base + "/oauth2/v2.0/devicecode")
      #expect(answer["introspection_endpoint"] == base + "/oauth2/v2.0/introspect")
      #expect(answer["jwks_uri"] == base + "/discovery/v2.0/keys")
      #expect(answer["userinfo_endpoint"] == tenant.tenant.identityURL + "/oidc/userinfo")
      #expect("https://\(answer["msgraph_host"] ?? "")" == tenant.tenant.graphURL)
      #expect(answer["tenant_region_scope"] == "WW")
    }
    #expect(tenant.tenant.discoveryURL == base + "/v2.0/.well-known/openid-configuration")
  }

  @Test func `A tenant that does not exist is invalid_tenant`() throws {
    let tenant = try RunningTenant()
    func verdict(_ segment: String) throws -> String {
      try Answer(tenant.client.get("/\(segment)/v2.0/.well-known/openid-configuration")).verdict
    }
    #expect(try verdict(GUID.random()) == "400 invalid_tenant 90002")
    #expect(try verdict("elsewhere.example") == "400 invalid_tenant 90002")
    #expect(try verdict("nonsense") == "400 invalid_request 900023")
    #expect(try verdict("organizations") == "200 ok")
  }

  @Test func `The address me tells the user a Graph token belongs to`() throws {
    let tenant = try RunningTenant()
    let signedIn = try tenant.signIn("sales@practice.example")
    let graph = try tenant.refresh(
      signedIn["refresh_token"] ?? "", scope: "https://graph.microsoft.com/User.Read")
    let bearer = [("Authorization", "Bearer \(graph["access_token"] ?? "")")]
    let answer = try Answer(
      tenant.client.get(
        "/v1.0/me?$select=mail,userPrincipalName,proxyAddresses", headers: bearer))
    #expect(
      answer.body.keys.sorted() == [
        "@odata.context", "mail", "proxyAddresses", "userPrincipalName",
      ])
    #expect(answer["mail"] == "sam.porter@practice.example")
    #expect(answer["userPrincipalName"] == "sam.porter@contosopractice.onmicrosoft.com")
    #expect(
      answer.body["proxyAddresses"] as? [String] == [
        "SMTP:sam.porter@practice.example", "smtp:sales@practice.example",
      ])
    #expect(
      try Answer(tenant.client.get("/v1.0/me", headers: bearer)).body.keys.sorted() == [
        "@odata.context", "displayName", "id", "mail", "userPrincipalName",
      ])
    #expect(
      try Answer(tenant.client.get("/oidc/userinfo", headers: bearer))["email"]
        == "sam.porter@practice.example")
    let outlook = [("Authorization", "Bearer \(signedIn["access_token"] ?? "")")]
    for headers in [[], outlook] {
      let refused = try Answer(tenant.client.get("/v1.0/me", headers: headers))
      #expect(refused.status == 401)
      #expect(
        (refused.body["error"] as? [String: any Sendable])?["code"] as? String
          == "InvalidAuthenticationToken")
    }
  }

  @Test func `Introspection tells whose token it is and for how long`() throws {
    let tenant = try RunningTenant()
    let token = try #require(try tenant.signIn("sales@practice.example")["access_token"])
    let path = tenant.path("oauth2/v2.0/introspect")
    let answer = try Answer(tenant.client.post(path, [("token", token)]))
    #expect(answer.body["active"] as? Bool == true)
    #expect(answer["username"] == "sam.porter@contosopractice.onmicrosoft.com")
    #expect(answer["upn"] == "sam.porter@contosopractice.onmicrosoft.com")
    #expect(answer["email"] == "sam.porter@practice.example")
    #expect(answer["scope"] == "POP.AccessAsUser.All")
    #expect(answer.body["exp"] is Int)
    tenant.tenant.advanceClock(seconds: 5401)
    for dead in [token, "made-up"] {
      #expect(try tenant.client.post(path, [("token", dead)]).text == "{\"active\":false}")
    }
    #expect(try Answer(tenant.client.post(path, [])).verdict == "400 invalid_request 900144")
  }

  @Test func `Orders need the control key`() throws {
    let tenant = try RunningTenant()
    let stranger = try PracticeClient(
      url: tenant.tenant.discoveryURL, caPEM: tenant.tenant.caPEM, controlKey: "guess")
    #expect(
      throws: PracticeError.refused(
        status: 401, words: "{\"error\":\"The control key is missing or wrong.\"}")
    ) { try stranger.newSecret() }
    #expect(throws: PracticeError.self) { try stranger.log() }
    #expect(tenant.first.secrets.count == 1)
  }

  @Test func `Secrets are made and deleted, and grants revoked, by order`() throws {
    let tenant = try RunningTenant()
    let token = try #require(try tenant.signIn("support@practice.example")["refresh_token"])
    let made = try Answer.object(tenant.client.newSecret(expires: "2031-05-17"))
    #expect(
      made.keys.sorted() == [
        "client_id", "expires", "hint", "registration", "secret_id", "value",
      ])
    #expect(made["expires"] as? String == "2031-05-17")
    #expect(tenant.first.secrets.map(\.value).contains(made["value"] as? String ?? ""))
    try tenant.client.deleteSecret(tenant.first.secrets[0].id)
    #expect(tenant.first.secrets.map(\.id) == [made["secret_id"] as? String])
    try tenant.client.revoke(["support", "sales@practice.example"])
    #expect(
      try tenant.refresh(token).verdict == "400 invalid_grant 50173 bad_token")
    for order in [
      { _ = try tenant.client.deleteSecret("none") }, { _ = try tenant.client.revoke([]) },
      { _ = try tenant.client.revoke(["nobody"]) },
      { _ = try tenant.client.newSecret(expires: "2031-02-30") },
      { _ = try tenant.client.newSecret(registration: "third") },
    ] as [() throws -> Void] {
      #expect(throws: PracticeError.self) { try order() }
    }
  }

  @Test func `The log counts requests and holds no values`() throws {
    let tenant = try RunningTenant { $0.secretValue = "canary-secret" }
    let answer = try tenant.signIn("support@practice.example")
    _ = try tenant.refresh(answer["refresh_token"] ?? "", secret: "canary-wrong")
    #expect(
      tenant.tenant.requestLog.map {
        "\($0.method) \($0.path.split(separator: "/").last ?? "") \($0.fields.joined(separator: ",")) "
          + "\($0.status) \($0.error ?? "-")"
      } == [
        "POST devicecode client_id,scope 200 -", "POST devicelogin action,as,user_code 200 -",
        "POST token client_id,client_secret,device_code,grant_type 200 -",
        "POST token client_id,client_secret,grant_type,refresh_token 401 invalid_client 7000215",
      ])
    let log = String(decoding: try tenant.client.log(), as: UTF8.self)
    #expect(!log.contains("canary"))
    #expect(!log.contains(answer["refresh_token"] ?? "?"))
    #expect(log.contains("\"grant_type\":\"refresh_token\""))
  }

  @Test func `Only addresses of this computer are called`() throws {
    for url in [
      "https://login.example/x", "http://127.0.0.1:1", "https://127.0.0.1", "127.0.0.1:443", "",
      "https://127.0.0.1:1@mail.example",
    ] {
      #expect(throws: PracticeError.foreignAddress(url)) {
        try PracticeClient(url: url, caPEM: "")
      }
    }
  }

  @Test func `A connection serves several requests, and waits for none of them to be whole`()
    throws
  {
    let tenant = try RunningTenant()
    let request = "GET /devicelogin HTTP/1.1\r\nHost: x\r\n\r\n"
    let last = "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    let bytes = try tenant.client.exchange(Array((request + request + last).utf8))
    let statuses = String(decoding: bytes, as: UTF8.self).split(separator: "HTTP/1.1 ")
      .map { $0.prefix { !$0.isNewline } }
    #expect(statuses == ["200 OK", "200 OK", "404 Not Found"])
  }
}
