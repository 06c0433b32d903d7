import Core
import Foundation
import Testing

@testable import Vault

@Suite struct SchemaTests {
  let home = TemporaryHome()
  static let next = Schema(
    steps: Schema.current.steps + ["ALTER TABLE mailbox ADD COLUMN note TEXT NOT NULL DEFAULT ''"])

  func open(_ schema: Schema) throws -> VaultFile {
    try VaultFile.open(home: home.path, key: .keyFile(home.keyFile), schema: schema)
  }

  @Test("an older vault is copied, then brought to the new schema with all that is in it")
  func migrate() throws {
    var before = Snapshot()
    do {
      let vault = try home.open(mailboxes: "support")
      try vault.apply([.putPendingGrant(grant("support"), tokens(1))])
      before = try vault.snapshot()
    }
    let vault = try open(Self.next)
    #expect(try vault.snapshot() == before)
    #expect(try vault.secret(.refreshToken(mailbox: "support", .pending)) == tokens(1).refresh)
    let notes = try vault.withDatabase { (database) throws(VaultFailure) in
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
    #expect(try old.open().snapshot() == before)
    #expect(
      try old.open().secret(.refreshToken(mailbox: "support", .pending)) == tokens(1).refresh)
  }

  @Test("a vault as the first release made it is brought to this schema with all that is in it")
  func first() throws {
    var before = Snapshot()
    do {
      let vault = try open(Schema(steps: [Schema.current.steps[0]]))
      try vault.apply([
        .putRegistration(registration()), .putMailbox(mailbox("support")),
        .putPendingGrant(grant("support"), tokens(1)),
      ])
      before = try vault.snapshot()
    }
    let vault = try home.open()
    #expect(try vault.snapshot() == before)
    #expect(try vault.secret(.refreshToken(mailbox: "support", .pending)) == tokens(1).refresh)
    #expect(try vault.firstPage(10)?.names == ["support"])
  }

  @Test("a migration that fails leaves the vault at its schema")
  func failed() throws {
    _ = try home.open(mailboxes: "support")
    let broken = Schema(
      steps: Schema.current.steps + ["DELETE FROM mailbox; ALTER TABLE missing ADD COLUMN x TEXT"])
    #expect(
      throws: VaultFailure.damaged(path: home.vaultPath, detail: "no such table: missing")
    ) { try open(broken) }
    #expect(try home.open().snapshot().mailboxes.count == 1)
  }

  @Test("a vault of a newer schema is refused and no byte of it is changed")
  func newer() throws {
    _ = try open(Self.next)
    let before = home.files
    #expect(
      throws: VaultFailure.newerSchema(found: Self.next.version, known: Schema.current.version)
    ) {
      try home.open()
    }
    #expect(home.files == before)
  }

  @Test("a second opening migrates nothing and makes no copy")
  func current() throws {
    _ = try home.open()
    _ = try home.open()
    #expect(home.files.keys.sorted() == ["key", "vault.db"])
  }

  @Test(
    "a file that is no vault is refused and not changed",
    arguments: [Data(), Data("not a database".utf8), Data(repeating: 0x53, count: 8192)])
  func noVault(content: Data) throws {
    try home.write("vault.db", content)
    try home.write("key", Data(repeating: 7, count: 32))
    let before = home.files
    let said = #expect(throws: VaultFailure.self) { try home.open() }
    let detail = content.isEmpty ? "the file is not a vault" : "file is not a database"
    #expect(said == .damaged(path: home.vaultPath, detail: detail))
    #expect(home.files == before)
  }

  @Test("a database of another program is refused and not changed")
  func otherProgram() throws {
    try home.write("vault.db", Data())
    try Database(home.vaultPath).script("CREATE TABLE t (a); PRAGMA user_version = 1")
    try home.write("key", Data(repeating: 7, count: 32))
    let before = home.files
    #expect(
      throws: VaultFailure.damaged(path: home.vaultPath, detail: "the file is not a vault")
    ) { try home.open() }
    #expect(home.files == before)
  }

  @Test("damage in the middle of the file is reported as damage, page by page, and never a crash")
  func damaged() throws {
    do {
      let vault = try home.open(mailboxes: "support", "sales")
      try vault.apply([
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
        let vault = try home.open()
        _ = try vault.snapshot()
        _ = try vault.secret(.refreshToken(mailbox: "support", .pending))
        _ = try vault.journal(last: 10)
        _ = try vault.journal(last: 10, mailbox: "support")
      } catch let failure as VaultFailure {
        refused += isDamage(failure) ? 1 : 0
      } catch Failure.vault(let failure) {
        refused += isDamage(failure) ? 1 : 0
      }
    }
    #expect(refused >= pages / 2)
    try home.write("vault.db", good.prefix(good.count / 2))
    #expect(throws: VaultFailure.self) { try home.open() }
  }

  func isDamage(_ failure: VaultFailure) -> Bool {
    if case .damaged = failure { return true }
    Issue.record("\(failure)")
    return false
  }

  @Test("an entry whose JSON was changed is reported as damage, by name")
  func badBody() throws {
    let vault = try home.open(mailboxes: "support")
    try vault.withDatabase { (database) throws(VaultFailure) in
      try database.run("UPDATE mailbox SET body = '{}'")
    }
    #expect(
      throws: Failure.vault(
        .damaged(
          path: home.vaultPath, detail: "the entry of support cannot be read: Mailbox"))
    ) { try vault.snapshot() }
  }
}
