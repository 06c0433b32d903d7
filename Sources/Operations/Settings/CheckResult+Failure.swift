import Core

extension CheckResult.Verdict {
  /// A failure as a check's verdict.
  init(_ failure: Failure) {
    switch failure {
    case .server(let failure): self = .failed(failure)
    case .vault, .settings, .cancelled: self = .skipped("not tried")
    }
  }
}

extension CheckResult {
  /// A failure as a check's result; nil for what says nothing of the server.
  init?(_ failure: Failure, url: String, _ registration: Registration, _ now: Moment) {
    switch failure {
    case .server: break
    case .vault, .settings, .cancelled: return nil
    }
    self.init(
      at: now, endpoint: hostPort(url),
      under: RegistrationStamp(of: registration), verdict: Verdict(failure))
  }

  /// The same endpoint with another verdict.
  func with(_ verdict: Verdict, ms: Double?) -> CheckResult {
    CheckResult(at: at, endpoint: endpoint, under: under, verdict: verdict, ms: ms)
  }
}
