import Core
import Testing
import Vault

@Suite struct JournalTests {
  let home = TemporaryHome()

  @Test("the journal is read from its end, for all or for one mailbox")
  func read() async throws {
    let vault = try await home.open()
    let lines = (0..<10).map { line("event-\($0)", mailbox: $0 % 2 == 0 ? "even" : nil) }
    try await vault.apply(lines.map { .journal($0) })
    #expect(try await vault.journal(last: 100) == lines)
    #expect(try await vault.journal(last: 3) == Array(lines[7...]))
    #expect(try await vault.journal(last: 2, mailbox: "even") == [lines[6], lines[8]])
    #expect(try await vault.journal(last: 2, mailbox: "odd") == [])
    #expect(try await vault.journal(last: 0) == [])
    #expect(try await vault.journal(last: -1) == [])
  }

  @Test("the newest 10,000 lines are kept, and lines of removed mailboxes among them")
  func limit() async throws {
    let vault = try await home.open(mailboxes: "support")
    let more = VaultFile.journalLimit + 25
    try await vault.apply((0..<more).map { .journal(line("event-\($0)", mailbox: "support")) })
    try await vault.apply([.removeMailbox("support")])
    let kept = try await vault.journal(last: .max)
    #expect(kept.count == VaultFile.journalLimit)
    #expect(kept.first?.event == "event-25")
    #expect(kept.last?.event == "event-\(more - 1)")
  }
}
