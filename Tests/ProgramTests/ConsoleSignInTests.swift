import Foundation
import TestKit
import Testing

/// The sign-in of one mailbox at the console, with the troubles that people have with it.
@Suite("Signing in at the console", .serialized)
struct ConsoleSignInTests {
  @Test("A copy of the code is said to be sent, no more; the theme is told with how to keep it")
  func copied() throws {
    let desk = try ConsoleDesk(PracticeServer())
    try desk.open(until: "support")
    try desk.press("T", until: "Theme: Dark. To keep it: theme = \"dark\" in config.toml.")
    try desk.choose("support")
    try desk.press("a", until: "and enter the code")
    try desk.press("c", until: "sent to your terminal's clipboard")
    try desk.press("Escape", until: "The sign-in is kept")
    try desk.quit()
  }

  @Test("A wrong person is a question, not a grant; the right one then ends Verified")
  func wrongPerson() throws {
    let desk = try ConsoleDesk(PracticeServer())
    try desk.open(until: "events")
    try desk.choose("events")
    try desk.press("a", until: "and enter the code")
    try desk.signIn(as: "pat.lee")
    try desk.terminal.wait(
      for: "Signed in as pat.lee@practice.example; the mailbox is events@practice.example.")
    try desk.press("n", until: "What was kept before is unchanged.")
    try desk.press("a", until: "and enter the code")
    try desk.signIn(as: "events")
    try desk.terminal.wait(for: "OK is required")
    try desk.press("Enter", until: "Opened as events@practice.example: 1 message")
    try desk.press("Enter", until: "Verified")
    try desk.quit()
  }

  @Test("The admin consents first, which is noted as a consent; then the mailbox signs in")
  func adminFirst() throws {
    let desk = try ConsoleDesk(PracticeServer())
    try desk.open(until: "billing")
    try desk.choose("billing")
    try desk.press("a", until: "and enter the code")
    try desk.signIn(as: "billing")
    try desk.terminal.wait(for: "An admin must consent first")
    try desk.press("Enter", until: "and enter the code")
    try desk.signIn(as: "admin", consents: true)
    try desk.terminal.wait(
      for: "Signed in as admin@practice.example; the mailbox is billing@practice.example.")
    let noted = try desk.press("a", until: "Noted: an admin consented for the organization")
    #expect(!noted.contains("ttempt failed"), "\(noted)")
    try desk.terminal.wait(for: "and enter the code")
    try desk.signIn(as: "billing")
    try desk.terminal.wait(for: "OK is required")
    try desk.press("Enter", until: "Opened as billing@practice.example: 2 messages")
    try desk.press("Enter", until: "Verified")
    try desk.quit()
  }

  @Test("Green but denied names the cause and its owner at once")
  func denied() throws {
    let desk = try ConsoleDesk(PracticeServer())
    try desk.open(until: "returns")
    try desk.choose("returns")
    try desk.press("a", until: "and enter the code")
    try desk.signIn(as: "returns")
    try desk.terminal.wait(for: "OK is required")
    let found = try desk.press("Enter", until: "Who acts")
    #expect(found.contains("Access denied"), "\(found)")
    #expect(found.contains("POP"), "\(found)")
    #expect(found.contains("Next step"), "\(found)")
    try desk.press("Enter", until: "Access denied")
    try desk.quit()
  }

  @Test("Without OK nothing is kept: after leaving and coming back it is asked for again")
  func okNotPressed() throws {
    let desk = try ConsoleDesk(PracticeServer())
    try desk.open(until: "support")
    try desk.choose("support")
    try desk.press("a", until: "and enter the code")
    try desk.signIn(as: "support")
    try desk.terminal.wait(for: "OK is required")
    try desk.press("Escape", until: "Nothing is kept until OK")
    try desk.quit()
    let status = try desk.server.greenbox("status", "--json")
    #expect(status.output.contains("\"awaiting_ok\""), "\(status.output)")
    try desk.open(until: "support")
    try desk.choose("support")
    try desk.press("a", until: "OK is required")
    try desk.press("Enter", until: "Opened as support@practice.example: 4 messages")
    try desk.press("Enter", until: "Verified")
    try desk.quit()
  }

  @Test("A resize and a stop during a sign-in lose nothing: the code stays, and is good")
  func resizedAndStopped() throws {
    let desk = try ConsoleDesk(PracticeServer())
    let modes = desk.terminal.modes
    try desk.open(until: "support")
    try desk.choose("support")
    try desk.press("a", until: "and enter the code")
    let code = try desk.code()
    for (columns, rows) in [(80, 24), (20, 5), (200, 60), (40, 12), (1, 1)] {
      try desk.terminal.resize(columns: columns, rows: rows)
    }
    try desk.terminal.resize(columns: 20, rows: 6)
    try desk.terminal.wait(for: "Nothing is lost")
    try desk.terminal.resize(columns: 80, rows: 24)
    try desk.terminal.wait("the code at 80 by 24") {
      ConsoleDesk.code(on: $0) == code && $0.contains("Esc Leave")
    }
    try desk.press("C-z", until: Tmux.prompt)
    #expect(desk.terminal.modes == modes)
    #expect(!desk.terminal.isAlternate)
    desk.terminal.enter("fg")
    try desk.terminal.wait("the code after fg") { ConsoleDesk.code(on: $0) == code }
    #expect(desk.terminal.isAlternate)
    try desk.signIn(as: "support")
    try desk.terminal.wait(for: "OK is required")
    try desk.press("Enter", until: "Opened as support@practice.example")
    try desk.press("Enter", until: "Verified")
    try desk.press("q", until: Tmux.prompt)
  }

  @Test("A hang-up during a sign-in ends with 129, and the next console takes the same code up")
  func hungUp() throws {
    let desk = try ConsoleDesk(PracticeServer())
    try desk.open(until: "support")
    try desk.choose("support")
    try desk.press("a", until: "and enter the code")
    let code = try desk.code()
    try desk.send(SIGHUP, until: "left with 129")
    #expect(!desk.terminal.isAlternate)
    try desk.open(until: "A sign-in for support is under way: a takes it up again")
    try desk.press("a", until: "and enter the code")
    #expect(try desk.signIn(as: "support") == code)
    try desk.terminal.wait(for: "OK is required")
    try desk.press("Enter", until: "Opened as support@practice.example")
    try desk.press("Enter", until: "Verified")
    try desk.quit()
  }
}
