/// The identity server: Microsoft Entra's v2 endpoints, as far as a sign-in by device code goes.
struct IdentityServer: Sendable {
  let tenant: Tenant

  private static let accountTypes: Set<String> = ["common", "organizations", "consumers"]

  /// Which stage a request belongs to; nil for pages and control.
  static func stage(of request: HTTPRequest) -> PracticeStage? {
    let parts = request.path.split(separator: "/")
    if parts.first == "v1.0" || parts.first == "oidc" { return .me }
    switch parts.dropFirst().joined(separator: "/") {
    case "v2.0/.well-known/openid-configuration": return .discovery
    case "oauth2/v2.0/devicecode": return .devicecode
    case "oauth2/v2.0/token": return .token
    default: return nil
    }
  }

  /// Whose request it is, where the server can know; an object id.
  func person(behind request: HTTPRequest, at stage: PracticeStage) -> String? {
    switch stage {
    case .token:
      guard let grant = try? TokenRequest(request).grant else { return nil }
      return tenant.with { $0.person(behind: grant) }
    case .me: return GraphEndpoint(tenant: tenant).person(of: request)?.objectID
    default: return nil
    }
  }

  func answer(_ request: HTTPRequest) -> HTTPResponse {
    switch request.path {
    case "/devicelogin": return DeviceLoginPage(tenant: tenant).answer(request)
    case "/v1.0/me" where !tenant.fires(.noMe, for: person(behind: request, at: .me)):
      return GraphEndpoint(tenant: tenant).me(request)
    case "/oidc/userinfo" where !tenant.fires(.noMe, for: person(behind: request, at: .me)):
      return GraphEndpoint(tenant: tenant).userInfo(request)
    case _ where request.path.hasPrefix("/practice/"):
      return ControlEndpoint(tenant: tenant).answer(request)
    default: return tenantAnswer(request)
    }
  }

  /// The answer of an endpoint below a tenant's segment.
  private func tenantAnswer(_ request: HTTPRequest) -> HTTPResponse {
    let parts = request.path.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return .text("There is nothing here.", status: 404) }
    do throws(EntraError) {
      switch parts[1] {
      case "v2.0/.well-known/openid-configuration":
        if !Self.accountTypes.contains(parts[0]) { try check(parts[0], error: "invalid_tenant") }
        let document = DiscoveryDocument(
          identityURL: tenant.identityURL,
          tenantID: Self.accountTypes.contains(parts[0]) ? parts[0] : tenant.plan.tenantID,
          tellsIdentity: !tenant.fires(.noMe))
        return .json(document.json)
      case "discovery/v2.0/keys":
        try check(parts[0], error: "invalid_tenant")
        return .json(keySet)
      case "oauth2/v2.0/devicecode":
        try check(parts[0], error: "invalid_request")
        return .json(try DeviceEndpoint(tenant: tenant).answer(request))
      case "oauth2/v2.0/token":
        try check(parts[0], error: "invalid_request")
        let wanted = try TokenRequest(request)
        let now = tenant.clock.milliseconds
        // Signing takes a millisecond: not under the lock.
        let order = try tenant.with { state throws(EntraError) in
          try state.decide(wanted, now: now)
        }
        return .json(tenant.mint.reply(to: order, at: now / 1000))
      case "oauth2/v2.0/introspect":
        try check(parts[0], error: "invalid_request")
        return .json(try IntrospectionEndpoint(tenant: tenant).answer(request))
      default: return .text("There is nothing here.", status: 404)
      }
    } catch {
      let correlation = request.headers["client-request-id"].flatMap {
        GUID.isGUID($0) ? $0 : nil
      }
      return error.response(
        at: tenant.clock.seconds, correlation: correlation ?? GUID.random())
    }
  }

  /// Refuses a tenant segment that is not this tenant.
  private func check(_ segment: String, error: String) throws(EntraError) {
    let known = [tenant.plan.tenantID, TenantPlan.domain, TenantPlan.initialDomain]
    guard !known.contains(segment.lowercased()) else { return }
    guard !Self.accountTypes.contains(segment) else { throw .tenantMissing }
    guard GUID.isGUID(segment) || segment.contains(".") else { throw .tenantMalformed(segment) }
    throw .tenantUnknown(segment, error: error)
  }

  /// The key set tokens can be checked with (RFC 7517, section 5).
  private var keySet: JSONValue {
    .object([
      (
        "keys",
        .array([
          .object([
            ("kty", .string("RSA")), ("use", .string("sig")), ("alg", .string("RS256")),
            ("kid", .string(tenant.key.keyID)),
            ("n", .string(Base64URL.encode(tenant.key.modulus))),
            ("e", .string(Base64URL.encode(tenant.key.exponent))),
          ])
        ])
      )
    ])
  }
}
