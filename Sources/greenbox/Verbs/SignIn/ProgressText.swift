internal import Core
internal import Operations
internal import Presentation

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
    case .signIn(.deviceCode(let step)): deviceCode.say(step)
    case .signedIn(let name, let scopes):
      output.event("signed-in", ["as": JSONValue(name), "scopes": JSONValue(scopes)])
    case .authenticated(let how): output.event("authenticated", ["how": .string(how.rawValue)])
    // A standing is asked about, or said at the end.
    case .check, .pop, .flipped, .refreshCheck, .stage, .tryingSilently, .signInNeeded, .stands:
      break
    }
    if let line = progress.line { output.progress(line.whole) }
  }
}
