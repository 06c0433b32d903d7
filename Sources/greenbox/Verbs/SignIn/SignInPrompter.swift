internal import Core
internal import Diagnosis
internal import Operations
internal import Presentation

/// The conversation around one sign-in: what is shown, what is asked, what is answered.
struct SignInPrompter: Sendable {
  let mailbox: String
  let session: Session
  let answers: SignInOptions

  private var output: Output { session.output }
  private var world: World { session.world }

  /// What is to be done for this mailbox, as it is kept now.
  func choice() async throws(Failure) -> SignInChoice {
    SignInChoice(mailbox, in: try await world.part(mailbox), world.endpoints, now: world.now())
  }

  /// Tries a Stale mailbox with the secret in force, without a code.
  ///
  /// - Returns: nil where it did not help: a sign-in is then needed.
  func silently() async throws(Failure) -> ExitCode? {
    output.progress("Trying the secret in force without a new sign-in …")
    let found = try await VerifyDriver(world, fresh: session.fresh, report: await say).verify(
      mailbox)
    let needsSignIn = SignInChoice.needsSignIn(
      after: found.failure, mailbox, in: try await world.part(mailbox), world.endpoints,
      now: world.now())
    if needsSignIn { return nil }
    // Only a verdict of the mail server, or a refresh that passed, says that no sign-in is needed.
    if let failure = found.failure, found.facets.auth != .authenticated { throw failure }
    return finish(found)
  }

  /// Runs a sign-in to its end and answers what it asks.
  func conclude(
    _ signIn: (@escaping Report) async throws(Failure) -> SignInDriver.End
  ) async throws(Failure) -> ExitCode {
    let end: SignInDriver.End
    do throws(Failure) {
      end = try await signIn(await say)
    } catch {
      if error == .cancelled {
        output.progress("Left. The sign-in is kept: greenbox resume \(mailbox)")
      }
      throw error
    }
    return try await answer(end)
  }

  private func answer(_ end: SignInDriver.End) async throws(Failure) -> ExitCode {
    switch end {
    case .awaitingOK(let grant, let found): return try await askOK(grant, found)
    case .wrongPerson(let grant, let expected, let found):
      return try await wrongPerson(grant, expected: expected, found)
    case .consentNeeded(let refusal): return await consentNeeded(refusal)
    case .ended(let reason): return await ended(reason)
    case .kept(let grant): return try await kept(grant)
    case .replaced(let other): return replaced(by: other)
    }
  }

  private func askOK(
    _ grant: GrantFacts, _ found: AuthorizationServer?
  ) async throws(Failure) -> ExitCode {
    if answers.ok { return try await accept(grant, found) }
    output.event("awaiting-ok", ["pending": .string(grant.id)])
    output.line("Mailbox Authenticated. OK is required: until then nothing is kept.")
    guard output.hasAudience else {
      output.next("greenbox resume \(mailbox) --ok")
      return .signIn
    }
    switch await Prompt.word("Press Enter for OK, n for no: ", session.loop) {
    case .some(let answer) where ["", "ok", "y", "yes"].contains(answer):
      return try await accept(grant, found)
    case .some:
      try await AcceptDriver.refuse(mailbox: mailbox, id: grant.id, world)
      output.line("Dropped. What was kept before is unchanged.")
      return .signIn
    case nil:
      output.next("greenbox resume \(mailbox) --ok")
      return .signIn
    }
  }

  private func accept(
    _ grant: GrantFacts, _ found: AuthorizationServer?, exception: Bool = false
  ) async throws(Failure) -> ExitCode {
    do throws(Failure) {
      let answered = try await AcceptDriver.answer(
        mailbox: mailbox, id: grant.id, asked: grant.signedIn, exception: exception, found: found,
        world, fresh: session.fresh, report: await say)
      switch answered {
      case .kept(let found): return finish(found)
      case .settled(let end): return try await answer(end)
      }
    } catch {
      // Kept, and then stopped before a verdict: the mailbox is authenticated all the same.
      guard (try? await world.part(mailbox))?.grants[mailbox]?.id == grant.id else { throw error }
      return await unchecked(error)
    }
  }

  private func wrongPerson(
    _ grant: GrantFacts, expected: String, _ found: AuthorizationServer?
  ) async throws(Failure) -> ExitCode {
    let name = grant.identity?.username ?? "not told"
    let warnings = await warnings
    output.event(
      "wrong-person",
      [
        "as": .string(name), "expected": .string(expected),
        "warnings": .array(warnings.map { JSONValue($0) }),
      ])
    output.line("Signed in as \(name); the mailbox is \(expected).")
    if answers.acceptOther { return try await accept(grant, found, exception: true) }
    if answers.adminConsented { return try await adminStep(grant) }
    guard output.hasAudience else { return try await drop(grant, expected) }
    for warning in warnings { output.line("  \(warning.message) \(warning.advice)") }
    output.line("  a  that was the admin's step, and \"Consent on behalf of your organization\"")
    output.line("     was ticked: note it, then sign in as \(expected)")
    output.line("  e  accept \(name) for this mailbox from now on (shared mailbox)")
    output.line("  n  neither: drop this sign-in")
    switch await Prompt.word("a, e or n: ", session.loop) {
    case "a": return try await adminStep(grant)
    case "e": return try await accept(grant, found, exception: true)
    case nil:
      output.next("greenbox resume \(mailbox)")
      return .signIn
    default: return try await drop(grant, expected)
    }
  }

