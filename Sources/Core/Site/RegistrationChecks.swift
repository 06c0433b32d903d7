/// The newest results of the checks that need no mailbox token.
public struct RegistrationChecks: Equatable, Sendable, Codable {
  /// C-IDP-1: the tenant exists and its discovery document was read (DNS, port 443, TLS).
  public var discovery: CheckResult?
  /// C-IDP-3: the identity server accepted client id and secret with no user.
  public var secret: CheckResult?
  /// E38: seconds by which the identity server's clock is ahead of this one.
  public var clockSkew: Int64?
  /// C-GR-1: whether Graph told who the user is, when a sign-in last asked it.
  public var graph: CheckResult?
  /// DNS to CAPA, by `host:port`.
  public var pop: [String: PopCheck]

  /// Nothing checked.
  public init() {
    pop = [:]
  }
}

/// One check against the identity server.
public struct CheckResult: Equatable, Sendable, Codable {
  public var at: Moment
  /// Host and port that were asked.
  public var endpoint: String
  /// The registration's values it was made under; others make it outdated.
  public var under: RegistrationStamp
  public var verdict: Verdict
  /// Milliseconds it took; nil when nothing was sent.
  public var ms: Double?

  /// How a check came out.
  public enum Verdict: Equatable, Sendable, Codable {
    case passed
    case refused(OAuthRefusal)
    case network(NetworkFailure)
    case reply(ReplyFailure)
    /// Left out; the reason in words.
    case skipped(String)
  }

  /// A check's result.
  public init(
    at: Moment, endpoint: String, under: RegistrationStamp, verdict: Verdict, ms: Double? = nil
  ) {
    self.at = at
    self.endpoint = endpoint
    self.under = under
    self.verdict = verdict
    self.ms = ms
  }

  /// Whether the check passed.
  public var passed: Bool { verdict == .passed }
}

/// A probe of a Pop Server that stopped after CAPA, with no token.
public struct PopCheck: Equatable, Sendable, Codable {
  public var at: Moment
  public var stages: [StageResult]
  /// Why it did not come to CAPA with XOAUTH2; nil when it did.
  public var failure: NetworkFailure?

  /// A Pop Server's check.
  public init(at: Moment, stages: [StageResult], failure: NetworkFailure?) {
    self.at = at
    self.stages = stages
    self.failure = failure
  }

  /// Whether the server was reached and offers what is needed.
  public var passed: Bool { failure == nil }
}
