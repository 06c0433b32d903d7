import Core
import Testing
import Vault

@Suite struct ChangeTests {
  let home = TemporaryHome()

  @Test("a new vault is an empty site")
  func empty() async throws {
    let vault = try await home.open()
    #expect(try await vault.snapshot() == Snapshot())
    #expect(try await vault.journal(last: 10) == [])
    #expect(try await vault.secret(.clientSecret(registration: "main", .inForce), for: here) == nil)
    #expect(try await vault.secret(.deviceCode(mailbox: "support"), for: here) == nil)
    #expect(try await vault.secret(.accessToken(mailbox: "support", .kept), for: here) == nil)
    #expect(try await vault.secret(.refreshToken(mailbox: "support", .pending), for: here) == nil)
  }

  @Test("everything that is put is read back, also after the vault was closed and opened again")
  func roundTrip() async throws {
    var evidence = Evidence()
    evidence.probe = probe(.denied(.auth2, said: "-ERR no\u{1B}[0m"))
    let detail = ProbeDetail(
      stages: [StageResult(.dns, ms: 1.5, .passed), StageResult(.tcp, ms: nil, .skipped)],
      transcript: ["+OK \u{0} \"x\\"])
    evidence.attempt = AttemptEvidence(at: noon, reason: .wrongPerson(as: "x", expected: "y"))
    evidence.refreshCheck = RefreshCheck(
      at: noon, endpoint: "e", mode: .public,
      result: .refused(OAuthRefusal(status: 400, error: "invalid_grant", codes: [70008])), ms: 2)
    var expected = Snapshot()
    var stored = registration()
    stored.secret = facts("print of s~+&=")
    expected.registrations = ["main": stored]
    expected.mailboxes = ["support": mailbox("support"), "sales": mailbox("sales")]
    expected.pending = ["support": pending("support")]
    expected.pendingGrants = ["support": grant("support")]
    expected.evidence = ["sales": evidence]
    do {
      let vault = try await home.open()
      try await vault.apply([
        .addRegistration(registration()), putSecret("s~+&="),
        .addMailbox(mailbox("support")), .addMailbox(mailbox("sales")),
        .putPending(pending("support"), deviceCode: Secret("code")),
        .putPendingGrant(grant("support"), tokens(1)),
        .putProbe(mailbox: "sales", probe(.denied(.auth2, said: "-ERR no\u{1B}[0m")), detail),
        .putAttempt(mailbox: "sales", evidence.attempt),
        .putRefreshCheck(mailbox: "sales", evidence.refreshCheck),
        .journal(line("added", mailbox: "sales")),
      ])
      #expect(try await vault.snapshot() == expected)
    }
    let vault = try await home.open()
    #expect(try await vault.snapshot() == expected)
    #expect(try await vault.snapshot(of: ["sales"]).probeDetails == ["sales": detail])
    #expect(
      try await vault.secret(.clientSecret(registration: "main", .inForce), for: here)
        == Secret("s~+&="))
    #expect(try await vault.secret(.deviceCode(mailbox: "support"), for: here) == Secret("code"))
    #expect(
      try await vault.secret(.accessToken(mailbox: "support", .pending), for: here)
        == tokens(1).access)
    #expect(
      try await vault.secret(.refreshToken(mailbox: "support", .pending), for: here)
        == tokens(1).refresh)
    #expect(try await vault.secret(.accessToken(mailbox: "support", .kept), for: here) == nil)
    #expect(try await vault.journal(last: 10) == [line("added", mailbox: "sales")])
  }

  @Test(
    "a secret of any length comes back, the empty one too", arguments: [0, 1, 15, 16, 17, 70_000])
  func lengths(count: Int) async throws {
    let vault = try await home.open(mailboxes: "support")
    let secret = Secret((0..<count).map { UInt8(truncatingIfNeeded: $0) })
    try await vault.apply([
      .putSecret(registration: "main", secret, facts("f"), .inForce, replacing: nil)
    ])
    #expect(
      try await vault.secret(.clientSecret(registration: "main", .inForce), for: here) == secret)
  }

  @Test("a changed registration keeps its secret, and a new secret replaces the old")
  func registrations() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([putSecret("one")])
    var changed = registration()
    changed.clientID = "other"
    try await vault.apply([.editRegistration(from: registration(), to: changed)])
    changed.secret = facts("print of one")
    #expect(try await vault.snapshot().registrations == ["main": changed])
    #expect(
      try await vault.secret(.clientSecret(registration: "main", .inForce), for: here)
        == Secret("one"))
    try await vault.apply([putSecret("two", replacing: "print of one")])
    #expect(
      try await vault.secret(.clientSecret(registration: "main", .inForce), for: here)
        == Secret("two"))
    #expect(
      try await vault.secret(.clientSecret(registration: "main", .before), for: here)
        == Secret("one"))
    try await vault.apply([.removeMailbox("support"), .removeRegistration("main")])
    #expect(try await vault.snapshot() == Snapshot())
    #expect(
      try await vault.secret(.clientSecret(registration: "main", .inForce), for: here) == nil)
  }

  @Test("a changed mailbox keeps its grant, sign-in and evidence; a removed one takes them along")
  func mailboxes() async throws {
    let vault = try await home.open(mailboxes: "support", "sales")
    try await vault.apply([
      .putPending(pending("support"), deviceCode: Secret("code")),
      .putPendingGrant(grant("support"), tokens(1)),
      .putProbe(mailbox: "support", probe(), ProbeDetail(stages: [])),
    ])
    var before = try await vault.snapshot()
    var changed = mailbox("support")
    changed.popServer = "pop.example"
    try await vault.apply([.editMailbox(from: mailbox("support"), to: changed)])
    before.mailboxes["support"] = changed
    #expect(try await vault.snapshot() == before)
    #expect(
      try await vault.secret(.accessToken(mailbox: "support", .pending), for: here)
        == tokens(1).access)
    try await vault.apply([.removeMailbox("support")])
    var after = Snapshot()
    after.registrations = ["main": registration()]
    after.mailboxes = ["sales": mailbox("sales")]
    #expect(try await vault.snapshot() == after)
    try await vault.apply([.addMailbox(mailbox("support"))])
    #expect(try await vault.secret(.accessToken(mailbox: "support", .pending), for: here) == nil)
  }

  @Test("OK makes the pending grant the kept one and ends the sign-in")
  func keep() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([
      .putPending(pending("support"), deviceCode: Secret("code")),
      .putPendingGrant(grant("support"), tokens(1)),
      .keepGrant(mailbox: "support", id: "g1", at: noon),
    ])
    var kept = grant("support")
    kept.accepted = noon
    var snapshot = try await vault.snapshot()
    #expect(snapshot.grants == ["support": kept])
    #expect(snapshot.pendingGrants == [:])
    #expect(snapshot.pending == [:])
    #expect(
      try await vault.secret(.accessToken(mailbox: "support", .kept), for: here) == tokens(1).access
    )
    #expect(
      try await vault.secret(.refreshToken(mailbox: "support", .kept), for: here)
        == tokens(1).refresh)
    #expect(try await vault.secret(.deviceCode(mailbox: "support"), for: here) == nil)
    #expect(try await vault.secret(.accessToken(mailbox: "support", .pending), for: here) == nil)

    // A second sign-in does not touch the kept grant before its own OK.
    try await vault.apply([.putPendingGrant(grant("support", id: "g2"), tokens(2))])
    #expect(
      try await vault.secret(.refreshToken(mailbox: "support", .kept), for: here)
        == tokens(1).refresh)
    try await vault.apply([.keepGrant(mailbox: "support", id: "g2", at: noon + .seconds(1))])
    snapshot = try await vault.snapshot()
    #expect(snapshot.grants["support"]?.id == "g2")
    #expect(
      try await vault.secret(.refreshToken(mailbox: "support", .kept), for: here)
        == tokens(2).refresh)
  }

  @Test("rotated tokens replace both; without a new refresh token the old one stays")
  func rotate() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([
      .putPendingGrant(grant("support"), tokens(1)),
      .putTokens(grant("support", generation: 2), tokens(2), slot: .pending),
    ])
    #expect(
      try await vault.snapshot().pendingGrants == ["support": grant("support", generation: 2)])
    #expect(
      try await vault.secret(.refreshToken(mailbox: "support", .pending), for: here)
        == tokens(2).refresh)
    let unrenewed = Tokens(access: Secret("access-3"), refresh: nil)
    try await vault.apply([.putTokens(grant("support", generation: 3), unrenewed, slot: .pending)])
    #expect(
      try await vault.secret(.accessToken(mailbox: "support", .pending), for: here)
        == unrenewed.access)
    #expect(
      try await vault.secret(.refreshToken(mailbox: "support", .pending), for: here)
        == tokens(2).refresh)
    var facts = grant("support", generation: 3)
    facts.standing = .ended(OAuthRefusal(status: 400, error: "invalid_grant"), at: noon)
    try await vault.apply([
      .amendGrant(mailbox: "support", slot: .pending, id: "g1", .standing(facts.standing))
    ])
    #expect(try await vault.snapshot().pendingGrants == ["support": facts])
    #expect(
      try await vault.secret(.accessToken(mailbox: "support", .pending), for: here)
        == unrenewed.access)
  }

  @Test("a device code stays with its own sign-in, and never with another")
  func deviceCode() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([.putPending(pending("support"), deviceCode: Secret("code"))])
    try await vault.apply([.putPending(pending("support"), deviceCode: nil)])
    #expect(try await vault.secret(.deviceCode(mailbox: "support"), for: here) == Secret("code"))
    try await vault.apply([.putPending(pending("support", id: "p2"), deviceCode: nil)])
    #expect(try await vault.secret(.deviceCode(mailbox: "support"), for: here) == nil)
    try await vault.apply([.putPending(pending("support", id: "p3"), deviceCode: Secret("other"))])
    #expect(try await vault.secret(.deviceCode(mailbox: "support"), for: here) == Secret("other"))
    #expect(try await vault.snapshot().pending == ["support": pending("support", id: "p3")])
  }

  @Test("a dropped sign-in takes its pending grant along and leaves the kept one")
  func drop() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([
      .putPendingGrant(grant("support"), tokens(1)),
      .keepGrant(mailbox: "support", id: "g1", at: noon),
      .putPending(pending("support"), deviceCode: Secret("code")),
      .putPendingGrant(grant("support", id: "g2"), tokens(2)),
      .dropPending(mailbox: "support", id: nil),
    ])
    let snapshot = try await vault.snapshot()
    #expect(snapshot.pending == [:])
    #expect(snapshot.pendingGrants == [:])
    #expect(snapshot.grants.keys.sorted() == ["support"])
    #expect(
      try await vault.secret(.accessToken(mailbox: "support", .kept), for: here) == tokens(1).access
    )
  }

  @Test("a forgotten mailbox has its fields, and no token, sign-in or evidence left")
  func forget() async throws {
    let vault = try await home.open(mailboxes: "support", "sales")
    try await vault.apply([
      .putPendingGrant(grant("support"), tokens(1)),
      .keepGrant(mailbox: "support", id: "g1", at: noon),
      .putPending(pending("support"), deviceCode: Secret("code")),
      .putPendingGrant(grant("support", id: "g2"), tokens(2)),
      .putPendingGrant(grant("sales"), tokens(3)),
      .putProbe(mailbox: "support", probe(), ProbeDetail(stages: [])),
      .putAttempt(mailbox: "support", AttemptEvidence(at: noon, reason: .expired)),
      .forget(mailbox: "support"),
    ])
    var expected = Snapshot()
    expected.registrations = ["main": registration()]
    expected.mailboxes = ["support": mailbox("support"), "sales": mailbox("sales")]
    expected.pendingGrants = ["sales": grant("sales")]
    #expect(try await vault.snapshot() == expected)
    #expect(try await vault.secret(.refreshToken(mailbox: "support", .kept), for: here) == nil)
    #expect(try await vault.secret(.deviceCode(mailbox: "support"), for: here) == nil)
  }

  @Test("names are kept as they are, whatever is in them")
  func names() async throws {
    let odd = ["a'b", "a\"b", "ä", "%_", "../x", "a\u{1}b", "A", "a"]
    let vault = try await home.open(mailboxes: "first")
    try await vault.apply(odd.map { .addMailbox(mailbox($0)) })
    #expect(try await vault.snapshot().mailboxes.keys.sorted() == (odd + ["first"]).sorted())
  }
}
