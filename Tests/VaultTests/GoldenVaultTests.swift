import Core
import Foundation
import Testing

@testable import Vault

/// The vaults as each schema was released with. A change of schema brings a migration, and these files
/// stay as they are: they are opened by every later build.
@Suite struct GoldenVaultTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  @Test(
    "the golden vault of each schema opens, and every field, secret and line of it is what was put in",
    arguments: 1...Schema.current.version)
  func opens(schema: Int) async throws {
    let home = TemporaryHome()
    let golden = "golden-vault-\(schema)"
    for (file, name) in [("\(golden).db", "vault.db"), ("\(golden).key", "key")] {
      try home.write(name, try Data(contentsOf: Self.folder.appending(path: file)))
    }
    let vault = try await home.open()
    try await Self.hold(vault)
    let found = try await raw(vault) { (database) throws(VaultFailure) in
      try database.number("PRAGMA user_version")
    }
    #expect(found == Int64(Schema.current.version))
    // An older one was copied before it was changed.
    #expect(home.files.keys.contains { $0.hasPrefix("vault.db.schema-1.") } == (schema == 1))
  }

  @Test("a vault made now reads the same as the golden one, and fills every column of every table")
  func madeNow() async throws {
    let home = TemporaryHome()
    let vault = try await home.open()
    try await FilledVault.fill(vault)
    try await Self.hold(vault)
    try await Self.hold(try await home.open())
    let empty = try await raw(vault) { (database) throws(VaultFailure) in
      var empty: [String] = []
      for table in Table.all {
        for column in table.columns {
          let filled = try database.number("SELECT count(\(column)) FROM \(table.name)") ?? 0
          if filled == 0 { empty.append("\(table.name).\(column)") }
        }
      }
      return empty
    }
    #expect(empty == [])
  }

  static func hold(_ vault: VaultFile) async throws {
    let (snapshot, expected) = (try await vault.snapshot(), FilledVault.snapshot)
    #expect(snapshot.registrations == expected.registrations)
    #expect(snapshot.mailboxes == expected.mailboxes)
    #expect(snapshot.grants == expected.grants)
    #expect(snapshot.pendingGrants == expected.pendingGrants)
    #expect(snapshot.pending == expected.pending)
    #expect(snapshot.evidence == expected.evidence)
    let details = try await vault.snapshot(of: [FilledVault.mailbox.name]).probeDetails
    #expect(details == [FilledVault.mailbox.name: FilledVault.detail])
    for (slot, secret) in FilledVault.sealed {
      #expect(try await vault.secret(slot, for: FilledVault.destination) == secret, "\(slot)")
    }
    #expect(try await vault.journal(last: 10) == FilledVault.lines)
    #expect(vault.fingerprint(Secret("x")).count == 64)
  }

  /// Makes the golden vault; only for a new schema, with `GREENBOX_MAKE_GOLDEN` set to its folder.
  @Test(
    "the golden vault is made",
    .enabled(if: ProcessInfo.processInfo.environment["GREENBOX_MAKE_GOLDEN"] != nil))
  func make() async throws {
    let folder = try #require(ProcessInfo.processInfo.environment["GREENBOX_MAKE_GOLDEN"])
    let home = TemporaryHome()
    try home.write("key", Data(String(repeating: "5a", count: 32).utf8))
    do { try await FilledVault.fill(try await home.open()) }
    let files = home.files
    let name = "golden-vault-\(Schema.current.version)"
    try #require(files["vault.db"]).write(to: URL(filePath: "\(folder)/\(name).db"))
    try #require(files["key"]).write(to: URL(filePath: "\(folder)/\(name).key"))
  }
}
