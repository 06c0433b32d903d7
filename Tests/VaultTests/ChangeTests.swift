import Core
import Testing
import Vault

@Suite struct ChangeTests {
  let home = TemporaryHome()

  @Test("a new vault is an empty site")
  func empty() throws {
    let vault = try home.open()
    #expect(try vault.snapshot() == Snapshot())
    #expect(try vault.journal(last: 10) == [])
    #expect(try vault.secret(.clientSecret(registration: "main")) == nil)
    #expect(try vault.secret(.deviceCode(mailbox: "support")) == nil)
    #expect(try vault.secret(.accessToken(mailbox: "support", .kept)) == nil)
    #expect(try vault.secret(.refreshToken(mailbox: "support", .pending)) == nil)
  }

  @Test("everything that is put is read back, also after the vault was closed and opened again")
  func roundTrip() throws {
    var evidence = Evidence()
    evidence.probe = ProbeEvidence(
      at: noon, endpoint: "pop.example:995",
      against: AccessStamp(
        popAccount: "a", popServer: "b", port: 995, sslMethod: .pop3SSLPort), grant: "g1",
      under: RegistrationStamp(clientID: "c", tenantID: "t", secret: nil),
      access: .denied(.auth2, said: "-ERR no\u{1B}[0m"),
      stages: [StageResult(.dns, ms: 1.5, .passed), StageResult(.tcp, ms: nil, .skipped)],
      transcript: ["+OK \u{0} \"x\\"], tls: nil, proxy: nil)
    evidence.attempt = AttemptEvidence(at: noon, reason: .wrongPerson(as: "x", expected: "y"))
    evidence.refreshCheck = RefreshCheck(
      at: noon, endpoint: "e", mode: .public,
      result: .refused(OAuthRefusal(status: 400, error: "invalid_grant", codes: [70008])), ms: 2)
    var expected = Snapshot()
    expected.registrations = ["main": registration()]
    expected.mailboxes = ["support": mailbox("support"), "sales": mailbox("sales")]
    expected.pending = ["support": pending("support")]
    expected.pendingGrants = ["support": grant("support")]
    expected.evidence = ["sales": evidence]
    do {
      let vault = try home.open()
      try vault.apply([
        .putRegistration(registration()), .putSecret(registration: "main", Secret("s~+&=")),
        .putMailbox(mailbox("support")), .putMailbox(mailbox("sales")),
        .putPending(pending("support"), deviceCode: Secret("code")),
        .putPendingGrant(grant("support"), tokens(1)),
        .putEvidence(mailbox: "sales", evidence), .journal(line("added", mailbox: "sales")),
      ])
      #expect(try vault.snapshot() == expected)
    }
    let vault = try home.open()
    #expect(try vault.snapshot() == expected)
    #expect(try vault.secret(.clientSecret(registration: "main")) == Secret("s~+&="))
    #expect(try vault.secret(.deviceCode(mailbox: "support")) == Secret("code"))
    #expect(try vault.secret(.accessToken(mailbox: "support", .pending)) == tokens(1).access)
    #expect(try vault.secret(.refreshToken(mailbox: "support", .pending)) == tokens(1).refresh)
    #expect(try vault.secret(.accessToken(mailbox: "support", .kept)) == nil)
    #expect(try vault.journal(last: 10) == [line("added", mailbox: "sales")])
  }

  @Test(
    "a secret of any length comes back, the empty one too", arguments: [0, 1, 15, 16, 17, 70_000])
  func lengths(count: Int) throws {
    let vault = try home.open(mailboxes: "support")
    let secret = Secret((0..<count).map { UInt8(truncatingIfNeeded: $0) })
    try vault.apply([.putSecret(registration: "main", secret)])
    #expect(try vault.secret(.clientSecret(registration: "main")) == secret)
  }

