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
    let site = try DovecotSite()
    let dovecot = try site.dovecot(mode) { $0.messages[account] = 3 }
    let before = try site.signedIn("support", popAccount: account, against: dovecot)
    #expect(before.end?.access == "verified", "\(before.words)")
    try rotate(site, dovecot)
    #expect(try auth(site, dovecot) == "stale")
    let after = try site.run("authenticate", "support", "--ok", against: dovecot)
    #expect(after.exitCode == 0, "\(after.words)")
    #expect(after.names == ["authenticated", "access"])
    #expect(after.lines.first?.authenticated?.how == "silent")
    #expect(after.end?.access == "verified")
    #expect(after.end?.messages == 3)
    #expect(try auth(site, dovecot) == "authenticated")
  }

  @Test("A mailbox whose sign-in was revoked meanwhile asks for a code")
  func revoked() throws {
    let site = try DovecotSite()
    let dovecot = try site.dovecot(.local) { $0.messages[account] = 3 }
    _ = try site.signedIn("support", popAccount: account, against: dovecot)
    try rotate(site, dovecot)
    try site.tenant.revoke("support")
    let after = try site.authenticate("support", as: account, against: dovecot)
    #expect(after.exitCode == 0, "\(after.words)")
    #expect(after.names == ["device-code", "signed-in", "authenticated", "access"])
    #expect(after.end?.messages == 3)
  }

  private func rotate(_ site: DovecotSite, _ dovecot: Dovecot) throws {
    let old = try #require(site.registration.secret)
    let new = try site.tenant.newSecret()
    site.tenant.deleteSecret(old.id)
    let stored = try site.run(
      "settings", "set", "secret-id=\(new.id)", "secret-expires=\(new.expiryDate)",
      "--secret-file", "-", against: dovecot, input: new.value + "\n")
    #expect(stored.exitCode == 0, "\(stored.words)")
  }

  private func auth(_ site: DovecotSite, _ dovecot: Dovecot) throws -> String? {
    try site.run("status", against: dovecot).mailbox("support")?.auth
  }
}
