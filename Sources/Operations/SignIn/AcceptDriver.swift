package import Core

/// Step 9 and what follows it: the answer to a pending sign-in.
package enum AcceptDriver {
  /// OK: keeps the pending sign-in of that id, then drills and probes it at once (D1).
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - id: The pending sign-in; another one meanwhile is a conflict, and nothing changes.
  ///   - exception: Accepts somebody else than the expected person from now on.
  ///   - server: The identity server, where the sign-in has found it; it is looked for anew where the
  ///     registration has come to mean another one.
  ///   - world: The world.
  ///   - fresh: How long a verification counts.
  ///   - report: Told of each step.
  /// - Returns: What the refresh check and the probe found.
  /// - Throws: `.vault(.conflict)` for a late or second OK; `.settings(.findings)` where somebody
  ///   else signed in and no exception is made.
  package static func ok(
    mailbox name: String, id: String, exception: Bool = false,
    found server: FoundServer = FoundServer(nil), _ world: World,
    fresh: Duration = Facets.freshness, report: @escaping Report
  ) async throws(Failure) -> Verification {
    let registration = try await keep(mailbox: name, id: id, exception: exception, world)
    return try await prove(name, registration, server, world, fresh, report)
  }

  /// How an OK to a question that was asked here came out.
  package enum Answered: Equatable, Sendable {
    /// The grant is kept, and was proved.
    case kept(Verification)
    /// The question was settled elsewhere meanwhile: `.kept`, `.replaced` or `.ended`.
    case settled(SignInDriver.End)
  }

  /// OK to a question that was asked here, which somebody may have settled elsewhere meanwhile.
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - id: The pending sign-in.
  ///   - asked: When its tokens came: since when other sign-ins count.
  ///   - exception: Accepts somebody else than the expected person from now on.
  ///   - server: As for `ok`.
  ///   - world: The world.
  ///   - fresh: How long a verification counts.
  ///   - report: Told of each step.
  /// - Returns: What the refresh check and the probe found, or how it was settled.
  /// - Throws: As `ok`; `.vault(.conflict)` where nothing tells what became of it.
  package static func answer(
    mailbox name: String, id: String, asked: Moment, exception: Bool = false,
    found server: FoundServer = FoundServer(nil), _ world: World,
    fresh: Duration = Facets.freshness, report: @escaping Report
  ) async throws(Failure) -> Answered {
    let registration: Registration
    do throws(Failure) {
      registration = try await keep(mailbox: name, id: id, exception: exception, world)
    } catch {
      guard case .vault(.conflict) = error,
        let end = try await SignInDriver.outcome(of: id, mailbox: name, since: asked, world)
      else { throw error }
      return .settled(end)
    }
    return .kept(try await prove(name, registration, server, world, fresh, report))
  }

  // Keeps the pending sign-in of that id, and returns the registration that it is under.
  private static func keep(
    mailbox name: String, id: String, exception: Bool, _ world: World
  ) async throws(Failure) -> Registration {
    let snapshot = try await world.part(name)
    let (mailbox, registration) = try snapshot.mailboxAndRegistration(name)
    guard let grant = snapshot.pendingGrants[name], grant.id == id else {
      throw .vault(.conflict("no sign-in of that id waits for OK"))
    }
    if grant.isLapsed(at: world.now()) {
      try await SignInDriver.drop(lapsed: grant, in: snapshot, world)
      throw .settings(
        .findings([
          Finding(
            rule: .okInTime, field: "OK", .error,
            "Authentication was not completed: OK is required, and came more than an hour after "
              + "the sign-in.",
            advice: "Sign in once more; what was kept is unchanged.", next: .init(.authenticate))
        ]))
    }
    var changes: [Change] = []
    if !IdentityRule.mayKeep(IdentityRule.match(grant.identity, for: mailbox)) {
      guard exception else {
        throw .settings(
          .findings([
            Finding(
              rule: .identity, field: FieldLabel.signInName, .error,
              "\(grant.identity?.username ?? "Somebody else") signed in; expected "
                + "\(mailbox.expectedSignIn).",
              advice: "Sign in as \(mailbox.expectedSignIn), or accept the other one on purpose.")
          ]))
      }
      var accepting = mailbox
      accepting.identityException = true
      changes.append(.editMailbox(from: mailbox, to: accepting))
    }
    changes += MailboxTransition.changes(
      for: .ok(id), mailbox: name, in: snapshot, at: world.now(), who: world.who)
    try await world.apply(changes)
    return registration
  }

  private static func prove(
    _ name: String, _ registration: Registration, _ server: FoundServer,
    _ world: World, _ fresh: Duration, _ report: @escaping Report
  ) async throws(Failure) -> Verification {
    report(.authenticated(.signIn))
    return try await VerifyDriver(world, fresh: fresh, report: report).verify(
      name,
      authorizationServer: FoundServer(
        server.found.flatMap { $0.serves(registration, world.endpoints) ? $0 : nil }))
  }

  /// No: drops the pending sign-in of that id; a grant kept before it stays as it was.
  package static func refuse(
    mailbox name: String, id: String, _ world: World
  ) async throws(Failure) {
    try await world.apply(
      MailboxTransition.changes(
        for: .refused(id), mailbox: name, in: try await world.part(name), at: world.now(),
        who: world.who))
  }

  /// The pending sign-in was the admin's step (R49): notes the consent for the tenant and drops the
  /// admin's tokens, which are never the mailbox's.
  package static func adminStep(
    mailbox name: String, id: String, tenant: String?, _ world: World
  ) async throws(Failure) {
    let snapshot = try await world.part(name)
    let registration = try snapshot.mailboxAndRegistration(name).1
    let consent = AdminEdit.attestConsent(
      registration: registration.name, tenant: tenant, clears: false)
    try await world.apply(
      try consent.changes(in: snapshot, EditContext(world))
        + MailboxTransition.changes(
          for: .adminStepTaken(id), mailbox: name, in: snapshot, at: world.now(), who: world.who))
  }
}
