import Core
import Testing
import Vault

@Suite struct ConflictTests {
  let home = TemporaryHome()

  static let conflicts: [(change: Change, words: String)] = [
    (.removeRegistration("main"), "mailbox sales is still under registration main"),
    (
      .putSecret(registration: "none", Secret("s"), facts("f"), .inForce, replacing: nil),
      "registration none is no longer there"
    ),
    (
      .addMailbox(mailbox("new", registration: "none")),
      "registration none of mailbox new is not there"
    ),
    (
      .expectPending(mailbox: "support", id: "other"),
      "the sign-in of support was ended, answered or begun anew"
    ),
    (
      .expectPending(mailbox: "sales", id: "p1", isAwaited: true),
      "the sign-in of sales was ended, answered or begun anew"
    ),
    (.putPending(pending("gone"), deviceCode: nil), "mailbox gone is no longer there"),
    (.putPendingGrant(grant("gone"), tokens(1)), "mailbox gone is no longer there"),
    (.addMailbox(mailbox("sales")), "mailbox sales is there already"),
    (.addRegistration(registration()), "registration main is there already"),
    (
      .editMailbox(from: mailbox("gone"), to: mailbox("gone")), "mailbox gone is no longer there"
    ),
    (
      .editRegistration(from: registration("gone"), to: registration("main")),
      "registration gone is no longer there"
    ),
    (
      .editRegistration(from: registration("second"), to: registration("main")),
      "registration main is there already"
    ),
    (
      .putSecret(registration: "second", Secret("s"), facts("f"), .inForce, replacing: "other"),
      "the client secret of registration second was changed by somebody else meanwhile"
    ),
    (
      .promoteSecret(registration: "second", .proposed, fingerprint: "f"),
      "the client secret of registration second was changed by somebody else meanwhile"
    ),
    (
      .putProbe(mailbox: "gone", probe(), ProbeDetail(stages: [])),
      "mailbox gone is no longer there"
    ),
    (.putAttempt(mailbox: "gone", nil), "mailbox gone is no longer there"),
    (.putRefreshCheck(mailbox: "gone", nil), "mailbox gone is no longer there"),
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
      .amendGrant(mailbox: "sales", slot: .kept, id: "g1", .redeemed),
      "the grant of mailbox sales is no longer there"
    ),
    (
      .putRefreshToken(mailbox: "support", slot: .pending, id: "g2", Secret("r")),
      "the grant of mailbox support is no longer there"
    ),
  ]

  @Test("a change that does not fit is a conflict, and nothing of its list is applied")
  func refused() async throws {
    let vault = try await home.open(mailboxes: "support", "sales")
    try await vault.apply([
      .putPendingGrant(grant("support"), tokens(1)), .addRegistration(registration("second")),
    ])
    let before = try await vault.snapshot()
    for (change, words) in Self.conflicts {
      await #expect(throws: Failure.vault(.conflict(words))) {
        try await vault.apply([
          .addMailbox(mailbox("tests")), putSecret("s"),
          .journal(line("more")), change, .forget(mailbox: "support"),
        ])
      }
      #expect(try await vault.snapshot() == before)
      #expect(
        try await vault.secret(.clientSecret(registration: "main", .inForce), for: here) == nil)
      #expect(
        try await vault.secret(.refreshToken(mailbox: "support", .pending), for: here)
          == tokens(1).refresh)
      #expect(try await vault.journal(last: 1) == [])
    }
  }

  @Test("what is gone already can be removed again")
  func removedTwice() async throws {
    let vault = try await home.open(mailboxes: "support")
    let before = try await vault.snapshot()
    try await vault.apply([
      .removeRegistration("none"), .removeMailbox("none"),
      .dropProposedSecret(registration: "none", fingerprint: "f"),
      .dropProposedSecret(registration: "main", fingerprint: "f"),
      .amend(registration: "none", .clockSkew(1)), .dropPending(mailbox: "none", id: nil),
      .forget(mailbox: "none"),
    ])
    try await vault.apply([])
    #expect(try await vault.snapshot() == before)
  }

  @Test("a renamed registration takes its mailboxes, secrets, ticks and confirmed servers along")
  func rename() async throws {
    let vault = try await home.open(mailboxes: "support", "sales")
    var now = registration()
    now.confirmedPopServers = ["pop.other.example"]
    try await vault.apply([
      .editRegistration(from: registration(), to: now), putSecret("one"),
      putSecret("two", replacing: "print of one"),
    ])
    let before = try #require(try await vault.snapshot().registrations["main"])
    var renamed = before
    renamed.name = "new"
    renamed.clientID = "c"
    try await vault.apply([.editRegistration(from: before, to: renamed)])
    for reader in [vault, try await home.open()] {
      let snapshot = try await reader.snapshot()
      #expect(snapshot.registrations == ["new": renamed])
      #expect(snapshot.mailboxes.values.allSatisfy { $0.registration == "new" })
      #expect(try await reader.snapshot(of: ["support", "sales"]).mailboxes == snapshot.mailboxes)
      for (place, text) in [(SecretPlace.inForce, "two"), (.before, "one")] {
        let slot = SecretSlot.clientSecret(registration: "new", place)
        #expect(try await reader.secret(slot, for: here) == Secret(text))
      }
    }
    #expect(
      try await vault.secret(.clientSecret(registration: "main", .inForce), for: here) == nil)
  }
}
