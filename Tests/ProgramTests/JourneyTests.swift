import Foundation
import TestKit
import Testing
@testable import Core

/// The main job with verbs only, in a home of the admin's own.
@Suite(.serialized)
struct JourneyTests {
  private let server: PracticeServer
  private let folder: TemporaryFolder
  private var home: String { folder.path }

  init() throws {
    server = try PracticeServer()
    folder = try TemporaryFolder()
  }

  private func greenbox(_ arguments: String..., input: String = "") throws -> Run {
    let process = try server.start(arguments, home: home)
    process.write(input)
    process.closeInput()
    return Run(process.wait())
  }

  private func typeSettings() throws {
    struct Registration: Decodable {
      var client_id: String
      var tenant_id: String
    }
    let shown = try server.greenbox(
      "registration", "show", "Oracle B2C Service Email", "--json")
    let ids = try JSONDecoder().decode(Registration.self, from: Data(shown.output.utf8))
    let secret = try server.newSecret()
    let set = try greenbox(
      "settings", "set", "client-id=\(ids.client_id)", "tenant-id=\(ids.tenant_id)",
      "interface=care.custhelp.com", "--secret-file", "-", input: secret + "\n")
    #expect(set.exit == 0, "\(set.errors)")
    let added = try greenbox(
      "mailbox", "add", "Support", "--pop-account", "support@practice.example")
    #expect(added.exit == 0, "\(added.errors)")
  }

  private static let signInObjects = [
    #"{"greenbox":1,"event":"device-code","device-code":{"user_code":"CODE","#
      + #""verification_uri":"https://HOST/devicelogin","#
      + #""expires_in":900,"interval":1,"verification_uri_complete":null,"resumed":false}}"#,
    #"{"greenbox":1,"event":"signed-in","signed-in":{"as":"support@practice.example","#
      + #""scopes":["https://outlook.office.com/POP.AccessAsUser.All"]}}"#,
  ]

  private static let accessObjects = [
    #"{"greenbox":1,"event":"authenticated","authenticated":{"how":"sign-in"}}"#,
    #"{"greenbox":1,"event":"access","access":{"mailbox":"Support","access":"verified","#
      + #""messages":4,"octets":9371,"problem":null,"warnings":[{"rule":"D20","field":"waiting messages","#
      + #""severity":"warning","message":"4 messages will become incidents at the next techmail "#
      + #"run.","advice":"If they should not, move them out of the inbox before techmail comes "#
      + #"(about every 15 minutes).","fix":null}],"checks":"#
      + CheckObjects.verified + "}}",
  ]

  @Test("without --ok and without a terminal it stops at awaiting-ok; resume --ok completes it")
  func stopsAtOK() throws {
    try typeSettings()
    #expect(try greenbox("settings", "verify").exit == 0)
    let first = try server.signIn("authenticate", "Support", as: "support", home: home)
    #expect(first.exit == 3)
    let awaiting = #"{"greenbox":1,"event":"awaiting-ok","awaiting-ok":{"pending":"ID"}}"#
    #expect(first.masked == Self.signInObjects + [awaiting])
    // Nothing is kept before OK.
    #expect(try greenbox("verify", "Support").exit == 3)
    let second = try greenbox("resume", "--ok", "--json")
    #expect(second.exit == 0)
    #expect(second.masked == Self.accessObjects)
    // A second OK has nothing left to accept.
    #expect(try greenbox("resume", "--ok", "--json").names == ["failed"])
    #expect(try greenbox("status").exit == 0)
  }

  @Test("with --ok it goes from the code to Verified in one call, and all ten steps are done")
  func inOneGo() throws {
    try typeSettings()
    let run = try server.signIn("authenticate", "Support", "--ok", as: "support", home: home)
    #expect(run.exit == 0)
    #expect(run.masked == Self.signInObjects + Self.accessObjects)
    #expect(try greenbox("checklist", "Support").exit == 6)
    let interface = "care.custhelp.com"
    #expect(try greenbox("attest", "--interface", interface, "--setting", "all").exit == 0)
    #expect(try greenbox("attest", "Support", "2", "--client", "browser-ui").exit == 0)
    let list = try greenbox("checklist", "Support")
    #expect(list.exit == 0, "\(list.output)")
    #expect(
      list.lines.filter { $0.contains(/^. [0-9]+[.]/) }.map { String($0.prefix(1)) }
        == Array(repeating: "✓", count: 10))
  }

  @Test("the person at the browser, the secrets and the faults are verbs of practice")
  func practiceVerbs() throws {
    try typeSettings()
    let process = try server.start(["authenticate", "Support", "--ok", "--json"], home: home)
    process.closeInput()
    let code = try #require(server.code(of: process))
    let approved = try server.greenbox(
      "practice", "approve", code, "--as", "support@practice.example", "--json")
    #expect(approved.exit == 0)
    #expect(process.wait().exitCode == 0)
    let made = try server.greenbox("practice", "new-secret", "--expires", "2030-01-02")
    #expect(made.exit == 0)
    #expect(made.lines[2] == "Expires    2030-01-02")
    let id = String(made.lines[1].split(separator: " ").last ?? "")
    #expect(try server.greenbox("practice", "delete-secret", id).exit == 0)
    #expect(try server.greenbox("practice", "delete-secret", id).exit == 6)
    #expect(try server.greenbox("practice", "revoke", "support").exit == 0)
    #expect(try greenbox("verify", "Support").exit == 3)
    #expect(try server.greenbox("practice", "faults", "--set", "sys-temp").exit == 0)
    #expect(try server.greenbox("practice", "faults", "--clear", "all").exit == 0)
    let unknown = try server.greenbox("practice", "faults", "--set", "nosuch")
    #expect(unknown.exit == 6)
    #expect(unknown.errors.contains("there is no fault nosuch"))
  }

  @Test("a home that is open to others is refused, and so is a damaged vault")
  func refusedHomes() throws {
    try typeSettings()
    for (name, open, closed) in [
      ("", 0o770, 0o700), ("/vault.db", 0o640, 0o600), ("/key", 0o644, 0o600),
    ] {
      chmod(home + name, mode_t(open))
      #expect(try greenbox("status").exit == 7, "\(name)")
      chmod(home + name, mode_t(closed))
    }
    #expect(try greenbox("status").exit == 3)
    let key = folder.file("key")
    try FileManager.default.removeItem(atPath: key)
    try folder.write("key", String(repeating: "0", count: 64) + "\n")
    #expect(try greenbox("status").exit == 7)
  }
}