  @Test("a changed registration keeps its secret, and a new secret replaces the old")
  func registrations() throws {
    let vault = try home.open(mailboxes: "support")
    try vault.apply([.putSecret(registration: "main", Secret("one"))])
    var changed = registration()
    changed.clientID = "other"
    try vault.apply([.putRegistration(changed)])
    #expect(try vault.snapshot().registrations == ["main": changed])
    #expect(try vault.secret(.clientSecret(registration: "main")) == Secret("one"))
    try vault.apply([.putSecret(registration: "main", Secret("two"))])
    #expect(try vault.secret(.clientSecret(registration: "main")) == Secret("two"))
    try vault.apply([.removeSecret(registration: "main")])
    #expect(try vault.secret(.clientSecret(registration: "main")) == nil)
    try vault.apply([.removeMailbox("support"), .removeRegistration("main")])
    #expect(try vault.snapshot() == Snapshot())
  }

  @Test("a changed mailbox keeps its grant, sign-in and evidence; a removed one takes them along")
  func mailboxes() throws {
    let vault = try home.open(mailboxes: "support", "sales")
    try vault.apply([
      .putPending(pending("support"), deviceCode: Secret("code")),
      .putPendingGrant(grant("support"), tokens(1)),
      .putEvidence(mailbox: "support", Evidence()),
    ])
    var before = try vault.snapshot()
    var changed = mailbox("support")
    changed.popServer = "pop.example"
    try vault.apply([.putMailbox(changed)])
    before.mailboxes["support"] = changed
    #expect(try vault.snapshot() == before)
    #expect(try vault.secret(.accessToken(mailbox: "support", .pending)) == tokens(1).access)
    try vault.apply([.removeMailbox("support")])
    var after = Snapshot()
    after.registrations = ["main": registration()]
    after.mailboxes = ["sales": mailbox("sales")]
    #expect(try vault.snapshot() == after)
    try vault.apply([.putMailbox(mailbox("support"))])
    #expect(try vault.secret(.accessToken(mailbox: "support", .pending)) == nil)
  }

  @Test("OK makes the pending grant the kept one and ends the sign-in")
  func keep() throws {
    let vault = try home.open(mailboxes: "support")
    try vault.apply([
      .putPending(pending("support"), deviceCode: Secret("code")),
      .putPendingGrant(grant("support"), tokens(1)),
      .keepGrant(mailbox: "support", id: "g1", at: noon),
    ])
    var kept = grant("support")
    kept.accepted = noon
    var snapshot = try vault.snapshot()
    #expect(snapshot.grants == ["support": kept])
    #expect(snapshot.pendingGrants == [:])
    #expect(snapshot.pending == [:])
    #expect(try vault.secret(.accessToken(mailbox: "support", .kept)) == tokens(1).access)
    #expect(try vault.secret(.refreshToken(mailbox: "support", .kept)) == tokens(1).refresh)
    #expect(try vault.secret(.deviceCode(mailbox: "support")) == nil)
    #expect(try vault.secret(.accessToken(mailbox: "support", .pending)) == nil)

    // A second sign-in does not touch the kept grant before its own OK.
    try vault.apply([.putPendingGrant(grant("support", id: "g2"), tokens(2))])
    #expect(try vault.secret(.refreshToken(mailbox: "support", .kept)) == tokens(1).refresh)
    try vault.apply([.keepGrant(mailbox: "support", id: "g2", at: noon + .seconds(1))])
    snapshot = try vault.snapshot()
    #expect(snapshot.grants["support"]?.id == "g2")
    #expect(try vault.secret(.refreshToken(mailbox: "support", .kept)) == tokens(2).refresh)
  }

