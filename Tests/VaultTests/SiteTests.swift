import Core
import Testing
import Vault

@Suite struct SiteTests {
  let home = TemporaryHome()

  /// Every kind of change that can be made, one after the other.
  static let changes: [[Change]] = {
    var other = registration("other")
    other.clientID = "c"
    var renamed = other
    renamed.name = "new"
    var moved = mailbox("support", registration: "other")
    moved.popServer = "pop.example"
    return [
      [.addRegistration(registration())], [.addRegistration(other)],
      [putSecret("s")], [.addMailbox(mailbox("support"))],
      [.addMailbox(mailbox("sales"))], [.putPending(pending("support"), deviceCode: Secret("c"))],
      [.putPendingGrant(grant("support"), tokens(1)), .putPendingGrant(grant("sales"), tokens(1))],
      [.keepGrant(mailbox: "support", id: "g1", at: noon)],
      [.putTokens(grant("support", generation: 2), tokens(2), slot: .kept)],
      [.amendGrant(mailbox: "sales", slot: .pending, id: "g1", .redeeming(since: noon))],
      [.putAttempt(mailbox: "sales", AttemptEvidence(at: noon, reason: .expired))],
      [.putProbe(mailbox: "sales", probe(), ProbeDetail(stages: []))],
      [.editMailbox(from: mailbox("support"), to: moved)],
      [.putSecret(registration: "main", Secret("t"), facts("t"), .proposed, replacing: nil)],
      [.promoteSecret(registration: "main", .proposed, fingerprint: "t")],
      [.amend(registration: "main", .clockSkew(7))],
      [.removeRegistration("main"), .addRegistration(registration())].reversed(),
      [.dropPending(mailbox: "sales", id: "g1")], [.journal(line("x"))],
      [.forget(mailbox: "support")],
      [.editRegistration(from: other, to: renamed)],
      [.removeMailbox("sales"), .addMailbox(mailbox("sales"))],
      [.removeMailbox("sales")], [.removeMailbox("support"), .removeRegistration("new")],
    ]
  }()

  @Test("after every change, by this vault or another, the site is as one newly opened reads it")
  func current() async throws {
    let vault = try await home.open()
    let other = try await home.open()
    let silent = try await home.open()
    var sites: [Snapshot] = []
    for (index, changes) in Self.changes.enumerated() {
      if changes.contains(.addRegistration(registration())), index > 0 {
        // Refused, because a mailbox is under it: a refused change must not be seen either.
        await #expect(throws: Failure.self) { try await vault.apply(changes) }
      } else {
        try await (index % 3 == 2 ? other : vault).apply(changes)
      }
      let fresh = try await home.open().snapshot()
      #expect(try await vault.snapshot() == fresh)
      #expect(try await vault.snapshot() == fresh)
      #expect(try await other.snapshot() == fresh)
      sites.append(fresh)
    }
    let last = try await home.open().snapshot()
    #expect(try await silent.snapshot() == last)
    #expect(last.registrations.keys.sorted() == ["main"])
    #expect(Set(sites.map { "\($0)" }).count >= Self.changes.count - 2)
  }

  @Test("a site that was read before does not change with the vault")
  func value() async throws {
    let vault = try await home.open(mailboxes: "support", "sales")
    let before = try await vault.snapshot()
    try await vault.apply([.removeMailbox("support")])
    #expect(before.mailboxes.count == 2)
    #expect(try await vault.snapshot().mailboxes.count == 1)
    #expect(before.mailboxes.count == 2)
  }

  @Test("some mailboxes can be read without the others, with all that belongs to them")
  func some() async throws {
    let vault = try await home.open(mailboxes: "b", "a", "ä", "B")
    try await vault.apply([
      .putPendingGrant(grant("a"), tokens(1)), .keepGrant(mailbox: "a", id: "g1", at: noon),
      .putPendingGrant(grant("a", id: "g2"), tokens(2)),
      .putPending(pending("a"), deviceCode: nil),
      .putProbe(mailbox: "a", probe(), ProbeDetail(stages: [])),
      .putPendingGrant(grant("b"), tokens(3)),
    ])
    var expected = try await vault.snapshot()
    for name in ["b", "ä", "B"] {
      expected.mailboxes[name] = nil
      expected.pendingGrants[name] = nil
    }
    expected.probeDetails = ["a": ProbeDetail(stages: [])]
    #expect(try await vault.snapshot(of: ["a", "none"]) == expected)
  }
}
