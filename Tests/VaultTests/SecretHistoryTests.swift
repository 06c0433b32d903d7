import Core
import Testing

@testable import Vault

/// The short history of a registration's client secrets.
@Suite struct SecretHistoryTests {
  let home = TemporaryHome()

  func held(_ vault: VaultFile) async throws -> [SecretPlace: String] {
    var held: [SecretPlace: String] = [:]
    let registration = try #require(try await vault.snapshot().registrations["main"])
    for place in SecretPlace.allCases {
      let secret = try await vault.secret(
        .clientSecret(registration: "main", place), for: here)
      #expect((secret == nil) == (registration[place] == nil))
      guard let secret else { continue }
      held[place] = String(decoding: secret.bytes, as: UTF8.self)
      #expect(registration[place]?.fingerprint == "print of \(held[place] ?? "")")
    }
    return held
  }

  static func propose(_ text: String, replacing fingerprint: String? = nil) -> Change {
    .putSecret(
      registration: "main", Secret(text), facts("print of \(text)"), .proposed,
      replacing: fingerprint)
  }

  static func promote(_ place: SecretPlace, _ text: String) -> Change {
    .promoteSecret(registration: "main", place, fingerprint: "print of \(text)")
  }

  @Test("in force, proposed and before change places as they should, and one undo goes back")
  func places() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([putSecret("one")])
    #expect(try await held(vault) == [.inForce: "one"])
    try await vault.apply([Self.propose("two")])
    #expect(try await held(vault) == [.inForce: "one", .proposed: "two"])
    try await vault.apply([Self.propose("three", replacing: "print of two")])
    #expect(try await held(vault) == [.inForce: "one", .proposed: "three"])
    try await vault.apply([Self.promote(.proposed, "three")])
    #expect(try await held(vault) == [.inForce: "three", .before: "one"])
    try await vault.apply([Self.promote(.before, "one")])
    #expect(try await held(vault) == [.inForce: "one", .before: "three"])
    try await vault.apply([putSecret("four", replacing: "print of one")])
    #expect(try await held(vault) == [.inForce: "four", .before: "one"])
    // The same value once more keeps the way back.
    try await vault.apply([putSecret("four", replacing: "print of four")])
    #expect(try await held(vault) == [.inForce: "four", .before: "one"])
    try await vault.apply([Self.propose("five")])
    try await vault.apply([
      .dropProposedSecret(registration: "main", fingerprint: "print of two")
    ])
    #expect(try await held(vault)[.proposed] == "five")
    try await vault.apply([
      .dropProposedSecret(registration: "main", fingerprint: "print of five")
    ])
    #expect(try await held(vault) == [.inForce: "four", .before: "one"])
    #expect(try await held(try await home.open()) == [.inForce: "four", .before: "one"])
  }

  @Test("the registration is bound to the hosts of the secret in force, not of a proposed one")
  func binding() async throws {
    let vault = try await home.open(mailboxes: "support")
    let elsewhere = HostBinding(discovery: "d.example:443", token: "t.example:443")
    let proposed = Change.putSecret(
      registration: "main", Secret("s"), facts("f", elsewhere), .proposed, replacing: nil)
    try await vault.apply([putSecret("one"), proposed])
    #expect(try await vault.snapshot().registrations["main"]?.binding == hosts)
    try await vault.apply([
      .promoteSecret(registration: "main", .proposed, fingerprint: "f")
    ])
    #expect(try await vault.snapshot().registrations["main"]?.binding == elsewhere)
    try await vault.apply([Self.promote(.before, "one")])
    #expect(try await vault.snapshot().registrations["main"]?.binding == hosts)
  }

  @Test("what the identity server said of a secret is kept with it, wherever it then goes")
  func said() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([
      putSecret("one"),
      .amend(
        registration: "main", .secretExpired(fingerprint: "print of one", at: noon)),
      putSecret("two", replacing: "print of one"),
    ])
    #expect(try await vault.snapshot().registrations["main"]?.formerSecret?.saidExpired == noon)
  }

  /// Stores secrets one after the other, each in place of the one that was read before it.
  static func store(_ side: String, rounds: Int, in vault: VaultFile) async throws -> (
    stored: Int, told: Int
  ) {
    var (stored, told) = (0, 0)
    for round in 1...rounds {
      let held = try await vault.snapshot().registrations["main"]?.secret?.fingerprint
      do throws(Failure) {
        try await vault.apply([
          putSecret("\(side)\(round)", replacing: held),
          .journal(
            JournalEntry(
              at: noon, who: side, mailbox: nil, event: "stored",
              fields: ["new": "print of \(side)\(round)", "old": held ?? ""])),
        ])
        stored += 1
      } catch {
        guard case .vault(.conflict) = error else { throw error }
        told += 1
      }
    }
    return (stored, told)
  }

  @Test(
    "two processes that store secrets at once: each replaces the one it read, or is told",
    .timeLimit(.minutes(3)))
  func atOnce() async throws {
    let vault = try await home.open(mailboxes: "support")
    let path = home.path
    var mine = (stored: 0, told: 0)
    try await withThrowingTaskGroup(of: (stored: Int, told: Int)?.self) { group in
      group.addTask {
        await #expect(processExitsWith: .success) { [path = path as String] in
          let vault = try await VaultFile.open(
            home: path, key: .keyFile(path + "/key"), sleep: rest)
          _ = try await SecretHistoryTests.store("b", rounds: 1000, in: vault)
        }
        return nil
      }
      group.addTask { try await Self.store("a", rounds: 1000, in: vault) }
      for try await ended in group { mine = ended ?? mine }
    }
    #expect(mine.stored + mine.told == 1000)
    // One chain from the first secret to the last: nobody wrote over what he had not read.
    let lines = try await vault.journal(last: 10_000)
    #expect(lines.count { $0.who == "a" } == mine.stored)
    var last = ""
    for line in lines {
      #expect(line.fields["old"] == last)
      last = line.fields["new"] ?? ""
    }
    let registration = try await vault.snapshot().registrations["main"]
    #expect(registration?.secret?.fingerprint == last)
    #expect(registration?.formerSecret?.fingerprint == lines.last?.fields["old"])
    #expect(try await held(vault)[.inForce].map { "print of \($0)" } == last)
  }
}
