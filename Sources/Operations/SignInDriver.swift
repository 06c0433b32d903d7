package import Core

/// Steps 8 and 9 up to OK: gives a code, polls, and holds what comes as pending.
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

  /// Begins a sign-in with a new code.
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - anyway: Shows a code even while the settings check fails.
  ///   - world: The world.
  ///   - report: Told of each step.
  /// - Returns: How the sign-in stands.
  /// - Throws: `.settings(.findings)` with what is not met; what the settings check found, unless
  ///   `anyway`; `.cancelled` when the caller gave up, with the sign-in kept for `resume`.
  package static func begin(
    mailbox name: String, anyway: Bool = false, _ world: World, report: @escaping Report
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
    let mode = registration.firstMode
    let reply = try await askForCode(registration, authorizationServer, mode, world)
    let code = PendingSignIn.DeviceCode(
      userCode: reply.userCode, verificationURI: reply.verificationURI,
      verificationURIComplete: reply.verificationURIComplete,
      expires: world.now() + .seconds(reply.expiresIn), interval: reply.interval, mode: mode)
    let pending = PendingSignIn(
      mailbox: name, id: hex(world.random(12)), phase: .awaitingLogin(code), began: world.now(),
      who: world.who, tokenEndpoint: authorizationServer.discovery.tokenEndpoint,
      scope: Scopes.mailbox(registration, world.endpoints),
      madeUnder: RegistrationStamp(of: registration))
    // In the vault before it is shown: a dropped line loses nothing.
    try await world.apply(
      MailboxTransition.changes(
        for: .signInBegan(pending, deviceCode: reply.deviceCode), mailbox: name, in: snapshot,
        at: world.now(), who: world.who))
    report(.deviceCode(code, resumed: false))
    return try await SignInPoll(
      pending: pending, code: code, found: authorizationServer, world: world, report: report
    ).run()
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
    switch pending.phase {
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
    case .awaitingLogin(let code):
      guard code.expires > world.now() else {
        try await world.apply(
          MailboxTransition.changes(
            for: .attemptEnded(pending.id, .expired), mailbox: name, in: snapshot, at: world.now(),
            who: world.who))
        return .ended(.expired)
      }
      try AuthorizationServer.checkBinding(of: registration, world.endpoints)
      report(.deviceCode(code, resumed: true))
      return try await SignInPoll(
        pending: pending, code: code, found: nil, world: world, report: report
      ).run()
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

  // RFC 8628 §3.1 has no client authentication for most; servers that want it say `invalid_client`.
  private static func askForCode(
    _ registration: Registration, _ authorizationServer: AuthorizationServer, _ mode: ClientMode,
    _ world: World
  ) async throws(Failure) -> DeviceAuthorization {
    guard let url = authorizationServer.discovery.deviceEndpoint else {
      throw .reply(
        ReplyFailure(
          .field, document: "discovery", status: 200, host: authorizationServer.check.endpoint,
          detail: "device_authorization_endpoint"))
    }
    let scope = Scopes.mailbox(registration, world.endpoints)
    let ask = { (secret: Secret?) async throws(Failure) -> DeviceAuthorization in
      let form = TokenForms.deviceAuthorization(
        clientID: registration.clientID, scope: scope, secret: secret)
      return try DeviceAuthorization.decode(
        try await world.exchange(HTTPRequest(url: url, form: form)), host: hostPort(url))
    }
    do throws(Failure) {
      return try await ask(nil)
    } catch {
      guard case .refused(let refusal) = error, refusal.error == "invalid_client",
        mode == .secret, WebAddress(url)?.hostPort == authorizationServer.tokenHost,
        let secret = try await world.secret(
          .clientSecret(registration: registration.name, .inForce),
          .tokenEndpoint(authorizationServer.tokenHost))
      else { throw error }
      return try await ask(secret)
    }
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
