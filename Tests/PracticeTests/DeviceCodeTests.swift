import Testing

@testable import Practice

@Suite struct DeviceCodeTests {
  @Test func `A device code reply has Microsoft's fields and no complete address`() throws {
    let tenant = try RunningTenant()
    let answer = try tenant.start()
    #expect(
      answer.body.keys.sorted() == [
        "device_code", "expires_in", "interval", "message", "user_code", "verification_uri",
      ])
    #expect(answer["verification_uri"] == tenant.tenant.identityURL + "/devicelogin")
    #expect(answer.body["expires_in"] as? Int == 900)
    #expect(answer.body["interval"] as? Int == 1)
    #expect(answer["user_code"]?.count == 9)
    #expect((answer["message"] ?? "").contains(answer["user_code"] ?? "?"))
  }

  @Test func `A malformed start is refused with the number for its fault`() throws {
    let tenant = try RunningTenant()
    let devicecode = tenant.path("oauth2/v2.0/devicecode")
    let id = ("client_id", tenant.first.clientID)
    let scope = ("scope", RunningTenant.scope)
    let cases: [(String, [(String, String)], String)] = [
      (devicecode, [id], "400 invalid_request 900144"),
      (devicecode, [scope], "400 invalid_request 900144"),
      (devicecode, [("client_id", "nobody"), scope], "400 unauthorized_client 700016"),
      (
        devicecode, [id, ("scope", "https://outlook.office.com/POP.AccessAsUser")],
        "400 invalid_scope 70011"
      ),
      (
        devicecode, [id, ("scope", "https://mail.example/POP.AccessAsUser.All")],
        "400 invalid_resource 500011"
      ),
      ("/common/oauth2/v2.0/devicecode", [id, scope], "400 invalid_request 50059"),
      ("/nonsense/oauth2/v2.0/devicecode", [id, scope], "400 invalid_request 900023"),
      ("/elsewhere.example/oauth2/v2.0/devicecode", [id, scope], "400 invalid_request 90002"),
    ]
    for (path, form, verdict) in cases {
      #expect(try Answer(tenant.client.post(path, form)).verdict == verdict)
    }
    #expect(try Answer(tenant.client.get(devicecode)).verdict == "400 invalid_request 900561")
  }

  @Test func `A code is pending, then signed in, then redeemed once`() throws {
    let tenant = try RunningTenant()
    let start = try tenant.start()
    let code = try #require(start["device_code"])
    #expect(
      try tenant.poll(code, secret: tenant.secret).verdict == "400 authorization_pending 70016")
    try tenant.client.answer(
      code: start["user_code"] ?? "", as: "support@practice.example")
    let answer = try tenant.poll(code, secret: tenant.secret)
    #expect(
      answer.body.keys.sorted() == [
        "access_token", "expires_in", "ext_expires_in", "id_token", "refresh_token", "scope",
        "token_type",
      ])
    #expect(try tenant.poll(code, secret: tenant.secret).verdict == "400 invalid_grant 54005")
  }

  @Test func `Polling faster than the interval is told to slow down by five seconds`() throws {
    let tenant = try RunningTenant()
    let code = try #require(try tenant.start()["device_code"])
    #expect(try tenant.poll(code).verdict == "400 authorization_pending 70016")
    #expect(try tenant.poll(code).verdict == "400 slow_down")
    tenant.tenant.advanceClock(seconds: 2)
    #expect(try tenant.poll(code).verdict == "400 slow_down")
    tenant.tenant.advanceClock(seconds: 11)
    #expect(try tenant.poll(code).verdict == "400 authorization_pending 70016")
  }

  @Test func `A code nobody answers expires, and one nobody handed out is unknown`() throws {
    let tenant = try RunningTenant()
    let start = try tenant.start()
    tenant.tenant.advanceClock(seconds: 901)
    #expect(try tenant.poll(start["device_code"] ?? "").verdict == "400 expired_token 70020")
    #expect(try tenant.poll("made-up").verdict == "400 bad_verification_code 70018")
    #expect(throws: PracticeError.self) {
      try tenant.client.answer(code: start["user_code"] ?? "", as: "support@practice.example")
    }
  }

  @Test func `A declined sign-in is Microsoft's authorization_declined`() throws {
    let tenant = try RunningTenant()
    let start = try tenant.start()
    try tenant.client.answer(
      code: start["user_code"] ?? "", as: "support@practice.example", denies: true)
    #expect(
      try tenant.poll(start["device_code"] ?? "").verdict == "400 authorization_declined 65004")
  }

  @Test func `The client's credentials are judged only after somebody signed in`() throws {
    let tenant = try RunningTenant()
    let start = try tenant.start()
    let code = try #require(start["device_code"])
    for secret in [nil, "wrong", tenant.first.secrets[0].id] {
      #expect(try tenant.poll(code, secret: secret).verdict == "400 authorization_pending 70016")
      tenant.tenant.advanceClock(seconds: 1)
    }
    try tenant.client.answer(code: start["user_code"] ?? "", as: "support@practice.example")
    #expect(try tenant.poll(code).verdict == "401 invalid_client 7000218")
    #expect(try tenant.poll(code, secret: "wrong").verdict == "401 invalid_client 7000215")
    #expect(
      try tenant.poll(code, secret: tenant.first.secrets[0].id).verdict
        == "401 invalid_client 7000215")
    #expect(try tenant.poll(code, secret: tenant.secret).verdict == "200 ok")
  }

  @Test func `An expired secret is refused only after somebody signed in`() throws {
    let tenant = try RunningTenant()
    let start = try tenant.start(tenant.second)
    let code = try #require(start["device_code"])
    let secret = tenant.second.secrets[0].value
    #expect(
      try tenant.poll(code, tenant.second, secret: secret).verdict
        == "400 authorization_pending 70016")
    try tenant.client.answer(code: start["user_code"] ?? "", as: "legacy@practice.example")
    #expect(
      try tenant.poll(code, tenant.second, secret: secret).verdict
        == "401 invalid_client 7000222")
    let new = try tenant.tenant.newSecret(registration: "second")
    #expect(try tenant.poll(code, tenant.second, secret: new.value).verdict == "200 ok")
  }

  @Test func `A client may name itself in a Basic header`() throws {
    let tenant = try RunningTenant { $0.secretValue = "a+b&c=d%~ e" }
    let start = try tenant.start()
    try tenant.client.answer(code: start["user_code"] ?? "", as: "support@practice.example")
    let credentials =
      FormFields.encode(tenant.first.clientID) + ":" + FormFields.encode(tenant.secret)
    let header = "Basic " + Base64.encode(credentials)
    let reply = try tenant.client.post(
      tenant.path("oauth2/v2.0/token"),
      [
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("device_code", start["device_code"] ?? ""),
      ], headers: [("Authorization", header)])
    #expect(Answer(reply).verdict == "200 ok")
  }

  @Test func `A refusal has every part of an Entra error body`() throws {
    let tenant = try RunningTenant()
    let correlation = "01234567-89ab-4cde-8f01-23456789abcd"
    let reply = try tenant.client.post(
      tenant.path("oauth2/v2.0/token"), [("client_id", tenant.first.clientID)],
      headers: [("client-request-id", correlation)])
    let answer = Answer(reply)
    #expect(
      answer.body.keys.sorted() == [
        "correlation_id", "error", "error_codes", "error_description", "error_uri", "timestamp",
        "trace_id",
      ])
    let trace = answer["trace_id"] ?? ""
    let time = answer["timestamp"] ?? ""
    #expect(
      answer["error_description"]
        == "AADSTS900144: The request body lacks the parameter 'grant_type'.\r\n"
        + "Trace ID: \(trace)\r\nCorrelation ID: \(correlation)\r\nTimestamp: \(time)")
    #expect(GUID.isGUID(trace))
    #expect(answer["error_uri"] == "https://login.microsoftonline.com/error?code=900144")
    #expect(reply.headers["date"]?.hasSuffix(" GMT") == true)
    #expect(reply.headers["content-type"] == "application/json; charset=utf-8")
  }
}
