import Foundation
import TestKit
import Testing

@testable import Practice

private let account = "support@practice.example"

@Suite("The program against Dovecot", .serialized)
struct DovecotTests {
  @Test(
    "From nothing to Verified by verbs alone, with the true number of messages",
    arguments: DovecotSite.Mode.allCases)
  func setUp(_ mode: DovecotSite.Mode) throws {
    let snapshot = try DovecotSite()
    var octets = 0
    let dovecot = try snapshot.dovecot(mode) { plan in
      plan.messages[account] = 7
      octets = plan.octets(of: account)
    }
    #expect(try snapshot.setUp("support", popAccount: account, against: dovecot) == [0, 0])
    let checked = try snapshot.run("settings", "verify", against: dovecot)
    #expect(checked.exitCode == 0, "\(checked.words)")
    let signedIn = try snapshot.authenticate("support", as: account, against: dovecot)
    #expect(signedIn.exitCode == 0, "\(signedIn.words)")
    #expect(signedIn.names == ["device-code", "signed-in", "authenticated", "access"])
    #expect(signedIn.end?.access == "verified")
    let verified = try snapshot.run("verify", "support", against: dovecot)
    #expect(verified.verdict == .verified(messages: 7, octets: octets), "\(verified.words)")
    #expect(
      verified.mailbox("support")?.stages?.map(\.verdict)
        == Array(repeating: "passed", count: 9))
  }

  @Test("An access token that has expired is denied", arguments: DovecotSite.Mode.allCases)
  func expired(_ mode: DovecotSite.Mode) throws {
    // A server that checks by itself goes by this computer's clock, so there the tenant's is slow.
    let snapshot = try DovecotSite { $0.clockOffset = mode == .local ? -7200 : 0 }
    let dovecot = try snapshot.dovecot(mode) { $0.messages[account] = 1 }
    _ = try snapshot.signedIn(
      "support", popAccount: account, options: ["--anyway"], against: dovecot)
    if mode == .introspection { snapshot.tenant.advanceClock(seconds: 7200) }
    let run = try snapshot.run("verify", "support", "--no-refresh", against: dovecot)
    #expect(run.verdict == .denied, "\(run.words)")
    let reason = mode == .local ? "Token has expired" : "token is not valid"
    let log = dovecot.stop()
    #expect(log.contains(reason), "\(log)")
  }

  @Test(
    "A refusal is led in by a challenge, answered with an empty line, and told in the server's words",
    arguments: DovecotSite.Mode.allCases)
  func wrongUser(_ mode: DovecotSite.Mode) throws {
    // The Pop Account is an alias, which Dovecot compares with the person in the token.
    let snapshot = try DovecotSite()
    let dovecot = try snapshot.dovecot(mode) { $0.messages["sales@practice.example"] = 1 }
    let signedIn = try snapshot.signedIn(
      "sales", popAccount: "sales@practice.example", as: "sam.porter@practice.example",
      against: dovecot)
    #expect(signedIn.end?.access == "denied", "\(signedIn.words)")
    let run = try snapshot.run("verify", "sales", "--no-refresh", against: dovecot)
    #expect(run.verdict == .denied, "\(run.words)")
    let line = try #require(run.mailbox("sales"))
    #expect(line.auth == "authenticated")
    let said = try #require(line.stages?.first { $0.name == "auth-2" })
    #expect(said.said == "-ERR [AUTH] Authentication failed.")
    let lines = try #require(line.transcript)
    let challenge = try #require(lines.firstIndex { $0.hasPrefix("S: + ey") })
    let json = String(
      decoding: Data(base64Encoded: String(lines[challenge].dropFirst(5))) ?? Data(),
      as: UTF8.self)
    #expect(json.contains("\"status\":\"401\""))
    #expect(lines[(challenge + 1)...].first == "C: ")
    #expect(lines[(challenge + 2)...].first == "S: -ERR [AUTH] Authentication failed.")
  }

  @Test("A mailbox on the deny list is denied", arguments: DovecotSite.Mode.allCases)
  func denied(_ mode: DovecotSite.Mode) throws {
    let snapshot = try DovecotSite()
    let dovecot = try snapshot.dovecot(mode) { $0.denied = [account] }
    _ = try snapshot.signedIn("support", popAccount: account, against: dovecot)
    let run = try snapshot.run("verify", "support", against: dovecot)
    #expect(run.verdict == .denied, "\(run.words)")
  }

  @Test("A mailbox that may not log in over POP3 is denied", arguments: DovecotSite.Mode.allCases)
  func noLogin(_ mode: DovecotSite.Mode) throws {
    let snapshot = try DovecotSite()
    let dovecot = try snapshot.dovecot(mode) { $0.noLogin = [account] }
    _ = try snapshot.signedIn("support", popAccount: account, against: dovecot)
    let run = try snapshot.run("verify", "support", against: dovecot)
    #expect(run.verdict == .denied, "\(run.words)")
    let said = run.mailbox("support")?.stages?.first { $0.name == "auth-2" }?.said
    #expect(said == "-ERR [AUTH] \(DovecotPlan.noLoginReason)")
  }
}
