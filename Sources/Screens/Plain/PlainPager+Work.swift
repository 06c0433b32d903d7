import Canvas
import Core
import Presentation

/// A sign-in and a run.
extension PlainPager {
  func signIn(_ state: SignInState) -> PlainPage {
    let screen = SignInScreen(app: app, state: state)
    let mailbox = app.snapshot.mailboxes[state.mailbox]
    let expected = Printable.text(mailbox?.expectedSignIn ?? state.mailbox)
    var lines = ["Authenticate \(Printable.text(state.mailbox))"] + state.lines.map(\.plain)
    var choices: [PlainPage.Choice] = []
    switch state.phase {
    case .starting, .proving: break
    case .code(let code):
      lines += self.code(code, expected)
      lines.append(
        code.expires <= app.now ? "The code has expired: ask for a new one." : state.polling.plain)
      for (visitor, who) in zip([Command.visitor1, .visitor2, .visitor3], app.setting.visitors)
      where code.expires > app.now {
        choices.append(.init(text: "Practice: \(who.label)", action: .command(visitor)))
      }
      choices += self.choices([.newCode])
      choices.append(choice(.message, "A message for the person who signs in"))
      choices.append(choice(.whyRefused, "Why a tenant may refuse the code"))
    case .consent:
      lines.append("\(SignInWords.consentNeeded): the tenant lets only an admin allow this app.")
      lines.append("Nothing was kept, and nothing that worked before has changed.")
      choices = [
        choice(.open, "The admin has consented, or signs in now: get a code"),
        choice(.message, "A message for your Microsoft 365 admin"),
        choice(.problem, "What the server said, and why"),
      ]
    case .wrongPerson(let grant, let expected):
      lines.append(SignInWords.another(grant, expected: expected) + " Nothing is kept.")
      choices = [
        choice(
          .adminStep, SignInWords.choice(SignInWords.adminStep(expected: expected))),
        choice(.acceptOther, SignInWords.choice(SignInWords.accept(grant))),
        choice(.decline, SignInWords.choice(SignInWords.neither)),
      ]
    case .awaitingOK(let grant):
      lines.append(
        "Mailbox Authenticated: \(SignInWords.person(of: grant)); the mailbox is \(expected).")
      lines.append(SignInWords.untilOK)
      choices = [
        .init(text: "OK", word: "ok", action: .command(.open)),
        choice(.decline, "No: drop this sign-in"),
      ]
    case .finished: lines += screen.finish(width).map(\.plain)
    case .ended(let problem):
      lines += ProblemState(problem: problem, subject: nil).lines(width: width).map(\.plain)
      choices = [choice(.newCode, "Try again")]
    }
    switch state.phase {
    case .finished, .ended: choices.append(choice(.back, "Go on"))
    case .starting, .proving: choices.append(choice(.back, "Cancel"))
    default: choices.append(choice(.back, "Leave it for later"))
    }
    return PlainPage(
      name: .signIn(state.mailbox), lines: lines.filter { !$0.isEmpty }, choices: choices)
  }

  private func code(_ code: PendingSignIn.DeviceCode, _ expected: String) -> [String] {
    [
      "On any computer or phone, open \(code.verificationURI)",
      "and enter the code \(code.userCode)",
      "letter by letter: \(code.userCode.map(String.init).joined(separator: " "))",
      "Sign in there as \(expected). The code is good until \(app.clock.long(code.expires)).",
    ]
  }

  private func stage(_ item: RunState.Item, _ screen: RunScreen) -> String {
    switch item.stage {
    case .done:
      app.mailboxList.row(named: item.name)?.state.badge(local: app.clock.short) ?? "done"
    case .waiting, .running, .skipped: screen.stage(item).plain
    }
  }

  func run(_ state: RunState) -> PlainPage {
    let screen = RunScreen(app: app, state: state)
    var lines = [state.deed.title]
    lines += state.items.filter { $0.stage != .waiting }.map { item in
      if case .running = item.stage { return "\(Printable.text(item.name)): under way" }
      return "\(Printable.text(item.name)): \(stage(item, screen))"
    }
    let left = state.items.count - state.ended
    lines.append(
      state.isOver ? screen.summary : "\(left) left, \(state.isPaused ? "paused" : "running").")
    return PlainPage(
      name: .run, lines: lines,
      choices: choices([.pause, .skip]) + [choice(.back, state.isOver ? "Go on" : "Stop")])
  }
}
