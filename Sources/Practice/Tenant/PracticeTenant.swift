import Synchronization

/// A practice tenant: an identity server and a mail server on loopback, for practice and tests.
///
/// It answers as Microsoft Entra and Exchange Online do, over TLS, on 127.0.0.1 only. Nothing of it
/// is real or kept: keys, tokens and its certificate authority live in memory and die with it.
package final class PracticeTenant: Sendable {
  /// Connections each server serves at once; further ones wait.
  static let connectionLimit = 256
  /// Milliseconds a connection may be silent.
  static let idleLimit: Int32 = 60_000
  static let certificateNames = ["IP:127.0.0.1", "DNS:localhost"]

  let tenant: Tenant
  private let identityListener: Listener
  private let popListener: Listener
  private let identityContext: TLSContext
  private let popContexts: POPContexts
  private let connections = Mutex(0)

  /// The certificate of the tenant's authority as PEM, for `ca_file`.
  package let caPEM: String

  /// Makes keys and certificates and binds both ports; nothing is served before `start`.
  ///
  /// - Parameter plan: what the tenant is to contain.
  /// - Throws: `PracticeError`, when a port is taken, OpenSSL refuses, or a fault names nobody.
  package convenience init(_ plan: TenantPlan) throws(PracticeError) {
    try self.init(plan, key: RSASigningKey())
  }

  init(_ plan: TenantPlan, key: RSASigningKey) throws(PracticeError) {
    let authority = try CertificateAuthority(name: "Greenbox practice authority")
    caPEM = authority.pem
    identityContext = try TLSContext(
      serving: authority.issue(names: Self.certificateNames, days: -1...825))
    popContexts = try POPContexts(authority: authority)
    identityListener = try Listener(
      port: plan.identityPort, limit: Self.connectionLimit, timeout: Self.idleLimit)
    popListener = try Listener(
      port: plan.popPort, limit: Self.connectionLimit, timeout: Self.idleLimit)
    tenant = try Tenant(
      plan: plan, key: key, identityURL: "https://127.0.0.1:\(identityListener.port)")
  }

  /// Serves until `stop`; call it once.
  ///
  /// - Throws: `PracticeError.thread` when no thread can be started.
  package func start() throws(PracticeError) {
    let http = HTTPConnection(server: IdentityServer(tenant: tenant), context: identityContext)
    try identityListener.start { http.serve($0) }
    let contexts = popContexts
    let tenant = tenant
    try popListener.start { [self] socket in
      let number = connections.withLock { count in
        count += 1
        return count
      }
      POPConnection(tenant: tenant, contexts: contexts, number: number).serve(socket)
    }
  }

  /// Ends every connection and both servers; returns when their threads are gone.
  package func stop() {
    identityListener.stop()
    popListener.stop()
  }

  /// The plan it was made from.
  package var plan: TenantPlan { tenant.plan }
  /// The identity server, `https://127.0.0.1:PORT`.
  package var identityURL: String { tenant.identityURL }
  /// The tenant's discovery document.
  package var discoveryURL: String {
    "\(identityURL)/\(plan.tenantID)/v2.0/.well-known/openid-configuration"
  }
  /// What stands for `https://graph.microsoft.com`.
  package var graphURL: String { identityURL }
  /// The page where a person enters the code.
  package var signInPageURL: String { "\(identityURL)/devicelogin" }
  /// The introspection endpoint (RFC 7662).
  package var introspectionURL: String {
    "\(identityURL)/\(plan.tenantID)/oauth2/v2.0/introspect"
  }
  /// The mail server's address.
  package var popHost: String { "127.0.0.1" }
  /// The mail server's port, for TLS from the first byte.
  package var popPort: UInt16 { popListener.port }
  /// The key that lets `PracticeClient` give orders.
  package var controlKey: String { tenant.controlKey }
  /// The public key access tokens are signed with, as PEM.
  package var tokenKeyPEM: String { tenant.key.publicPEM }
  /// The name of that key in token headers.
  package var tokenKeyID: String { tenant.key.keyID }

  /// The registrations as they are now, secrets included.
  package var registrations: [PracticeRegistration] { tenant.with { $0.registrations } }
  /// The requests the identity server received, oldest first.
  package var requestLog: [PracticeRequest] { tenant.with { $0.requests.entries } }
  /// The commands the mail server received, oldest first.
  package var commandLog: [PracticeCommand] { tenant.with { $0.commands.entries } }
  /// What was said on the mail server's connections, oldest first; kept only where the plan says so.
  package var popDialogues: [PracticeDialogue] {
    tenant.with { state in state.dialogues.sorted { $0.key < $1.key }.map(\.value) }
  }
  /// Connections the mail server accepted.
  package var popConnections: Int { connections.withLock { $0 } }
  /// Uses of refresh tokens that strict rotation had killed.
  package var deadTokenUses: Int { tenant.with { $0.deadTokenUses } }

  /// The token reply a sign-in to a mailbox would have ended with, as JSON.
  ///
  /// - Parameter mailbox: its name, or an address of a user.
  /// - Returns: the body of the reply.
  /// - Throws: `PracticeError.unknownMailbox`.
  package func mintGrant(for mailbox: String) throws(PracticeError) -> [UInt8] {
    try tenant.mintGrant(for: mailbox)
  }

  /// Adds a client secret; the ones before it stay valid.
  ///
  /// - Parameters:
  ///   - expires: seconds since 1970; nil for 180 days from now.
  ///   - registration: name, client id or role of the registration; nil for the first.
  /// - Returns: the new secret.
  /// - Throws: `PracticeError.unknownRegistration`.
  @discardableResult
  package func newSecret(
    expires: Int? = nil, registration: String? = nil
  ) throws(PracticeError) -> PracticeSecret {
    try tenant.newSecret(expires: expires, registration: registration).secret
  }

  /// Deletes a client secret by its Secret ID; false when there is none.
  @discardableResult
  package func deleteSecret(_ id: String) -> Bool { tenant.deleteSecret(id) }

  /// Revokes every refresh token of a user; access tokens live on until they expire.
  ///
  /// - Parameter name: a mailbox's name, or an address of the user.
  /// - Throws: `PracticeError.unknownMailbox`.
  package func revoke(_ name: String) throws(PracticeError) { _ = try tenant.revoke(name) }

  /// Takes back every admin's consent for the organisation.
  package func withdrawConsent() { tenant.with { $0.organizationConsents = [] } }

  /// Puts a fault in force.
  ///
  /// - Parameter fault: the order.
  /// - Throws: `PracticeError.unknownMailbox` when it names nobody.
  package func set(_ fault: PracticeFault) throws(PracticeError) { try tenant.set(fault) }

  /// Ends a fault.
  ///
  /// - Parameter name: its name, or the order it was set by.
  /// - Throws: `PracticeError.unknownFault`.
  package func clear(_ name: String) throws(PracticeError) { try tenant.clear(name) }

  /// Moves the tenant's clock forward, so that codes, tokens and secrets expire.
  ///
  /// - Parameter seconds: how far.
  package func advanceClock(seconds: Int) { tenant.clock.advance(seconds: seconds) }
}

extension PracticeTenant {
  /// A caller of this tenant that holds its control key.
  ///
  /// - Throws: `PracticeError.cryptography` when OpenSSL refuses.
  package func client() throws(PracticeError) -> PracticeClient {
    try PracticeClient(url: identityURL, caPEM: caPEM, controlKey: controlKey)
  }
}
