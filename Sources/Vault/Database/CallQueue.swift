import Synchronization

/// Lets one caller through at a time, in the order in which they come.
final class CallQueue: Sendable {
  private struct State {
    var isTaken = false
    /// Callers that wait; those before `next` have been let through.
    var waiting: [CheckedContinuation<Void, Never>] = []
    var next = 0

    mutating func take() -> Bool {
      guard !isTaken else { return false }
      isTaken = true
      return true
    }

    mutating func pass() -> CheckedContinuation<Void, Never>? {
      guard next < waiting.count else {
        waiting = []
        next = 0
        isTaken = false
        return nil
      }
      next += 1
      return waiting[next - 1]
    }
  }

  private let state = Mutex(State())

  /// Waits for its turn. Whoever has it gives it on with `leave`.
  func enter() async {
    if state.withLock({ $0.take() }) { return }
    await withCheckedContinuation { caller in
      let isFree = state.withLock { state in
        if state.take() { return true }
        state.waiting.append(caller)
        return false
      }
      if isFree { caller.resume() }
    }
  }

  /// How many callers wait.
  var waiting: Int { state.withLock { $0.waiting.count - $0.next } }

  /// Gives the turn to the caller that waits longest.
  func leave() {
    let caller = state.withLock { $0.pass() }
    caller?.resume()
  }
}
