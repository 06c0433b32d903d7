package import Foundation
import Synchronization

/// A program run by a test: posix_spawn, with pipes for its three streams and no signal blocked or
/// ignored.
///
/// Its output is read by threads of its own from the start, so that a full pipe can stop neither
/// side.
package final class ChildProcess: Sendable {
  /// How a program ended.
  package enum End: Equatable, Sendable {
    /// It returned this exit code.
    case exited(Int32)
    /// This signal ended it.
    case signalled(Int32)
    /// It did not end in time and was killed.
    case timedOut
  }

  /// What a program that has ended left.
  package struct Result: Sendable {
    /// How it ended.
    package var end: End
    /// All it wrote to stdout.
    package var output: String
    /// All it wrote to stderr.
    package var errors: String
    /// The exit code; nil when it ended otherwise.
    package var exitCode: Int32? { if case .exited(let code) = end { code } else { nil } }
  }

  /// The path of a program that this package builds; it lies beside the tests.
  package static func product(_ name: String) -> String {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appending(path: name).path
  }

  /// Its process id.
  package let id: pid_t
  private let input: FileHandle
  private let output: OutputReader
  private let errors: OutputReader
  private let isReaped = Mutex(false)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: The program's path, or its name to look for in `PATH`, and its arguments.
  ///   - environment: All of its environment; nil for the test's own.
  ///   - session: Whether it leads a session of its own, and so has no terminal.
  /// - Throws: `POSIXError` when it cannot be started.
  package init(
    _ arguments: [String], environment: [String: String]? = nil, session: Bool = false
  ) throws {
    var pipes: [(read: Int32, write: Int32)] = []
    for _ in 0..<3 {
      var ends: [Int32] = [0, 0]
      try check(pipe(&ends) == 0 ? 0 : errno)
      // Or another test's child would hold this end open and no end of input would ever come.
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append((ends[0], ends[1]))
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[0].read, 0)
    posix_spawn_file_actions_adddup2(&actions, pipes[1].write, 1)
    posix_spawn_file_actions_adddup2(&actions, pipes[2].write, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var standard = sigset_t()
    sigemptyset(&standard)
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM] { sigaddset(&standard, signal) }
    posix_spawnattr_setsigdefault(&attributes, &standard)
    let newSession: Int32 = session ? 0x80 : 0
    let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | newSession
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let words = arguments.map { strdup($0) }
    let settings = (environment ?? ProcessInfo.processInfo.environment)
      .map { strdup("\($0.key)=\($0.value)") }
    defer { for text in words + settings { free(text) } }
    var started: pid_t = 0
    let failed = posix_spawnp(
      &started, arguments.first ?? "", &actions, &attributes, words + [nil], settings + [nil])
    close(pipes[0].read)
    close(pipes[1].write)
    close(pipes[2].write)
    input = FileHandle(fileDescriptor: pipes[0].write, closeOnDealloc: true)
    output = OutputReader(pipes[1].read)
    errors = OutputReader(pipes[2].read)
    id = started
    if failed != 0 { isReaped.withLock { $0 = true } }
    try check(failed)
  }

  deinit {
    // A test that ended early leaves nothing running.
    guard !isReaped.withLock({ $0 }) else { return }
    Foundation.kill(id, SIGKILL)
    var status: Int32 = 0
    waitpid(id, &status, 0)
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - arguments: As for `init`.
  ///   - environment: As for `init`.
  ///   - input: What it reads from stdin.
  ///   - timeout: Seconds until it is killed.
  /// - Returns: How it ended and what it wrote.
  /// - Throws: `POSIXError` when it cannot be started.
  package static func run(
    _ arguments: [String], environment: [String: String]? = nil, input: String = "",
    timeout: Int = 60
  ) throws -> Result {
    let child = try ChildProcess(arguments, environment: environment)
    child.write(input)
    child.closeInput()
    return child.wait(timeout: timeout)
  }

  /// Writes to its stdin; dropped when it no longer reads.
  package func write(_ text: String) {
    signal(SIGPIPE, SIG_IGN)
    try? input.write(contentsOf: Data(text.utf8))
  }

  /// Ends its stdin.
  package func closeInput() { try? input.close() }

  /// The next line of its stdout without the line feed; nil when it has ended or time is up.
  package func readLine(timeout: Int = 30) -> String? { output.line(timeout: timeout) }

  /// The next line of its stderr, as `readLine`.
  package func readErrorLine(timeout: Int = 30) -> String? { errors.line(timeout: timeout) }

  /// Sends it a signal.
  package func kill(_ signal: Int32) { Foundation.kill(id, signal) }

  /// Waits for its end, at most that many seconds, then kills it. Call it once.
  package func wait(timeout: Int = 60) -> Result {
    // With the end of both streams the program has ended, or has let go of them.
    let deadline = Date(timeIntervalSinceNow: TimeInterval(timeout))
    let isOver = output.waitForEnd(deadline) && errors.waitForEnd(deadline)
    if !isOver { Foundation.kill(id, SIGKILL) }
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    isReaped.withLock { $0 = true }
    let signal = status & 0x7f
    let end: End =
      !isOver ? .timedOut : signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    return Result(end: end, output: output.text, errors: errors.text)
  }
}

private func check(_ number: Int32) throws {
  guard number != 0 else { return }
  throw POSIXError(POSIXErrorCode(rawValue: number) ?? .EIO)
}
