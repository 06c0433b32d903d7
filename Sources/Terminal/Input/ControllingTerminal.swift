internal import CNcurses
internal import Glibc

/// The terminal that the process was started from, whatever stdin and stdout are connected to.
///
/// Reads never wait: poll `descriptor` first. What is written goes through a queue, which never waits
/// either.
package final class ControllingTerminal {
  /// To poll; owned by this object.
  package let descriptor: Int32
  private var isQuiet = false

  /// Opens the terminal.
  ///
  /// - Parameter path: Another terminal than the process's own, for tests.
  /// - Throws: `SystemError` when there is none.
  package init(path: String = "/dev/tty") throws(SystemError) {
    let opened = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY)
    descriptor = try SystemError.check(opened < 0 ? -errno : opened, "open")
  }

  deinit {
    loud()
    close(descriptor)
  }

  /// Turns echo and line editing off until `loud`, the end of this object, a crash or a stop.
  ///
  /// Throws `SystemError` when the terminal is gone.
  package func quiet() throws(SystemError) {
    try SystemError.check(guard_tty_quiet(descriptor), "tcsetattr")
    isQuiet = true
  }

  /// Puts the terminal's own modes back.
  package func loud() {
    guard isQuiet else { return }
    guard_tty_restore()
    isQuiet = false
  }

  /// Forgets what was typed before it was asked for, so that no key pressed earlier is an answer.
  package func dropTypeahead() { tcflush(descriptor, TCIFLUSH) }

  /// Hands over the bytes that are there, then wipes them. None means the end of input.
  ///
  /// In quiet mode these are single keys; otherwise one line with its line feed.
  package func read<Result>(_ use: ([UInt8]) -> Result) -> Result {
    var bytes = [UInt8](repeating: 0, count: 4096)
    defer { Wiping.wipe(&bytes) }
    while true {
      let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if got < 0, errno == EINTR { continue }
      bytes.removeLast(bytes.count - max(0, got))
      return use(bytes)
    }
  }
}
