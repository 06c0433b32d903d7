import Foundation
import Synchronization

@testable import greenbox

/// A thread that stands for the main thread.
final class MainThread: Sendable {
  private let code = Mutex<Int32?>(nil)
  private let ended = NSCondition()

  /// Runs the body on a new thread and waits for what it returns.
  static func run(_ body: @escaping @Sendable () -> Int32) -> Int32 {
    let main = MainThread()
    Thread.detachNewThread { main.end(body()) }
    return main.wait()
  }

  private func end(_ value: Int32) {
    ended.lock()
    code.withLock { $0 = value }
    ended.signal()
    ended.unlock()
  }

  private func wait() -> Int32 {
    ended.lock()
    defer { ended.unlock() }
    while true {
      if let value = code.withLock({ $0 }) { return value }
      ended.wait()
    }
  }
}

/// Runs the body in a loop that leaves the signals alone, as other tests run at the same time.
func inLoop(_ body: @escaping @Sendable (Loop) async -> Int32) -> Int32 {
  MainThread.run { (try? Loop(signals: nil))?.run(body) ?? -1 }
}
