import Foundation
import TestKit
import Testing

@testable import Practice

private let account = "support@practice.example"

@Suite("A new client secret, with Dovecot as the judge", .serialized)
struct DovecotRotationTests {
  @Test(
    "It brings a mailbox from Verified over Stale back to Verified with no code shown",
    arguments: DovecotSite.Mode.allCases)
  func rotation(_ mode: DovecotSite.Mode) throws {
    let snapshot = try DovecotSite()
    let dovecot = try snapshot.dovecot(mode) { $0.messages[account] = 3 }
    let before = try snapshot.signedIn("support", popAccount: account, against: dovecot)
    #expect(before.end?.access == "verified", "\(before.words)")
    try rotate(snapshot, dovecot)
    #expect(try auth(snapshot, dovecot) == "stale")
    let after = try snapshot.run("authenticate", "support", "--ok", against: dovecot)
    #expect(after.exitCode == 0, "\(after.words)")
    #expect(after.names == ["authenticated", "access"])
    #expect(after.lines.first?.authenticated?.how == "silent")
    #expect(after.end?.access == "verified")
    #expect(after.end?.messages == 3)
    #expect(try auth(snapshot, dovecot) == "authenticated")
  }

  @Test("A mailbox whose sign-in was revoked meanwhile asks for a code")
  func revoked() throws {
    let snapshot = try DovecotSite()
    let dovecot = try snapshot.dovecot(.local) { $0.messages[account] = 3 }
    _ = try snapshot.signedIn("support", popAccount: account, against: dovecot)
    try rotate(snapshot, dovecot)
    try snapshot.tenant.revoke("support")
    let after = try snapshot.authenticate("support", as: account, against: dovecot)
    #expect(after.exitCode == 0, "\(after.words)")
    #expect(after.names == ["device-code", "signed-in", "authenticated", "access"])
    #expect(after.end?.messages == 3)
  }

  private func rotate(_ snapshot: DovecotSite, _ dovecot: Dovecot) throws {
    let old = try #require(snapshot.registration.secret)
    let new = try snapshot.tenant.newSecret()
    snapshot.tenant.deleteSecret(old.id)
    let stored = try snapshot.run(
      "settings", "set", "secret-id=\(new.id)", "secret-expires=\(new.expiryDate)",
      "--secret-file", "-", against: dovecot, input: new.value + "\n")
    #expect(stored.exitCode == 0, "\(stored.words)")
  }

  private func auth(_ snapshot: DovecotSite, _ dovecot: Dovecot) throws -> String? {
    try snapshot.run("status", against: dovecot).mailbox("support")?.auth
  }
}
