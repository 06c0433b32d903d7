internal import Core
internal import Operations

/// Progress of a sign-in as it is shown: what its method shows, then lines; objects in JSON.
final class ProgressText: Sendable {
  private let output: Output
  private let deviceCode: DeviceCodeText

  init(output: Output, expected: String) {
    self.output = output
    deviceCode = DeviceCodeText(output: output, expected: expected)
  }

  func say(_ progress: Progress) {
    switch progress {
    case .check(let name, let check):
      output.progress("\(name): \(check.word) at \(check.endpoint)")
    case .pop(let server, let check):
      output.progress("Pop Server \(server): \(check.passed ? "passed" : "failed")")
    case .signIn(.deviceCode(let step)): deviceCode.say(step)
    case .tryingSilently: output.progress("Trying the secret in force without a new sign-in …")
    // The code that follows says it; a standing is asked about, or said at the end.
    case .signInNeeded, .stands: break
    case .flipped(let mode):
      output.progress("The registration wants a \(mode.rawValue) client; trying so, once.")
    case .signedIn(let name, let scopes):
      output.event("signed-in", ["as": JSONValue(name), "scopes": JSONValue(scopes)])
      output.progress("Signed in as \(name ?? "somebody (identity not told by this server)").")
    case .authenticated(let how):
      output.event("authenticated", ["how": .string(how.rawValue)])
      output.progress(
        how == .silent
          ? "Authenticated again with the secret in force; no sign-in was needed."
          : "Authenticated.")
    case .refreshCheck(let refreshCheck): output.progress(RefreshCheckText.line(refreshCheck))
    case .stage(let stage): output.progress(StageText.line(stage))
    }
  }
}

/// A refresh check as a line.
enum RefreshCheckText {
  /// What came of it, and what it proves.
  static func line(_ refreshCheck: RefreshCheck) -> String {
    let ms = "\((refreshCheck.ms * 10).rounded() / 10) ms"
    switch refreshCheck.result {
    case .passed:
      return refreshCheck.mode == .public
        ? "refresh check passed (\(ms)); public client: secret not exercised"
        : "refresh check passed (\(ms)) with the secret in force"
    case .refused(let refusal):
      return "refresh refused: \(refusal.words)"
    case .network(let failure):
      return "refresh got no reply from \(failure.host): \(failure.kind.rawValue)"
    case .reply(let failure):
      return "refresh got an unusable reply from \(failure.host): \(failure.kind.rawValue)"
    }
  }
}
