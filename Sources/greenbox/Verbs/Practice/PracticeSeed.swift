internal import Core
internal import Practice
internal import Vault

/// Fills a practice home with what an admin would have typed: registrations, mailboxes and, on
/// request, grants.
struct PracticeSeed {
  let tenant: PracticeTenant
  let session: Session

  /// The interface that the practice admins are signed in to.
  static let interface = "practice.custhelp.com"

  /// Writes both registrations and every mailbox of the plan.
  func typeAll() async throws(Failure) {
    for registration in tenant.registrations { try await type(registration) }
    var changes: [Change] = []
    for mailbox in tenant.plan.mailboxes { changes.append(.addMailbox(fields(of: mailbox))) }
    try await session.world.apply(changes)
  }

  /// Stores one registration with its secret, as `settings set` does where the server has accepted it.
  func type(_ registration: PracticeRegistration) async throws(Failure) {
    let now = session.world.now()
    var fresh = Registration(name: registration.name, at: now)
    fresh.clientID = registration.clientID
    fresh.tenantID = registration.tenantID
    fresh.interfaces = [PracticeSeed.interface]
    fresh.binding = binding
    var changes: [Change] = [.addRegistration(fresh)]
    if let secret = registration.secret {
      let value = Secret(secret.value)
      changes.append(
        .putSecret(
          registration: fresh.name, value,
          SecretFacts(
            fingerprint: try session.world.fingerprint(value), secretID: secret.id,
            // The expired one is left without a day, so that the server's own word is seen.
            expires: registration.role == .first ? Day(iso: secret.expiryDate) : nil, stored: now,
            proof: .proved, binding: binding), .inForce, replacing: nil))
    }
    changes.append(
      .journal(
        JournalEntry(
          at: now, who: session.world.who, mailbox: nil,
          event: registration.secret == nil ? "registration-changed" : "secret-changed",
          fields: ["registration": fresh.name])))
    try await session.world.apply(changes)
  }

  // The practice servers' hosts.
  private var binding: HostBinding {
    HostBinding(
      discovery: WebAddress(tenant.discoveryURL)?.hostPort ?? tenant.discoveryURL,
      token: WebAddress(tenant.identityURL)?.hostPort ?? tenant.identityURL)
  }

  /// Stores a registration's newest secret, as `settings set --secret-file --unproved` does.
  func replaceSecret(of registration: PracticeRegistration) async throws(Failure) {
    guard let secret = registration.secret,
      let known = try await session.world.snapshot().registrations[registration.name]
    else { return }
    _ = try await RegistrationStore(session: session).save(
      known, isNew: false,
      pairs: [("secret-id", secret.id), ("secret-expires", secret.expiryDate)],
      secret: RegistrationStore.NewSecret(
        value: Secret(secret.value), acceptsShape: true, keepsUnproved: true))
  }

  /// A mailbox as `mailbox add` makes it.
  func fields(of mailbox: PracticeMailbox) -> Mailbox {
    let registration = tenant.registrations.first { $0.role == mailbox.registration }
    var made = Mailbox(
      name: mailbox.name, registration: registration?.name ?? "",
      popAccount: mailbox.popAccount, at: session.world.now())
    made.interface = PracticeSeed.interface
    return made
  }

  /// Seeds every mailbox with the grant its sign-in would have ended with.
  func authenticateAll() async throws(Failure) {
    let snapshot = try await session.world.snapshot()
    var changes: [Change] = []
    for mailbox in tenant.plan.mailboxes {
      guard let fields = snapshot.mailboxes[mailbox.name],
        let registration = snapshot.registrations[fields.registration]
      else { continue }
      changes += try grant(for: mailbox, fields, registration)
    }
    try await session.world.apply(changes)
  }

  private func grant(
    for mailbox: PracticeMailbox, _ fields: Mailbox, _ registration: Registration
  ) throws(Failure) -> [Change] {
    let body: [UInt8]
    do throws(PracticeError) { body = try tenant.mintGrant(for: mailbox.name) } catch {
      throw Failure(error)
    }
    let reply = try TokenReply.decode(HTTPReply(status: 200, body: body), host: "practice")
    let now = session.world.now()
    var identity = reply.identity
    let owner = tenant.plan.people.first { $0.objectID == mailbox.owner }
    identity?.mail = owner?.mail
    identity?.addresses = owner?.proxyAddresses ?? []
    let facts = GrantFacts(
      mailbox: mailbox.name, id: "seed-\(mailbox.name)", identity: identity,
      match: IdentityRule.match(identity, for: fields), scopes: reply.scopes ?? [],
      mode: .secret, flipped: false, madeUnder: RegistrationStamp(of: registration),
      binding: binding, signedIn: now, accessExpires: now + .seconds(reply.expiresIn),
      refreshable: reply.refreshToken != nil)
    return [
      .putPendingGrant(
        facts, Tokens(access: reply.accessToken, refresh: reply.refreshToken)),
      .keepGrant(mailbox: mailbox.name, id: facts.id, at: now),
    ]
  }
}
