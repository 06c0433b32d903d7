import Core
import Foundation
import Synchronization
import Testing

@testable import Vault

@Suite struct GrantLockTests {
  let home = TemporaryHome()

  /// How many hold a lock now, held one at most, and had their turn.
  final class Count: Sendable {
    let holders = Atomic(0)
    let most = Atomic(0)
    let turns = Atomic(0)
  }

  @Test("a grant's lock is held once, by mailbox, until it is released or its last reference goes")
  func once() async throws {
    let vault = try await home.open()
    let other = try await home.open()
    let held = try #require(try await vault.grantLock("support") as? GrantLock)
    #expect(try await vault.grantLock("support") == nil)
    #expect(try await other.grantLock("support") == nil)
    #expect(try await other.grantLock("sales") != nil)
    held.release()
    held.release()
    do {
      let second = try await other.grantLock("support")
      #expect(second != nil)
      #expect(try await vault.grantLock("support") == nil)
    }
    #expect(try await vault.grantLock("support") != nil)
  }

  @Test("any mailbox name is a safe file name, and the files are the owner's only")
  func names() async throws {
    let vault = try await home.open()
    for name in ["", "../../escape", "a/b", "\0", String(repeating: "ä", count: 1000)] {
      #expect(try await vault.grantLock(name) != nil)
    }
    let locks = home.files.keys.filter { $0.hasPrefix("locks/") }
    #expect(locks.count == 5)
    #expect(locks.allSatisfy { $0.contains(/^locks\/[0-9a-f]{64}$/) })
    #expect(locks.allSatisfy { home.mode($0) == "600" })
    #expect(home.mode("locks") == "700")
  }

  @Test("ten tasks that contend for a lock hold it one at a time")
  func tasks() async throws {
    let vault = try await home.open()
    let count = Count()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<10 {
        group.addTask {
          var mine = 0
          while mine < 20 {
            guard let lock = try await vault.grantLock("support") as? GrantLock else {
              await Task.yield()
              continue
            }
            let now = count.holders.add(1, ordering: .sequentiallyConsistent).newValue
            count.most.max(now, ordering: .sequentiallyConsistent)
            sched_yield()
            count.holders.subtract(1, ordering: .sequentiallyConsistent)
            count.turns.add(1, ordering: .relaxed)
            mine += 1
            lock.release()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(count.most.load(ordering: .sequentiallyConsistent) == 1)
    #expect(count.turns.load(ordering: .relaxed) == 200)
  }

  @Test("processes that contend for a lock hold it one at a time")
  func processes() async throws {
    _ = try await home.open()
    let path = home.path
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          await #expect(processExitsWith: .success) { [path = path as String] in
            let vault = try await VaultFile.open(
              home: path, key: .keyFile(path + "/key"), sleep: rest)
            var turns = 0
            while turns < 50 {
              guard let lock = try await vault.grantLock("support") as? GrantLock else {
                sched_yield()
                continue
              }
              // The marker can be made only while nobody else has it.
              let marker = open(path + "/marker", O_CREAT | O_EXCL | O_WRONLY, 0o600)
              guard marker >= 0 else { exit(9) }
              close(marker)
              sched_yield()
              unlink(path + "/marker")
              turns += 1
              lock.release()
            }
          }
        }
      }
    }
  }

  @Test("a lock is seen by another process, and is free again when its holder is killed")
  func death() async throws {
    let vault = try await home.open()
    let path = home.path
    let held = try #require(try await vault.grantLock("support") as? GrantLock)
    await #expect(processExitsWith: .success) { [path = path as String] in
      let vault = try await VaultFile.open(home: path, key: .keyFile(path + "/key"), sleep: rest)
      guard try await vault.grantLock("support") == nil else { exit(9) }
    }
    held.release()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let vault = try await VaultFile.open(home: path, key: .keyFile(path + "/key"), sleep: rest)
      let lock = try await vault.grantLock("support")
      guard lock != nil else { exit(9) }
      kill(getpid(), SIGKILL)
      withExtendedLifetime(lock) {}
    }
    #expect(try await vault.grantLock("support") != nil)
  }

  @Test("room for an answer is set aside in the lock's file, and freed")
  func room() async throws {
    let vault = try await home.open()
    let lease = try #require(try await vault.grantLock("support"))
    func sizes() -> [Int] { home.files.filter { $0.key.hasPrefix("locks/") }.map(\.value.count) }
    #expect(sizes() == [0])
    try lease.reserveRoom()
    #expect(sizes() == [65_536])
    try lease.reserveRoom()
    lease.freeRoom()
    #expect(sizes() == [0])
  }

  @Test("where the process may not write that much, it is told so, and no signal ends it")
  func limited() async throws {
    let path = home.path
    do { try await home.open(mailboxes: "support").apply([.journal(line("x"))]) }
    for (extra, fits) in [(70_000, true), (60_000, false), (-1_000_000, false)] {
      await #expect(processExitsWith: .success) {
        [path = path as String, extra = extra as Int, fits = fits as Bool] in
        let vault = try await VaultFile.open(
          home: path, key: .keyFile(path + "/key"), sleep: rest)
        guard let lease = try await vault.grantLock("support") else { exit(9) }
        var facts = stat()
        stat(path + "/vault.db", &facts)
        var limit = rlimit()
        limit.rlim_max = rlim_t.max
        limit.rlim_cur = rlim_t(max(1, Int(facts.st_size) + extra))
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        do {
          try lease.reserveRoom()
          guard fits else { exit(8) }
        } catch Failure.vault(.input(_, let detail)) {
          guard !fits, detail.contains("may write no file beyond") else { exit(7) }
        }
      }
    }
  }
}
