import Core
import Testing
import Vault

@Suite struct SiteTests {
  let home = TemporaryHome()

  /// Every kind of change that can be made, one after the other.
  static let changes: [[Change]] = {
    var other = registration("other")
    other.clientID = "c"
    var moved = mailbox("support", registration: "other")
    moved.popServer = "pop.example"
    var evidence = Evidence()
    evidence.attempt = AttemptEvidence(at: noon, reason: .expired)
    return [
      [.putRegistration(registration())], [.putRegistration(other)],
      [.putSecret(registration: "main", Secret("s"))], [.putMailbox(mailbox("support"))],
      [.putMailbox(mailbox("sales"))], [.putPending(pending("support"), deviceCode: Secret("c"))],
      [.putPendingGrant(grant("support"), tokens(1)), .putPendingGrant(grant("sales"), tokens(1))],
      [.keepGrant(mailbox: "support", id: "g1", at: noon)],
      [.putTokens(grant("support", generation: 2), tokens(2), slot: .kept)],
      [.putGrantFacts(grant("sales", generation: 3), slot: .pending)],
      [.putEvidence(mailbox: "sales", evidence)], [.putMailbox(moved)],
      [.removeRegistration("main"), .putRegistration(registration())].reversed(),
      [.dropPending(mailbox: "sales")], [.journal(line("x"))], [.forget(mailbox: "support")],
      [.removeMailbox("sales")], [.removeMailbox("support"), .removeRegistration("other")],
    ]
  }()

  @Test("after every change, by this vault or another, the site is as one newly opened reads it")
  func current() throws {
    let vault = try home.open()
    let other = try home.open()
    let silent = try home.open()
    var sites: [Snapshot] = []
    for (index, changes) in Self.changes.enumerated() {
      if changes.contains(.removeRegistration("main")) {
        // Refused, because a mailbox is under it: a refused change must not be seen either.
        #expect(throws: Failure.self) { try vault.apply(changes) }
      } else {
        try (index % 3 == 2 ? other : vault).apply(changes)
      }
      let fresh = try home.open().snapshot()
      #expect(try vault.snapshot() == fresh)
      #expect(try vault.snapshot() == fresh)
      #expect(try other.snapshot() == fresh)
      sites.append(fresh)
    }
    let last = try home.open().snapshot()
    #expect(try silent.snapshot() == last)
    #expect(last.registrations.keys.sorted() == ["main"])
    #expect(Set(sites.map { "\($0)" }).count >= Self.changes.count - 3)
  }

  @Test("a site that was read before does not change with the vault")
  func value() throws {
    let vault = try home.open(mailboxes: "support", "sales")
    let before = try vault.snapshot()
    try vault.apply([.removeMailbox("support")])
    #expect(before.mailboxes.count == 2)
    #expect(try vault.snapshot().mailboxes.count == 1)
    #expect(before.mailboxes.count == 2)
  }

  @Test("some mailboxes can be read without the others, with all that belongs to them")
  func some() throws {
    let vault = try home.open(mailboxes: "b", "a", "ä", "B")
    try vault.apply([
      .putPendingGrant(grant("a"), tokens(1)), .keepGrant(mailbox: "a", id: "g1", at: noon),
      .putPendingGrant(grant("a", id: "g2"), tokens(2)),
      .putPending(pending("a"), deviceCode: nil), .putEvidence(mailbox: "a", Evidence()),
      .putPendingGrant(grant("b"), tokens(3)),
    ])
    var expected = try vault.snapshot()
    for name in ["b", "ä", "B"] {
      expected.mailboxes[name] = nil
      expected.pendingGrants[name] = nil
    }
    #expect(try vault.snapshot(of: ["a", "none"]) == expected)
    #expect(try vault.mailboxNames() == ["B", "a", "b", "ä"])
  }
}
