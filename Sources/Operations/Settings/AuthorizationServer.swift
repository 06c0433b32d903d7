package import Core

/// The identity server of a registration, found by its discovery document and nothing else.
package struct AuthorizationServer: Equatable, Sendable {
  /// The document.
  package var discovery: Discovery
  /// The address it was read from.
  package var url: String
  /// Seconds by which the server's clock is ahead; nil when it told no time.
  package var clockSkew: Int64?
  /// How the reading of it came out.
  package var check: CheckResult

  /// Where the discovery document of a registration is.
  package static func url(of registration: Registration, _ endpoints: Endpoints) -> String {
    if let given = endpoints.discovery?.value { return given }
    let authority = endpoints.authority?.value ?? registration.cloudRow.authority
    let tenant = Form.encode(registration.tenantID)
    return "https://\(authority)/\(tenant)/v2.0/.well-known/openid-configuration"
  }

  /// Refuses, before anything is sent, a discovery host other than the one that the registration's
  /// secret and grants are bound to.
  package static func checkBinding(
    of registration: Registration, _ endpoints: Endpoints
  ) throws(Failure) {
    let url = url(of: registration, endpoints)
    guard let address = WebAddress(url), address.isSecure else { throw .settings(.notHTTPS(url)) }
    guard let binding = registration.binding, binding.discovery != address.hostPort else {
      return
    }
    throw .settings(
      .boundElsewhere(
        what: "registration \(registration.name)", boundTo: binding.discovery,
        asked: address.hostPort))
  }

  /// Refuses, before anything is sent, a token endpoint on another host than the one the secret is
  /// bound to: the secret may have been stored anew, for elsewhere, since the endpoint was found.
  static func checkBinding(
    of registration: Registration, token endpoint: String
  ) throws(Failure) {
    guard let binding = registration.binding, binding.token != hostPort(endpoint) else { return }
    throw .settings(
      .boundElsewhere(
        what: "registration \(registration.name)", boundTo: binding.token ?? binding.discovery,
        asked: hostPort(endpoint)))
  }

  /// Reads the discovery document and checks that its token endpoint is the bound one.
  ///
  /// - Throws: `.settings(.boundElsewhere)` before anything is sent where the hosts differ;
  ///   `.network`, `.reply` or `.refused` when the document cannot be had.
  package static func find(
    for registration: Registration, _ world: World
  ) async throws(Failure) -> AuthorizationServer {
    try checkBinding(of: registration, world.endpoints)
    let url = url(of: registration, world.endpoints)
    let began = world.uptime()
    let reply = try await world.exchange(HTTPRequest(url: url))
    let discovery = try Discovery.decode(reply, host: hostPort(url))
    guard let token = WebAddress(discovery.tokenEndpoint), token.isSecure else {
      throw .settings(.notHTTPS(discovery.tokenEndpoint))
    }
    try await checkToken(token, of: registration, in: url, world)
    let ms = milliseconds(world.uptime() - began)
    let skew = HTTPDate.clockSkew(reply.date, now: world.now()).map { -$0.wholeSeconds }
    try await note(skew, of: registration, world)
    return AuthorizationServer(
      discovery: discovery, url: url, clockSkew: skew,
      check: CheckResult(
        at: world.now(), endpoint: hostPort(url),
        under: RegistrationStamp(of: registration), verdict: .passed, ms: ms))
  }

  /// Whether it is the one that a registration means now: read from its address, with the token
  /// endpoint that its secret and grants are bound to.
  func serves(_ registration: Registration, _ endpoints: Endpoints) -> Bool {
    guard url == AuthorizationServer.url(of: registration, endpoints) else { return false }
    guard let binding = registration.binding else { return true }
    return binding.token == hostPort(discovery.tokenEndpoint)
  }

  // A clock that is far off is kept, so that everything later can name it; so is its being mended.
  // What is near is written by the settings' own check only: a verify must not write for it.
  private static func note(
    _ skew: Int64?, of registration: Registration, _ world: World
  ) async throws(Failure) {
    let known = registration.checks.clockSkew ?? 0
    guard let skew, skew != known, skew.magnitude > 300 || known.magnitude > 300 else { return }
    try await world.apply([.amend(registration: registration.name, .clockSkew(skew))])
  }

  // The first token endpoint that the bound discovery host names is the one; without an override it
  // must be on the login host itself, as Microsoft's is.
  private static func checkToken(
    _ token: WebAddress, of registration: Registration, in url: String, _ world: World
  ) async throws(Failure) {
    let overridden = world.endpoints.discovery != nil
    let expected =
      registration.binding?.token ?? (overridden ? nil : WebAddress(url)?.hostPort)
    if let expected, expected != token.hostPort {
      throw .settings(
        .boundElsewhere(
          what: "token endpoint of \(registration.name)", boundTo: expected,
          asked: token.hostPort))
    }
    guard let binding = registration.binding, binding.token == nil else { return }
    try await world.apply([
      .amend(
        registration: registration.name,
        .boundToken(discovery: binding.discovery, token: token.hostPort))
    ])
  }
}

/// Host and port of an address; the address itself where it cannot be read.
func hostPort(_ url: String) -> String { WebAddress(url)?.hostPort ?? url }

/// A length of time in milliseconds, with decimals.
func milliseconds(_ duration: Duration) -> Double {
  let (seconds, attoseconds) = duration.components
  return Double(seconds) * 1000 + Double(attoseconds) / 1e15
}
