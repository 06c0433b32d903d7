internal import Core
internal import Diagnosis
internal import Operations
internal import Presentation

/// One verify's result as text and as JSON.
struct VerificationText {
  let found: Verification
  let session: Session
  /// What is wrong; nil when the mailbox is verified.
  let problem: Problem?

  init(_ found: Verification, _ session: Session) {
    self.found = found
    self.session = session
    problem = VerificationText.problem(of: found, session)
  }

  /// What is wrong; nil when the mailbox is verified, so that nothing is read for it then.
  private static func problem(of found: Verification, _ session: Session) -> Problem? {
    if found.isVerified { return nil }
    let context = ProblemContext.of(found.mailbox, session)
    if let probe = found.probe { return Problem.of(access: probe.access, context: context) }
    if let failure = found.failure { return Problem.of(failure, context: context) }
    if case .failed(let reason) = found.facets.auth {
      return Problem.of(reason: reason, context: context)
    }
    if DisplayState(found.facets) == .secretExpired,
      let snapshot = try? session.world.part(found.mailbox)
    {
      return Problem.known(
        of: found.mailbox, found.facets, in: snapshot, endpoints: session.world.endpoints,
        now: session.world.now())
    }
    return nil
  }

  var messages: JSON {
    if case .verified(_, let messages, _) = found.probe?.access {
      return .int(Int64(messages))
    }
    return .null
  }

  var octets: JSON {
    if case .verified(_, _, let octets) = found.probe?.access { return .int(Int64(octets)) }
    return .null
  }

  var json: JSON {
    let state = DisplayState(found.facets)
    return [
      "mailbox": .string(found.mailbox), "pop_account": .string(found.popAccount),
      "auth": .string(found.facets.auth.word), "access": .string(found.accessWord),
      "state": .string(state.word), "badge": .string(state.badge(local: Clock.localTime)),
      "messages": messages, "octets": octets,
      "stages": .array((found.probe?.stages ?? []).map { JSON($0) }),
      "transcript": JSON(found.probe?.transcript ?? []),
      "skipped": JSON(found.skipped), "problem": JSON(problem),
      "does_not_prove": found.isVerified ? .string(Checklist.limit) : .null,
      "warnings": .array(found.warnings.map { JSON($0) }),
      "overridden": JSON(session.world.endpoints.overridden),
      "checks": .array(found.checks.map { JSON($0) }),
    ]
  }

  /// Prints it; without the stages where they have been seen as they came.
  func show(stages: Bool = true) {
    let output = session.output
    let state = DisplayState(found.facets)
    output.line(
      "\(state.mark) \(found.mailbox) <\(found.popAccount)>: "
        + state.badge(local: Clock.localTime))
    if let skipped = found.skipped { output.line("  \(skipped)") }
    for stage in found.probe?.stages ?? [] where stages && stage.verdict != .skipped {
      output.line("  " + StageText.line(stage))
    }
    if case .verified(_, let messages, let octets) = found.probe?.access {
      let count = messages == 1 ? "1 message" : "\(messages) messages"
      output.line("  \(count) waiting, about \(octets) \(octets == 1 ? "octet" : "octets")")
      output.line("  \(Checklist.limit)")
    }
    if let other = found.probe?.other {
      output.line(
        other.opened
          ? "  refused as \(found.popAccount); the same token opens as \(other.name)"
          : "  refused as \(other.name) too: \(other.said)")
    }
    if let problem { output.problem(problem) }
    for warning in found.warnings { output.line("  \(warning.message) \(warning.advice)") }
  }
}
