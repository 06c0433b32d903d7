import Core
import Foundation
import Synchronization
import Testing

@testable import Vault

/// A file that somebody else writes to, and a disk that is full.
@Suite struct BusyTests {
  let home = TemporaryHome()

  /// Counts the sleeps, and does something in one of them.
  final class Sleeper: Sendable {
    let count = Atomic(0)
    private let turn: Int
    private let work: @Sendable () async throws -> Void

    init(at turn: Int, _ work: @escaping @Sendable () async throws -> Void) {
      self.turn = turn
      self.work = work
    }

    func sleep(_ length: Duration) async {
      if count.add(1, ordering: .relaxed).newValue == turn {
        do { try await work() } catch { Issue.record(error) }
      }
      await rest(length)
    }
  }

  @Test("a write waits by sleeping for another's, in its turn, and reads go on meanwhile")
  func waits() async throws {
    let holder = try await home.open(mailboxes: "support", "sales")
    try await raw(holder) { (database) throws(VaultFailure) in
      try database.script("BEGIN IMMEDIATE")
    }
    let reader = Mutex<VaultFile?>(nil)
    let sleeper = Sleeper(at: 3) {
      let vault = try #require(reader.withLock { $0 })
      #expect(try await vault.snapshot().mailboxes.count == 2)
      try await raw(holder) { (database) throws(VaultFailure) in
        try database.script("ROLLBACK")
      }
    }
    let vault = try await VaultFile.open(
      home: home.path, key: .keyFile(home.keyFile), sleep: sleeper.sleep)
    reader.withLock { $0 = vault }
    try await vault.apply([.removeMailbox("support")])
    #expect(sleeper.count.load(ordering: .relaxed) == 3)
    #expect(try await vault.snapshot().mailboxes.keys.sorted() == ["sales"])
    reader.withLock { $0 = nil }
  }

  /// A connection that keeps the whole file to itself.
  final class Hog: Sendable {
    private let connection: Mutex<SQLiteConnection?>

    init(_ path: String) throws {
      let made = try SQLiteConnection(path)
      try made.script(
        "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; DELETE FROM journal; COMMIT")
      connection = Mutex(made)
    }

    func letGo() { connection.withLock { $0 = nil } }
  }

  @Test("an opening waits by sleeping for a process that has the file to itself")
  func opens() async throws {
    do { _ = try await home.open(mailboxes: "support") }
    let hog = try Hog(home.vaultPath)
    let sleeper = Sleeper(at: 3) { hog.letGo() }
    let vault = try await VaultFile.open(
      home: home.path, key: .keyFile(home.keyFile), sleep: sleeper.sleep)
    #expect(sleeper.count.load(ordering: .relaxed) == 3)
    #expect(try await vault.snapshot().mailboxes.count == 1)
  }

