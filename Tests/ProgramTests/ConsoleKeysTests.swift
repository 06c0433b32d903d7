import Foundation
import TestKit
import Testing

@Suite("Keys of one's own at the console", .serialized)
struct ConsoleKeysTests {
  @Test("A key bound in config.toml works, and footer, help and palette name it")
  func rebound() throws {
    let desk = try ConsoleDesk(PracticeServer(), columns: 80, rows: 24)
    try desk.configure("[keys]\nproblem = \"F6\"\nauthenticate = [\"e\", \"F5\"]\n")
    try desk.open(until: "support")
    try desk.choose("support")
    try desk.press("?", until: "e F5      Sign the mailbox in.")
    try desk.press("Escape", until: "Mailboxes  by")
    try desk.press(":", until: "Commands")
    desk.terminal.type("authenticate")
    try desk.terminal.wait(for: "> e     authenticate")
    try desk.press("Escape", until: "e Authenticate")
    // No longer bound, and so no sign-in.
    desk.terminal.press("a")
    try desk.press(shown: "e", until: "and enter the code")
    try desk.press("Escape", until: "The sign-in is kept: e takes it up again.")
    try desk.quit()
  }

  @Test("mouse and ascii of config.toml are obeyed from the start")
  func settings() throws {
    let desk = try ConsoleDesk(PracticeServer(), columns: 80, rows: 24)
    let config = desk.home + "/config.toml"
    let before = try String(contentsOfFile: config, encoding: .utf8)
    try ("mouse = true\nascii = true\n" + before)
      .write(toFile: config, atomically: true, encoding: .utf8)
    try desk.open(until: "support")
    let written = desk.terminal.written
    #expect(written.allSatisfy { $0 < 0x80 })
    #expect(String(decoding: written, as: UTF8.self).contains("\u{1b}[?1000h"))
    try desk.press("M", until: "Mouse off")
    try desk.quit()
  }

  @Test("A theme file that is wrong is named with line and column, and the standard theme is shown")
  func theme() throws {
    let desk = try ConsoleDesk(PracticeServer(), columns: 80, rows: 24)
    try FileManager.default.createDirectory(
      atPath: desk.home + "/themes", withIntermediateDirectories: true)
    try "name = \"mine\"\nsummary = \"x\"\n[roles]\ntext = { fg = \"no-such-colour\" }\n"
      .write(toFile: desk.home + "/themes/mine.toml", atomically: true, encoding: .utf8)
    let config = desk.home + "/config.toml"
    let before = try String(contentsOfFile: config, encoding: .utf8)
    try ("theme = \"mine\"\n" + before).write(toFile: config, atomically: true, encoding: .utf8)
    let screen = try desk.open(until: "mine.toml, line 4, column")
    #expect(screen.contains("Mailboxes  by name"), "\(screen)")
    let page = try desk.press("?", until: "Wrong in the settings")
    #expect(page.contains("the standard theme is shown"), "\(page)")
    try desk.press("Escape", until: "? Help")
    try desk.quit()
  }

  @Test("What is wrong in [keys] is named with file, line and column; the usual keys are in force")
  func wrong() throws {
    let desk = try ConsoleDesk(PracticeServer(), columns: 80, rows: 24)
    let line = try desk.configure("[keys]\nlog = \"F8\"\nverify = \"q\"\ndance = \"d\"\n")
    try desk.open(
      until: "config.toml, line \(line + 2), column 1: keys.verify: q already does quit (?: 1 more)"
    )
    try desk.press("?", until: "config.toml, line \(line + 3), column 1: unknown action \"dance\"")
    try desk.press("Escape", until: "Mailboxes  by")
    try desk.press("F8", until: "registration")
    try desk.press("Escape", until: "Mailboxes  by")
    // The keys of the console keep no verb from its work.
    #expect(try desk.server.greenbox("status").exit == 3)
    try desk.quit()
  }
}
