import Core

/// Tokens that a method got, and how they were asked for.
struct TokenArrival {
  var reply: TokenReply
  /// The registration as it was when its secret was sent for them.
  var under: Registration
  /// How the client showed itself.
  var mode: ClientMode
  /// Whether the one flip of the client mode was made for them.
  var flipped: Bool
}

/// One sign-in under way, as every method shares it: what is stored while the person is awaited, and
/// what follows once tokens arrive: a refresh token, who it is, the question, the pending grant.
struct SignInAttempt {
  let pending: PendingSignIn
  /// The identity server, where it was looked for already.
  let found: AuthorizationServer?
  let world: World
  let report: Report

  /// Waits for the person by the sign-in's method.
  func run(_ login: PendingSignIn.Login, resumed: Bool) async throws(Failure) -> SignInDriver.End {
    let waiting = login.waiting
    report(.signIn(waiting.shown(resumed: resumed)))
    return try await waiting.run(self)
  }

  /// The registration that the next request is made for; nil where the sign-in waits for its person no
  /// more: another was begun, or another console was first.
  ///
  /// - Throws: `.settings(.findings)` where the registration has another client or tenant now.
  func registration() async throws(Failure) -> Registration? {
    let snapshot = try await world.part(pending.mailbox)
    let registration = try snapshot.mailboxAndRegistration(pending.mailbox).1
    guard let kept = snapshot.pending[pending.mailbox], kept.id == pending.id,
      case .awaitingLogin = kept.stage
    else { return nil }
    return try await isUnchanged(registration) ? registration : nil
  }

  /// The client secret to send along; nil in public mode.
  func clientSecret(
    of registration: Registration, in mode: ClientMode
  ) async throws(Failure) -> Secret? {
    guard mode == .secret else { return nil }
    try AuthorizationServer.checkBinding(of: registration, token: pending.tokenEndpoint)
    return try await world.secret(
      .clientSecret(registration: registration.name, .inForce),
      .tokenEndpoint(hostPort(pending.tokenEndpoint)))
  }

  /// Stores what happened; false, with nothing stored, where the sign-in waits for its person no more.
  func store(_ event: MailboxEvent) async throws(Failure) -> Bool {
    let changes = MailboxTransition.changes(
      for: event, mailbox: pending.mailbox, in: try await world.part(pending.mailbox),
      at: world.now(), who: pending.who)
    guard !changes.isEmpty else { return false }
    try await world.apply(changes)
    return true
  }

  /// An admin must consent first.
  func needConsent(_ refusal: OAuthRefusal) async throws(Failure) -> SignInDriver.End {
    guard try await store(.consentNeeded(pending.id, refusal)) else { return try await elsewhere() }
    return .consentNeeded(refusal)
  }

  /// It ended without tokens.
  func end(_ reason: AttemptEvidence.Reason) async throws(Failure) -> SignInDriver.End {
    guard try await store(.attemptEnded(pending.id, reason)) else { return try await elsewhere() }
    try await noteExpiry(reason)
    return .ended(reason)
  }

  /// Tokens are here: holds them as pending, and asks whose they are.
  func take(_ came: TokenArrival) async throws(Failure) -> SignInDriver.End {
    let reply = came.reply
    let mailbox = try await world.part(pending.mailbox).mailboxAndRegistration(pending.mailbox).0
    guard reply.refreshToken != nil else { return try await end(.noRefreshToken) }
    let identity = reply.identity
    var grant = GrantFacts(
      mailbox: mailbox.name, id: pending.id, identity: identity,
      match: IdentityRule.match(identity, for: mailbox),
      scopes: reply.scopes ?? [], mode: came.mode, flipped: came.flipped,
      madeUnder: RegistrationStamp(of: came.under),
      binding: HostBinding(
        discovery: came.under.binding?.discovery
          ?? hostPort(AuthorizationServer.url(of: came.under, world.endpoints)),
        token: hostPort(pending.tokenEndpoint)),
      signedIn: world.now(), accessExpires: world.now() + .seconds(reply.expiresIn),
      refreshable: true)
    let tokens = Tokens(access: reply.accessToken, refresh: reply.refreshToken)
    guard try await store(.tokensArrived(grant, tokens)) else { return try await elsewhere() }
    grant = try await GraphQuestion(pending: pending, world: world).answer(
      grant, mailbox, came.under)
    report(.signedIn(as: grant.identity?.username, scopes: grant.scopes))
    return SignInDriver.end(of: grant, for: mailbox, found: found)
  }

  /// How it stands where it waits for its person no more.
  func elsewhere() async throws(Failure) -> SignInDriver.End {
    throw .vault(
      .conflict("the sign-in of \(pending.mailbox) was ended, answered or begun anew"))
  }

  // A code made under another client or tenant opens nothing for the registration as it is now.
  private func isUnchanged(_ registration: Registration) async throws(Failure) -> Bool {
    let now = RegistrationStamp(of: registration).comparable(in: .public)
    guard now != pending.madeUnder.comparable(in: .public) else { return true }
    guard try await store(.signInOutdated(pending.id)) else { return false }
    let field =
      now.clientID != pending.madeUnder.clientID ? FieldLabel.clientID : FieldLabel.tenantID
    throw .settings(
      .findings([
        Finding(
          rule: "C-SIGN-2", field: field, .error,
          "\(field) was changed after this code was made, so that the code is of no use.",
          advice: "Authenticate again: greenbox authenticate \(quoted(pending.mailbox))")
      ]))
  }

  // 7000222 is a word on the secret, for every mailbox under the registration.
  private func noteExpiry(_ reason: AttemptEvidence.Reason) async throws(Failure) {
    guard case .refused(let refusal) = reason, refusal.codes.contains(7_000_222) else { return }
    let registration = try await world.part(pending.mailbox).mailboxAndRegistration(pending.mailbox)
      .1
    guard let fingerprint = registration.secret?.fingerprint else { return }
    try await world.apply([
      .amend(
        registration: registration.name,
        .secretExpired(fingerprint: fingerprint, at: world.now()))
    ])
  }
}
