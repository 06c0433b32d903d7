import Core
import Testing
import Vault

@Suite struct ConflictTests {
  let home = TemporaryHome()

  static let conflicts: [(change: Change, words: String)] = [
    (.removeRegistration("main"), "mailbox sales is still under registration main"),
    (
      .putSecret(registration: "none", Secret("s")), "registration none is no longer there"
    ),
    (
      .putMailbox(mailbox("new", registration: "none")),
      "registration none of mailbox new is not there"
    ),
    (.putPending(pending("gone"), deviceCode: nil), "mailbox gone is no longer there"),
    (.putPendingGrant(grant("gone"), tokens(1)), "mailbox gone is no longer there"),
    (.putEvidence(mailbox: "gone", Evidence()), "mailbox gone is no longer there"),
    (
      .keepGrant(mailbox: "sales", id: "g1", at: noon),
      "no sign-in of that id awaits OK for mailbox sales"
    ),
    (
      .keepGrant(mailbox: "support", id: "other", at: noon),
      "no sign-in of that id awaits OK for mailbox support"
    ),
    (
      .putTokens(grant("support", id: "other"), tokens(9), slot: .pending),
      "the grant of mailbox support is no longer there"
    ),
    (
      .putTokens(grant("support"), tokens(9), slot: .kept),
      "the grant of mailbox support is no longer there"
    ),
    (
      .putGrantFacts(grant("sales"), slot: .kept), "the grant of mailbox sales is no longer there"
    ),
  ]

  @Test("a change that does not fit is a conflict, and nothing of its list is applied")
  func refused() throws {
    let vault = try home.open(mailboxes: "support", "sales")
    try vault.apply([.putPendingGrant(grant("support"), tokens(1))])
    let before = try vault.snapshot()
    for (change, words) in Self.conflicts {
      #expect(throws: Failure.vault(.conflict(words))) {
        try vault.apply([
          .putMailbox(mailbox("tests")), .putSecret(registration: "main", Secret("s")),
          .journal(line("more")), change, .forget(mailbox: "support"),
        ])
      }
      #expect(try vault.snapshot() == before)
      #expect(try vault.secret(.clientSecret(registration: "main")) == nil)
      #expect(try vault.secret(.refreshToken(mailbox: "support", .pending)) == tokens(1).refresh)
      #expect(try vault.journal(last: 1) == [])
    }
  }

  @Test("what is gone already can be removed again")
  func removedTwice() throws {
    let vault = try home.open(mailboxes: "support")
    let before = try vault.snapshot()
    try vault.apply([
      .removeRegistration("none"), .removeSecret(registration: "none"), .removeMailbox("none"),
      .dropPending(mailbox: "none"), .forget(mailbox: "none"),
    ])
    try vault.apply([])
    #expect(try vault.snapshot() == before)
  }

  @Test("a registration is renamed in one list, its mailboxes with it")
  func rename() throws {
    let vault = try home.open(mailboxes: "support")
    try vault.apply([
      .putRegistration(registration("new")), .putSecret(registration: "new", Secret("s")),
      .putMailbox(mailbox("support", registration: "new")), .removeRegistration("main"),
    ])
    #expect(try vault.snapshot().registrations.keys.sorted() == ["new"])
    #expect(try vault.secret(.clientSecret(registration: "main")) == nil)
  }
}
