import Testing

@testable import Practice

@Suite struct IdentityFaultTests {
  private let support = "support@practice.example"

  /// A login that was answered; its device code.
  private func answered(_ tenant: RunningTenant) throws -> String {
    let start = try tenant.start()
    try tenant.client.answer(code: start["user_code"] ?? "", as: support)
    return start["device_code"] ?? ""
  }

  @Test func `A public client may not send a secret, and learns so after the sign-in`() throws {
    let tenant = try RunningTenant("public-client")
    let start = try tenant.start()
    let code = try #require(start["device_code"])
    #expect(
      try tenant.poll(code, secret: tenant.secret).verdict == "400 authorization_pending 70016")
    try tenant.client.answer(code: start["user_code"] ?? "", as: support)
    #expect(try tenant.poll(code, secret: tenant.secret).verdict == "401 invalid_client 700025")
    let answer = try tenant.poll(code)
    #expect(answer.verdict == "200 ok")
    #expect(answer.claims(of: "access_token")["appidacr"] as? String == "0")
    let token = answer["refresh_token"] ?? ""
    #expect(try tenant.refresh(token).verdict == "401 invalid_client 700025")
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)]
    #expect(try tenant.token(form).verdict == "200 ok")
  }

  @Test func `Some servers want the secret on the device authorization request`() throws {
    let tenant = try RunningTenant("secret-on-start")
    #expect(try tenant.start().verdict == "401 invalid_client 7000218")
    #expect(try tenant.start(secret: "wrong").verdict == "401 invalid_client 7000215")
    #expect(try tenant.start(secret: tenant.secret).verdict == "200 ok")
    #expect(try RunningTenant().start(secret: "ignored").verdict == "200 ok")
  }

  @Test func `Expired secrets are refused after the sign-in and on every refresh`() throws {
    let tenant = try RunningTenant("expired-secret")
    let code = try answered(tenant)
    #expect(try tenant.poll(code, secret: tenant.secret).verdict == "401 invalid_client 7000222")
    let grant = try Answer.object(tenant.tenant.mintGrant(for: "support"))
    #expect(
      try tenant.refresh(grant["refresh_token"] as? String ?? "").verdict
        == "401 invalid_client 7000222")
  }

  @Test func `An admin who leaves the box unticked consents for nobody else`() throws {
    let tenant = try RunningTenant("consent-self-only")
    #expect(
      try tenant.signIn("admin@practice.example", consentsForOrganization: true).verdict
        == "200 ok")
    #expect(
      try tenant.signIn("billing@practice.example").verdict
        == "400 invalid_grant 65001 consent_required")
  }

  @Test(
    "A declined sign-in has Microsoft's name or that of the RFC",
    arguments: [
      (["decline"], "400 authorization_declined 65004"),
      (["decline", "rfc-denied"], "400 access_denied"),
      (["decline=sales"], "200 ok"), (["decline=support"], "400 authorization_declined 65004"),
    ])
  func declined(faults: [String], verdict: String) throws {
    let tenant = try RunningTenant()
    for fault in faults { try tenant.tenant.set(PracticeFault(parsing: fault)) }
    let code = try answered(tenant)
    #expect(try tenant.poll(code, secret: tenant.secret).verdict == verdict)
  }

  @Test func `Conditional Access names the policy that blocks device codes`() throws {
    let tenant = try RunningTenant("device-blocked")
    let code = try answered(tenant)
    let answer = try tenant.poll(code, secret: tenant.secret)
    #expect(answer.verdict == "400 invalid_grant 53003 message_only")
    let claims = Answer.object(Array((answer["claims"] ?? "").utf8))
    #expect("\(claims)".contains("capolids"))
  }

  @Test func `Slow down comes once, and costs five seconds`() throws {
    let tenant = try RunningTenant("slow-down")
    let start = try tenant.start()
    let code = try #require(start["device_code"])
    #expect(try tenant.poll(code).verdict == "400 slow_down")
    tenant.tenant.advanceClock(seconds: 6)
    #expect(try tenant.poll(code).verdict == "400 authorization_pending 70016")
    try tenant.client.answer(code: start["user_code"] ?? "", as: support)
    #expect(try tenant.poll(code, secret: tenant.secret).verdict == "200 ok")
  }

  @Test func `Throttling is 429 with Retry-After, twice`() throws {
    let tenant = try RunningTenant("throttle")
    let code = try answered(tenant)
    for _ in 1...2 {
      let answer = try tenant.poll(code, secret: tenant.secret)
      #expect(answer.verdict == "429 temporarily_unavailable 90055")
      #expect(answer.headers["retry-after"] == "1")
    }
    #expect(try tenant.poll(code, secret: tenant.secret).verdict == "200 ok")
  }

  @Test func `Server trouble is 503 until it is cleared, and consumes nothing`() throws {
    let tenant = try RunningTenant("server-trouble")
    let code = try answered(tenant)
    for _ in 1...3 {
      #expect(
        try tenant.poll(code, secret: tenant.secret).verdict
          == "503 temporarily_unavailable 90033")
    }
    try tenant.tenant.clear("server-trouble")
    #expect(try tenant.poll(code, secret: tenant.secret).verdict == "200 ok")
  }

  @Test func `A short code is over after two seconds`() throws {
    let tenant = try RunningTenant("short-code")
    let start = try tenant.start()
    #expect(start.body["expires_in"] as? Int == 2)
    tenant.tenant.advanceClock(seconds: 2)
    #expect(try tenant.poll(start["device_code"] ?? "").verdict == "400 expired_token 70020")
  }

  @Test func `Under strict rotation a used refresh token is dead, and its reuse is counted`() throws
  {
    let tenant = try RunningTenant("strict-rotation")
    let old = try #require(try tenant.signIn(support)["refresh_token"])
    let new = try #require(try tenant.refresh(old)["refresh_token"])
    #expect(try tenant.refresh(old).verdict == "400 invalid_grant 70000 bad_token")
    #expect(tenant.tenant.deadTokenUses == 1)
    #expect(try tenant.refresh(new).verdict == "200 ok")
  }

  @Test func `A reply that was cut off has been carried out`() throws {
    let tenant = try RunningTenant("strict-rotation", "cut-token:1")
    let grant = try Answer.object(tenant.tenant.mintGrant(for: "support"))
    let token = try #require(grant["refresh_token"] as? String)
    #expect(throws: PracticeError.self) { try tenant.refresh(token) }
    #expect(try tenant.refresh(token).verdict == "400 invalid_grant 70000 bad_token")
  }

  @Test(
    "Token replies may lack a part",
    arguments: [("no-refresh-token", "refresh_token"), ("no-id-token", "id_token")])
  func lacking(fault: String, part: String) throws {
    let answer = try RunningTenant(fault).signIn(support)
    #expect(
      answer.body.keys.sorted()
        == [
          "access_token", "expires_in", "ext_expires_in", "id_token", "refresh_token", "scope",
          "token_type",
        ].filter { $0 != part })
  }

  @Test func `A server without me neither answers nor announces it`() throws {
    let tenant = try RunningTenant("no-me")
    #expect(try tenant.client.get("/v1.0/me").status == 404)
    #expect(try tenant.client.get("/oidc/userinfo").status == 404)
    let document = try Answer(
      tenant.client.get(tenant.path("v2.0/.well-known/openid-configuration")))
    #expect(document["userinfo_endpoint"] == nil && document["msgraph_host"] == nil)
  }

  @Test func `A token that is too long breaks the mail session off`() throws {
    let tenant = try RunningTenant("long-token")
    let token = try #require(try tenant.signIn(support)["access_token"])
    #expect(token.utf8.count > POPDialogue.tokenLimit)
    let session = try tenant.pop()
    _ = try session.line()
    #expect(
      try session.authenticate(support, token)
        == "-ERR Protocol error. Connection is closed. 10\r\n")
    #expect(session.isOver)
  }

  @Test func `A token for Graph is refused by the mail server like any other`() throws {
    let tenant = try RunningTenant("wrong-audience")
    let answer = try tenant.signIn(support)
    #expect(
      answer.claims(of: "access_token")["aud"] as? String == "https://graph.microsoft.com")
    let session = try tenant.pop()
    _ = try session.line()
    #expect(
      try session.authenticate(support, answer["access_token"] ?? "") == POPServerTests.refusal)
  }

  @Test func `The Date header is right, or ten minutes ahead when told so`() throws {
    for (fault, skew) in [([], 0...2), (["clock-skew"], 600...602)]
      as [([String], ClosedRange<Int>)]
    {
      let tenant = try RunningTenant()
      for name in fault { try tenant.tenant.set(PracticeFault(parsing: name)) }
      let before = tenant.tenant.tenant.clock.seconds
      let date = try tenant.client.get("/devicelogin").headers["date"]
      let possible = skew.map { CivilTime(unixSeconds: before + $0).httpDate }
      #expect(possible.contains(date ?? ""))
    }
  }
}
