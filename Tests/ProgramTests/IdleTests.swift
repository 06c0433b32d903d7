import Core
import Screens
import Synchronization
import Testing

@testable import greenbox

/// Stands for a store that answers at once: its calls change actors and isolation, and wait for nothing.
private actor Store {
  nonisolated let loop: Loop
  private var count = 0

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(_ loop: Loop) { self.loop = loop }

  func read() -> Int {
    count += 1
    return count
  }

  nonisolated func readThrough() async -> Int { await read() }
}

@Suite("What the loop does before it waits")
struct IdleTests {
  @Test("A body set for when nothing is ready comes after all that a task has made ready, once")
  func order() throws {
    let seen = Mutex<[String]>([])
    let code = try Loop(signals: nil).run { loop in
      let store = Store(loop)
      let note = { @Sendable (text: String) in seen.withLock { $0.append(text) } }
      loop.whenIdle { note("never: another took its place") }
      loop.whenIdle { note("painted") }
      Task(executorPreference: loop) {
        for _ in 0..<3 { note("read \(await store.readThrough())") }
        await Task.yield()
        Task(executorPreference: loop) { note("applied") }
      }
      // The engine's thread, or a key, wakes it in earnest.
      _ = await withCheckedContinuation { continuation in
        loop.alarm(in: .milliseconds(20)) { continuation.resume() }
      }
      note("woken")
      return 0
    }
    #expect(code == 0)
    #expect(
      seen.withLock { $0 } == ["read 1", "read 2", "read 3", "applied", "painted", "woken"])
  }

  @Test("Orders to the store are taken one after the other; a refused change keeps from quitting")
  func orders() {
    var orders = StoreOrders()
    orders.add(.ask { _ in [] })
    orders.add(.quit)
    guard case .ask = orders.next() else {
      Issue.record("the first order is not the first")
      return
    }
    orders.stay(after: [.notice("done")])
    guard case .quit = orders.next() else {
      Issue.record("a quit was left out for nothing")
      return
    }
    orders.add(.quit)
    orders.stay(after: [.refused(.vault(.busy))])
    if orders.next() != nil { Issue.record("it would quit and lose what was not saved") }
  }
}
