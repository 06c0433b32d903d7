import Canvas
import Core
import Diagnosis
import Operations
import Presentation

// A sign-in by device code while the person is awaited.
extension App {
  /// A command on the page of the code.
  mutating func perform(
    _ command: Command, on code: PendingSignIn.DeviceCode, of state: SignInState
  ) -> [Effect] {
    switch command {
    case .newCode: return begin(anyway: true)
    case .copy, .open: return [.copy(code.userCode)]
    case .copyPage: return [.copy(code.verificationURI)]
    case .message:
      let mailbox = snapshot.mailboxes[state.mailbox]
      stack.append(
        .message(
          MessageState(
            title: "For the person who signs in (\(keys.keyName(.copy)): copy)",
            text: SignInInstructions.text(
              code: code, mailbox: mailbox, expected: mailbox?.expectedSignIn ?? "",
              until: clock.long(code.expires)))))
    case .whyRefused: showWhyRefused(state.mailbox)
    case .visitor1: return visit(0, state, code)
    case .visitor2: return visit(1, state, code)
    case .visitor3: return visit(2, state, code)
    default: break
    }
    return []
  }

  /// What a tenant says that takes no device code.
  mutating func showWhyRefused(_ mailbox: String) {
    let refusal = OAuthRefusal(status: 400, error: "access_denied", codes: [53003])
    var page = ProblemState(
      problem: Problem.of(refusal: refusal, context: problemContext(mailbox)), subject: mailbox)
    page.lead = "Where a tenant refuses such a code, this is what it says, and what helps."
    stack.append(.problem(page))
  }

  private func visit(
    _ number: Int, _ state: SignInState, _ code: PendingSignIn.DeviceCode
  ) -> [Effect] {
    guard setting.visitors.indices.contains(number) else { return [] }
    return [
      .visit(setting.visitors[number].id, mailbox: state.mailbox, userCode: code.userCode)
    ]
  }
}

extension SignInState {
  /// The code on the screen.
  var shownCode: PendingSignIn.DeviceCode? {
    if case .code(let code) = phase { code } else { nil }
  }

  mutating func take(_ progress: DeviceCodeProgress) {
    switch progress {
    case .code(let code, _): phase = .code(code)
    case .waiting(let why): waiting = why
    }
  }

  /// How the poll stands, in words.
  var polling: Line {
    switch waiting {
    case nil, .pending: Line("Awaiting the login at that page.", .muted)
    case .slowDown: Line("Awaiting the login; the server asks for slower polls.", .muted)
    case .serverTrouble: Line("The server has trouble of its own; asking again.", .warning)
    case .lostNetwork(let failure):
      Line(Problem.of(.network(failure)).title + "; asking again.", .warning)
    }
  }
}
