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
    for mailbox in tenant.plan.mailboxes { changes.append(.putMailbox(fields(of: mailbox))) }
    try session.world.apply(changes)
  }

  /// Stores one registration with its secret, as `settings set` does.
  func type(_ registration: PracticeRegistration) async throws(Failure) {
    let fresh = Registration(name: registration.name, at: session.world.now())
    var pairs: [(key: String, value: String)] = [
      ("client-id", registration.clientID), ("tenant-id", registration.tenantID),
      ("interface", PracticeSeed.interface),
    ]
    let secret = registration.secret
    if let secret {
      pairs.append(("secret-id", secret.id))
      // The expired one is left without a day, so that the server's own word is seen.
      if registration.role == .first { pairs.append(("secret-expires", secret.expiryDate)) }
    }
    _ = try await RegistrationStore(session: session).save(
      fresh, pairs: pairs, secret: secret.map { Secret($0.value) }, acceptShape: true)
  }

  /// Stores a registration's newest secret, as `settings set --secret-file` does.
  func replaceSecret(of registration: PracticeRegistration) async throws(Failure) {
    guard let secret = registration.secret,
      let known = try session.world.snapshot().registrations[registration.name]
    else { return }
    _ = try await RegistrationStore(session: session).save(
      known, pairs: [("secret-id", secret.id), ("secret-expires", secret.expiryDate)],
      secret: Secret(secret.value), acceptShape: true)
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
  func authenticateAll() throws(Failure) {
    let snapshot = try session.world.snapshot()
    var changes: [Change] = []
    for mailbox in tenant.plan.mailboxes {
      guard let fields = snapshot.mailboxes[mailbox.name],
        let registration = snapshot.registrations[fields.registration]
      else { continue }
      changes += try grant(for: mailbox, fields, registration)
    }
    try session.world.apply(changes)
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
    let address = WebAddress(tenant.identityURL)?.hostPort ?? tenant.identityURL
    let facts = GrantFacts(
      mailbox: mailbox.name, id: "seed-\(mailbox.name)", identity: identity,
      match: IdentityRule.match(identity, for: fields), scopes: reply.scopes ?? [],
      mode: .secret, flipped: false, madeUnder: RegistrationStamp(of: registration),
      tokenHost: address, signedIn: now, accessExpires: now + .seconds(reply.expiresIn),
      refreshable: reply.refreshToken != nil)
    return [
      .putPendingGrant(
        facts, Tokens(access: reply.accessToken, refresh: reply.refreshToken)),
      .keepGrant(mailbox: mailbox.name, id: facts.id, at: now),
    ]
  }
}