  @Test("an ordinary call is busy after five seconds, a cancelled one at once, and changes nothing")
  func gives() async throws {
    let holder = try await home.open(mailboxes: "support")
    let vault = try await home.open()
    try await raw(holder) { (database) throws(VaultFailure) in
      try database.script("BEGIN IMMEDIATE")
    }
    #expect(BusyWait.limit(.ordinary) == .seconds(5))
    let start = ContinuousClock.now
    await #expect(throws: Failure.vault(.busy)) {
      try await vault.apply([.removeMailbox("support")])
    }
    #expect(ContinuousClock.now - start >= .seconds(5))
    let task = Task { try await vault.apply([.removeMailbox("support")]) }
    task.cancel()
    await #expect(throws: Failure.cancelled) { try await task.value }
    try await raw(holder) { (database) throws(VaultFailure) in
      try database.script("ROLLBACK")
    }
    #expect(try await vault.snapshot().mailboxes.count == 1)
  }

  @Test("rotated tokens are written when the other is done, though the task was cancelled")
  func tokensWait() async throws {
    let holder = try await home.open(mailboxes: "support")
    try await holder.apply([.putPendingGrant(grant("support"), tokens(1))])
    try await raw(holder) { (database) throws(VaultFailure) in
      try database.script("BEGIN IMMEDIATE")
    }
    let sleeper = Sleeper(at: 4) {
      try await raw(holder) { (database) throws(VaultFailure) in
        try database.script("ROLLBACK")
      }
    }
    let vault = try await VaultFile.open(
      home: home.path, key: .keyFile(home.keyFile), sleep: sleeper.sleep)
    let task = Task {
      try await vault.apply([
        .putRefreshToken(mailbox: "support", slot: .pending, id: "g1", Secret("new"))
      ])
    }
    task.cancel()
    try await task.value
    let slot = SecretSlot.refreshToken(mailbox: "support", .pending)
    #expect(try await vault.secret(slot, for: here) == Secret("new"))
  }

  @Test("the tokens of a sign-in are written when the other is done, though the task was cancelled")
  func signInWaits() async throws {
    let holder = try await home.open(mailboxes: "support")
    try await raw(holder) { (database) throws(VaultFailure) in
      try database.script("BEGIN IMMEDIATE")
    }
    let sleeper = Sleeper(at: 4) {
      try await raw(holder) { (database) throws(VaultFailure) in
        try database.script("ROLLBACK")
      }
    }
    let vault = try await VaultFile.open(
      home: home.path, key: .keyFile(home.keyFile), sleep: sleeper.sleep)
    let task = Task { try await vault.apply([.putPendingGrant(grant("support"), tokens(1))]) }
    task.cancel()
    try await task.value
    let slot = SecretSlot.refreshToken(mailbox: "support", .pending)
    #expect(try await vault.secret(slot, for: here) == tokens(1).refresh)
  }

  @Test("an answer to a pending grant's token that OK has overtaken goes to the kept grant")
  func overtakenByOK() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([.putPendingGrant(grant("support"), tokens(1))])
    try await vault.apply([.keepGrant(mailbox: "support", id: "g1", at: noon)])
    try await vault.apply([
      .putTokens(
        grant("support"), Tokens(access: Secret("graph"), refresh: Secret("rotated")),
        slot: .pending)
    ])
    let refresh = SecretSlot.refreshToken(mailbox: "support", .kept)
    let access = SecretSlot.accessToken(mailbox: "support", .kept)
    #expect(try await vault.secret(refresh, for: here) == Secret("rotated"))
    #expect(try await vault.secret(access, for: .mailServer) == tokens(1).access)
    #expect(try await vault.snapshot().grants["support"]?.accepted == noon)
    try await vault.apply([
      .putRefreshToken(mailbox: "support", slot: .pending, id: "g1", Secret("again"))
    ])
    #expect(try await vault.secret(refresh, for: here) == Secret("again"))
    await #expect(throws: Failure.self) {
      try await vault.apply([
        .putRefreshToken(mailbox: "support", slot: .pending, id: "another", Secret("lost"))
      ])
    }
  }

  @Test("tokens wait for a disk that is full; nothing else does")
  func fullDisk() async throws {
    do {
      try await home.open(mailboxes: "support")
        .apply([.putPendingGrant(grant("support"), tokens(1))])
    }
    let grown = Mutex<VaultFile?>(nil)
    let sleeper = Sleeper(at: 2) {
      let vault = try #require(grown.withLock { $0 })
      try await raw(vault) { (database) throws(VaultFailure) in
        try database.script("PRAGMA max_page_count = 1000000")
      }
    }
    let vault = try await VaultFile.open(
      home: home.path, key: .keyFile(home.keyFile), sleep: sleeper.sleep)
    grown.withLock { $0 = vault }
    try await raw(vault) { (database) throws(VaultFailure) in
      try database.script("PRAGMA max_page_count = 1")
    }
    let large = Secret([UInt8](repeating: 7, count: 200_000))
    await #expect(throws: Failure.self) {
      var wordy = mailbox("wordy")
      wordy.displayName = String(repeating: "w", count: 200_000)
      try await vault.apply([.addMailbox(wordy)])
    }
    #expect(sleeper.count.load(ordering: .relaxed) == 0)
    try await vault.apply([
      .putTokens(grant("support"), Tokens(access: large, refresh: nil), slot: .pending)
    ])
    #expect(sleeper.count.load(ordering: .relaxed) == 2)
    let slot = SecretSlot.accessToken(mailbox: "support", .pending)
    #expect(try await vault.secret(slot, for: here) == large)
    #expect(
      try await vault.secret(.refreshToken(mailbox: "support", .pending), for: here)
        == tokens(1).refresh)
    grown.withLock { $0 = nil }
  }

  final class Order: Sendable {
    let numbers = Mutex<[Int]>([])
  }

  @Test("calls go through one at a time, in the order in which they come")
  func order() async throws {
    let queue = CallQueue()
    let order = Order()
    await queue.enter()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask {
          await queue.enter()
          order.numbers.withLock { $0.append(number) }
          queue.leave()
        }
        while queue.waiting < number + 1 { await Task.yield() }
      }
      queue.leave()
    }
    #expect(order.numbers.withLock { $0 } == Array(0..<20))
  }
}
