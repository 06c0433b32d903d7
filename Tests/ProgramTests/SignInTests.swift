import Foundation
import Practice
import TestKit
import Testing

/// Who may sign in for a mailbox, and what each ends with.
@Suite(.serialized)
struct SignInTests {
  private let server: PracticeServer

  init() throws { server = try PracticeServer() }

  @Test("an alias of the person who signs in ends Verified")
  func alias() throws {
    let run = try server.signIn(
      "authenticate", "sales", "--ok", as: "sam.porter@contosopractice.onmicrosoft.com")
    #expect(run.exit == 0)
    #expect(run.names == ["device-code", "signed-in", "authenticated", "access"])
    #expect(run.value("signed-in", "as") == "sam.porter@contosopractice.onmicrosoft.com")
    #expect(run.value("access", "messages") == "3")
  }

  @Test("somebody else is a question and never the mailbox's grant; --ok does not answer it")
  func somebodyElse() throws {
    let run = try server.signIn("authenticate", "events", "--ok", as: "pat.lee")
    #expect(run.exit == 3)
    #expect(run.names == ["device-code", "signed-in", "wrong-person", "failed"])
    #expect(
      run.lines[2]
        == #"{"greenbox":1,"event":"wrong-person","wrong-person":{"as":"pat.lee@practice.example","#
        + #""expected":"events@practice.example","warnings":[]}}"#)
    #expect(run.value("failed", "problem", "id") == "wrong-person")
    #expect(try server.greenbox("verify", "events").exit == 3)
    #expect(try server.log().commands.allSatisfy { $0.verb != "AUTH-2" })
    let right = try server.signIn("authenticate", "events", "--ok", as: "events")
    #expect(right.exit == 0)
  }

  @Test("--accept-other keeps somebody else's sign-in, and the mail server decides")
  func acceptOther() throws {
    let run = try server.signIn("authenticate", "events", "--accept-other", as: "pat.lee")
    #expect(run.names == ["device-code", "signed-in", "wrong-person", "authenticated", "access"])
    #expect(run.value("access", "access") == "denied")
    #expect(run.exit == 4)
  }

  @Test("admin consent first: the admin signs in, then the mailbox, and it ends Verified")
  func adminConsent() throws {
    let first = try server.signIn("authenticate", "billing", "--ok", as: "billing")
    #expect(first.exit == 3)
    #expect(first.names == ["device-code", "consent-needed"])
    let admin = try server.signIn(
      "authenticate", "billing", "--admin-consented", as: "admin", consents: true)
    #expect(admin.exit == 3)
    #expect(admin.names == ["device-code", "signed-in", "wrong-person"])
    let second = try server.signIn("authenticate", "billing", "--ok", as: "billing")
    #expect(second.exit == 0)
    #expect(second.names == ["device-code", "signed-in", "authenticated", "access"])
    let checklist = try server.greenbox("checklist", "billing")
    #expect(checklist.output.contains("an admin's consent for tenant"))
  }

  @Test("a mailbox with POP off is authenticated and denied, with ranked causes and who acts")
  func denied() throws {
    let run = try server.signIn("authenticate", "returns", "--ok", as: "returns")
    #expect(run.exit == 4)
    #expect(run.names == ["device-code", "signed-in", "authenticated", "access"])
    #expect(run.value("access", "access") == "denied")
    #expect(run.value("access", "problem", "id") == "pop-denied")
    #expect(run.value("access", "problem", "owner") == "tenant-admin")
    #expect(run.output.contains("Get-CASMailbox -Identity returns@practice.example"))
    #expect(try server.greenbox("verify", "returns").exit == 4)
  }

  @Test("an expired secret stops before a code is shown; --anyway shows one")
  func expiredSecret() throws {
    let run = try server.greenbox("authenticate", "legacy", "--json")
    #expect(run.exit == 6)
    #expect(run.names == ["failed"])
    #expect(run.value("failed", "problem", "id") == "secret-expired")
    #expect(try server.log().requests.allSatisfy { !$0.path.hasSuffix("/devicecode") })
    let anyway = try server.start(["authenticate", "legacy", "--json", "--anyway"])
    #expect(server.code(of: anyway) != nil)
    anyway.kill(SIGTERM)
    _ = anyway.wait()
  }

  @Test("a second authenticate takes up the code that is under way; --new-sign-in drops it")
  func takesUp() throws {
    let first = try server.start(["authenticate", "support", "--json"])
    let code = try #require(server.code(of: first))
    first.kill(SIGTERM)
    #expect(first.wait().exitCode == 143)
    let second = try server.start(["authenticate", "support", "--json"])
    #expect(server.code(of: second) == code)
    second.kill(SIGTERM)
    _ = second.wait()
    let third = try server.start(["authenticate", "support", "--json", "--new-sign-in", "--ok"])
    let other = try #require(server.code(of: third))
    #expect(other != code)
    try server.client.answer(code: other, as: "support@practice.example")
    #expect(third.wait().exitCode == 0)
  }

  @Test(
    "each signal ends a waiting sign-in with its own code, and resume completes it",
    arguments: [(SIGHUP, 129), (SIGINT, 130), (SIGTERM, 143), (SIGKILL, nil)] as [(Int32, Int32?)])
  func signals(signal: Int32, exit: Int32?) throws {
    let waiting = try server.start(["authenticate", "support", "--json"])
    let code = try #require(server.code(of: waiting))
    waiting.kill(signal)
    let end = waiting.wait()
    #expect(end.end == exit.map { .exited($0) } ?? .signalled(signal))
    let resumed = try server.start(["resume", "--json", "--ok"])
    #expect(server.code(of: resumed) == code)
    try server.client.answer(code: code, as: "support@practice.example")
    let result = Run(resumed.wait())
    #expect(result.exit == 0)
    #expect(result.names == ["device-code", "signed-in", "authenticated", "access"])
  }
}
