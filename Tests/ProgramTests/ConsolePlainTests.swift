import Foundation
import Practice
import TestKit
import Testing

@Suite("The console where there is no place for one", .serialized)
struct ConsolePlainTests {
  @Test("TERM=dumb and no terminal print the status in lines, with no escape sequence")
  func status() throws {
    let desk = try ConsoleDesk(PracticeServer(), columns: 120, rows: 36)
    let piped = try desk.server.greenbox()
    let lines = piped.output.split(separator: "\n").map(String.init)
    #expect(piped.exit == 3)
    #expect(lines.contains { $0.contains("support@practice.example") }, "\(piped.output)")
    #expect(try desk.server.greenbox("--plain").output == piped.output)
    for command in ["TERM=dumb greenbox", "TERM= greenbox"] {
      let before = desk.terminal.written.count
      desk.terminal.enter("\(command); echo \"left with $?\"")
      try desk.terminal.wait(for: "left with 3\n\(Tmux.prompt)")
      let written = String(decoding: desk.terminal.written.dropFirst(before), as: UTF8.self)
      #expect(!written.contains("\u{1b}"), "\(command)")
      for line in lines { #expect(written.contains(line), "\(command): \(line)") }
      #expect(written.contains("The console in lines: greenbox --plain"))
      #expect(!desk.terminal.isAlternate)
      desk.terminal.enter("clear")
      try desk.terminal.wait("an empty screen") { !$0.contains("left with") }
    }
  }
}

/// The console in lines, on a terminal that cannot place its cursor.
@Suite("The console in lines", .serialized)
struct ConsoleLinesTests {
  private let server: PracticeServer
  private let folder: TemporaryFolder

  init() throws {
    server = try PracticeServer()
    folder = try TemporaryFolder()
  }

  private func desk(home: String) throws -> ConsoleDesk {
    let desk = try ConsoleDesk(server, home: home, columns: 200, rows: 60)
    desk.terminal.enter("clear; TERM=dumb greenbox --plain; echo \"left with $?\"")
    return desk
  }

  @Test("The terminal echoes nothing by the time a secret is asked for, and not only after it")
  func silentFirst() throws {
    let typed = try TypedSettings(server)
    var environment = server.environment
    environment["GREENBOX_HOME"] = folder.path
    environment["TERM"] = "dumb"
    let terminal = try TerminalProgram(
      [Greenbox.path, "--plain"], environment: environment, columns: 400)
    #expect(terminal.waits(for: "Application (client) ID:"))
    terminal.type(typed.clientID + "\n")
    #expect(terminal.waits(for: "Directory (tenant) ID:"))
    // ^S holds the question back: what follows it in the program cannot happen.
    terminal.type("\u{13}" + typed.tenantID + "\n")
    let deadline = Date(timeIntervalSinceNow: 10)
    while terminal.modes[3] & UInt32(ECHO) != 0, Date() < deadline { terminal.settle(5) }
    #expect(terminal.modes[3] & UInt32(ECHO) == 0)
    #expect(!terminal.text().contains("nothing is shown"))
    terminal.type("\u{11}")
    #expect(terminal.waits(for: "the Value; nothing is shown:"))
  }

  @Test("From an empty home to Verified with TERM=dumb, and no byte places a cursor")
  func firstStart() throws {
    let typed = try TypedSettings(server)
    let desk = try desk(home: folder.path)
    try desk.terminal.wait(for: "Application (client) ID:")
    desk.terminal.enter(typed.clientID)
    try desk.terminal.wait(for: "Directory (tenant) ID:")
    desk.terminal.enter(typed.tenantID)
    try desk.terminal.wait(for: "the Value; nothing is shown:")
    desk.terminal.enter(typed.secret)
    try desk.terminal.wait(for: "Secret expires:")
    desk.terminal.enter("2099-03-31")
    try desk.terminal.wait(for: "Secret ID:")
    desk.terminal.enter("")
    try desk.terminal.wait(for: "Client secret: ********  (typed, not saved)")
    desk.terminal.enter("s")
    try desk.terminal.wait(for: "Host of the interface:")
    desk.terminal.enter("care.custhelp.com")
    try desk.terminal.wait(for: "care.custhelp.com: https://care.custhelp.com")
    desk.terminal.enter("s")
    try desk.terminal.wait(for: "POP.AccessAsUser.All")
    desk.terminal.enter("s")
    try desk.terminal.wait(for: "1. All three on care.custhelp.com")
    desk.terminal.enter("1")
    try desk.terminal.wait(for: "Confirmed on care.custhelp.com")
    desk.terminal.enter("s")
    try desk.terminal.wait(for: "Mailbox name:")
    desk.terminal.enter("Support")
    try desk.terminal.wait(for: "Pop Account:")
    desk.terminal.enter("support@practice.example")
    try desk.terminal.wait(for: "Incoming: Enabled: yes")
    desk.terminal.enter("s")
    try desk.terminal.wait(for: "Saved Support.")
    desk.terminal.enter("a")
    let screen = try desk.terminal.wait(for: "letter by letter")
    let code = try #require(screen.firstMatch(of: /and enter the code ([A-Z0-9]{9})/)?.1)
    try server.client.answer(code: String(code), as: "support@practice.example")
    try desk.terminal.wait(for: "1. OK (ok)")
    desk.terminal.enter("1")
    try desk.terminal.wait(for: "Opened as support@practice.example: 4 messages")
    desk.terminal.enter("b")
    try desk.terminal.wait(for: "Mailbox Support: Authenticated · Verified")
    desk.terminal.enter("b")
    try desk.terminal.wait(for: "1 mailbox: 1 verified.")
    desk.terminal.enter("q")
    try desk.terminal.wait(for: "left with 0")

    let written = String(decoding: desk.terminal.written, as: UTF8.self)
    let mine = written.components(separatedBy: "1 of 3: the app registration").last ?? written
    #expect(!mine.contains("\u{1b}"))
    #expect(!written.contains(typed.secret))
    #expect(try Secrecy.files(holding: typed.secret, under: folder.path) == [])
  }

  @Test("A denied mailbox: the cause and who acts are read out; then all are verified in turn")
  func denied() throws {
    let server = try PracticeServer("--authenticated")
    let desk = try ConsoleDesk(server, columns: 200, rows: 60)
    desk.terminal.enter("clear; TERM=dumb greenbox --plain; echo \"left with $?\"")
    try desk.terminal.wait(for: "Greenbox. Oracle B2C Service Email")
    desk.terminal.enter("V")
    try desk.terminal.wait(for: "Go on (b)", timeout: 60)
    let text = { String(decoding: desk.terminal.written, as: UTF8.self) }
    #expect(text().contains("support: Authenticated · Verified"))
    #expect(text().contains("returns: Authenticated · Access denied"))
    desk.terminal.enter("b")
    try desk.terminal.wait(for: "Quit; unsaved changes are asked about (q)")
    desk.terminal.enter("4")
    try desk.terminal.wait(for: "Mailbox returns: Authenticated · Access denied")
    desk.terminal.enter("p")
    try desk.terminal.wait(for: "What was said")
    #expect(text().contains("Who acts   your Microsoft 365 admin"))
    #expect(text().contains("1. "))
    desk.terminal.enter("zz")
    try desk.terminal.wait(for: "zz is no choice here.")
    desk.terminal.press("C-d")
    try desk.terminal.wait(for: "left with 0")
    #expect(!(text().components(separatedBy: "Greenbox. Oracle").last ?? "").contains("\u{1b}"))
  }
}
