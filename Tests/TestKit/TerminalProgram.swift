package import Foundation
import Glibc

/// A program that runs on a terminal of its own, with the test at the keyboard.
///
/// It leads a session and the terminal is its controlling one, as after a login. What it sends is
/// kept from the start and read whenever the test waits for something.
package final class TerminalProgram {
  /// Its process id.
  package let id: pid_t
  /// All that it has sent to the terminal.
  package private(set) var sent: [UInt8] = []
  private var keyboard: Int32
  // The program holds the other end, and so do its children, until they end.
  private let life: Int32
  private var end: ChildProcess.End?
  private let folder: TemporaryFolder?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: The program's path and its arguments.
  ///   - environment: All of its environment.
  ///   - columns: The window's width.
  ///   - rows: The window's height.
  ///   - folder: A folder that it works in, kept as long as this object.
  /// - Throws: `POSIXError` when there is no terminal or the program cannot be started.
  package init(
    _ arguments: [String], environment: [String: String], columns: UInt16 = 120, rows: UInt16 = 36,
    in folder: TemporaryFolder? = nil
  ) throws {
    self.folder = folder
    keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    var locked: Int32 = 0
    var number: UInt32 = 0
    // TIOCSPTLCK and TIOCGPTN, which are macros that Swift does not import.
    guard ioctl(keyboard, 0x4004_5431, &locked) == 0, ioctl(keyboard, 0x8004_5430, &number) == 0
    else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    life = ends[0]
    defer { close(ends[1]) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a new session opens becomes its controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/pts/\(number)", O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 100)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let newSession: Int32 = 0x80
    let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | newSession
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let words = arguments.map { strdup($0) }
    let settings = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for text in words + settings { free(text) } }
    var started: pid_t = 0
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(keyboard, UInt(TIOCSWINSZ), &size)
    let failed = posix_spawn(
      &started, arguments.first ?? "", &actions, &attributes, words + [nil], settings + [nil])
    guard failed == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failed) ?? .EIO) }
    id = started
  }

  deinit {
    // A test that ended early leaves nothing running.
    if end == nil {
      Foundation.kill(-id, SIGKILL)
      Foundation.kill(id, SIGKILL)
      var status: Int32 = 0
      waitpid(id, &status, 0)
    }
    hangUp()
    close(life)
  }

  /// Types a text.
  package func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(keyboard, bytes, bytes.count)
  }

  /// Gives the window another size; the kernel tells the program.
  package func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(keyboard, UInt(TIOCSWINSZ), &size)
  }

  /// Sends the program a signal.
  package func kill(_ signal: Int32) { Foundation.kill(id, signal) }

  /// Cuts the line: the terminal is gone from here on.
  package func hangUp() {
    guard keyboard >= 0 else { return }
    close(keyboard)
    keyboard = -1
  }

  /// The terminal's modes, as comparable numbers.
  package var modes: [UInt32] {
    var modes = termios()
    tcgetattr(keyboard, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  /// What it has sent since a mark, as text.
  package func text(since mark: Int = 0) -> String {
    String(decoding: sent.dropFirst(mark), as: UTF8.self)
  }

  /// Reads until the text has come since the mark; false when it did not within that many seconds.
  package func waits(for text: String, since mark: Int = 0, timeout: Double = 60) -> Bool {
    let deadline = Date(timeIntervalSinceNow: timeout)
    let wanted = Array(text.utf8)
    while true {
      if sent.dropFirst(mark).firstRange(of: wanted) != nil { return true }
      guard isReady(keyboard, until: deadline), read() else { return false }
    }
  }

  /// Reads until nothing has come for that many milliseconds.
  package func settle(_ milliseconds: Int = 300) {
    while isReady(keyboard, until: Date(timeIntervalSinceNow: Double(milliseconds) / 1000)), read()
    {
    }
  }

  /// Waits until the program and its children have ended; kills it when that takes too long.
  package func waitForEnd(timeout: Double = 60) -> ChildProcess.End {
    if let end { return end }
    let deadline = Date(timeIntervalSinceNow: timeout)
    var isOver = false
    // Its last words wait in the terminal; it ends only when somebody reads them.
    while !isOver, deadline.timeIntervalSinceNow > 0 {
      var polled = [pollfd(fd: life, events: Int16(POLLIN), revents: 0)]
      polled.append(pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0))
      let left = max(0, deadline.timeIntervalSinceNow * 1000)
      guard poll(&polled, 2, Int32(left)) > 0 else { continue }
      isOver = polled[0].revents != 0
      if polled[1].revents != 0, !read() {
        isOver = isReady(life, until: deadline)
        break
      }
    }
    if !isOver { Foundation.kill(id, SIGKILL) }
    while keyboard >= 0, isReady(keyboard, until: Date()), read() {}
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    let found: ChildProcess.End =
      !isOver ? .timedOut : signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    end = found
    return found
  }

  /// Whether the program and its children end in time although nobody reads what they send.
  package func endsUnread(timeout: Double) -> Bool {
    isReady(life, until: Date(timeIntervalSinceNow: timeout))
  }

  // Whether the descriptor has something, or has lost its other end, before the deadline.
  private func isReady(_ descriptor: Int32, until deadline: Date) -> Bool {
    guard descriptor >= 0 else { return false }
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, Int32(max(0, deadline.timeIntervalSinceNow * 1000))) > 0
  }

  // Takes what is there; false when nobody will ever send again.
  private func read() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let got = Glibc.read(keyboard, &bytes, bytes.count)
    if got > 0 { sent += bytes.prefix(got) }
    return got > 0 || errno == EAGAIN
  }
}
