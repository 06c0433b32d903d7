import CCurl
import Synchronization

/// How callers on any thread reach the engine thread.
final class Inbox: Sendable {
  private struct Contents {
    var jobs: [EngineOrder] = []
    var number: UInt64 = 0
    var started = false
    var closed = false
    var ended = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    // Sendable: used only under the lock, and taken away before the handle is freed; libcurl allows
    // curl_multi_wakeup from any thread.
    nonisolated(unsafe) var multi: UnsafeMutableRawPointer?
  }

  private let contents = Mutex(Contents())

  /// A ticket for a new job.
  func ticket() -> Ticket {
    contents.withLock {
      $0.number += 1
      return Ticket($0.number)
    }
  }

  /// Whether the engine's thread has been started.
  var isStarted: Bool { contents.withLock { $0.started } }

  /// What became of a job that was handed in.
  enum Posting {
    case taken
    /// Taken, and the thread that will do it is still to be started.
    case first
    /// The engine has ended; the job was not taken.
    case closed
  }

  /// Hands a job to the engine.
  func post(_ job: EngineOrder) -> Posting {
    contents.withLock {
      guard !$0.closed else { return .closed }
      $0.jobs.append(job)
      guard $0.started else {
        $0.started = true
        return .first
      }
      // A wake-up for the first job covers those that join it before the engine looks.
      if $0.jobs.count == 1, let multi = $0.multi { curl_multi_wakeup(multi) }
      return .taken
    }
  }

  /// Closes an engine that was never started; false when it was.
  func closeUnstarted() -> Bool {
    contents.withLock {
      guard !$0.started else { return false }
      $0.closed = true
      return true
    }
  }

  /// From now on callers can wake the engine out of its poll.
  func open(_ multi: UnsafeMutableRawPointer) {
    nonisolated(unsafe) let multi = multi  // Safe: handed over once, before anybody could use it.
    contents.withLock { $0.multi = multi }
  }

  /// Takes all that has been handed in.
  func take() -> [EngineOrder] {
    contents.withLock {
      guard !$0.jobs.isEmpty else { return [] }
      let jobs = $0.jobs
      $0.jobs = []
      return jobs
    }
  }

  /// Lets a caller go on once the engine has ended.
  func whenEnded(_ caller: CheckedContinuation<Void, Never>) {
    let hasEnded = contents.withLock {
      if !$0.ended { $0.waiting.append(caller) }
      return $0.ended
    }
    if hasEnded { caller.resume() }
  }

  /// The engine has ended, and lets go on whoever waits for that.
  func end() {
    let waiting = contents.withLock { contents in
      contents.ended = true
      defer { contents.waiting = [] }
      return contents.waiting
    }
    for caller in waiting { caller.resume() }
  }

  /// Takes the last jobs; nothing is taken in any more.
  func close() -> [EngineOrder] {
    contents.withLock {
      $0.closed = true
      $0.multi = nil
      let jobs = $0.jobs
      $0.jobs = []
      return jobs
    }
  }
}
