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
    do throws(Failure) {
      try await world.apply(changes)
    } catch {
      guard case .vault(.conflict) = error else { throw error }
      return false
    }
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

  /// What became of tokens that came.
  enum Held {
    /// They are the pending grant; the question follows.
    case held
    /// Without a refresh token they are of no use.
    case noRefreshToken
    /// The sign-in was ended, answered or begun anew meanwhile.
    case movedOn
  }

  /// Tokens are here: holds them as pending, under the lock under which they were asked for, so that
  /// nobody asks again with what they have used up. `conclude` follows once the lock is free.
  func hold(_ came: TokenArrival) async throws(Failure) -> Held {
    let reply = came.reply
    let mailbox = try await world.part(pending.mailbox).mailboxAndRegistration(pending.mailbox).0
    guard reply.refreshToken != nil else { return .noRefreshToken }
    let identity = reply.identity
    let grant = GrantFacts(
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
    return try await store(.tokensArrived(grant, tokens)) ? .held : .movedOn
  }

  /// What follows tokens, for any method.
  func conclude(_ held: Held) async throws(Failure) -> SignInDriver.End {
    switch held {
    case .held: try await question(isNew: true)
    case .noRefreshToken: try await end(.noRefreshToken)
    case .movedOn: try await elsewhere()
    }
  }

  /// What the pending grant asks of the person here, after Graph was asked who it is where the id_token
  /// leaves that open.
  ///
  /// - Parameter isNew: Whether it is told that somebody has signed in.
  /// - Returns: The question, or how it was settled elsewhere.
  /// - Throws: `.cancelled`, with the question kept for `resume`; the vault.
  func question(isNew: Bool) async throws(Failure) -> SignInDriver.End {
    let name = pending.mailbox
    let snapshot = try await world.part(name)
    let (mailbox, registration) = try snapshot.mailboxAndRegistration(name)
    guard isQuestion(snapshot) else { return try await elsewhere() }
    guard let grant = snapshot.pendingGrants[name] else {
      throw .vault(.conflict("the pending sign-in has no tokens"))
    }
    if grant.isLapsed(at: world.now()) {
      try await SignInDriver.drop(lapsed: grant, in: snapshot, world)
      return .ended(.notAccepted)
    }
    do throws(Failure) {
      let known = try await GraphQuestion(pending: pending, world: world).answer(
        grant, mailbox, registration)
      if isNew { report(.signedIn(as: known.identity?.username, scopes: known.scopes)) }
      return SignInDriver.end(of: known, for: mailbox, found: found)
    } catch {
      // Answered elsewhere while Graph was being asked.
      guard case .vault(.conflict) = error, try await !isQuestion(world.part(name)) else {
        throw error
      }
      return try await elsewhere()
    }
  }

  private func isQuestion(_ snapshot: Snapshot) -> Bool {
    snapshot.pending[pending.mailbox]?.id == pending.id
      && snapshot.pending[pending.mailbox]?.stage == .awaitingOK
  }

  /// How it stands where it waits for its person no more: another console that waits for the same
  /// person was first, it was answered, or another sign-in took its place.
  func elsewhere() async throws(Failure) -> SignInDriver.End {
    let now = try await world.part(pending.mailbox).pending[pending.mailbox]
    guard let now, now.id == pending.id else {
      // Dropped without a word: forgotten, say.
      return try await SignInDriver.outcome(
        of: pending.id, mailbox: pending.mailbox, since: pending.began, world)
        ?? .ended(.refusedHere)
    }
    switch now.stage {
    case .awaitingOK: return try await question(isNew: true)
    case .awaitingAdminConsent(let refusal): return .consentNeeded(refusal)
    case .awaitingLogin: throw .vault(.signInMovedOn(pending.mailbox))
    }
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
          rule: .unchanged, field: field, .error,
          "\(field) was changed after this code was made, so that the code is of no use.",
          advice: "Authenticate again.", next: .init(.authenticate))
      ]))
  }

  // 7000222 is a word on the secret, for every mailbox under the registration.
  private func noteExpiry(_ reason: AttemptEvidence.Reason) async throws(Failure) {
    guard case .server(.refused(let refusal)) = reason, refusal.codes.contains(7_000_222) else {
      return
    }
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
