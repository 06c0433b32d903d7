internal import Core
internal import Practice
internal import Operations
internal import Presentation

extension PracticeWalk {
  /// A rotation: a new secret in the tenant, stored here, makes every mailbox Stale; a silent
  /// refresh brings one back with no code shown, and one revoked meanwhile asks for a sign-in.
  func rotate() async throws(Failure) {
    output.heading("Rotation: a new client secret")
    let secret: PracticeSecret
    do throws(PracticeError) {
      secret = try tenant.newSecret()
      try tenant.revoke("events")
    } catch {
      throw Failure(error)
    }
    let store = RegistrationStore(session: session)
    let old = try await session.world.snapshot().registration(tenant.registrations[0].name)
    let saved = try await store.save(
      old, isNew: false,
      pairs: [("secret-id", secret.id), ("secret-expires", secret.expiryDate)],
      secret: RegistrationStore.NewSecret(value: Secret(secret.value)))
    expect(saved.secret?.verdict == .proved, "the new secret was not proved")
    output.line("  stored here: Secret ID \(secret.id), expires \(secret.expiryDate)")
    for name in ["support", "events"] {
      let badge = try await state(name)
      output.line("  \(name): \(badge.badge(local: Clock.localTime))")
      expect(badge.number == 8, "\(name) should be Stale after the new secret")
    }
    try await silently("support")
    try await revoked("events")
  }

  private func silently(_ name: String) async throws(Failure) {
    output.heading("  \(name): authenticate, silent first")
    let before = codesShown
    let found = try await VerifyDriver(
      world, fresh: session.fresh, report: reporter(person: "nobody")
    ).verify(name)
    expect(found.isVerified, "\(name) should be verified again")
    expect(codesShown == before, "\(name): a code was shown")
    let badge = DisplayState(found.facets)
    output.line("  \(badge.mark.sign) \(badge.badge(local: Clock.localTime)); no code was shown")
  }

  private func revoked(_ name: String) async throws(Failure) {
    output.heading("  \(name), revoked meanwhile: authenticate, silent first")
    let found = try await VerifyDriver(
      world, fresh: session.fresh, report: reporter(person: "nobody")
    ).verify(name)
    expect(found.facets.auth.word == "unauthenticated", "\(name) should be Unauthenticated")
    if let problem = VerificationText(found, session).problem { output.problem(problem) }
    guard let mailbox = tenant.plan.mailboxes.first(where: { $0.name == name }),
      let visit = mailbox.visits.last
    else { return }
    let before = codesShown
    try await PracticeVisitWalk(self, mailbox, visit).run()
    expect(codesShown == before + 1, "\(name): no code was shown")
  }

  private func state(_ name: String) async throws(Failure) -> DisplayState {
    let snapshot = try await world.part(name)
    guard let mailbox = snapshot.mailboxes[name] else { return .draft }
    return DisplayState(Facets(of: mailbox, in: snapshot, world, fresh: session.fresh))
  }
}
