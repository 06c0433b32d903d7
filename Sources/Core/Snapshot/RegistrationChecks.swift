/// The newest results of the checks that need no mailbox token.
package struct RegistrationChecks: Equatable, Sendable {
  /// C-IDP-1: the tenant exists and its discovery document was read (DNS, port 443, TLS).
  package var discovery: CheckResult?
  /// C-IDP-3: the identity server accepted client id and secret with no user.
  package var secret: CheckResult?
  /// E38: seconds by which the identity server's clock is ahead of this one.
  package var clockSkew: Int64?
  /// C-GR-1: whether Graph told who the user is, when a sign-in last asked it.
  package var graph: CheckResult?
  /// DNS to CAPA, by `host:port`.
  package var pop: [String: PopCheck]

  /// Nothing checked.
  package init() {
    pop = [:]
  }
}

/// One check against the identity server.
package struct CheckResult: Equatable, Sendable {
  package var at: Moment
  /// Host and port that were asked.
  package var endpoint: String
  /// The registration's values it was made under; others make it outdated.
  package var under: RegistrationStamp
  package var verdict: Verdict
  /// Milliseconds it took; nil when nothing was sent.
  package var ms: Double?

  /// How a check came out.
  package indirect enum Verdict: Equatable, Sendable {
    case passed
    case failed(ServerFailure)
    /// Left out; the reason in words.
    case skipped(String)
  }

  /// A check's result.
  package init(
    at: Moment, endpoint: String, under: RegistrationStamp, verdict: Verdict, ms: Double? = nil
  ) {
    self.at = at
    self.endpoint = endpoint
    self.under = under
    self.verdict = verdict
    self.ms = ms
  }

  /// Whether the check passed.
  package var passed: Bool { verdict == .passed }
}

/// A probe of a Pop Server that stopped after CAPA, with no token.
package struct PopCheck: Equatable, Sendable {
  package var at: Moment
  package var stages: [StageResult]
  /// Why it did not come to CAPA with XOAUTH2; nil when it did.
  package var failure: NetworkFailure?

  /// A Pop Server's check.
  package init(at: Moment, stages: [StageResult], failure: NetworkFailure?) {
    self.at = at
    self.stages = stages
    self.failure = failure
  }

  /// Whether the server was reached and offers what is needed.
  package var passed: Bool { failure == nil }
}
