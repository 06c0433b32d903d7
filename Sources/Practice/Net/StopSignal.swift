import Glibc
import Synchronization

/// A signal that is given once and seen by every wait in the tenant.
///
/// It is a pipe: giving the signal closes the writing end, which the reading end shows for ever.
final class StopSignal: Sendable {
  /// Readable, or hung up, once the signal was given.
  let descriptor: Int32
  private let writer: Mutex<Int32>

  init() throws(PracticeError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .socket(call: "pipe", errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    descriptor = ends[0]
    writer = Mutex(ends[1])
  }

  func give() {
    writer.withLock { writer in
      guard writer >= 0 else { return }
      close(writer)
      writer = -1
    }
  }

  deinit {
    give()
    close(descriptor)
  }
}
