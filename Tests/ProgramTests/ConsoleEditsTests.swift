import Foundation
import TestKit
import Testing

@Suite("Unsaved edits when the console must go", .serialized)
struct ConsoleEditsTests {
  @Test("After a hang-up the edits are offered again, and saved; after a quit nothing is left")
  func mailbox() throws {
    let desk = try ConsoleDesk(PracticeServer())
    try desk.open(until: "support")
    try desk.choose("support")
    try desk.press("Enter", until: "[Incoming]")
    try desk.press("Left", until: "[General]")
    try desk.press("Right", "Right", until: "[Outgoing]")
    try desk.press("Down", "Enter", until: "Enter Keep")
    desk.terminal.type("The Help Desk")
    try desk.terminal.wait(for: "The Help Desk")
    try desk.send(SIGHUP, until: "left with 129")
    let kept = desk.home + "/edits.json"
    let mode = try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try desk.open(until: "Unsaved changes of last time are here again: ^S saves them.")
    try desk.press("C-s", until: "Saved support.")
    try desk.quit()
    #expect(!FileManager.default.fileExists(atPath: kept))
    let shown = try desk.server.greenbox("mailbox", "show", "support")
    #expect(shown.output.contains("The Help Desk"), "\(shown.output)")
  }

  @Test("At a first start the registration is kept but for the secret, which is nowhere")
  func registration() throws {
    let server = try PracticeServer()
    let folder = try TemporaryFolder()
    let desk = try ConsoleDesk(server, home: folder.path)
    let canary = "Kanarienvogel~8Q~gelb.im.Terminal-0123456789"
    try desk.open(until: "1 of 3: the app registration")
    desk.terminal.type("2b6ae789-b57d-4c86-ae8e-6e8797fc38c8")
    try desk.press("Enter", "Enter", until: "paste or type it; nothing is shown")
    desk.terminal.type(canary)
    try desk.terminal.wait(for: "typed, not saved")
    try desk.press("Enter", until: "> Secret expires")
    desk.terminal.type("2099-03-31")
    try desk.terminal.wait(for: "2099-03-31")
    try desk.send(SIGTERM, until: "left with 143")
    #expect(try Secrecy.files(holding: canary, under: folder.path) == [])
    let again = try desk.open(until: "Unsaved changes of last time are here again")
    #expect(again.contains("2b6ae789-b57d-4c86-ae8e-6e8797fc38c8"), "\(again)")
    #expect(again.contains("2099-03-31"), "\(again)")
    #expect(again.contains("none stored"), "\(again)")
    #expect(again.contains("1 of 3"), "\(again)")
    try desk.press("Escape", until: "Esc Back")
    try desk.press("Escape", until: "Leave with unsaved changes?")
    try desk.press("d", until: "Mailboxes  by")
    try desk.quit()
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/edits.json"))
    #expect(!String(decoding: desk.terminal.written, as: UTF8.self).contains(canary))
  }
}
