import Canvas
import Core
import Presentation

/// Draws a sign-in: code, page, QR code, who is expected, how it stands; then the questions and the
/// proof.
struct SignInScreen {
  let app: App
  let state: SignInState

  private var mailbox: Mailbox? { app.snapshot.mailboxes[state.mailbox] }
  private var expected: String { mailbox?.expectedSignIn ?? state.mailbox }
  private func key(_ command: Command) -> String { app.keys.keyName(command) }

  func draw(on grid: inout Grid, in rect: Rect) {
    if case .code(let code) = state.phase {
      drawCode(code, on: &grid, in: rect)
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

  private func drawCode(_ code: PendingSignIn.DeviceCode, on grid: inout Grid, in rect: Rect) {
    var rest = rect
    let notes = notes(code, width: rect.columns, few: rect.rows < 16)
    let foot = rest.takeBottom(min(notes.count, max(0, rect.rows - 6)))
    if rect.rows < 18 || rect.columns < 60 {
      drawSmall(code, on: &grid, in: rest)
    } else {
      let card = SignInCard(code: code, expected: expected, now: app.now, showsTime: false)
      let room = SignInCard.Room(
        columns: rest.columns, rows: rest.rows, isASCII: app.setting.isASCII)
      grid.place(card.grid(in: room), in: rest)
    }
    for (row, line) in notes.enumerated() { line.draw(on: &grid, in: foot, row: row) }
    // The cursor stands on the code, where a screen reader begins.
    let small = rect.rows < 18 || rect.columns < 60
    grid.cursor = Position(row: rest.row + (small ? 1 : 2), column: rest.column)
  }

  private func drawSmall(_ code: PendingSignIn.DeviceCode, on grid: inout Grid, in rect: Rect) {
    let width = rect.columns
    var lines: [Line] = [Line("Enter the code", .muted)]
    lines += BigText.lines(Printable.text(code.userCode), width: min(width, 30)).map {
      Line($0, .code)
    }
    lines.append(Line("at", .muted))
    lines.add(Printable.text(code.verificationURI), .link, width: width)
    lines.add(Printable.text(expected), width: width, lead: "as ")
    Page().draw(lines, on: &grid, in: rect)
  }

  private func left(_ code: PendingSignIn.DeviceCode) -> Line {
    let seconds = (code.expires - app.now).wholeSeconds
    guard seconds > 0 else {
      return Line("The code has expired: \(key(.newCode)) asks for another.", .warning)
    }
    if seconds <= 60 { return Line("\(seconds) s left", .warning) }
    return Line("\(TimeFormatter.left(seconds / 5 * 5)) left")
  }

  private func notes(_ code: PendingSignIn.DeviceCode, width: Int, few: Bool) -> [Line] {
    var lines: [Line] = []
    lines.append(code.expires <= app.now ? left(code) : state.polling)
    if code.expires > app.now {
      lines[0] = left(code) + Line("  ") + lines[0]
    }
    let visitors = visitorLine
    if few { return lines }
    if let mailbox, let login = mailbox.signInName {
      lines.add(
        "\(Printable.text(login)) signs in for the mailbox \(Printable.text(mailbox.popAccount)).",
        width: width)
    } else if mailbox?.identityException ?? false {
      lines.add("Another person may sign in for this mailbox: an exception is set.", width: width)
    }
    return lines + (visitors.map { [$0] } ?? [])
  }

  private var visitorLine: Line? {
    let commands: [Command] = [.visitor1, .visitor2, .visitor3]
    let visitors = zip(commands, app.setting.visitors)
    let spans = visitors.flatMap { [Span(key($0), .key), Span(" \($1.label)  ")] }
    return spans.isEmpty ? nil : Line([Span("Practice: ", .muted)] + spans)
  }

  private func body(_ width: Int) -> [Line] {
    var lines = state.lines
    switch state.phase {
    case .starting:
      let words = state.job.flatMap { app.jobs[$0]?.waits } ?? "Starting"
      lines.append(Line("\u{2026} \(words)", .muted))
    case .code: break
    case .consent:
      lines.add("An admin must consent first", .warning, width: width)
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
      lines.append(Line("\u{2026} \(words)", .muted))
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
    let person = Printable.text(grant.identity?.username ?? "somebody not named")
    lines.add(
      "Signed in as \(person); the mailbox is \(Printable.text(expected)).", .warning, width: width)
    if !isNarrow {
      lines.add("Nothing is kept. What was it?", width: width)
      lines.append(.blank)
    }
    lines.add(
      isNarrow
        ? "the admin, with consent for all ticked"
        : "the admin's step, and \"Consent on behalf of your organization\" was ticked: note it, "
          + "then sign in as \(Printable.text(expected))", .selection, width: width,
      lead: "\(key(.adminStep))  ")
    lines.add(
      isNarrow
        ? "accept from now on (shared mailbox)"
        : "accept \(person) for this mailbox from now on (shared mailbox, service account)",
      width: width, lead: "\(key(.acceptOther))  ")
    lines.add("neither: drop this sign-in", width: width, lead: "\(key(.decline))  ")
    return lines
  }

  private func ok(_ grant: GrantFacts, _ width: Int) -> [Line] {
    var lines: [Line] = []
    let person = grant.identity.map { Printable.text($0.username) }
    lines.append(Line("Mailbox Authenticated", .good))
    lines.add(
      "\(person.map { "signed in as \($0)" } ?? "the server does not tell who signed in")"
        + "; the mailbox is \(Printable.text(expected))", width: width)
    if grant.match == .alias {
      lines.add(
        "\(Printable.text(expected)) is one of that person's addresses, says Microsoft Graph",
        .good,
        width: width, lead: "\u{2713} ")
    }
    lines.append(
      Line([
        Span("  [ OK ]  ", .selection), Span("  \(key(.open))", .key),
        Span("   no: "), Span(key(.decline), .key),
      ]))
    lines.add(
      "OK is required: until then nothing is kept.",
      width: width)
    return lines
  }

  func finish(_ width: Int) -> [Line] {
    guard let row = app.mailboxList.row(named: state.mailbox) else { return [] }
    var lines: [Line] = [row.state.face(local: app.clock.short)]
    if case .verified(_, let user, let messages, let octets) = row.facets.access {
      lines.add(
        "Opened as \(Printable.text(user)): \(messages) message\(messages == 1 ? "" : "s") waiting, "
          + "about \(octets) octets.", width: width)
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
