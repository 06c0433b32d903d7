import Foundation
import TestKit
import Testing

/// What a newcomer types, and where it goes wrong.
@Suite(.serialized)
struct NewcomerUsageTests {
  private let server: PracticeServer

  init() throws { server = try PracticeServer() }

  private func run(_ arguments: [String], adding: [String: String] = [:]) throws -> Run {
    let process = try server.start(arguments, adding: adding)
    process.closeInput()
    return Run(process.wait())
  }

  @Test("a secret in an id's place is refused, stored nowhere and not shown again")
  func secretAsID() throws {
    let name = "Oracle B2C Service Email"
    let secret = "Pn98Q~dk3BvTq.aZx0LmWcY7-rEuHs_GfJtKiObQ"
    let before = try run(["settings", "show", "--registration=\(name)", "--json"]).output
    for words in ["client-id=\(secret)", "tenant-id=\(secret)", "secret-id=\(secret)"] {
      for verb in [
        ["settings", "set", "--registration=\(name)"], ["registration", "edit", name],
      ] {
        let found = try run(verb + [words])
        #expect(found.exit == 6, "\(words)")
        #expect(found.errors.contains("looks like a client secret"), "\(found.errors)")
        #expect(!(found.output + found.errors).contains(secret))
      }
    }
    for words in [secret, "secret-expires=\(secret)", "\(secret)=x"] {
      let found = try run(["settings", "set", "--registration=\(name)", words])
      #expect(found.exit == 64)
      #expect(!(found.output + found.errors).contains(secret))
    }
    #expect(try run(["settings", "show", "--registration=\(name)", "--json"]).output == before)
  }

  @Test("explain takes text that begins with a dash, and its own options beside it")
  func dash() throws {
    let plain = try run(["explain", "-ERR Logon failure: unknown user name"])
    #expect(plain.exit == 0)
    #expect(plain.output.contains("server said: -ERR Logon failure: unknown user name"))
    #expect(
      try run(["explain", "-ERR", "Logon", "failure:", "unknown", "user", "name"]).output
        == plain.output)
    let json = try run(["explain", "-ERR [IN-USE] the lock", "--json"])
    #expect(json.output.contains(#""id":"pop-locked""#))
    #expect(try run(["explain", "--", "-ERR [IN-USE] the lock"]).output.contains("[IN-USE]"))
    #expect(try run(["explain", "--help"]).output.hasPrefix("OVERVIEW: "))
    #expect(try run(["explain", "--jsno"]).exit == 64)
    #expect(try run(["explain", "-"]).exit == 0)
  }

  @Test("an order with no practice tenant says how to start one")
  func noPractice() throws {
    let folder = try TemporaryFolder()
    let found = try run(["practice", "new-secret"], adding: ["GREENBOX_HOME": folder.path])
    #expect(found.exit == 6)
    #expect(found.errors.hasPrefix("No practice tenant runs for this home\n"))
    #expect(found.errors.contains("greenbox practice --serve"))
  }

  @Test("a new practice secret's next step names its registration")
  func newSecret() throws {
    #expect(
      try run(["practice", "new-secret"]).lines.last
        == "Next: greenbox settings set --registration 'Oracle B2C Service Email' "
        + "--secret-file FILE")
  }

  @Test("status names what helps most: a sign-in under way, then mailboxes by their state")
  func statusNext() throws {
    #expect(try run(["status"]).lines.last == "Next: greenbox authenticate billing")
    let process = try server.start(["authenticate", "support", "--json"])
    process.closeInput()
    _ = server.code(of: process)
    process.kill(SIGINT)
    _ = process.wait()
    #expect(try run(["status"]).lines.last == "Next: greenbox resume support")
  }

  @Test("a day in another form is offered in the right one, an ambiguous one is not")
  func days() throws {
    let set = ["settings", "set", "--registration=Oracle B2C Service Email"]
    #expect(
      try run(set + ["secret-expires=31.05.2027"]).errors.hasPrefix(
        "Error: secret-expires: 31.05.2027 is not of the form YYYY-MM-DD; did you mean 2027-05-31?"
      ))
    let ambiguous = try run(set + ["secret-expires=05/06/2027"]).errors
    #expect(
      ambiguous.hasPrefix("Error: secret-expires: 05/06/2027 is not of the form YYYY-MM-DD\n"))
  }

  @Test("where the locale is not UTF-8 every verb's text is ASCII, and JSON is as ever")
  func ascii() throws {
    #expect(try run(["mailbox", "edit", "support", "--display-name", "Müller 郵便"]).exit == 0)
    let settings = ["settings", "show", "--registration=Oracle B2C Service Email"]
    for words in [
      ["status"], ["checklist", "support"], ["mailbox", "show", "support"], settings,
      ["verify", "--all"], ["report", "--all"], ["explain", "AADSTS7000222"],
    ] {
      let found = try run(words, adding: ["LC_ALL": "C"])
      #expect((found.output + found.errors).utf8.allSatisfy { $0 < 0x80 }, "\(words)")
    }
    #expect(
      try run(["mailbox", "show", "support"], adding: ["LANG": "C"]).output.contains("M?ller ??"))
    #expect(
      try run(["mailbox", "show", "support"], adding: ["LC_CTYPE": "C"]).output
        .contains("M?ller ??"))
    #expect(
      try run(["mailbox", "show", "support", "--json"], adding: ["LANG": "C"]).output
        .contains("Müller 郵便"))
  }

  @Test("an expired secret has its problem in status and in an offline verify, and its next step")
  func expired() throws {
    let server = try PracticeServer("--authenticated")
    let old = "Oracle B2C Service Email (old)"
    let set = ["settings", "set", "--registration=\(old)", "secret-expires=2026-01-01"]
    func run(_ words: [String]) throws -> Run {
      let process = try server.start(words)
      process.closeInput()
      return Run(process.wait())
    }
    #expect(try run(set).exit == 0)
    for words in [["status", "--json"], ["verify", "legacy", "--offline", "--json"]] {
      let line = try run(words).lines.first { $0.contains(#""mailbox":"legacy""#) } ?? ""
      #expect(line.contains(#""state":"secret_expired""#), "\(words)")
      #expect(line.contains(#""problem":{"id":"secret-expired""#), "\(words)")
    }
    #expect(
      try run(["status"]).lines.last
        == "Next: greenbox settings set --secret-file FILE --registration '\(old)'")
  }
}
