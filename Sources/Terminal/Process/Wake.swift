internal import CNcurses
internal import Glibc

/// Wakes a thread that waits in `poll(2)`, from any other thread.
package final class Wake: Sendable {
  /// Readable after `post` until `drain`.
  package let descriptor: Int32

  /// Throws `SystemError` when the kernel has no descriptor left.
  package init() throws(SystemError) {
    descriptor = try SystemError.check(guard_wake_open(), "eventfd")
  }

  deinit { close(descriptor) }

  /// Makes the descriptor readable.
  package func post() { guard_wake_post(descriptor) }

  /// Makes the descriptor unreadable, however often it was posted.
  package func drain() { guard_wake_drain(descriptor) }
}
