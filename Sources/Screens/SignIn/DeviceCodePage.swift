import Canvas
import Core
import Diagnosis
import Presentation

/// Draws a sign-in by device code while the person is awaited: code, page, QR code, who is expected, how
/// the poll stands.
struct DeviceCodePage {
  let app: App
  let state: SignInState
  let code: PendingSignIn.DeviceCode

  private var mailbox: Mailbox? { app.snapshot.mailboxes[state.mailbox] }
  private var expected: String { mailbox?.expectedSignIn ?? state.mailbox }
  private func key(_ command: Command) -> String { app.keys.keyName(command) }

  func draw(on grid: inout Grid, in rect: Rect) {
    var rest = rect
    let notes = notes(width: rect.columns, few: rect.rows < 16)
    let foot = rest.takeBottom(min(notes.count, max(0, rect.rows - 6)))
    if rect.rows < 18 || rect.columns < 60 {
      drawSmall(on: &grid, in: rest)
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

  private func drawSmall(on grid: inout Grid, in rect: Rect) {
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

  private var left: Line {
    let seconds = (code.expires - app.now).wholeSeconds
    let words =
      TimeFormatter.left(seconds) ?? "The code has expired: \(key(.newCode)) asks for another."
    return Line(words, seconds > 60 ? .text : .warning)
  }

  private func notes(width: Int, few: Bool) -> [Line] {
    var lines: [Line] = []
    lines.append(code.expires <= app.now ? left : state.polling)
    if code.expires > app.now {
      lines[0] = left + Line("  ") + lines[0]
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
}
