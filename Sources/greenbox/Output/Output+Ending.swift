internal import Glibc
internal import Terminal

/// The end of what is written.
extension Output {
  /// Keeps what is written from now on until `release`: the terminal shows something else.
  func hold() {
    results.hold()
    told.hold()
  }

  /// Lets out what was kept.
  func release() {
    results.release()
    told.release()
  }

  /// Waits until there is room for more; nothing that cannot be told again is begun before.
  ///
  /// - Returns: False where the task was cancelled first.
  func room() async -> Bool {
    guard await results.room() else { return false }
    return await told.room()
  }

  /// Waits until all that was written has arrived, and says so where it did not.
  ///
  /// A reader that takes its time is waited for, but not after a signal: what still goes then goes
  /// within a quarter of a second.
  ///
  /// - Parameters:
  ///   - code: What the verb came to.
  ///   - loop: The loop that runs it.
  /// - Returns: That, or 74 where it goes before it.
  func conclude(_ code: ExitCode, _ loop: Loop) async -> ExitCode {
    await drain()
    if Task.isCancelled {
      let rest = Task(executorPreference: loop) { await drain() }
      let end = Task(executorPreference: loop) {
        await loop.pause(.milliseconds(250))
        rest.cancel()
      }
      await rest.value
      end.cancel()
    }
    guard let failure = results.failure ?? told.failure, failure.number != EPIPE else {
      return code
    }
    progress("The output did not arrive whole: \(String(cString: strerror(failure.number))).")
    await told.drain()
    return ExitCode.of([code, .output])
  }

  private func drain() async {
    await results.drain()
    await told.drain()
  }
}