  // The admin's tokens are never the mailbox's: noted is only what the person here attests.
  private func adminStep(_ grant: GrantFacts) async throws(Failure) -> ExitCode {
    try await AcceptDriver.adminStep(
      mailbox: mailbox, id: grant.id, tenant: grant.identity?.tenant, world)
    output.line("Noted: the admin consented for the organization. Its sign-in was dropped.")
    output.next("greenbox authenticate \(mailbox)")
    return .signIn
  }

  private func drop(_ grant: GrantFacts, _ expected: String) async throws(Failure) -> ExitCode {
    try await AcceptDriver.refuse(mailbox: mailbox, id: grant.id, world)
    let reason = AttemptEvidence.Reason.wrongPerson(
      as: grant.identity?.username ?? "", expected: expected)
    return await ended(reason)
  }

  private func consentNeeded(_ refusal: OAuthRefusal?) async -> ExitCode {
    output.event("consent-needed", ["error": JSONValue(refusal?.error)])
    if let refusal {
      output.problem(
        Problem.of(refusal: refusal, context: await ProblemContext.of(mailbox, session)))
    } else {
      output.line("An admin must consent first.")
    }
    output.next("greenbox authenticate \(mailbox), signed in as the admin; then as the mailbox")
    return .signIn
  }

  private func kept(_ grant: GrantFacts) async throws(Failure) -> ExitCode {
    let snapshot = try await world.part(mailbox)
    let state = snapshot.mailboxes[mailbox].map {
      DisplayState(Facets(of: $0, in: snapshot, world, fresh: session.fresh))
    }
    output.event(
      "another-kept",
      [
        "mailbox": .string(mailbox), "as": JSONValue(grant.identity?.username),
        "state": JSONValue(state?.badge(local: { $0.iso })),
      ])
    output.line(OtherSignIn.kept(grant))
    if let state { output.line("\(state.mark) \(mailbox): \(state.badge(local: Clock.localTime))") }
    output.next("greenbox verify \(mailbox)")
    return .holds
  }

  private func replaced(by other: PendingSignIn) -> ExitCode {
    output.event(
      "replaced",
      [
        "mailbox": .string(mailbox), "by": .string(other.who), "began": .string(other.began.iso),
      ])
    output.line(OtherSignIn.replaced(by: other, local: Clock.local))
    output.next("greenbox resume \(mailbox)")
    return .signIn
  }

  private func ended(_ reason: AttemptEvidence.Reason) async -> ExitCode {
    let warnings = await warnings
    let problem = Problem.of(reason: reason, context: await ProblemContext.of(mailbox, session))
    output.event(
      "failed",
      ["problem": JSONValue(problem), "warnings": .array(warnings.map { JSONValue($0) })])
    output.problem(problem)
    for warning in warnings { output.line("  \(warning.message) \(warning.advice)") }
    output.next(problem.nextStep)
    return switch reason {
    case .refused(let refusal): ExitCode(.refused(refusal))
    case .network, .reply: .unreachable
    case .expired, .declined, .refusedHere, .wrongPerson, .notAccepted, .noRefreshToken: .signIn
    }
  }

  private func unchecked(_ failure: Failure) async -> ExitCode {
    let problem = Problem.of(failure, context: await ProblemContext.of(mailbox, session))
    output.event(
      "access",
      [
        "mailbox": .string(mailbox), "access": "unchecked", "messages": .null, "octets": .null,
        "problem": JSONValue(problem),
      ])
    output.problem(problem)
    output.next("greenbox verify \(mailbox)")
    return ExitCode(failure)
  }

  private func finish(_ found: Verification) -> ExitCode {
    let text = VerificationText(found, session)
    output.event(
      "access",
      [
        "mailbox": .string(mailbox), "access": .string(found.accessWord),
        "messages": text.messages, "octets": text.octets, "problem": JSONValue(text.problem),
        "warnings": .array(found.warnings.map { JSONValue($0) }),
        "checks": .array(found.checks.map { JSONValue($0) }),
      ])
    text.show(stages: !output.hasAudience)
    let code = ExitCode(found)
    output.next(code == .holds ? "greenbox checklist \(mailbox)" : code.next)
    return code
  }

  // What the registration is known for beside its settings: a clock, User.Read.
  private var warnings: [Finding] {
    get async {
      guard let snapshot = try? await world.part(mailbox), let fields = snapshot.mailboxes[mailbox]
      else {
        return []
      }
      return snapshot.registrations[fields.registration]?.warnings ?? []
    }
  }

  /// Shows progress: the code to stdout in JSON and to stderr as a card, the rest as lines.
  private var say: Report {
    get async {
      let part = try? await world.part(mailbox)
      let expected = part?.mailboxes[mailbox]?.expectedSignIn ?? mailbox
      let text = ProgressText(output: output, expected: expected)
      return { text.say($0) }
    }
  }
}
