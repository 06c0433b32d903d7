internal import Core
internal import Practice
internal import Diagnosis
internal import Operations
internal import Presentation

/// One visit of a person to the sign-in page, walked from Authenticate to what comes of it.
struct PracticeVisitWalk {
  let walk: PracticeWalk
  let mailbox: PracticeMailbox
  let visit: PracticeVisit

  init(_ walk: PracticeWalk, _ mailbox: PracticeMailbox, _ visit: PracticeVisit) {
    self.walk = walk
    self.mailbox = mailbox
    self.visit = visit
  }

  private var name: String { mailbox.name }

  /// Walks it, and notes where it does not come out as the story says.
  func run() async throws(Failure) {
    let report = walk.reporter(
      person: visit.person, consentsForOrganization: visit.consentsForOrganization)
    let end: SignInDriver.End
    do throws(Failure) {
      end = try await SignInDriver.begin(mailbox: name, walk.world, report: report)
    } catch {
      try await refused(error)
      return
    }
    switch end {
    case .awaitingOK(let grant, let found): try await ok(grant, found, report)
    case .wrongPerson(let grant, let expected, _): try await wrongPerson(grant, expected)
    case .consentNeeded(let refusal):
      walk.expect(visit.outcome == .consentNeeded, "\(name): consent was asked for")
      walk.output.line("  an admin must consent first (\(refusal?.error ?? ""))")
    case .kept, .replaced: walk.deviation("\(name): another sign-in came in between")
    case .ended(let reason):
      walk.expect(visit.outcome == .secretExpired, "\(name): the sign-in ended: \(reason.short)")
      show(Problem.of(reason: reason, context: await ProblemContext.of(name, walk.session)))
    }
  }

  // What is known before a code is shown is said before a code is shown.
  private func refused(_ failure: Failure) async throws(Failure) {
    guard case .server(.refused) = failure else { throw failure }
    walk.output.line("  refused before a code was shown:")
    show(Problem.of(failure, context: await ProblemContext.of(name, walk.session)))
    walk.expect(visit.outcome == .secretExpired, "\(name): refused before a code was shown")
  }

  private func ok(
    _ grant: GrantFacts, _ found: AuthorizationServer?, _ report: @escaping Report
  ) async throws(Failure) {
    walk.output.line("  OK")
    let found = try await AcceptDriver.ok(
      mailbox: name, id: grant.id, found: FoundServer(found), walk.world, fresh: walk.session.fresh,
      report: report)
    let text = VerificationText(found, walk.session)
    switch visit.outcome {
    case .verified:
      walk.expect(found.isVerified, "\(name) should be verified; it is \(found.access.rawValue)")
    case .denied:
      walk.expect(found.access == .denied, "\(name) should be denied")
      walk.expect(!(text.problem?.causes.isEmpty ?? true), "\(name): denied without causes")
    case .wrongPerson, .secretExpired, .consentNeeded:
      walk.deviation("\(name): \(visit.person) should not have got this far")
    }
    let state = DisplayState(found.facets)
    walk.output.line("  \(state.mark.sign) \(state.badge(local: Clock.localTime))")
    if let problem = text.problem { show(problem) }
  }

  private func wrongPerson(_ grant: GrantFacts, _ expected: String) async throws(Failure) {
    let who = grant.identity?.username ?? "not told"
    walk.output.line("  signed in as \(who); the mailbox is \(expected)")
    walk.expect(visit.outcome == .wrongPerson, "\(name): \(who) is not the expected person")
    if visit.consentsForOrganization {
      try await AcceptDriver.adminStep(
        mailbox: name, id: grant.id, tenant: grant.identity?.tenant, walk.world)
      walk.output.line("  the admin's step: consent for the organization is noted")
    } else {
      try await AcceptDriver.refuse(mailbox: name, id: grant.id, walk.world)
    }
    let kept = try await walk.world.part(name).grants[name]
    walk.expect(kept == nil, "\(name): somebody else's sign-in was kept")
    walk.output.line("  dropped: it is not the mailbox's")
  }

  private func show(_ problem: Problem) { walk.output.problem(problem) }
}
