import Core
import Testing
import Vault

@Suite(.serialized) struct GrowthTests {
  func vault(_ home: TemporaryHome, mailboxes: Int) throws -> VaultFile {
    let vault = try home.open(mailboxes: "support")
    try vault.apply((1..<mailboxes).map { .putMailbox(mailbox("mailbox-\($0)")) })
    try vault.apply(
      (1..<mailboxes).map { .putPendingGrant(grant("mailbox-\($0)"), tokens($0)) })
    try vault.apply([.putPendingGrant(grant("support"), tokens(0))])
    return vault
  }

  func timeToSave(_ number: Int, in vault: VaultFile) throws -> Duration {
    try ContinuousClock().measure {
      try vault.apply([
        .putTokens(grant("support", generation: number), tokens(number), slot: .pending),
        .putEvidence(mailbox: "support", Evidence()),
        .journal(line("verified", mailbox: "support")),
      ])
    }
  }

  @Test("saving one grant takes the same time among 10,000 mailboxes as among 10")
  func saving() throws {
    let homes = (TemporaryHome(), TemporaryHome())
    let few = try vault(homes.0, mailboxes: 10)
    let many = try vault(homes.1, mailboxes: 10_000)
    var times: (few: [Duration], many: [Duration]) = ([], [])
    for number in 1...31 {
      times.few.append(try timeToSave(number, in: few))
      times.many.append(try timeToSave(number, in: many))
    }
    // Medians: the disk has its moods. A table scan would be hundreds of times slower.
    let (short, long) = (times.few.sorted()[15], times.many.sorted()[15])
    #expect(long < short * 3, "10: \(short), 10,000: \(long)")
    #expect(try many.snapshot().mailboxes.count == 10_000)
  }
}
