import Foundation
import Practice
import TestKit
import Testing

@Suite("A secret's rotation at the console", .serialized)
struct ConsoleRotationTests {
  @Test(
    "A new secret makes all Stale; a brings back silently what holds, with a code what does not")
  func rotation() throws {
    let server = try PracticeServer("--authenticated")
    let desk = try ConsoleDesk(server)
    try desk.open(until: "support")
    try desk.choose("support")
    try desk.press("v", until: "Verified")
    let secret = try server.newSecret()
    try desk.press("r", until: "[Registration]")
    try desk.press("Down", "Down", "Down", "Down", "Down", until: "> Client secret")
    try desk.press("Enter", until: "paste or type it; nothing is shown")
    try desk.terminal.paste(secret)
    try desk.terminal.wait(for: "typed, not saved")
    try desk.press("C-s", until: "mailboxes are Stale")
    let stale = try desk.press("Escape", until: "Mailboxes  by")
    #expect(stale.contains("5 stale"), "\(stale)")
    try server.client.revoke(["sales"])

    let proved = try desk.press("a", until: "Opened as support@practice.example")
    #expect(proved.contains("no sign-in was needed"), "\(proved)")
    #expect(!proved.contains("and enter the code"), "\(proved)")
    try desk.press("Enter", until: "Verified")

    try desk.press("Escape", until: "sales")
    try desk.choose("sales")
    try desk.press("a", until: "and enter the code")
    try desk.signIn(as: "sam.porter@contosopractice.onmicrosoft.com")
    try desk.terminal.wait(for: "OK is required")
    try desk.press("Enter", until: "Opened as")
    try desk.press("Enter", until: "Verified")
    try desk.quit()
    #expect(!String(decoding: desk.terminal.written, as: UTF8.self).contains(secret))
    #expect(try Secrecy.files(holding: secret, under: server.home) == [])
    let log = try server.log()
    #expect(log.requests.filter { $0.path.hasSuffix("/devicecode") }.count == 1)
  }
}
