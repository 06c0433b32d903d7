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
    /// Another sign-in was kept, or this one by an OK that was given elsewhere: nothing is left to do.
    case kept(GrantFacts)
    /// Another sign-in took the place of this one and is under way: `resume` takes it up.
    case replaced(by: PendingSignIn)
  }

  /// Begins a sign-in anew.
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - method: How the person signs in.
  ///   - anyway: Sends somebody to the browser even while the settings check fails.
  ///   - found: The identity server, where it was found just now.
  ///   - world: The world.
  ///   - report: Told of each step.
  /// - Returns: How the sign-in stands.
  /// - Throws: `.settings(.findings)` with what is not met; what the settings check found, unless
  ///   `anyway`; `.cancelled` when the caller gave up, with the sign-in kept for `resume`.
  package static func begin(
    mailbox name: String, by method: SignInMethod = .deviceCode, anyway: Bool = false,
    found: AuthorizationServer? = nil, _ world: World, report: @escaping Report
  ) async throws(Failure) -> End {
    let began = world.now()
    let snapshot = try await world.snapshot()
    let (mailbox, registration) = try snapshot.mailboxAndRegistration(name)
    let unmet = Prerequisites.unmet(
      for: mailbox, in: snapshot, endpoints: world.endpoints, now: world.now())
    // That the secret has expired is a finding of the settings check too, so `anyway` overrides it.
    let stopping = anyway ? unmet.filter { $0.rule != .secretExpiry } : unmet
    guard stopping.isEmpty else { throw .settings(.findings(unmet)) }
    var known = found.flatMap { $0.serves(registration, world.endpoints) ? $0 : nil }
    if !anyway {
      let server = PopServer(of: mailbox, world.endpoints)
      let found = try await SettingsDriver.run(
        registration: registration.name, servers: [server], found: known, world, report: report)
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
    if try await !place(pending, secret, in: snapshot, world) {
      // Somebody was quicker while this one was made: theirs is joined, or there is nothing left to do.
      let now = try await world.part(name)
      if let grant = now.kept(name, since: began) { return .kept(grant) }
      if now.pending[name] != nil { return try await resume(mailbox: name, world, report: report) }
      // What it was to replace has ended.
      guard try await place(pending, secret, in: now, world) else {
        throw .vault(.signInMovedOn(name))
      }
    }
    return try await SignInAttempt(
      pending: pending, found: authorizationServer, world: world, report: report
    ).run(login, resumed: false)
  }

  /// Takes up a sign-in that is under way, left by somebody or waited for elsewhere too: the same code while it lasts, or the question it had come to.
  package static func resume(
    mailbox name: String, _ world: World, report: @escaping Report
  ) async throws(Failure) -> End {
    let snapshot = try await world.snapshot()
    let registration = try snapshot.mailboxAndRegistration(name).1
    guard let pending = snapshot.pending[name] else {
      throw .settings(.noSignIn(mailbox: name))
    }
    let attempt = SignInAttempt(pending: pending, found: nil, world: world, report: report)
    switch pending.stage {
    case .awaitingAdminConsent(let refusal): return .consentNeeded(refusal)
    case .awaitingOK: return try await attempt.question(isNew: false)
    case .awaitingLogin(let login):
      guard login.expires > world.now() else {
        try await world.apply(
          MailboxTransition.changes(
            for: .attemptEnded(pending.id, .expired), mailbox: name, in: snapshot, at: world.now(),
            who: world.who))
        return .ended(.expired)
      }
      try AuthorizationServer.checkBinding(of: registration, world.endpoints)
      return try await attempt.run(login, resumed: true)
    }
  }

  // Writes a new sign-in in the place of the one that the snapshot holds; false, with nothing written,
  // where another one is there by now.
  private static func place(
    _ pending: PendingSignIn, _ secret: Secret, in snapshot: Snapshot, _ world: World
  ) async throws(Failure) -> Bool {
    _ = try snapshot.mailboxAndRegistration(pending.mailbox)
    do throws(Failure) {
      try await world.apply(
        MailboxTransition.changes(
          for: .signInBegan(pending, deviceCode: secret), mailbox: pending.mailbox, in: snapshot,
          at: world.now(), who: world.who))
      return true
    } catch {
      guard case .vault(.conflict) = error else { throw error }
      return false
    }
  }

  /// What became of a sign-in that is under way no more.
  ///
  /// - Parameters:
  ///   - id: The sign-in.
  ///   - name: The mailbox.
  ///   - began: Since when others count.
  ///   - world: The world.
  /// - Returns: `.kept`, `.replaced` or `.ended`; nil where it is under way, or nothing tells.
  /// - Throws: An unknown mailbox; the vault.
  static func outcome(
    of id: String, mailbox name: String, since began: Moment, _ world: World
  ) async throws(Failure) -> End? {
    let snapshot = try await world.part(name)
    _ = try snapshot.mailboxAndRegistration(name)
    guard snapshot.pending[name]?.id != id else { return nil }
    if let grant = snapshot.kept(name, since: began) { return .kept(grant) }
    if let grant = snapshot.grants[name], grant.id == id { return .kept(grant) }
    if let other = snapshot.pending[name] { return .replaced(by: other) }
    guard let attempt = snapshot.evidence[name]?.attempt, attempt.at >= began else { return nil }
    return .ended(attempt.reason)
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

  /// The grant that was kept for a mailbox since then; nil where there is none.
  fileprivate func kept(_ name: String, since began: Moment) -> GrantFacts? {
    grants[name].flatMap { grant in
      grant.accepted.map { $0 > began } ?? false ? grant : nil
    }
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
