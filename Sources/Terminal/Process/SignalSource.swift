internal import CNcurses
internal import Glibc

/// Signals as something to poll and read.
///
/// Signals that the parent set to be ignored (`nohup`, background jobs) stay ignored. While a source
/// exists, child processes inherit the blocked signals unless they are started with an empty mask.
package final class SignalSource: Sendable {
  /// Readable while a signal waits.
  package let descriptor: Int32

  /// Blocks the signals for this thread and those it makes later: open it before any other thread.
  ///
  /// Throws `SystemError` when the kernel has no descriptor left.
  package init() throws(SystemError) {
    descriptor = try SystemError.check(guard_signals_open(), "signalfd")
  }

  deinit {
    close(descriptor)
    guard_signals_unblock()
  }

  /// The signals that wait, oldest number first; none when the descriptor was not readable.
  package func drain() -> [Signal] {
    var found: [Signal] = []
    while true {
      let number = guard_signals_read(descriptor)
      guard number > 0 else { return found }
      if let signal = Signal(number: number) { found.append(signal) }
    }
  }
}
