import Core

/// Lines of a mail server.
enum PopLine {
  /// The one answer that Exchange Online gives for many causes.
  static let oneAnswer = "Authentication failure: unknown user name or bad password."

  // Words that only a mail server says, so that they count without -ERR before them.
  private static let words = [
    "authentication failure: unknown user name", "logon failure: unknown user name",
    "user is authenticated but not connected", "server unavailable. 21", "connection is closed. 1",
    "protocol error. 19", "bye connection refused", "suggested backoff time", "[sys/temp]",
    "[sys/perm]", "[in-use]", "[login-delay]",
  ]

  /// What a line means that is, or quotes, a server's refusal; nil for any other line.
  static func problem(
    _ line: String, _ lowered: LoweredLine, _ context: Problem.Context
  ) -> Problem? {
    if let mark = line.firstRange(of: "-ERR") {
      return problem(said: String(line[mark.lowerBound...].prefix(1024)), context)
    }
    guard lowered.has(anyOf: words) || isPasswordError(lowered) else { return nil }
    guard isPasswordError(lowered) else { return problem(said: line.words, context) }
    return passwordError([Problem.Detail("text", line.words)], context)
  }

  /// What a "password error" means: people and techmail call the one answer so. The details are what
  /// was pasted, since the server's own words were not.
  static func passwordError(_ details: [Problem.Detail], _ context: Problem.Context) -> Problem? {
    var problem = problem(said: "-ERR " + oneAnswer, context)
    problem?.details = details
    return problem
  }

  /// What a refusal means, judged as the probe judges it at the token.
  static func problem(said: String, _ context: Problem.Context) -> Problem? {
    let said = said.words
    let access: Access =
      switch ServerRefusal.kind(of: said, at: .auth2) {
      case .denied: .denied(.auth2, said: said)
      case .locked: .locked(said: said)
      case .temporary, .protocol: .serverTrouble(.auth2, said: said)
      }
    return Problem.of(access: access, context: context)
  }

  private static func isPasswordError(_ line: LoweredLine) -> Bool {
    line.has("password error") && (line.has("techmail") || line.has("mailbox"))
  }
}
