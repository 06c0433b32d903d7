package import Core
import Synchronization

/// Values handed over, in their order, to the one who waits for them.
package final class Inbox<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value] = []
    var waiting: CheckedContinuation<Value?, Never>?
  }

  private let state = Mutex(State())

  package init() {}

  /// Hands a value over; it is kept until somebody waits for it.
  package func give(_ value: Value) {
    let waiting = state.withLock { state in
      defer { state.waiting = nil }
      if state.waiting == nil { state.values.append(value) }
      return state.waiting
    }
    waiting?.resume(returning: value)
  }

  /// Drops what was handed over and taken by nobody.
  package func clear() { state.withLock { $0.values = [] } }

  /// Waits for the next value. One waits at a time.
  ///
  /// - Returns: The oldest value that was not taken.
  /// - Throws: `.cancelled` where the task is cancelled first; nothing is taken then.
  package func next() async throws(Failure) -> Value {
    let value = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Value?, Never>) in
        let ready: Value?? = state.withLock { state in
          if Task.isCancelled { return .some(nil) }
          if !state.values.isEmpty { return state.values.removeFirst() }
          state.waiting = continuation
          return nil
        }
        if let ready { continuation.resume(returning: ready) }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        defer { state.waiting = nil }
        return state.waiting
      }
      waiting?.resume(returning: nil)
    }
    guard let value else { throw .cancelled }
    return value
  }
}
