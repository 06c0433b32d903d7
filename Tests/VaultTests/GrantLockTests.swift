import Core
import Foundation
import Synchronization
import Testing
import Vault

@Suite struct GrantLockTests {
  let home = TemporaryHome()

  @Test("a grant's lock is held once, by mailbox, until it is released or its last reference goes")
  func once() throws {
    let vault = try home.open()
    let other = try home.open()
    let held = try vault.grantLock("support")
    #expect(held != nil)
    #expect(try vault.grantLock("support") == nil)
    #expect(try other.grantLock("support") == nil)
    #expect(try other.grantLock("sales") != nil)
    held?.release()
    held?.release()
    do {
      let second = try other.grantLock("support")
      #expect(second != nil)
      #expect(try vault.grantLock("support") == nil)
    }
    #expect(try vault.grantLock("support") != nil)
  }

  @Test("any mailbox name is a safe file name, and the files are the owner's only")
  func names() throws {
    let vault = try home.open()
    for name in ["", "../../escape", "a/b", "\0", String(repeating: "ä", count: 1000)] {
      #expect(try vault.grantLock(name) != nil)
    }
    let locks = home.files.keys.filter { $0.hasPrefix("locks/") }
    #expect(locks.count == 5)
    #expect(locks.allSatisfy { $0.contains(/^locks\/[0-9a-f]{64}$/) })
    #expect(locks.allSatisfy { home.mode($0) == "600" })
    #expect(home.mode("locks") == "700")
  }

  @Test("ten threads that contend for a lock hold it one at a time")
  func threads() throws {
    let vault = try home.open()
    let holders = Atomic(0)
    let most = Atomic(0)
    let turns = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 10) { _ in
      var mine = 0
      while mine < 20 {
        guard let lock = try? vault.grantLock("support") else {
          sched_yield()
          continue
        }
        let now = holders.add(1, ordering: .sequentiallyConsistent).newValue
        most.max(now, ordering: .sequentiallyConsistent)
        sched_yield()
        holders.subtract(1, ordering: .sequentiallyConsistent)
        turns.add(1, ordering: .relaxed)
        mine += 1
        lock.release()
      }
    }
    #expect(most.load(ordering: .sequentiallyConsistent) == 1)
    #expect(turns.load(ordering: .relaxed) == 200)
  }

  @Test("processes that contend for a lock hold it one at a time")
  func processes() async throws {
    _ = try home.open()
    let path = home.path
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          await #expect(processExitsWith: .success) { [path = path as String] in
            let vault = try VaultFile.open(home: path, key: .keyFile(path + "/key"))
            var turns = 0
            while turns < 50 {
              guard let lock = try vault.grantLock("support") else {
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
    let vault = try home.open()
    let path = home.path
    let held = try #require(try vault.grantLock("support"))
    await #expect(processExitsWith: .success) { [path = path as String] in
      let vault = try VaultFile.open(home: path, key: .keyFile(path + "/key"))
      guard try vault.grantLock("support") == nil else { exit(9) }
    }
    held.release()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let vault = try VaultFile.open(home: path, key: .keyFile(path + "/key"))
      let lock = try vault.grantLock("support")
      guard lock != nil else { exit(9) }
      kill(getpid(), SIGKILL)
      withExtendedLifetime(lock) {}
    }
    #expect(try vault.grantLock("support") != nil)
  }
}
