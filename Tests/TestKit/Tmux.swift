package import Foundation

/// A person's terminal: a shell in a tmux server of its own, with keys, a screen of fixed size, and
/// a record of every byte that was written to it.
///
/// Nothing waits for a fixed time: a wait looks again whenever the program has written something.
package final class Tmux {
  /// A text that did not come in time, and what stood on the screen instead.
  package struct Missing: Error, CustomStringConvertible {
    /// What was waited for.
    package var text: String
    /// The screen at the end of the wait.
    package var screen: String
    /// Both of them.
    package var description: String { "never came: \(text)\n\(screen)" }
  }

  /// The prompt of the shell.
  package static let prompt = "shell>"

  private let folder: TemporaryFolder
  private let environment: [String: String]
  private let output: Int32
  private var bytes: [UInt8] = []

  /// Opens a terminal with a shell in it.
  ///
  /// - Parameters:
  ///   - columns: Cells in a row.
  ///   - rows: Rows.
  ///   - environment: All of the shell's environment but for `TERM`, which tmux sets.
  /// - Throws: What keeps tmux from starting.
  package init(columns: Int, rows: Int, environment: [String: String]) throws {
    folder = try TemporaryFolder()
    self.environment = environment.merging(["PS1": Tmux.prompt + " "]) { $1 }
    let pipe = folder.file("output")
    guard mkfifo(pipe, 0o600) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    // Read and write, so that neither side waits for the other and no end is seen too early.
    output = open(pipe, O_RDWR | O_CLOEXEC | O_NONBLOCK)
    guard output >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    try tmux(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "/bin/sh", "-i")
    try tmux("pipe-pane", "-O", "exec cat > '\(pipe)'")
    press("Enter")
    try wait(for: Tmux.prompt)
  }

  deinit {
    _ = try? tmux("kill-server")
    close(output)
  }

  /// What stands on the screen, a line each, without the blanks at their ends.
  package var screen: String {
    let text = (try? tmux("capture-pane", "-p")) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
      .joined(separator: "\n")
  }

  /// Whether a program draws on the alternate screen.
  package var isAlternate: Bool { format("#{alternate_on}") == "1" }

  /// The terminal's modes, as `stty -g` tells them from outside.
  package var modes: String {
    let path = format("#{pane_tty}")
    let found = try? ChildProcess.run(["stty", "-g", "-F", path], environment: environment)
    return (found?.output ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The program that the shell waits for; nil while there is none.
  package var child: pid_t? {
    let shell = format("#{pane_pid}")
    let path = "/proc/\(shell)/task/\(shell)/children"
    let list = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return list.split(separator: " ").first.flatMap { pid_t($0) }
  }

  /// Types a text as it stands.
  package func type(_ text: String) { _ = try? tmux("send-keys", "-l", "--", text) }

  /// Presses keys by the names tmux has for them.
  package func press(_ keys: String...) { _ = try? tmux(arguments: ["send-keys"] + keys) }

  /// Pastes a text, in brackets where the program asked for them.
  package func paste(_ text: String) throws {
    let file = try folder.write("pasted", text)
    try tmux("load-buffer", "-b", "pasted", file)
    try tmux("paste-buffer", "-p", "-d", "-b", "pasted")
  }

  /// Types a line into the shell.
  package func enter(_ line: String) {
    type(line)
    press("Enter")
  }

  /// Gives the window another size.
  package func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Waits until the screen holds a text, looking again whenever something was written.
  ///
  /// - Parameters:
  ///   - text: What is to come.
  ///   - timeout: Seconds until it is given up.
  /// - Returns: The screen that holds it.
  /// - Throws: The screen as it was, when the time is over.
  @discardableResult
  package func wait(for text: String, timeout: Int = 30) throws -> String {
    try wait(text, timeout) { $0.contains(text) }
  }

  /// Waits until the screen is as told.
  ///
  /// - Parameters:
  ///   - what: The name of it, for the report.
  ///   - timeout: Seconds until it is given up.
  ///   - isRight: Judges a screen.
  /// - Returns: The screen that is right.
  /// - Throws: The screen as it was, when the time is over.
  @discardableResult
  package func wait(
    _ what: String, _ timeout: Int = 30, until isRight: (String) -> Bool
  ) throws -> String {
    let deadline = Date(timeIntervalSinceNow: TimeInterval(timeout))
    while true {
      // Before the look, so that what is written after it is not missed.
      drain()
      let screen = screen
      if isRight(screen) { return screen }
      guard deadline.timeIntervalSinceNow > 0 else { throw Missing(text: what, screen: screen) }
      awaitOutput(milliseconds: 250)
    }
  }

  /// Everything that was written to the terminal so far, escape sequences included.
  package var written: [UInt8] {
    drain()
    return bytes
  }

  private func format(_ text: String) -> String {
    ((try? tmux("display-message", "-p", text)) ?? "")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func awaitOutput(milliseconds: Int32) {
    var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    _ = poll(&polled, 1, milliseconds)
  }

  private func drain() {
    var block = [UInt8](repeating: 0, count: 65536)
    while true {
      let got = read(output, &block, block.count)
      guard got > 0 else { return }
      bytes += block[..<got]
    }
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try tmux(arguments: arguments) }

  @discardableResult
  private func tmux(arguments: [String]) throws -> String {
    let result = try ChildProcess.run(
      ["tmux", "-u", "-S", folder.file("s"), "-f", "/dev/null"] + arguments,
      environment: environment)
    guard result.exitCode == 0 else { throw Missing(text: "tmux", screen: result.errors) }
    return result.output
  }
}
