import Synchronization

/// A job's number, and whether its caller has given up; shared by the caller and the engine.
final class Ticket: Sendable {
  /// The job's number, never used twice by one engine.
  let number: UInt64
  private let given = Atomic(false)

  init(_ number: UInt64) {
    self.number = number
  }

  /// Whether the caller has given up. Also right when that was before the engine knew the job.
  var isCancelled: Bool { given.load(ordering: .acquiring) }

  /// The caller gives up.
  func cancel() { given.store(true, ordering: .releasing) }
}
