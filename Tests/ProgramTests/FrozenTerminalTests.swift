import Foundation
import TestKit
import Testing

/// A terminal that takes nothing: a stopped one, or a line that stands.
@Suite(.serialized)
struct FrozenTerminalTests {
  private let server: PracticeServer

  init() throws {
    server = try PracticeServer("--mailboxes", "12", "--authenticated")
    try server.setFaults("strict-rotation")
  }

  private func open() throws -> TerminalProgram {
    var environment = Greenbox.environment.merging(server.environment) { $1 }
    environment["TERM"] = "xterm-256color"
    let terminal = try TerminalProgram(
      [Greenbox.path], environment: environment, columns: 200, rows: 50)
    #expect(terminal.waits(for: "mailbox"))
    terminal.settle()
    return terminal
  }

  // Many whole pictures, none of which is read.
  private func freeze(_ terminal: TerminalProgram) {
    for _ in 0..<80 {
      terminal.type("?")
      usleep(8_000)
      terminal.type("qT")
      usleep(8_000)
    }
  }

  @Test(
    "a signal ends the console at once, and no grant of a run under way is lost",
    arguments: [SIGTERM, SIGHUP, SIGINT])
  func signal(number: Int32) throws {
    let terminal = try open()
    freeze(terminal)
    terminal.type("V")
    for _ in 0..<200 where try server.log().outcomes(of: "refresh_token").isEmpty {
      usleep(10_000)
    }
    terminal.kill(number)
    #expect(terminal.endsUnread(timeout: 4))
    #expect(terminal.waitForEnd(timeout: 4) == .exited(128 + number))
    for name in ["support", "sales"] {
      #expect(try server.greenbox("verify", name).exit == 0)
    }
    #expect(try server.log().dead_token_uses == 0)
  }

  @Test("work goes on meanwhile, and what is true by then is shown when the terminal goes on")
  func thaw() throws {
    let terminal = try open()
    freeze(terminal)
    terminal.type("V")
    // Every mailbox with a token is redeemed though nothing can be shown.
    for _ in 0..<600 where try server.log().outcomes(of: "refresh_token").count < 15 {
      usleep(10_000)
    }
    #expect(try server.log().outcomes(of: "refresh_token").count >= 15)
    let mark = terminal.sent.count
    #expect(terminal.waits(for: "done", since: mark, timeout: 20))
    terminal.settle()
    terminal.type("qq")
    #expect(terminal.waitForEnd(timeout: 10) == .exited(0))
  }
}
