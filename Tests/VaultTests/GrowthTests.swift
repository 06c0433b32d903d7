import Core
import Testing
import Vault

@Suite(.serialized) struct GrowthTests {
  func vault(_ home: TemporaryHome, mailboxes: Int) async throws -> VaultFile {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply((1..<mailboxes).map { .addMailbox(mailbox("mailbox-\($0)")) })
    try await vault.apply(
      (1..<mailboxes).map { .putPendingGrant(grant("mailbox-\($0)"), tokens($0)) })
    try await vault.apply([.putPendingGrant(grant("support"), tokens(0))])
    return vault
  }

  func timeToSave(_ number: Int, in vault: VaultFile) async throws -> Duration {
    try await ContinuousClock().measure {
      try await vault.apply([
        .putTokens(grant("support", generation: number), tokens(number), slot: .pending),
        .putProbe(mailbox: "support", probe(), ProbeDetail(stages: [])),
        .journal(line("verified", mailbox: "support")),
      ])
    }
  }

  @Test("saving one grant takes the same time among 10,000 mailboxes as among 10")
  func saving() async throws {
    let homes = (TemporaryHome(), TemporaryHome())
    let few = try await vault(homes.0, mailboxes: 10)
    let many = try await vault(homes.1, mailboxes: 10_000)
    var times: (few: [Duration], many: [Duration]) = ([], [])
    for number in 1...31 {
      times.few.append(try await timeToSave(number, in: few))
      times.many.append(try await timeToSave(number, in: many))
    }
    // Medians: the disk has its moods. A table scan would be hundreds of times slower.
    let (short, long) = (times.few.sorted()[15], times.many.sorted()[15])
    #expect(long < short * 3, "10: \(short), 10,000: \(long)")
    #expect(try await many.snapshot().mailboxes.count == 10_000)
  }
}
