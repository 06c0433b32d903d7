internal import Canvas
internal import Core
internal import Screens
internal import Synchronization
internal import Terminal
internal import Diagnosis
internal import Operations

/// Progress of a sign-in as it is shown: a card with the code, then lines; objects in JSON.
final class ProgressText: Sendable {
  private let output: Output
  private let expected: String
  private let last = Mutex<DeviceSignIn.Waiting?>(nil)

  init(output: Output, expected: String) {
    self.output = output
    self.expected = expected
  }

  func say(_ progress: Progress) {
    switch progress {
    case .check(let name, let check):
      output.progress("\(name): \(check.word) at \(check.endpoint)")
    case .pop(let server, let check):
      output.progress("Pop Server \(server): \(check.passed ? "passed" : "failed")")
    case .deviceCode(let code, let resumed): show(code, resumed)
    case .waiting(let why): wait(why)
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

  private func show(_ code: PendingSignIn.DeviceCode, _ resumed: Bool) {
    let left = (code.expires - Clock.now()).wholeSeconds
    output.event(
      "device-code",
      [
        "user_code": .string(code.userCode), "verification_uri": .string(code.verificationURI),
        "expires_in": JSONValue(left), "interval": JSONValue(code.interval),
        "verification_uri_complete": JSONValue(code.verificationURIComplete),
        "resumed": .bool(resumed),
      ])
    if output.hasAudience, let size = Terminal.size(2) {
      let card = SignInCard(code: code, expected: expected, now: Clock.now())
      let room = SignInCard.Room(
        columns: size.columns, rows: size.rows, isASCII: !Output.isUTF8)
      // With colours the QR code is dark on light whatever the terminal's own background is.
      output.card(Output.hasColour ? card.grid(in: room).ansiLines : card.lines(in: room))
    } else {
      output.progress("Open \(code.verificationURI) and enter \(code.userCode)")
      output.progress("Sign in as \(expected). The code lasts \(left / 60) min \(left % 60) s.")
    }
    output.progress("Leave with ^C; greenbox resume takes it up again.")
  }

  // Said once for each kind of waiting, not at each poll.
  private func wait(_ why: DeviceSignIn.Waiting) {
    let isNew = last.withLock { last in
      defer { last = why }
      return last != why
    }
    guard isNew else { return }
    switch why {
    case .pending: output.progress("Waiting for the sign-in …")
    case .slowDown: output.progress("The server asks for slower polls.")
    case .serverTrouble: output.progress("The server has trouble of its own; asking again later.")
    case .lostNetwork(let failure):
      output.progress(Problem.of(.network(failure)).title + "; asking again.")
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
      return "refresh refused: \(refusal.error) "
        + refusal.codes.map { "AADSTS\($0)" }.joined(separator: " ")
    case .network(let failure):
      return "refresh got no reply from \(failure.host): \(failure.kind.rawValue)"
    case .reply(let failure):
      return "refresh got an unusable reply from \(failure.host): \(failure.kind.rawValue)"
    }
  }
}
