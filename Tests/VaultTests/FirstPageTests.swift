import Core
import Testing
import Vault

@Suite struct FirstPageTests {
  let home = TemporaryHome()
  static let stateCounts = StateCounts(basis: "b", counts: [13: 1, 14: 2], until: noon)

  @Test(
    "a first page has all names in order, and of the mailboxes the first with all that is theirs")
  func page() throws {
    let vault = try home.open(mailboxes: "c", "a", "b")
    try vault.apply([.putPendingGrant(grant("a"), tokens(1))])
    try vault.apply([.keepGrant(mailbox: "a", id: "g1", at: noon)])
    let whole = try vault.snapshot()
    let page = try #require(try vault.firstPage(2))
    #expect(page.names == ["a", "b", "c"])
    #expect(page.snapshot.registrations == whole.registrations)
    #expect(page.snapshot.mailboxes == whole.mailboxes.filter { $0.key != "c" })
    #expect(page.snapshot.grants == whole.grants)
    #expect(page.stateCounts == nil)
    #expect(try vault.firstPage(9)?.snapshot == whole)
  }

  @Test("a sign-in under way goes before a first page")
  func pendingFirst() throws {
    let vault = try home.open(mailboxes: "a")
    try vault.apply([.putPending(pending("a"), deviceCode: nil)])
    #expect(try vault.firstPage(2) == nil)
  }

  @Test("an empty vault has an empty page")
  func empty() throws {
    #expect(
      try home.open().firstPage(2) == FirstPage(names: [], snapshot: Snapshot(), stateCounts: nil))
  }

  @Test("a count is kept, also for the next opening")
  func kept() throws {
    let vault = try home.open(mailboxes: "a", "b", "c")
    _ = try vault.snapshot()
    try vault.keep(Self.stateCounts)
    #expect(try vault.firstPage(2)?.stateCounts == Self.stateCounts)
    #expect(try home.open().firstPage(2)?.stateCounts == Self.stateCounts)
  }

  @Test("every change of what was counted takes the count away, whoever makes it")
  func outdated() throws {
    let vault = try home.open()
    let other = try home.open()
    for (index, changes) in SiteTests.changes.enumerated() {
      if changes.contains(.removeRegistration("main")) { continue }
      _ = try vault.snapshot()
      try vault.keep(Self.stateCounts)
      let before = try vault.snapshot()
      try (index % 2 == 0 ? vault : other).apply(changes)
      let isSame = try vault.snapshot() == before
      // Secrets and the journal are no part of a site. What is written anew may be the same.
      let stateCounts = try vault.firstPage(2)?.stateCounts
      #expect(isSame || stateCounts == nil, "\(changes)")
    }
  }

  @Test("a count of a site that has changed since it was read is not kept")
  func late() throws {
    let vault = try home.open(mailboxes: "a")
    try vault.keep(Self.stateCounts)
    #expect(try vault.firstPage(2)?.stateCounts == nil)
    _ = try vault.snapshot()
    try vault.apply([.removeMailbox("a")])
    try vault.keep(Self.stateCounts)
    #expect(try vault.firstPage(2)?.stateCounts == nil)
    _ = try vault.snapshot()
    try home.open().apply([.putMailbox(mailbox("b"))])
    try vault.keep(Self.stateCounts)
    #expect(try vault.firstPage(2)?.stateCounts == nil)
  }
}
