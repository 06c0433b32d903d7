import Foundation
import TestKit
import Testing
@testable import Core

/// What somebody types who has an app registration and nothing else.
struct TypedSettings {
  var clientID: String
  var tenantID: String
  var secret: String

  /// The registration of a practice tenant, with a secret that is new.
  init(_ server: PracticeServer) throws {
    struct Registration: Decodable {
      var client_id: String
      var tenant_id: String
    }
    let shown = try server.greenbox("registration", "show", "Oracle B2C Service Email", "--json")
    let ids = try JSONDecoder().decode(Registration.self, from: Data(shown.output.utf8))
    clientID = ids.client_id
    tenantID = ids.tenant_id
    secret = try server.newSecret()
  }
}

@Suite("First start at the console", .serialized)
struct ConsoleFirstStartTests {
  @Test("From an empty home to Verified, and to a cause, at 80 by 24 with keys the screen shows")
  func firstStart() throws {
    let server = try PracticeServer()
    let folder = try TemporaryFolder()
    let desk = try ConsoleDesk(server, home: folder.path, columns: 80, rows: 24)
    let typed = try TypedSettings(server)
    try desk.open(until: "1 of 3: the app registration")
    desk.terminal.type(typed.clientID)
    try desk.press(shown: "Enter", until: "> Directory (tenant) ID")
    desk.terminal.type(typed.tenantID)
    try desk.press(shown: "Enter", until: "paste or type it; nothing is shown")
    try desk.terminal.paste(typed.secret)
    try desk.terminal.wait(for: "typed, not saved")
    try desk.press(shown: "Enter", until: "> Secret expires")
    desk.terminal.type("2099-03-31")
    try desk.press(shown: "^S", until: "name the interface")
    desk.terminal.type("care.custhelp.com")
    try desk.press(shown: "Enter", until: "https://care.custhelp.com")
    try desk.press(shown: "^S", until: "tick these permissions")
    try desk.press(shown: "^S", until: "not confirmed")
    try desk.press(shown: "Enter", until: "Confirmed on care.custhelp.com")
    try desk.press(shown: "^S", until: "3 of 3: the mailbox")
    desk.terminal.type("Support")
    try desk.press(shown: "Enter", until: ">Pop Account")
    desk.terminal.type("support@practice.example")
    try desk.press(shown: "^S", until: "Saved Support.")
    try desk.press(shown: "a", until: "and enter the code")
    try desk.signIn(as: "support")
    try desk.terminal.wait(for: "OK is required")
    try desk.press(shown: "Enter", until: "Opened as support@practice.example: 4 messages")
    try desk.press(shown: "Enter", until: "✓ Authenticated · Verified")
    #expect(desk.presses <= 40)

    #expect(!String(decoding: desk.terminal.written, as: UTF8.self).contains(typed.secret))
    #expect(try Secrecy.files(holding: typed.secret, under: folder.path) == [])
  }

  @Test("From home, cause and owner of a denied mailbox are at most six shown keys away")
  func cause() throws {
    let server = try PracticeServer("--authenticated")
    let verified = try server.greenbox("verify", "returns")
    #expect(verified.exit == 4, "\(verified.output)")
    let desk = try ConsoleDesk(server, columns: 80, rows: 24)
    try desk.open(until: "denied")
    try desk.press(shown: "/", until: "6 of 6")
    desk.terminal.type("ret")
    try desk.terminal.wait(for: "1 of 6")
    try desk.press(shown: "Enter", until: "Esc Back")
    let page = try desk.press(shown: "p", until: "Who acts")
    #expect(page.contains("1. "), "\(page)")
    #expect(page.contains("Who acts   your Microsoft 365 admin"), "\(page)")
    #expect(desk.presses <= 6)
  }
}

/// Where a secret must not be.
enum Secrecy {
  /// The files under a folder that hold a text.
  static func files(holding text: String, under folder: String) throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return names.filter { name in
      guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else {
        return false
      }
      return bytes.range(of: Data(text.utf8)) != nil
    }
  }
}
