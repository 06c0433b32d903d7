import Core
import Foundation
import Testing

@testable import Vault

@Suite struct OpeningTests {
  let home = TemporaryHome()

  @Test("first use makes the folder 0700, and the key and the vault 0600")
  func firstUse() async throws {
    let vault = try await home.open()
    try await vault.apply([.journal(line("first"))])
    #expect(home.mode("") == "700")
    #expect(
      home.files.keys.sorted() == ["key", "vault.db", "vault.db-shm", "vault.db-wal"])
    for name in home.files.keys { #expect(home.mode(name) == "600", "\(name)") }
    let key = try #require(home.files["key"])
    #expect(String(decoding: key, as: UTF8.self).contains(/^[0-9a-f]{64}\n$/))
  }

  @Test("folders above the home are made too, and a home of one's own that others can read is fine")
  func nested() async throws {
    _ = try await VaultFile.open(
      home: home.path + "/a/b", key: .keyFile(home.path + "/a/b/key"), sleep: rest)
    #expect(home.mode("a") == "700")
    try FileManager.default.createDirectory(
      atPath: home.path + "/c", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755])
    _ = try await VaultFile.open(
      home: home.path + "/c", key: .keyFile(home.path + "/c/key"), sleep: rest)
    #expect(home.mode("c") == "755")
  }

  @Test("a wrong key opens nothing and changes no byte, be there a log of a crash or not")
  func wrongKey() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([.putPendingGrant(grant("support"), tokens(1))])
    try home.write("other-key", Data(repeating: 7, count: 32))
    let unopened = home.lasting
    #expect(unopened["vault.db-wal"]?.isEmpty == false)
    let sources: [KeySource] = [
      .keyFile(home.path + "/other-key"), .systemdCredential(home.path + "/other-key"),
      .passphrase(Secret("guess")),
    ]
    for source in sources {
      await #expect(throws: VaultFailure.wrongKey) {
        try await VaultFile.open(home: home.path, key: source, sleep: rest)
      }
    }
    #expect(home.lasting == unopened)

    // A copy as a crash leaves it: the log is there, and nobody has it open.
    let copy = TemporaryHome()
    for name in ["vault.db", "vault.db-wal", "other-key", "key"] {
      try copy.write(name, try #require(unopened[name]))
    }
    let crashed = copy.files
    await #expect(throws: VaultFailure.wrongKey) {
      try await VaultFile.open(
        home: copy.path, key: .keyFile(copy.path + "/other-key"), sleep: rest)
    }
    #expect(copy.lasting == crashed)
    #expect(
      try await copy.open().secret(.accessToken(mailbox: "support", .pending), for: here)
        == tokens(1).access)
  }

  @Test("a wrong key changes no byte of a vault that was closed")
  func wrongKeyClosed() async throws {
    _ = try await home.open(mailboxes: "support")
    try home.write("other-key", Data(repeating: 7, count: 32))
    let before = home.files
    #expect(before.keys.sorted() == ["key", "other-key", "vault.db"])
    await #expect(throws: VaultFailure.wrongKey) {
      try await VaultFile.open(
        home: home.path, key: .keyFile(home.path + "/other-key"), sleep: rest)
    }
    #expect(home.files == before)
    #expect(try await home.open().snapshot().mailboxes.count == 1)
  }

  @Test("a lost key file is never made anew while there is a vault")
  func lostKey() async throws {
    _ = try await home.open()
    try FileManager.default.removeItem(atPath: home.keyFile)
    let before = home.files
    await #expect(
      throws: VaultFailure.unusableKey(path: home.keyFile, detail: "No such file or directory")
    ) { try await home.open() }
    #expect(home.files == before)
  }

  @Test("a key file may hold 32 bytes as they are, or 64 hex digits")
  func keyForms() async throws {
    let raw = Data((0..<32).map { UInt8($0) })
    try home.write("raw", raw)
    try home.write("hex", Data((hex(raw).uppercased() + " \r\n").utf8))
    let vault = try await VaultFile.open(
      home: home.path, key: .keyFile(home.path + "/raw"), sleep: rest)
    let again = try await VaultFile.open(
      home: home.path, key: .systemdCredential(home.path + "/hex"), sleep: rest)
    #expect(vault.fingerprint(Secret("a")) == again.fingerprint(Secret("a")))
    #expect(vault.fingerprint(Secret("a")) != vault.fingerprint(Secret("b")))
    #expect(vault.fingerprint(Secret("a")).contains(/^[0-9a-f]{64}$/))
  }

  @Test(
    "a file that holds no key is refused",
    arguments: ["", "short", String(repeating: "g", count: 64), String(repeating: "a", count: 63)])
  func noKey(content: String) async throws {
    try home.write("key", Data(content.utf8))
    await #expect(
      throws: VaultFailure.unusableKey(
        path: home.keyFile, detail: "it holds no key: 32 bytes or 64 hex digits are wanted")
    ) { try await home.open() }
    #expect(home.files.keys.sorted() == ["key"])
  }

  @Test("a missing credential is not made")
  func noCredential() async throws {
    await #expect(
      throws: VaultFailure.unusableKey(path: home.path + "/c", detail: "No such file or directory")
    ) {
      try await VaultFile.open(
        home: home.path, key: .systemdCredential(home.path + "/c"), sleep: rest)
    }
    #expect(home.files.isEmpty)
  }

  @Test("a vault under a passphrase opens with it and with nothing else")
  func passphrase() async throws {
    let right = KeySource.passphrase(Secret("correct horse"))
    var fingerprint = ""
    do {
      let vault = try await VaultFile.open(home: home.path, key: right, sleep: rest)
      try await vault.apply([.addRegistration(registration())])
      try await vault.apply([putSecret("s")])
      fingerprint = vault.fingerprint(Secret("s"))
    }
    #expect(home.files.keys.sorted() == ["vault.db"])
    let before = home.files
    await #expect(throws: VaultFailure.wrongKey) {
      try await VaultFile.open(
        home: home.path, key: .passphrase(Secret("correct horse ")), sleep: rest)
    }
    await #expect(throws: VaultFailure.passphraseNeeded) { try await home.open() }
    await #expect(throws: VaultFailure.passphraseNeeded) {
      try await VaultFile.open(home: home.path, key: .passphrase(Secret("")), sleep: rest)
    }
    #expect(home.files == before)
    let vault = try await VaultFile.open(home: home.path, key: right, sleep: rest)
    #expect(
      try await vault.secret(.clientSecret(registration: "main", .inForce), for: here)
        == Secret("s"))
    #expect(vault.fingerprint(Secret("s")) == fingerprint)
  }

  @Test("two vaults under one key cannot open each other's values")
  func ownKeys() async throws {
    try home.write("key", Data(repeating: 7, count: 32))
    let one = try await VaultFile.open(
      home: home.path + "/one", key: .keyFile(home.keyFile), sleep: rest)
    let two = try await VaultFile.open(
      home: home.path + "/two", key: .keyFile(home.keyFile), sleep: rest)
    #expect(one.fingerprint(Secret("a")) != two.fingerprint(Secret("a")))
  }

  @Test("of many first uses at once all open the one vault that was made")
  func firstUses() async throws {
    let path = home.path
    let prints = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<8 {
        group.addTask {
          let vault = try await VaultFile.open(
            home: path, key: .keyFile(path + "/key"), sleep: rest)
          try await vault.apply([.journal(line("\(index)"))])
          return vault.fingerprint(Secret("a"))
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(prints.count == 1)
    #expect(
      try await home.open().journal(last: 100).map(\.event).sorted() == (0..<8).map(String.init))
    #expect(!home.files.keys.contains { $0.contains(".new") })
  }
}
