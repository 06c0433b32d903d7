import Foundation

@testable import Practice

/// A tenant that serves until the value dies, and the calls a client makes to it.
final class RunningTenant {
  /// One key for all tests: making one takes longer than most of them.
  private static let key = Result { try RSASigningKey() }

  static let popScope = "https://outlook.office.com/POP.AccessAsUser.All"
  static let scope = popScope + " offline_access openid profile email"

  let tenant: PracticeTenant
  let client: PracticeClient

  init(_ faults: String..., change: (inout TenantPlan) -> Void = { _ in }) throws {
    var plan = TenantPlan.standard
    plan.faults = try faults.map(PracticeFault.init(parsing:))
    change(&plan)
    tenant = try PracticeTenant(plan, key: Self.key.get())
    try tenant.start()
    client = try tenant.client()
  }

  deinit { tenant.stop() }

  var first: PracticeRegistration { tenant.registrations[0] }
  var second: PracticeRegistration { tenant.registrations[1] }
  var secret: String { first.secrets[0].value }

  func path(_ rest: String) -> String { "/\(first.tenantID)/\(rest)" }

  /// A request for a device code; the reply.
  func start(
    _ registration: PracticeRegistration? = nil, scope: String = scope, secret: String? = nil
  ) throws -> Answer {
    var form = [("client_id", (registration ?? first).clientID), ("scope", scope)]
    if let secret { form.append(("client_secret", secret)) }
    return try Answer(client.post(path("oauth2/v2.0/devicecode"), form))
  }

  /// A token request with the client's id and whatever else is given.
  func token(
    _ fields: [(String, String)], _ registration: PracticeRegistration? = nil,
    secret: String? = nil
  ) throws -> Answer {
    var form = [("client_id", (registration ?? first).clientID)] + fields
    if let secret { form.append(("client_secret", secret)) }
    return try Answer(client.post(path("oauth2/v2.0/token"), form))
  }

  func poll(
    _ code: String, _ registration: PracticeRegistration? = nil, secret: String? = nil
  ) throws -> Answer {
    try token(
      [("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", code)],
      registration, secret: secret)
  }

  func refresh(_ token: String, scope: String? = nil, secret: String? = nil) throws -> Answer {
    try self.token(
      [("grant_type", "refresh_token"), ("refresh_token", token)]
        + (scope.map { [("scope", $0)] } ?? []), secret: secret ?? self.secret)
  }

  /// A whole sign-in; the token reply.
  func signIn(
    _ address: String, scope: String = scope, consentsForOrganization: Bool = false,
    secret: String? = nil
  ) throws -> Answer {
    let start = try start(scope: scope)
    try client.answer(
      code: start["user_code"] ?? "", as: address,
      consentsForOrganization: consentsForOrganization)
    return try poll(start["device_code"] ?? "", secret: secret ?? self.secret)
  }

  func pop() throws -> POPSession { try POPSession(tenant) }

  /// A POP3 session in which the token of a seeded grant was presented; the last reply.
  func probe(_ mailbox: String, as user: String? = nil) throws -> (POPSession, String) {
    let grant = try Answer.object(tenant.mintGrant(for: mailbox))
    let session = try pop()
    _ = try session.line()
    return (
      session,
      try session.authenticate(
        user ?? tenant.plan.mailboxes.first { $0.name == mailbox }?.popAccount ?? mailbox,
        grant["access_token"] as? String ?? "")
    )
  }
}

/// A reply with a JSON body.
struct Answer {
  let status: Int
  let headers: [String: String]
  let body: [String: any Sendable]

  init(_ reply: HTTPReply) {
    status = reply.status
    headers = reply.headers
    body = Self.object(reply.body)
  }

  static func object(_ bytes: [UInt8]) -> [String: any Sendable] {
    (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: any Sendable] ?? [:]
  }

  subscript(name: String) -> String? { body[name] as? String }

  /// Status, `error`, AADSTS number and `suberror`: all a client may act on.
  var verdict: String {
    let codes = (body["error_codes"] as? [Int] ?? []).map(String.init)
    return
      ([String(status)] + [self["error"] ?? "ok"] + codes + [self["suberror"]].compactMap { $0 })
      .joined(separator: " ")
  }

  /// The claims of a token in the reply, unchecked.
  func claims(of name: String) -> [String: any Sendable] {
    let parts = (self[name] ?? "").split(separator: ".")
    guard parts.count == 3, let bytes = Base64URL.decode(parts[1]) else { return [:] }
    return Self.object(bytes)
  }
}
