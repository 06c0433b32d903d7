/// The device authorization endpoint (RFC 8628, section 3.1).
struct DeviceEndpoint {
  let tenant: Tenant

  func answer(_ request: HTTPRequest) throws(EntraError) -> JSONValue {
    guard request.method == "POST" else { throw .postOnly }
    let form = request.form
    guard let clientID = form["client_id"] ?? request.basic?.name else {
      throw .missing("client_id")
    }
    guard let text = form["scope"] else { throw .missing("scope") }
    let scope = try ScopeRequest(parsing: text)
    let secret = form["client_secret"] ?? request.basic?.password
    let now = tenant.clock.milliseconds
    let plan = tenant.plan
    let (login, lifetime) = try tenant.with { state throws(EntraError) in
      guard let registration = state.registration(withClientID: clientID) else {
        throw .unknownApp(clientID, tenant: plan.tenantID)
      }
      // Microsoft asks for no secret here; other servers do.
      if state.fires(.secretOnStart),
        let trouble = state.trouble(with: secret, of: registration, person: nil, now: now)
      {
        throw trouble
      }
      let lifetime = state.fires(.shortCode) ? 2 : plan.codeLifetime
      let login = DeviceLogin(
        clientID: clientID, scope: scope, now: now, lifetime: lifetime,
        interval: plan.pollInterval)
      state.logins[login.deviceCode] = login
      state.deviceCodes[login.userCode] = login.deviceCode
      return (login, lifetime)
    }
    let page = "\(tenant.identityURL)/devicelogin"
    return .object([
      ("user_code", .string(login.userCode)),
      ("device_code", .string(login.deviceCode)),
      ("verification_uri", .string(page)),
      ("expires_in", .number(lifetime)),
      ("interval", .number(plan.pollInterval)),
      (
        "message",
        .string(
          "To sign in, open the page \(page) in a browser and enter the code \(login.userCode).")
      ),
    ])
  }
}
