import Core
import Testing
import Vault

@Suite struct FirstPageTests {
  let home = TemporaryHome()
  static let tally = Tally(basis: "b", counts: [13: 1, 14: 2], until: noon)

  @Test(
    "a first page has all names in order, and of the mailboxes the first with all that is theirs")
  func page() throws {
    let vault = try home.open(mailboxes: "c", "a", "b")
    try vault.apply([.putPendingGrant(grant("a"), tokens(1))])
    try vault.apply([.keepGrant(mailbox: "a", id: "g1", at: noon)])
    let whole = try vault.site()
    let page = try #require(try vault.firstPage(2))
    #expect(page.names == ["a", "b", "c"])
    #expect(page.site.registrations == whole.registrations)
    #expect(page.site.mailboxes == whole.mailboxes.filter { $0.key != "c" })
    #expect(page.site.grants == whole.grants)
    #expect(page.tally == nil)
    #expect(try vault.firstPage(9)?.site == whole)
  }

  @Test("a sign-in under way goes before a first page")
  func pendingFirst() throws {
    let vault = try home.open(mailboxes: "a")
    try vault.apply([.putPending(pending("a"), deviceCode: nil)])
    #expect(try vault.firstPage(2) == nil)
  }

  @Test("an empty vault has an empty page")
  func empty() throws {
    #expect(try home.open().firstPage(2) == FirstPage(names: [], site: Site(), tally: nil))
  }

  @Test("a count is kept, also for the next opening")
  func kept() throws {
    let vault = try home.open(mailboxes: "a", "b", "c")
    _ = try vault.site()
    try vault.keep(Self.tally)
    #expect(try vault.firstPage(2)?.tally == Self.tally)
    #expect(try home.open().firstPage(2)?.tally == Self.tally)
  }

  @Test("every change of what was counted takes the count away, whoever makes it")
  func outdated() throws {
    let vault = try home.open()
    let other = try home.open()
    for (index, changes) in SiteTests.changes.enumerated() {
      if changes.contains(.removeRegistration("main")) { continue }
      _ = try vault.site()
      try vault.keep(Self.tally)
      let before = try vault.site()
      try (index % 2 == 0 ? vault : other).apply(changes)
      let isSame = try vault.site() == before
      // Secrets and the journal are no part of a site. What is written anew may be the same.
      let tally = try vault.firstPage(2)?.tally
      #expect(isSame || tally == nil, "\(changes)")
    }
  }

  @Test("a count of a site that has changed since it was read is not kept")
  func late() throws {
    let vault = try home.open(mailboxes: "a")
    try vault.keep(Self.tally)
    #expect(try vault.firstPage(2)?.tally == nil)
    _ = try vault.site()
    try vault.apply([.removeMailbox("a")])
    try vault.keep(Self.tally)
    #expect(try vault.firstPage(2)?.tally == nil)
    _ = try vault.site()
    try home.open().apply([.putMailbox(mailbox("b"))])
    try vault.keep(Self.tally)
    #expect(try vault.firstPage(2)?.tally == nil)
  }
}
