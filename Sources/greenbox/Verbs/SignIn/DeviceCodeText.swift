internal import Canvas
internal import Core
internal import Diagnosis
internal import Operations
internal import Presentation
internal import Screens
internal import Synchronization
internal import Terminal

/// A sign-in by device code as it is shown: a card with the code, then how the poll stands; an object in
/// JSON.
final class DeviceCodeText: Sendable {
  private let output: Output
  private let expected: String
  private let last = Mutex<DeviceSignIn.Waiting?>(nil)

  init(output: Output, expected: String) {
    self.output = output
    self.expected = expected
  }

  func say(_ progress: DeviceCodeProgress) {
    switch progress {
    case .code(let code, let resumed): show(code, resumed)
    case .waiting(let why): wait(why)
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
      output.progress(
        "Sign in as \(expected); \(TimeFormatter.left(left) ?? "the code has expired").")
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
    case .pending: output.progress("Awaiting the login …")
    case .slowDown: output.progress("The server asks for slower polls.")
    case .serverTrouble: output.progress("The server has trouble of its own; asking again later.")
    case .lostNetwork(let failure):
      output.progress(Problem.of(.network(failure)).title + "; asking again.")
    }
  }
}
