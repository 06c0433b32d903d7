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

  /// Runs Authenticate, answers what it asks, and says how it was left.
  ///
  /// - Parameter start: Where it begins.
  /// - Returns: The exit code.
  /// - Throws: What hindered it; `.cancelled` with a sign-in under way kept.
  func run(from start: Authentication.Start) async throws(Failure) -> ExitCode {
    let standing: Authentication.Standing
    do throws(Failure) {
      let begin = try await begin(start)
      let answering = Authentication.Answering.asked { (standing) async throws(Failure) in
        await answer(standing)
      }
      standing = try await Authentication(
        world, fresh: session.fresh, answering: answering, report: await say
      ).run(mailbox, from: begin)
    } catch {
      if error == .cancelled {
        output.progress("Left. The sign-in is kept: greenbox resume \(mailbox.shellWord)")
      }
      throw error
    }
    return try await conclude(standing)
  }

  // Where an admin's consent is awaited a new sign-in shows whether it was given.
  private func begin(
    _ start: Authentication.Start
  ) async throws(Failure) -> Authentication.Start {
    guard case .choice(let anyway) = start else { return start }
    let part = try await world.part(mailbox)
    let choice = SignInChoice(mailbox, in: part, world.endpoints, now: world.now())
    return choice == .awaitConsent ? .begin(anyway: anyway) : start
  }

  // What is asked and answered while it goes on; all else is said once it is left.
  private func answer(_ standing: Authentication.Standing) async -> Authentication.Answer {
    switch standing {
    case .awaitingOK(let grant): await askOK(grant)
    case .wrongPerson(let grant, let expected): await askWhoSignedIn(grant, expected: expected)
    default: .leave
    }
  }

  private func conclude(_ standing: Authentication.Standing) async throws(Failure) -> ExitCode {
    switch standing {
    case .awaitingOK:
      output.next("greenbox resume \(mailbox.shellWord) --ok")
      return .signIn
    case .wrongPerson:
      output.next("greenbox resume \(mailbox.shellWord)")
      return .signIn
    case .consentNoted:
      output.line("Noted: the admin consented for the organization. Its sign-in was dropped.")
      output.next("greenbox authenticate \(mailbox.shellWord)")
      return .signIn
    case .dropped(let reason?): return await ended(reason)
    case .dropped(nil):
      output.line(SignInWords.dropped)
      return .signIn
    case .consentNeeded(let refusal): return await consentNeeded(refusal)
    case .ended(let reason): return await ended(reason)
    case .kept(let grant): return try await kept(grant)
    case .replaced(let other): return replaced(by: other)
    case .verified(let found): return finish(found)
    case .unchecked(let failure): return await unchecked(failure)
    case .failed(let failure): throw failure
    }
  }

  private func askOK(_ grant: GrantFacts) async -> Authentication.Answer {
    if answers.ok { return .ok }
    output.event("awaiting-ok", ["pending": .string(grant.id)])
    output.line("Mailbox Authenticated. \(SignInWords.untilOK)")
    guard output.hasAudience else { return .leave }
    switch await Prompt.word("Press Enter for OK, n for no: ", session.loop) {
    case .some(let answer) where ["", "ok", "y", "yes"].contains(answer): return .ok
    case .some: return .refuse
    case nil: return .leave
    }
  }

  private func askWhoSignedIn(
    _ grant: GrantFacts, expected: String
  ) async -> Authentication.Answer {
    let name = grant.identity?.username ?? "not told"
    let warnings = await warnings
    output.event(
      "wrong-person",
      [
        "as": .string(name), "expected": .string(expected),
        "warnings": .array(warnings.map { JSONValue($0) }),
      ])
    output.line(SignInWords.another(grant, expected: expected))
    if answers.acceptOther { return .acceptOther }
    // The admin's tokens are never the mailbox's: noted is only what the person here attests.
    if answers.adminConsented { return .adminStep }
    guard output.hasAudience else { return .refuse }
    for warning in warnings { output.line("  \(warning.message) \(warning.advice)") }
    output.line("  a  " + SignInWords.adminStep(expected: expected))
    output.line("  e  " + SignInWords.accept(grant))
    output.line("  n  " + SignInWords.neither)
    switch await Prompt.word("a, e or n: ", session.loop) {
    case "a": return .adminStep
    case "e": return .acceptOther
    case nil: return .leave
    default: return .refuse
    }
  }

  private func consentNeeded(_ refusal: OAuthRefusal?) async -> ExitCode {
    output.event("consent-needed", ["error": JSONValue(refusal?.error)])
    if let refusal {
      output.problem(
        Problem.of(refusal: refusal, context: await ProblemContext.of(mailbox, session)))
    } else {
      output.line(SignInWords.consentNeeded + ".")
    }
    output.next(
      "greenbox authenticate \(mailbox.shellWord), signed in as the admin; then as the mailbox")
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
    output.line(SignInWords.kept(grant))
    if let state {
      output.line("\(state.mark.sign) \(mailbox): \(state.badge(local: Clock.localTime))")
    }
    output.next("greenbox verify \(mailbox.shellWord)")
    return .holds
  }

  private func replaced(by other: PendingSignIn) -> ExitCode {
    output.event(
      "replaced",
      [
        "mailbox": .string(mailbox), "by": .string(other.who), "began": .string(other.began.iso),
      ])
    output.line(SignInWords.replaced(by: other, local: Clock.local))
    output.next("greenbox resume \(mailbox.shellWord)")
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
    case .server(let failure): ExitCode(.server(failure))
    case .expired, .declined, .refusedHere, .wrongPerson, .notAccepted, .noRefreshToken: .signIn
    }
  }

  private func unchecked(_ failure: Failure) async -> ExitCode {
    let problem = Problem.of(failure, context: await ProblemContext.of(mailbox, session))
    output.event(
      "access",
      [
        "mailbox": .string(mailbox), "access": .string(AccessWord.unchecked.rawValue),
        "messages": .null, "octets": .null,
        "problem": JSONValue(problem),
      ])
    output.problem(problem)
    output.next("greenbox verify \(mailbox.shellWord)")
    return ExitCode(failure)
  }

  private func finish(_ found: Verification) -> ExitCode {
    let text = VerificationText(found, session)
    output.event(
      "access",
      [
        "mailbox": .string(mailbox), "access": .string(found.access.rawValue),
        "messages": text.messages, "octets": text.octets, "problem": JSONValue(text.problem),
        "warnings": .array(found.warnings.map { JSONValue($0) }),
        "checks": .array(found.checks.map { JSONValue($0) }),
      ])
    text.show(stages: !output.hasAudience)
    let code = ExitCode(found)
    output.next(code == .holds ? "greenbox checklist \(mailbox.shellWord)" : code.next)
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
