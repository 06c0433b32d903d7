import Core
import Foundation
import Testing

@testable import Vault

@Suite struct CrashTests {
  let home = TemporaryHome()

  /// The generation of the kept grant, after it was held that facts and both tokens are of one.
  func generation(_ vault: VaultFile) async throws -> Int {
    let facts = try #require(try await vault.snapshot().grants["support"])
    let scope = try #require(facts.scopes.first)
    let number = try #require(Int(scope.dropFirst("generation-".count)))
    #expect(
      try await vault.secret(.accessToken(mailbox: "support", .kept), for: here)
        == tokens(number).access)
    #expect(
      try await vault.secret(.refreshToken(mailbox: "support", .kept), for: here)
        == tokens(number).refresh)
    #expect(try await vault.journal(last: 1).map(\.event) == ["\(number)"])
    return number
  }

  static func write(_ number: Int, to vault: VaultFile) async throws {
    try await vault.apply([
      .putTokens(grant("support", generation: number), tokens(number), slot: .kept),
      .journal(line("\(number)", mailbox: "support")),
    ])
  }

  func prepare() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([
      .putPendingGrant(grant("support"), tokens(0)),
      .keepGrant(mailbox: "support", id: "g1", at: noon),
    ])
    try await Self.write(0, to: vault)
  }

  @Test("commits wait for the disk; only those that tell what a check found do not")
  func synced() async throws {
    let vault = try await home.open(mailboxes: "support")
    func waits(after changes: [Change]) async throws -> Int64? {
      try await vault.apply(changes)
      return try await raw(vault) { (database) throws(VaultFailure) in
        try database.number("PRAGMA synchronous")
      }
    }
    let found: [Change] = [
      .putProbe(mailbox: "support", probe(), ProbeDetail(stages: [])),
      .putRefreshCheck(mailbox: "support", nil), .journal(line("x")),
    ]
    let (full, normal): (Int64, Int64) = (2, 1)
    #expect(try await waits(after: [.putPendingGrant(grant("support"), tokens(1))]) == full)
    let begins = GrantAmendment.redeeming(since: noon)
    #expect(
      try await waits(after: [
        .amendGrant(mailbox: "support", slot: .pending, id: "g1", begins)
      ]) == full)
    #expect(try await waits(after: found) == normal)
    #expect(try await waits(after: [.keepGrant(mailbox: "support", id: "g1", at: noon)]) == full)
    #expect(try await waits(after: found + [.addMailbox(mailbox("sales"))]) == full)
  }

  @Test("killed in the middle of a transaction, the vault is as before it")
  func midTransaction() async throws {
    try await prepare()
    let path = home.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let vault = try await VaultFile.open(home: path, key: .keyFile(path + "/key"), sleep: rest)
      try await CrashTests.write(1, to: vault)
      try await raw(vault) { (database) throws(VaultFailure) in
        try database.run("BEGIN IMMEDIATE")
        try database.run("PRAGMA cache_spill = 1")
        try database.run("UPDATE grants SET access = zeroblob(3000000), scopes = 'half'")
        kill(getpid(), SIGKILL)
      }
    }
    #expect(try await generation(home.open()) == 1)
  }

  @Test("killed at any moment, facts and both tokens are of one generation, none older than told")
  func anyMoment() async throws {
    try await prepare()
    let path = home.path
    var last = 0
    for microseconds in [200, 700, 1500, 3100, 6300, 11_000, 17_000, 29_000] {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, microseconds = microseconds as Int, first = last + 1 as Int] in
        let vault = try await VaultFile.open(home: path, key: .keyFile(path + "/key"), sleep: rest)
        let told = open(path + "/told", O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        signal(SIGALRM) { _ in kill(getpid(), SIGKILL) }
        var timer = itimerval()
        timer.it_value.tv_usec = suseconds_t(microseconds)
        setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
        for number in first... {
          try await CrashTests.write(number, to: vault)
          withUnsafeBytes(of: number) { _ = pwrite(told, $0.baseAddress, $0.count, 0) }
        }
      }
      let number = try await generation(home.open())
      let told = try #require(home.files["told"])
      let least = told.count == 8 ? told.withUnsafeBytes { $0.loadUnaligned(as: Int.self) } : last
      #expect(number == least || number == least + 1)
      last = number
    }
    #expect(last > 0)
  }

  @Test("two processes and a thread of this one write at once, and no write is lost")
  func together() async throws {
    let vault = try await home.open(mailboxes: "a", "b", "c")
    let path = home.path
    let writes = 60
    await withTaskGroup(of: Void.self) { group in
      for name in ["a", "b"] {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = path as String, name = name as String, writes = writes as Int] in
            let vault = try await VaultFile.open(
              home: path, key: .keyFile(path + "/key"), sleep: rest)
            try await CrashTests.fill(name, writes, in: vault)
          }
        }
      }
      group.addTask {
        do {
          try await CrashTests.fill("c", writes, in: vault)
        } catch {
          Issue.record(error)
        }
      }
    }
    let snapshot = try await vault.snapshot()
    for name in ["a", "b", "c"] {
      #expect(snapshot.pendingGrants[name] == grant(name, generation: writes))
      #expect(
        try await vault.secret(.refreshToken(mailbox: name, .pending), for: here)
          == tokens(writes).refresh)
      #expect(
        try await vault.journal(last: 1000, mailbox: name).map(\.event)
          == (1...writes).map(String.init))
    }
  }

  static func fill(_ name: String, _ writes: Int, in vault: VaultFile) async throws {
    try await vault.apply([.putPendingGrant(grant(name), tokens(0))])
    for number in 1...writes {
      try await vault.apply([
        .putTokens(grant(name, generation: number), tokens(number), slot: .pending),
        .journal(line("\(number)", mailbox: name)),
      ])
      _ = try await vault.snapshot()
    }
  }
}
