import Core
import Testing
import Vault

@Suite struct FirstPageTests {
  let home = TemporaryHome()
  static let stateCounts = StateCounts(basis: "b", counts: [13: 1, 14: 2], until: noon)

  @Test(
    "a first page has all names in order, and of the mailboxes the first with all that is theirs")
  func page() async throws {
    let vault = try await home.open(mailboxes: "c", "a", "b")
    try await vault.apply([.putPendingGrant(grant("a"), tokens(1))])
    try await vault.apply([.keepGrant(mailbox: "a", id: "g1", at: noon)])
    let whole = try await vault.snapshot()
    let page = try #require(try await vault.firstPage(2, basis: "b"))
    #expect(page.names == ["a", "b", "c"])
    #expect(page.snapshot.registrations == whole.registrations)
    #expect(page.snapshot.mailboxes == whole.mailboxes.filter { $0.key != "c" })
    #expect(page.snapshot.grants == whole.grants)
    #expect(page.stateCounts == nil)
    #expect(try await vault.firstPage(9, basis: "b")?.snapshot == whole)
  }

  @Test("a sign-in under way goes before a first page")
  func pendingFirst() async throws {
    let vault = try await home.open(mailboxes: "a")
    try await vault.apply([.putPending(pending("a"), deviceCode: nil)])
    #expect(try await vault.firstPage(2, basis: "b") == nil)
  }

  @Test("an empty vault has an empty page")
  func empty() async throws {
    #expect(
      try await home.open().firstPage(2, basis: "b")
        == FirstPage(names: [], snapshot: Snapshot(), stateCounts: nil))
  }

  @Test("a count is kept, also for the next opening")
  func kept() async throws {
    let vault = try await home.open(mailboxes: "a", "b", "c")
    _ = try await vault.snapshot()
    try await vault.keep(Self.stateCounts)
    #expect(try await vault.firstPage(2, basis: "b")?.stateCounts == Self.stateCounts)
    #expect(try await home.open().firstPage(2, basis: "b")?.stateCounts == Self.stateCounts)
  }

  @Test("every change of what was counted takes the count away, whoever makes it")
  func outdated() async throws {
    let vault = try await home.open()
    let other = try await home.open()
    for (index, changes) in SiteTests.changes.enumerated() {
      if changes.contains(.removeRegistration("main")) { continue }
      _ = try await vault.snapshot()
      try await vault.keep(Self.stateCounts)
      let before = try await vault.snapshot()
      try await (index % 2 == 0 ? vault : other).apply(changes)
      let isSame = try await vault.snapshot() == before
      // Secrets and the journal are no part of a site. What is written anew may be the same.
      let stateCounts = try await vault.firstPage(2, basis: "b")?.stateCounts
      #expect(isSame || stateCounts == nil, "\(changes)")
    }
  }

  @Test("a count made by another basis is not given")
  func otherBasis() async throws {
    let vault = try await home.open(mailboxes: "a")
    _ = try await vault.snapshot()
    try await vault.keep(Self.stateCounts)
    #expect(try await vault.firstPage(2, basis: "c")?.stateCounts == nil)
  }

  @Test("a count of a site that has changed since it was read is not kept")
  func late() async throws {
    let vault = try await home.open(mailboxes: "a")
    try await vault.keep(Self.stateCounts)
    #expect(try await vault.firstPage(2, basis: "b")?.stateCounts == nil)
    _ = try await vault.snapshot()
    try await vault.apply([.removeMailbox("a")])
    try await vault.keep(Self.stateCounts)
    #expect(try await vault.firstPage(2, basis: "b")?.stateCounts == nil)
    _ = try await vault.snapshot()
    try await home.open().apply([.addMailbox(mailbox("b"))])
    try await vault.keep(Self.stateCounts)
    #expect(try await vault.firstPage(2, basis: "b")?.stateCounts == nil)
  }
}
