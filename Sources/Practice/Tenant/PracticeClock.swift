import Glibc
import Synchronization

/// The tenant's own time: the computer's clock and an offset that can be moved.
///
/// Moving it is how a code, a secret or a token is made to expire with nobody waiting.
final class PracticeClock: Sendable {
  private let offset: Mutex<Int>

  init(offsetSeconds: Int) {
    offset = Mutex(offsetSeconds * 1000)
  }

  /// Milliseconds since 1970 as the tenant sees them.
  var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000 + offset.withLock { $0 }
  }

  /// Seconds since 1970 as the tenant sees them.
  var seconds: Int { milliseconds / 1000 }

  func advance(seconds: Int) {
    offset.withLock { $0 += seconds * 1000 }
  }
}