  @Test("rotated tokens replace both; without a new refresh token the old one stays")
  func rotate() throws {
    let vault = try home.open(mailboxes: "support")
    try vault.apply([
      .putPendingGrant(grant("support"), tokens(1)),
      .putTokens(grant("support", generation: 2), tokens(2), slot: .pending),
    ])
    #expect(try vault.snapshot().pendingGrants == ["support": grant("support", generation: 2)])
    #expect(try vault.secret(.refreshToken(mailbox: "support", .pending)) == tokens(2).refresh)
    let unrenewed = Tokens(access: Secret("access-3"), refresh: nil)
    try vault.apply([.putTokens(grant("support", generation: 3), unrenewed, slot: .pending)])
    #expect(try vault.secret(.accessToken(mailbox: "support", .pending)) == unrenewed.access)
    #expect(try vault.secret(.refreshToken(mailbox: "support", .pending)) == tokens(2).refresh)
    var facts = grant("support", generation: 4)
    facts.standing = .ended(OAuthRefusal(status: 400, error: "invalid_grant"), at: noon)
    try vault.apply([.putGrantFacts(facts, slot: .pending)])
    #expect(try vault.snapshot().pendingGrants == ["support": facts])
    #expect(try vault.secret(.accessToken(mailbox: "support", .pending)) == unrenewed.access)
  }

  @Test("a device code stays with its own sign-in, and never with another")
  func deviceCode() throws {
    let vault = try home.open(mailboxes: "support")
    try vault.apply([.putPending(pending("support"), deviceCode: Secret("code"))])
    try vault.apply([.putPending(pending("support"), deviceCode: nil)])
    #expect(try vault.secret(.deviceCode(mailbox: "support")) == Secret("code"))
    try vault.apply([.putPending(pending("support", id: "p2"), deviceCode: nil)])
    #expect(try vault.secret(.deviceCode(mailbox: "support")) == nil)
    try vault.apply([.putPending(pending("support", id: "p3"), deviceCode: Secret("other"))])
    #expect(try vault.secret(.deviceCode(mailbox: "support")) == Secret("other"))
    #expect(try vault.snapshot().pending == ["support": pending("support", id: "p3")])
  }

  @Test("a dropped sign-in takes its pending grant along and leaves the kept one")
  func drop() throws {
    let vault = try home.open(mailboxes: "support")
    try vault.apply([
      .putPendingGrant(grant("support"), tokens(1)),
      .keepGrant(mailbox: "support", id: "g1", at: noon),
      .putPending(pending("support"), deviceCode: Secret("code")),
      .putPendingGrant(grant("support", id: "g2"), tokens(2)),
      .dropPending(mailbox: "support"),
    ])
    let snapshot = try vault.snapshot()
    #expect(snapshot.pending == [:])
    #expect(snapshot.pendingGrants == [:])
    #expect(snapshot.grants.keys.sorted() == ["support"])
    #expect(try vault.secret(.accessToken(mailbox: "support", .kept)) == tokens(1).access)
  }

  @Test("a forgotten mailbox has no token and no sign-in left, and still its fields and evidence")
  func forget() throws {
    let vault = try home.open(mailboxes: "support", "sales")
    try vault.apply([
      .putPendingGrant(grant("support"), tokens(1)),
      .keepGrant(mailbox: "support", id: "g1", at: noon),
      .putPending(pending("support"), deviceCode: Secret("code")),
      .putPendingGrant(grant("support", id: "g2"), tokens(2)),
      .putPendingGrant(grant("sales"), tokens(3)),
      .putEvidence(mailbox: "support", Evidence()), .forget(mailbox: "support"),
    ])
    var expected = Snapshot()
    expected.registrations = ["main": registration()]
    expected.mailboxes = ["support": mailbox("support"), "sales": mailbox("sales")]
    expected.pendingGrants = ["sales": grant("sales")]
    expected.evidence = ["support": Evidence()]
    #expect(try vault.snapshot() == expected)
    #expect(try vault.secret(.refreshToken(mailbox: "support", .kept)) == nil)
    #expect(try vault.secret(.deviceCode(mailbox: "support")) == nil)
  }

  @Test("names are kept as they are, whatever is in them")
  func names() throws {
    let odd = ["a'b", "a\"b", "ä", "%_", "../x", "a\u{1}b", "A", "a"]
    let vault = try home.open(mailboxes: "first")
    try vault.apply(odd.map { .putMailbox(mailbox($0)) })
    #expect(try vault.snapshot().mailboxes.keys.sorted() == (odd + ["first"]).sorted())
  }
}
