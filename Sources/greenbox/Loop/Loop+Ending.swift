internal import Glibc
internal import Synchronization
internal import Terminal

/// How the program ends before its body does: what must be kept is kept first.
extension Loop {
  /// What ends it.
  enum Ending: Equatable, Sendable {
    case signal(Signal)
    /// Nobody reads what is written, which is what SIGPIPE is for.
    case closedPipe

    /// As a shell reports it.
    var exitCode: Int32 {
      switch self {
      case .signal(let signal): signal.exitCode
      case .closedPipe: 128 + SIGPIPE
      }
    }
  }

  /// What ends the program; nil while nothing does.
  var ending: Ending? { state.withLock { $0.ending } }

  /// Cancels the body. A second signal means that the person does not want to wait for an orderly end.
  func end(by ending: Ending) {
    let isFirst = state.withLock { state in
      defer { if state.ending == nil { state.ending = ending } }
      return state.ending == nil
    }
    if isFirst {
      cancel()
    } else if case .signal(let signal) = ending {
      endNow(by: signal)
    }
  }

  /// Keeps the process alive until `release`, whatever signals come: an answer that cannot be had again
  /// is under way, or waits to be written.
  func hold() { state.withLock { $0.held += 1 } }

  /// Whether something must be kept before the process may end.
  var isHeld: Bool { state.withLock { $0.held > 0 } }

  /// Undoes one `hold`.
  func release() {
    let impatient = state.withLock { state in
      state.held -= 1
      return state.held == 0 ? state.impatient : nil
    }
    if let impatient { leave(impatient) }
  }

  /// Ends the process as soon as nothing is held.
  func endNow(by signal: Signal) {
    let isHeld = state.withLock { state in
      state.impatient = signal
      if state.ending == nil { state.ending = .signal(signal) }
      return state.held > 0
    }
    if !isHeld { leave(signal) }
    cancel()
  }

  private func leave(_ signal: Signal) -> Never {
    ProcessGuard.restoreTerminal()
    _exit(signal.exitCode)
  }
}
