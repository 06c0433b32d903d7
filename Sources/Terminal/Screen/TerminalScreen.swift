internal import CNcurses
package import Canvas
internal import Glibc

/// The whole terminal as a grid of cells, and its keyboard.
///
/// One at a time, on one thread. From `init` to `close` the terminal is given back on every way out,
/// a crash included once `ProcessGuard.restoreTerminalOnCrash` was called, and what is written to
/// stderr is kept until then.
package final class TerminalScreen {
  /// Where the cursor stands. It marks the focused item for screen readers, drawn or not.
  package struct Cursor: Equatable, Sendable {
    /// From 0 at the top.
    package var row: Int
    /// From 0 at the left.
    package var column: Int
    /// Whether it is drawn.
    package var isVisible: Bool

    /// A place for the cursor.
    package init(row: Int, column: Int, isVisible: Bool = true) {
      self.row = row
      self.column = column
      self.isVisible = isVisible
    }
  }

  /// To poll for input; owned by this object.
  package let descriptor: Int32
  /// The name of the terminal's description in use.
  package let description: String
  /// Whether characters outside ASCII may be drawn.
  package let isUnicode: Bool
  /// How many colours are used.
  package let depth: ColorDepth
  /// What the window holds, within 1000 × 500.
  package private(set) var size: Terminal.Size
  /// Whether the other end of the terminal is gone, after which nothing comes and nothing is seen.
  package private(set) var isGone = false
  /// Whether clicks and the wheel are reported, which takes selecting by mouse from the terminal.
  package var hasMouse = false {
    didSet { if hasMouse != oldValue { screen_mouse(hasMouse ? 1 : 0) } }
  }

  private let settings: TerminalSettings
  private var queue = InputQueue()
  private var shown: Grid?
  private var encoder: RowEncoder?
  private var isOpen = true
  private var clipboard = Clipboard()

  /// Takes the terminal.
  ///
  /// - Parameters:
  ///   - settings: What is known of it.
  ///   - ascii: Whether to draw nothing but ASCII whatever it can.
  ///   - path: Another terminal than the process's own, for tests.
  /// - Throws: Why it cannot be taken; it is then as it was.
  package init(
    _ settings: TerminalSettings, ascii: Bool = false, path: String = "/dev/tty"
  ) throws(TerminalSettings.Refusal) {
    description = try settings.description()
    // A description of our own, never that of stdin: another process may have made that one
    // non-blocking, and ncurses would then spin on a full terminal.
    descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .noTerminal(SystemError(call: "open", number: errno)) }
    let isUTF8 = screen_locale(settings.locale) == 1
    isUnicode = isUTF8 && !ascii && !description.hasPrefix("vt")
    depth = ColorDepth.of(
      colors: Int(screen_colors(description)), noColor: settings.noColor)
    self.settings = settings
    size = Terminal.Size(columns: 80, rows: 24)
    let failed = screen_open(description, descriptor, depth == .none ? 0 : 1, isUnicode ? 1 : 0)
    guard failed == 0 else { throw .noTerminal(SystemError(call: "newterm", number: -failed)) }
    guard_stderr_hold()
    resized()
  }

  deinit { close() }

  /// Gives the terminal back for good; harmless to call twice.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    screen_close()
    guard_stderr_release()
    clipboard.close()
  }

  /// Sends what the terminal has not taken yet; true when nothing waits any more. Until then nothing new
  /// is drawn, and what is drawn next is what is true by then.
  package func catchUp() -> Bool { !isOpen || screen_flush() <= 0 }

  /// Shows a grid: what differs from the last one is sent. The terminal is never waited for: what it does
  /// not take waits for `catchUp`, which must have been true before.
  ///
  /// - Parameters:
  ///   - grid: What to show; what is larger than the window is cut.
  ///   - cursor: Where the cursor stands.
  ///   - theme: How the roles look.
  package func present(_ grid: Grid, cursor: Cursor, theme: Theme) {
    guard isOpen, !isGone else { return }
    if encoder?.theme != theme {
      encoder = RowEncoder(theme: theme, depth: depth)
      shown = nil
    }
    let last = shown?.columns == grid.columns ? shown : nil
    for row in 0..<min(grid.rows, size.rows) {
      let cells = grid.cells(row: row)
      if let last, row < last.rows, last.cells(row: row) == cells { continue }
      encoder?.put(cells, at: row)
    }
    if let last, last.rows > grid.rows {
      for row in grid.rows..<last.rows { encoder?.put([], at: row) }
    }
    shown = grid
    screen_cursor(Int32(cursor.row), Int32(cursor.column), cursor.isVisible ? 1 : 0)
    _ = screen_show()
  }

  /// The next thing that the person did; nil when nothing waits. After an Escape alone it waits up
  /// to `escapeDelay` for the rest of a sequence. Call it until nil whenever `descriptor` is
  /// readable.
  ///
  /// - Parameter secret: The entry of the field that has the focus now, if that is a secret one:
  ///   text goes into it and never into a value.
  /// - Returns: What was done.
  package func next(secret: SecretEntry? = nil) -> TerminalInput? {
    while true {
      if let input = queue.input(secret: secret, at: TerminalScreen.now()) { return input }
      if fill(within: 0) { continue }
      guard queue.isWaiting else { return nil }
      if !fill(within: settings.escapeDelay) { queue.timeOut() }
    }
  }

  /// All keys that wait, where no secret field has the focus.
  package func keys() -> [Key] {
    var keys: [Key] = []
    while let input = next() {
      if case .key(let key) = input { keys.append(key) }
    }
    return keys
  }

  /// Stops the process with the terminal given back, and takes it again when continued.
  ///
  /// - Parameter group: Whether the whole job stops, as when the suspend key was pressed, or this
  ///   process alone, as when it got the signal itself.
  package func suspend(group: Bool = true) {
    guard isOpen else { return }
    screen_leave()
    guard_stderr_release()
    if group { guard_stop_group() } else { guard_stop_self() }
    guard_stderr_hold()
    screen_enter()
    resized()
  }

  /// Takes the terminal again after a stop that nobody announced.
  package func resumed() {
    guard isOpen else { return }
    screen_leave()
    screen_enter()
    resized()
  }

  /// Looks up the window's size; the next `present` fits it.
  package func resized() {
    guard isOpen else { return }
    var columns: Int32 = 0
    var rows: Int32 = 0
    screen_fit(&columns, &rows)
    let now = Terminal.Size(columns: Int(columns), rows: Int(rows))
    if now != size { shown = nil }
    size = now
  }

  /// Paints everything anew with the next `present`, over what others may have written.
  package func redraw() {
    guard isOpen else { return }
    screen_forget()
  }

  /// Hands a text to the clipboard of the person's own computer.
  ///
  /// No terminal says whether it took it, and the text stays there: never a secret.
  package func copy(_ text: String) -> Clipboard.Route? {
    guard isOpen else { return nil }
    return clipboard.copy(text, settings) { bytes in
      bytes.withUnsafeBytes { raw in
        screen_send(raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count) == 0
      }
    }
  }

  private func fill(within milliseconds: Int) -> Bool {
    guard isOpen, !isGone else { return false }
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&polled, 1, Int32(milliseconds)) < 0, errno == EINTR {}
    guard polled.revents != 0 else { return false }
    var got = 0
    queue.fill { memory in
      repeat {
        got = Glibc.read(descriptor, memory.baseAddress, memory.count)
      } while got < 0
        && errno == EINTR
      return got
    }
    // No bytes although something is there: the end of input, or an error that stays.
    if got <= 0, got == 0 || errno != EAGAIN { isGone = true }
    return got > 0
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
