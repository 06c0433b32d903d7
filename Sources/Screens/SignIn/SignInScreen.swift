import Canvas
import Core
import Presentation

/// Draws a sign-in: what its method shows while the person is awaited, on a page of the method's own;
/// then the questions and the proof.
struct SignInScreen {
  let app: App
  let state: SignInState

  private var mailbox: Mailbox? { app.snapshot.mailboxes[state.mailbox] }
  private var expected: String { mailbox?.expectedSignIn ?? state.mailbox }
  private func key(_ command: Command) -> String { app.keys.keyName(command) }

  func draw(on grid: inout Grid, in rect: Rect) {
    if case .code(let code) = state.phase {
      DeviceCodePage(app: app, state: state, code: code).draw(on: &grid, in: rect)
      return
    }
    let lines = lines(width: rect.columns)
    state.page.draw(lines, on: &grid, in: rect)
    let row = focusRow(lines) - state.page.top
    grid.cursor = Position(
      row: rect.row + max(0, min(row, rect.rows - 1)), column: rect.column)
  }

  /// All that there is to read, whether it fits or not; the code has a page of its own.
  func lines(width: Int) -> [Line] { top(width) + body(width) }

  // The cursor stands where the answer is asked for.
  private func focusRow(_ lines: [Line]) -> Int {
    if case .finished = state.phase { return 2 }
    return lines.firstIndex { $0.spans.contains { $0.role == .selection } } ?? lines.count - 1
  }

  private func top(_ width: Int) -> [Line] {
    var lines: [Line] = []
    lines.add("Authenticate \(Printable.text(state.mailbox))", .heading, width: width)
    lines.append(.blank)
    return lines
  }

  private func body(_ width: Int) -> [Line] {
    var lines = state.lines
    switch state.phase {
    case .starting:
      let words = state.job.flatMap { app.jobs[$0]?.waits } ?? "Starting"
      lines.append(Line("\(Mark.awaiting.sign) \(words)", .muted))
    case .code: break
    case .consent:
      lines.add(SignInWords.consentNeeded, .warning, width: width)
      lines.add(
        "The tenant lets only an admin allow this app. Nothing was kept, and nothing that worked "
          + "before has changed.", width: width)
      lines.append(.blank)
      lines.add("a message for your Microsoft 365 admin", width: width, lead: "\(key(.message))  ")
      lines.add("what the server said, and why", width: width, lead: "\(key(.problem))  ")
      lines.append(
        Line("\(key(.open))  the admin has consented, or signs in now: get a code", .selection))
    case .wrongPerson(let grant, let expected):
      lines = question(grant, expected, width) + [.blank] + lines
    case .awaitingOK(let grant): lines = ok(grant, width) + [.blank] + lines
    case .proving:
      let words = state.job.flatMap { app.jobs[$0]?.waits } ?? "Proving"
      lines.append(Line("\(Mark.awaiting.sign) \(words)", .muted))
    case .finished: lines = finish(width) + [.blank] + lines
    case .ended(let problem):
      lines.append(.blank)
      lines += ProblemState(problem: problem, subject: nil).lines(width: width)
    }
    return lines
  }

  private func question(_ grant: GrantFacts, _ expected: String, _ width: Int) -> [Line] {
    var lines: [Line] = []
    let isNarrow = width < 60
    lines.add(
      Printable.text(SignInWords.another(grant, expected: expected)), .warning, width: width)
    if !isNarrow {
      lines.add("Nothing is kept. What was it?", width: width)
      lines.append(.blank)
    }
    lines.add(
      isNarrow
        ? "the admin, with consent for all ticked"
        : Printable.text(SignInWords.adminStep(expected: expected)), .selection, width: width,
      lead: "\(key(.adminStep))  ")
    lines.add(
      isNarrow
        ? "accept from now on (shared mailbox)"
        : Printable.text(SignInWords.accept(grant)),
      width: width, lead: "\(key(.acceptOther))  ")
    lines.add(SignInWords.neither, width: width, lead: "\(key(.decline))  ")
    return lines
  }

  private func ok(_ grant: GrantFacts, _ width: Int) -> [Line] {
    var lines: [Line] = []
    lines.append(Line("Mailbox Authenticated", .good))
    lines.add(
      Printable.text("\(SignInWords.person(of: grant)); the mailbox is \(expected)"), width: width)
    if grant.match == .alias {
      lines.add(
        "\(Printable.text(expected)) is one of that person's addresses, says Microsoft Graph",
        .good,
        width: width, lead: Mark.good.sign + " ")
    }
    lines.append(
      Line([
        Span("  [ OK ]  ", .selection), Span("  \(key(.open))", .key),
        Span("   no: "), Span(key(.decline), .key),
      ]))
    lines.add(SignInWords.untilOK, width: width)
    return lines
  }

  func finish(_ width: Int) -> [Line] {
    guard let row = app.mailboxList.row(named: state.mailbox) else { return [] }
    var lines: [Line] = [row.state.face(local: app.clock.short)]
    if case .verified(_, let user, let messages, let octets) = row.facets.access {
      lines.add(
        "Opened as \(Printable.text(user)): "
          + CheckLine.waiting(messages: messages, octets: octets) + ".", width: width)
      lines.add("This \(Checklist.limit).", .muted, width: width)
      lines.add(
        "Next: press Authenticate in the mailbox editor too, and tick steps 8 to 10 there.",
        width: width)
    } else if let problem = app.problem(of: state.mailbox) {
      lines.append(.blank)
      lines += ProblemState(problem: problem, subject: nil).lines(width: width)
    }
    return lines
  }
}
