import Core
import Testing

@testable import Vault

@Suite struct FirstPageTests {
  let home = TemporaryHome()

  private static func states(_ names: String..., until: Moment? = nil) -> [MailboxState] {
    names.map { MailboxState(mailbox: $0, state: 14, until: until) }
  }

  private func page(
    _ vault: VaultFile, basis: String = "b", now: Moment = noon
  ) async throws -> FirstPage? {
    try await vault.firstPage(2, basis: basis, now: now)
  }

  @Test(
    "a first page has all names in order, and of the mailboxes the first with all that is theirs")
  func page() async throws {
    let vault = try await home.open(mailboxes: "c", "a", "b")
    try await vault.apply([.putPendingGrant(grant("a"), tokens(1))])
    try await vault.apply([.keepGrant(mailbox: "a", id: "g1", at: noon)])
    let whole = try await vault.snapshot()
    let all = try #require(try await page(vault))
    #expect(all.stateCounts == nil && all.changed == [])
    try await vault.keep(Self.states("a", "b", "c"), basis: "b")
    let page = try #require(try await page(vault))
    #expect(page.names == ["a", "b", "c"])
    #expect(page.snapshot.registrations == whole.registrations)
    #expect(page.snapshot.mailboxes == whole.mailboxes.filter { $0.key != "c" })
    #expect(page.snapshot.grants == whole.grants)
    #expect(page.stateCounts == [14: 3] && page.changed == [])
    #expect(try await vault.firstPage(9, basis: "b", now: noon)?.snapshot == whole)
  }

  @Test("a sign-in under way goes before a first page")
  func pendingFirst() async throws {
    let vault = try await home.open(mailboxes: "a")
    try await vault.apply([.putPending(pending("a"), deviceCode: nil)])
    #expect(try await page(vault) == nil)
  }

  @Test("an empty vault has an empty page")
  func empty() async throws {
    #expect(
      try await page(try await home.open())
        == FirstPage(names: [], snapshot: Snapshot(), stateCounts: nil))
  }

  @Test(
    "states are kept and counted, also for the next opening; until a basis or the time is another")
  func kept() async throws {
    let vault = try await home.open(mailboxes: "a", "b", "c")
    _ = try await vault.snapshot()
    try await vault.keep(Self.states("a", "b") + Self.states("c", until: noon), basis: "b")
    let before = noon + .milliseconds(-1)
    for opened in [vault, try await home.open()] {
      let page = try await page(opened, now: before)
      #expect(page?.stateCounts == [14: 3] && page?.changed == [] && page?.addresses == [])
    }
    let later = try await page(vault)
    #expect(later?.stateCounts == [14: 2] && later?.changed == ["c"])
    #expect(later?.addresses.map(\.mailbox).sorted() == ["a", "b", "c"])
    #expect(later?.snapshot.mailboxes.keys.sorted() == ["a", "b", "c"])
    let other = try await page(vault, basis: "c", now: before)
    #expect(other?.stateCounts == nil)
  }

  @Test("what was changed since its state was kept is evaluated anew, whoever changed it")
  func outdated() async throws {
    let vault = try await home.open()
    let other = try await home.open()
    for (index, changes) in SiteTests.changes.enumerated() {
      if changes.contains(.removeRegistration("main")) { continue }
      let before = try await vault.snapshot()
      let states = before.mailboxes.keys.map { MailboxState(mailbox: $0, state: 14, until: nil) }
      try await vault.keep(states, basis: "b")
      try await (index % 2 == 0 ? vault : other).apply(changes)
      let after = try await vault.snapshot()
      guard let page = try await vault.firstPage(9, basis: "b", now: noon) else { continue }
      guard let counts = page.stateCounts else { continue }
      let counted = counts.values.reduce(0, +)
      #expect(counted + page.changed.count == after.mailboxes.count, "\(changes)")
      // Another registration, mailbox or address: all are evaluated anew.
      let isWide =
        before.registrations.mapValues(\.evaluationBasis)
        != after.registrations.mapValues(\.evaluationBasis)
        || before.mailboxes.mapValues(\.popAccount) != after.mailboxes.mapValues(\.popAccount)
      for name in after.mailboxes.keys {
        let isSame =
          before.mailboxes[name] == after.mailboxes[name]
          && before.grants[name] == after.grants[name]
          && before.pendingGrants[name] == after.pendingGrants[name]
          && before.pending[name] == after.pending[name]
          && before.evidence[name] == after.evidence[name]
        #expect(!isWide && (isSame || page.changed.contains(name)), "\(name): \(changes)")
      }
    }
  }

  @Test(
    "after one change of many only that one is read, and more than 200 changed are not waited for")
  func few() async throws {
    let vault = try await home.open()
    let names = (1000..<1600).map { "box-\($0)" }
    try await vault.apply([.addRegistration(registration("main"))])
    try await vault.apply(names.map { .addMailbox(mailbox($0)) })
    _ = try await vault.snapshot()
    #expect(try await page(vault)?.stateCounts == nil)
    try await vault.keep(
      names.map { MailboxState(mailbox: $0, state: 15, until: nil) }, basis: "b")
    #expect(try await page(vault)?.stateCounts == [15: 600])
    try await vault.apply([
      .putAttempt(mailbox: "box-1500", AttemptEvidence(at: noon, reason: .expired))
    ])
    let page = try await page(vault)
    #expect(page?.stateCounts == [15: 599] && page?.changed == ["box-1500"])
    #expect(page?.snapshot.mailboxes.keys.sorted() == ["box-1000", "box-1001", "box-1500"])
    #expect(page?.snapshot.evidence["box-1500"]?.attempt?.reason == .expired)
  }

  @Test("states of a site that has changed since it was read are not kept")
  func late() async throws {
    let vault = try await home.open(mailboxes: "a")
    try await vault.keep(Self.states("a"), basis: "b")
    #expect(try await page(vault)?.stateCounts == nil)
    _ = try await vault.snapshot()
    try await home.open().apply([.addMailbox(mailbox("b"))])
    try await vault.keep(Self.states("a"), basis: "b")
    #expect(try await page(vault)?.stateCounts == nil)
  }

  @Test(
    "states that two consoles write at once, each by its own settings, never count as a mixture",
    arguments: 0..<64)
  func mixture(order: Int) async throws {
    let vault = try await home.open()
    let names = (1000..<3500).map { "box-\($0)" }
    try await vault.apply([.addRegistration(registration("main"))])
    try await vault.apply(names.map { .addMailbox(mailbox($0)) })
    let snapshot = try await vault.snapshot()
    let revision = try await vault.database.revision()
    func keeping(_ basis: String, _ number: Int) -> StateKeeping {
      StateKeeping(
        states: names.map { MailboxState(mailbox: $0, state: number, until: nil) },
        basis: snapshot.evaluationBasis(basis), revision: revision)
    }
    // Three portions each, in the order that the bits of the number tell.
    var both = [keeping("mine", 13), keeping("theirs", 15)]
    var goesOn = [true, true]
    var bits = order
    while goesOn.contains(true) {
      let turn = goesOn[bits & 1] ? bits & 1 : 1 - (bits & 1)
      bits >>= 1
      goesOn[turn] = try await both[turn].goOn(in: vault.database)
    }
    for (basis, number) in [("mine", 13), ("theirs", 15)] {
      let counts = try await page(vault, basis: basis)?.stateCounts
      #expect(counts == nil || counts == [number: names.count], "\(basis)")
    }
  }
}
