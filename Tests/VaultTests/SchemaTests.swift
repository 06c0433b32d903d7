import Core
import Foundation
import Testing

@testable import Vault

@Suite struct SchemaTests {
  let home = TemporaryHome()
  static let next = Schema(
    steps: Schema.current.steps + ["ALTER TABLE mailbox ADD COLUMN note TEXT NOT NULL DEFAULT ''"])

  func open(_ schema: Schema) async throws -> VaultFile {
    try await VaultFile.open(
      home: home.path, key: .keyFile(home.keyFile), schema: schema, sleep: rest)
  }

  @Test("an older vault is copied, then brought to the new schema with all that is in it")
  func migrate() async throws {
    var before = Snapshot()
    do {
      let vault = try await home.open(mailboxes: "support")
      try await vault.apply([.putPendingGrant(grant("support"), tokens(1))])
      before = try await vault.snapshot()
    }
    let vault = try await open(Self.next)
    #expect(try await vault.snapshot() == before)
    #expect(
      try await vault.secret(.refreshToken(mailbox: "support", .pending), for: here)
        == tokens(1).refresh)
    let notes = try await raw(vault) { (database) throws(VaultFailure) in
      try database.rows("SELECT note FROM mailbox") { row in row.text(0) }
    }
    #expect(notes == [""])
    let backups = home.files.keys.filter { $0.hasSuffix(".backup") }
    let backup = try #require(backups.first)
    #expect(backups.count == 1)
    #expect(backup.hasPrefix("vault.db.schema-\(Schema.current.version)."))
    #expect(backup.contains(/\.[0-9a-f]{6}\.backup$/))
    #expect(home.mode(backup) == "600")

    // The copy is a whole vault of the old schema.
    let old = TemporaryHome()
    try old.write("vault.db", try #require(home.files[backup]))
    try old.write("key", try #require(home.files["key"]))
    #expect(try await old.open().snapshot() == before)
    #expect(
      try await old.open().secret(.refreshToken(mailbox: "support", .pending), for: here)
        == tokens(1).refresh)
  }

