internal import Core
internal import Diagnosis
internal import Operations
internal import Presentation

/// One verify's result as text and as JSON.
struct VerificationText {
  let found: Verification
  let session: Session

  init(_ found: Verification, _ session: Session) {
    self.found = found
    self.session = session
  }

  /// What is wrong; nil when the mailbox is verified.
  var problem: Problem? { found.problem }

  var messages: JSONValue {
    if case .verified(_, let messages, _) = found.probe?.access {
      return JSONValue(messages)
    }
    return .null
  }

  var octets: JSONValue {
    if case .verified(_, _, let octets) = found.probe?.access { return JSONValue(octets) }
    return .null
  }

  var json: JSONValue {
    let state = DisplayState(found.facets)
    return [
      "mailbox": .string(found.mailbox), "pop_account": .string(found.popAccount),
      "auth": .string(found.facets.auth.word), "access": .string(found.access.rawValue),
      "state": .string(state.word), "badge": .string(state.badge(local: Clock.localTime)),
      "messages": messages, "octets": octets,
      "stages": .array((found.detail?.stages ?? []).map { JSONValue($0) }),
      "transcript": JSONValue(found.detail?.transcript ?? []),
      "skipped": JSONValue(found.skipped), "problem": JSONValue(problem),
      "does_not_prove": found.isVerified ? .string(Checklist.limit) : .null,
      "warnings": .array(found.warnings.map { JSONValue($0) }),
      "overridden": JSONValue(session.world.endpoints.overridden),
      "checks": .array(found.checks.map { JSONValue($0) }),
    ]
  }

  /// Prints it; without the stages where they have been seen as they came.
  func show(stages: Bool = true) {
    let output = session.output
    let state = DisplayState(found.facets)
    output.line(
      "\(state.mark.sign) \(found.mailbox) <\(found.popAccount)>: "
        + state.badge(local: Clock.localTime))
    if let skipped = found.skipped { output.line("  \(skipped)") }
    for stage in found.detail?.stages ?? [] where stages && stage.verdict != .skipped {
      output.line("  " + stage.line.whole)
    }
    if case .verified(_, let messages, let octets) = found.probe?.access {
      output.line("  " + CheckLine.waiting(messages: messages, octets: octets))
      output.line("  \(Checklist.limit)")
    }
    if let other = found.detail?.other {
      output.line(
        other.opened
          ? "  refused as \(found.popAccount); the same token opens as \(other.name)"
          : "  refused as \(other.name) too: \(other.said)")
    }
    if let problem { output.problem(problem) }
    for warning in found.warnings { output.line("  \(warning.message) \(warning.advice)") }
  }
}
