package import Core

/// Steps 8 and 9 up to OK: sends a person to the browser, by any method, and holds what comes as pending.
package enum SignInDriver {
  /// How a sign-in stands when the driver returns.
  package enum End: Equatable, Sendable {
    /// The right person, or one that the server does not tell, signed in: OK is needed. `found` is the
    /// identity server where this call has looked for it: OK need not look again.
    case awaitingOK(GrantFacts, found: AuthorizationServer? = nil)
    /// Somebody else signed in: a question for the person here.
    case wrongPerson(GrantFacts, expected: String, found: AuthorizationServer? = nil)
    /// An admin must consent first.
    case consentNeeded(OAuthRefusal?)
    /// It ended without tokens; the reason is kept as evidence.
    case ended(AttemptEvidence.Reason)
  }

  /// Begins a sign-in anew.
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - method: How the person signs in.
  ///   - anyway: Sends somebody to the browser even while the settings check fails.
  ///   - world: The world.
  ///   - report: Told of each step.
  /// - Returns: How the sign-in stands.
  /// - Throws: `.settings(.findings)` with what is not met; what the settings check found, unless
  ///   `anyway`; `.cancelled` when the caller gave up, with the sign-in kept for `resume`.
  package static func begin(
    mailbox name: String, by method: SignInMethod = .deviceCode, anyway: Bool = false,
    _ world: World, report: @escaping Report
  ) async throws(Failure) -> End {
    let snapshot = try await world.snapshot()
    let (mailbox, registration) = try snapshot.mailboxAndRegistration(name)
    let unmet = Prerequisites.unmet(
      for: mailbox, in: snapshot, endpoints: world.endpoints, now: world.now())
    // That the secret has expired is a finding of the settings check too, so `anyway` overrides it.
    let stopping = anyway ? unmet.filter { $0.rule != "C-OFF-8" } : unmet
    guard stopping.isEmpty else { throw .settings(.findings(unmet)) }
    var known: AuthorizationServer?
    if !anyway {
      let server = PopServer(of: mailbox, world.endpoints)
      let found = try await SettingsDriver.run(
        registration: registration.name, servers: [server], world, report: report)
      if let failure = found.failure { throw failure }
      known = found.authorizationServer
    }
    let authorizationServer: AuthorizationServer
    if let known {
      authorizationServer = known
    } else {
      authorizationServer = try await AuthorizationServer.find(for: registration, world)
    }
    let (login, secret) = try await method.begin(
      LoginRequest(
        registration: registration, authorizationServer: authorizationServer,
        mode: registration.firstMode, world: world))
    let pending = PendingSignIn(
      mailbox: name, id: hex(world.random(12)), method: method, stage: .awaitingLogin(login),
      began: world.now(), who: world.who,
      tokenEndpoint: authorizationServer.discovery.tokenEndpoint,
      scope: Scopes.mailbox(registration, world.endpoints),
      madeUnder: RegistrationStamp(of: registration))
    // In the vault before it is shown: a dropped line loses nothing.
    try await world.apply(
      MailboxTransition.changes(
        for: .signInBegan(pending, deviceCode: secret), mailbox: name, in: snapshot,
        at: world.now(), who: world.who))
    return try await SignInAttempt(
      pending: pending, found: authorizationServer, world: world, report: report
    ).run(login, resumed: false)
  }

  /// Takes up a sign-in that was left: the same code while it lasts, or the question it had come to.
  package static func resume(
    mailbox name: String, _ world: World, report: @escaping Report
  ) async throws(Failure) -> End {
    let snapshot = try await world.snapshot()
    let (mailbox, registration) = try snapshot.mailboxAndRegistration(name)
    guard let pending = snapshot.pending[name] else {
      throw .settings(
        .unknown(kind: "sign-in under way", name: name, known: snapshot.pending.keys.sorted()))
    }
    switch pending.stage {
    case .awaitingAdminConsent(let refusal): return .consentNeeded(refusal)
    case .awaitingOK:
      guard let grant = snapshot.pendingGrants[name] else {
        throw .vault(.conflict("the pending sign-in has no tokens"))
      }
      if grant.isLapsed(at: world.now()) {
        try await drop(lapsed: grant, in: snapshot, world)
        return .ended(.notAccepted)
      }
      // Where /me was not asked yet, it is asked now.
      let known = try await GraphQuestion(pending: pending, world: world).answer(
        grant, mailbox, registration)
      return end(of: known, for: mailbox, found: nil)
    case .awaitingLogin(let login):
      guard login.expires > world.now() else {
        try await world.apply(
          MailboxTransition.changes(
            for: .attemptEnded(pending.id, .expired), mailbox: name, in: snapshot, at: world.now(),
            who: world.who))
        return .ended(.expired)
      }
      try AuthorizationServer.checkBinding(of: registration, world.endpoints)
      return try await SignInAttempt(pending: pending, found: nil, world: world, report: report)
        .run(login, resumed: true)
    }
  }

  /// Drops a sign-in for which nobody pressed OK in time; a grant kept before it stays as it was.
  static func drop(
    lapsed grant: GrantFacts, in snapshot: Snapshot, _ world: World
  ) async throws(Failure) {
    try await world.apply(
      MailboxTransition.changes(
        for: .okLapsed(grant.id), mailbox: grant.mailbox, in: snapshot, at: world.now(),
        who: world.who))
  }

  /// Drops a mailbox's sign-in if nobody pressed OK in time: tokens that nobody wants are not kept.
  static func dropLapsed(of name: String, _ world: World) async throws(Failure) {
    let snapshot = try await world.part(name)
    guard let grant = snapshot.pendingGrants[name], grant.isLapsed(at: world.now()) else { return }
    try await drop(lapsed: grant, in: snapshot, world)
  }

  /// What a pending grant asks of the person here.
  static func end(
    of grant: GrantFacts, for mailbox: Mailbox, found: AuthorizationServer?
  ) -> End {
    IdentityRule.mayKeep(IdentityRule.match(grant.identity, for: mailbox))
      ? .awaitingOK(grant, found: found)
      : .wrongPerson(grant, expected: mailbox.expectedSignIn, found: found)
  }
}

extension AuthorizationServer {
  /// Host and port of the token endpoint.
  var tokenHost: String {
    hostPort(discovery.tokenEndpoint)
  }
}

extension Snapshot {
  /// The site as it would be without a mailbox's sign-in under way.
  func withoutSignIn(of name: String) -> Snapshot {
    guard pending[name] != nil else { return self }
    var snapshot = self
    snapshot.pending[name] = nil
    return snapshot
  }

  /// A mailbox and its registration by the mailbox's name.
  package func mailboxAndRegistration(_ name: String) throws(Failure) -> (Mailbox, Registration) {
    guard let mailbox = mailboxes[name] else {
      throw .settings(.unknown(kind: "mailbox", name: name, known: mailboxes.keys.sorted()))
    }
    guard let registration = registrations[mailbox.registration] else {
      throw .settings(
        .unknown(
          kind: "registration", name: mailbox.registration, known: registrations.keys.sorted()))
    }
    return (mailbox, registration)
  }
}