  @Test("a migration that fails leaves the vault at its schema")
  func failed() async throws {
    _ = try await home.open(mailboxes: "support")
    let broken = Schema(
      steps: Schema.current.steps + ["DELETE FROM mailbox; ALTER TABLE missing ADD COLUMN x TEXT"])
    await #expect(
      throws: VaultFailure.damaged(path: home.vaultPath, detail: "no such table: missing")
    ) { try await open(broken) }
    #expect(try await home.open().snapshot().mailboxes.count == 1)
  }

  @Test("a vault of a newer schema is refused and no byte of it is changed")
  func newer() async throws {
    _ = try await open(Self.next)
    let before = home.files
    await #expect(
      throws: VaultFailure.newerSchema(found: Self.next.version, known: Schema.current.version)
    ) {
      try await home.open()
    }
    #expect(home.files == before)
  }

  @Test("a second opening migrates nothing and makes no copy")
  func current() async throws {
    _ = try await home.open()
    _ = try await home.open()
    #expect(home.files.keys.sorted() == ["key", "vault.db"])
  }

  @Test(
    "a file that is no vault is refused and not changed",
    arguments: [Data(), Data("not a database".utf8), Data(repeating: 0x53, count: 8192)])
  func noVault(content: Data) async throws {
    try home.write("vault.db", content)
    try home.write("key", Data(repeating: 7, count: 32))
    let before = home.files
    let said = await #expect(throws: VaultFailure.self) { try await home.open() }
    let detail = content.isEmpty ? "the file is not a vault" : "file is not a database"
    #expect(said == .damaged(path: home.vaultPath, detail: detail))
    #expect(home.files == before)
  }

  @Test("a database of another program is refused and not changed")
  func otherProgram() async throws {
    try home.write("vault.db", Data())
    try SQLiteConnection(home.vaultPath).script("CREATE TABLE t (a); PRAGMA user_version = 1")
    try home.write("key", Data(repeating: 7, count: 32))
    let before = home.files
    await #expect(
      throws: VaultFailure.damaged(path: home.vaultPath, detail: "the file is not a vault")
    ) { try await home.open() }
    #expect(home.files == before)
  }

  @Test("damage in the middle of the file is reported as damage, page by page, and never a crash")
  func damaged() async throws {
    do {
      let vault = try await home.open(mailboxes: "support", "sales")
      try await vault.apply([
        .putPendingGrant(grant("support"), tokens(1)), .journal(line("x", mailbox: "support")),
      ])
    }
    let good = try #require(home.files["vault.db"])
    let pages = good.count / 4096
    #expect(pages > 8)
    var refused = 0
    for page in 0..<pages {
      var bad = good
      bad.replaceSubrange(
        page * 4096 + 100..<(page + 1) * 4096, with: Data(repeating: 0xA5, count: 3996))
      if page > 0 {
        bad.replaceSubrange(
          page * 4096..<page * 4096 + 100, with: Data(repeating: 0xA5, count: 100))
      }
      try home.write("vault.db", bad)
      do {
        let vault = try await home.open()
        _ = try await vault.snapshot()
        _ = try await vault.secret(.refreshToken(mailbox: "support", .pending), for: here)
        _ = try await vault.journal(last: 10)
        _ = try await vault.journal(last: 10, mailbox: "support")
      } catch let failure as VaultFailure {
        refused += isDamage(failure) ? 1 : 0
      } catch Failure.vault(let failure) {
        refused += isDamage(failure) ? 1 : 0
      }
    }
    #expect(refused >= pages / 2)
    try home.write("vault.db", good.prefix(good.count / 2))
    await #expect(throws: VaultFailure.self) { try await home.open() }
  }

  func isDamage(_ failure: VaultFailure) -> Bool {
    if case .damaged = failure { return true }
    Issue.record("\(failure)")
    return false
  }

  @Test(
    "a schema number or mark that is not known is refused, and no byte of the file is changed",
    arguments: [
      "user_version = -1", "user_version = 0", "user_version = -2147483648",
      "user_version = 2147483647", "application_id = 1", "application_id = -1",
    ])
  func unknown(pragma: String) async throws {
    _ = try await home.open(mailboxes: "support")
    try SQLiteConnection(home.vaultPath).script("PRAGMA \(pragma)")
    let before = home.files
    await #expect(throws: VaultFailure.self) { try await home.open() }
    #expect(home.files == before)
  }

  @Test("the tables have the columns by which they are read, in any order, and no others")
  func columns() async throws {
    let vault = try await home.open()
    for table in Table.all {
      let columns = try await raw(vault) { (database) throws(VaultFailure) in
        try database.rows("SELECT name FROM pragma_table_info('\(table.name)')") { row in
          row.text(0) ?? ""
        }
      }
      #expect(Set(columns).subtracting(["seq"]) == Set(table.columns), "\(table.name)")
    }
  }

  @Test(
    "a word or JSON text that is not known is damage, with table and column named",
    arguments: [
      ("mailbox", "type", "'other'"), ("grants", "standing", "'other'"),
      ("grants", "slot", "'other'"), ("grants", "flipped", "2"), ("sign_in", "method", "'other'"),
      ("registration", "account_type", "'other'"), ("probe", "access", "'other'"),
      ("probe", "detail", "'{'"), ("probe", "detail", "'{}'"), ("mailbox_tick", "step", "11"),
      ("registration_tick", "setting", "'other'"),
    ])
  func unknownWord(table: String, column: String, value: String) async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([
      .putPendingGrant(grant("support"), tokens(1)),
      .putPending(pending("support"), deviceCode: nil),
      .putProbe(mailbox: "support", probe(), ProbeDetail(stages: [])),
    ])
    try await raw(vault) { (database) throws(VaultFailure) in
      try database.run("UPDATE \(table) SET \(column) = \(value)")
    }
    let failure = await #expect(throws: Failure.self) { try await vault.snapshot(of: ["support"]) }
    guard case .vault(.damaged(let path, let detail)) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(path == home.vaultPath)
    #expect(detail.hasPrefix("\(table).\(column) "), "\(detail)")
  }
}
