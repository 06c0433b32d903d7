import Canvas
import Foundation
import Testing

@testable import Terminal

private let origin = TerminalScreen.Cursor(row: 0, column: 0)
private let plain = Theme(name: "Plain", summary: "-") { role in
  role == .selection ? Style(.ansi(.black), on: .ansi(.cyan)) : Style()
}

private func settings(
  term: String = "xterm-256color", locale: String = "C.UTF-8", _ more: [String: String] = [:]
) -> TerminalSettings {
  TerminalSettings(
    environment: more.merging(["TERM": term, "LC_ALL": locale]) { mine, _ in mine })
}

private func list(selected: Int, columns: Int = 120, rows: Int = 36, frame: Character = "│") -> Grid
{
  var grid = Grid(columns: columns, rows: rows)
  for row in 0..<rows {
    grid.put("\(frame) mailbox-\(row)@example.com", row: row, column: 0)
    grid.put("Verified", row: row, column: 60, role: .good)
  }
  let row = "> mailbox-\(selected)@example.com".padding(toLength: 58, withPad: " ", startingAt: 0)
  grid.put(row, row: selected, column: 0, role: .selection)
  return grid
}

/// What of the output is no text: cursor moves, modes, colours.
private func sequences(_ text: String) -> [String] {
  text.matches(of: /\u{1b}\[[0-9;?]*[ -\/]*[@-~]|\u{1b}./).map { String($0.output) }
}

/// ncurses has one screen at a time, so these run one after the other.
@Suite("Screen", .serialized)
struct ScreenTests {
  @Test("what was taken is given back: screen, cursor, paste, modes")
  func restore() throws {
    let terminal = PseudoTerminal()
    let modes = terminal.modes
    let screen = try TerminalScreen(settings(), path: terminal.path)
    #expect(terminal.modes != modes)
    screen.hasMouse = true
    screen.present(list(selected: 0), cursor: origin, theme: plain)
    let opened = terminal.seen()
    #expect(opened.contains("\u{1b}[?1049h") && opened.contains("\u{1b}[?2004h"))
    #expect(opened.contains("\u{1b}[?1000h\u{1b}[?1006h"))
    screen.close()
    let closed = terminal.seen()
    #expect(closed.contains("\u{1b}[?1049l") && closed.contains("\u{1b}[?2004l"))
    #expect(closed.contains("\u{1b}[?1006l\u{1b}[?1000l"))
    #expect(terminal.modes == modes)
    screen.close()
    #expect(terminal.seen() == "")
  }

  @Test("nothing is asked of the terminal, and no mode is left on that survives a cut connection")
  func noQueries() throws {
    let terminal = PseudoTerminal()
    let screen = try TerminalScreen(settings(), path: terminal.path)
    screen.present(list(selected: 0), cursor: origin, theme: plain)
    screen.close()
    let seen = terminal.seen()
    for query in [
      "\u{1b}[c", "\u{1b}[>c", "\u{1b}[6n", "\u{1b}[5n", "\u{1b}]10;", "\u{1b}]11;", "$p",
      "\u{1b}[?u",
    ] {
      #expect(!seen.contains(query), "\(query)")
    }
    for mode in ["1002", "1003", "1004", "2026", "1h"] {
      #expect(!seen.contains("\u{1b}[?" + mode))
    }
  }

  @Test("an arrow key costs one write of at most 250 bytes, and nothing costs nothing")
  func arrow() throws {
    let terminal = PseudoTerminal()
    let screen = try TerminalScreen(settings(), path: terminal.path)
    let theme = plain
    screen.present(list(selected: 0), cursor: origin, theme: theme)
    #expect(terminal.chunks().map(\.count).reduce(0, +) <= 8000)
    for row in 1..<20 {
      screen.present(list(selected: row), cursor: .init(row: row, column: 0), theme: theme)
      let chunks = terminal.chunks()
      #expect(chunks.count == 1)
      #expect(chunks.joined().count <= 250)
    }
    screen.present(list(selected: 19), cursor: .init(row: 19, column: 0), theme: theme)
    #expect(terminal.chunks() == [])
    screen.close()
  }

  @Test("in the C locale no byte from 0x80 is sent, and each character keeps its cells")
  func ascii() throws {
    let terminal = PseudoTerminal(columns: 20, rows: 3)
    let screen = try TerminalScreen(settings(locale: "C"), path: terminal.path)
    #expect(!screen.isUnicode)
    var grid = Grid(columns: 20, rows: 3)
    grid.put("│漢字é│x", row: 0, column: 0)
    screen.present(grid, cursor: origin, theme: plain)
    screen.close()
    let bytes = terminal.chunks().joined()
    #expect(bytes.allSatisfy { $0 < 0x80 })
    #expect(String(decoding: bytes, as: UTF8.self).contains("?? ? ??x"))
  }

  @Test("NO_COLOR and a terminal without colours get none, whatever the theme")
  func noColor() throws {
    for settings in [settings(["NO_COLOR": "1"]), settings(term: "vt100")] {
      let terminal = PseudoTerminal()
      let screen = try TerminalScreen(settings, path: terminal.path)
      #expect(screen.depth == .none)
      screen.present(list(selected: 3), cursor: origin, theme: plain)
      screen.close()
      let seen = terminal.seen()
      let colored = seen.matches(
        of: /\u{1b}\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m/)
      #expect(colored.isEmpty, "\(sequences(seen))")
      #expect(seen.contains("\u{1b}[7m") || seen.contains("\u{1b}[0;7m"), "\(sequences(seen))")
    }
  }

  @Test("a window that shrinks and grows is drawn whole, at any size")
  func resize() throws {
    let terminal = PseudoTerminal()
    let screen = try TerminalScreen(settings(), path: terminal.path)
    for (columns, rows) in [(60, 15), (20, 5), (2, 2), (1, 1), (120, 36), (200, 60)]
      as [(UInt16, UInt16)]
    {
      terminal.resize(columns: columns, rows: rows)
      screen.resized()
      #expect(screen.size == Terminal.Size(columns: Int(columns), rows: Int(rows)))
      _ = terminal.chunks()
      let grid = list(selected: 0, columns: Int(columns), rows: Int(rows))
      screen.present(grid, cursor: .init(row: 99, column: 999), theme: plain)
      #expect(terminal.seen().contains(">"))
    }
    screen.close()
  }

  @Test("a size that no window has is taken for 80 by 24, and one without end is cut")
  func nonsenseSize() throws {
    let terminal = PseudoTerminal(columns: 0, rows: 0)
    let screen = try TerminalScreen(settings(), path: terminal.path)
    #expect(screen.size == Terminal.Size(columns: 80, rows: 24))
    terminal.resize(columns: 65535, rows: 65535)
    screen.resized()
    #expect(screen.size == Terminal.Size(columns: 1000, rows: 500))
    screen.close()
  }

  @Test("keys come as they were pressed; a secret goes to its entry and is shown nowhere")
  func keys() throws {
    let terminal = PseudoTerminal()
    let screen = try TerminalScreen(settings(["ESCDELAY": "1"]), path: terminal.path)
    screen.present(list(selected: 0), cursor: origin, theme: plain)
    _ = terminal.chunks()
    #expect(screen.keys() == [])
    terminal.type("jé\u{1b}[A\u{3}\u{1a}\u{11}\r\u{1b}")
    #expect(
      screen.keys() == [
        .character("j"), .character("é"), .up, .control("c"), .control("z"), .control("q"), .enter,
        .escape,
      ])
    let entry = SecretEntry()
    terminal.type("\u{1b}[200~hunter2\u{1b}[201~\r")
    #expect(screen.next(secret: entry) == .secretEdited(count: 7))
    #expect(screen.next(secret: entry) == .key(.enter))
    #expect(screen.next(secret: entry) == nil)
    #expect(entry.take { String(decoding: $0, as: UTF8.self) } == "hunter2")
    #expect(terminal.seen() == "")
    screen.close()
  }

  @Test("a terminal that is gone is noticed, and nothing waits for it")
  func gone() throws {
    var terminal: PseudoTerminal? = PseudoTerminal()
    let screen = try TerminalScreen(settings(), path: try #require(terminal?.path))
    #expect(screen.keys() == [] && !screen.isGone)
    terminal = nil
    #expect(screen.keys() == [] && screen.isGone)
    screen.present(list(selected: 0), cursor: origin, theme: plain)
    screen.close()
  }

  @Test(
    "what a terminal is called decides what is sent",
    arguments: [
      ("xterm-256color", "xterm-256color", ColorDepth.indexed),
      ("xterm", "xterm", .eight), ("linux", "linux", .eight), ("vt100", "vt100", .none),
      ("vt220", "vt220", .none), ("screen", "screen", .eight),
      ("tmux-256color", "tmux-256color", .indexed),
      ("screen-256color", "screen-256color", .indexed),
      ("xterm-ghostty-unknown", "xterm-256color", .indexed),
      ("foot-of-2031", "xterm-256color", .indexed),
      ("no-such-terminal", "vt100", .none),
    ])
  func names(name: String, description: String, depth: ColorDepth) throws {
    let terminal = PseudoTerminal()
    let screen = try TerminalScreen(settings(term: name), path: terminal.path)
    #expect(screen.description == description)
    #expect(screen.depth == depth)
    #expect(screen.isUnicode == !description.hasPrefix("vt"))
    screen.present(list(selected: 0), cursor: origin, theme: plain)
    screen.close()
    #expect(terminal.seen().contains("mailbox-1@example.com"))
  }

  @Test("a terminal that cannot be drawn on is refused and left as it was")
  func refused() {
    let terminal = PseudoTerminal()
    let modes = terminal.modes
    #expect(throws: TerminalSettings.Refusal.noCursor("dumb")) {
      try TerminalScreen(settings(term: "dumb"), path: terminal.path)
    }
    #expect(throws: TerminalSettings.Refusal.unnamed) {
      try TerminalScreen(settings(term: ""), path: terminal.path)
    }
    #expect(throws: TerminalSettings.Refusal.noTerminal(SystemError(call: "open", number: ENOENT)))
    {
      try TerminalScreen(settings(), path: "/dev/pts/nobody")
    }
    #expect(
      throws: TerminalSettings.Refusal.noTerminal(SystemError(call: "newterm", number: ENOTTY))
    ) {
      try TerminalScreen(settings(), path: "/dev/null")
    }
    #expect(terminal.seen() == "" && terminal.modes == modes)
  }

  @Test("a text is handed to the clipboard by OSC 52, within tmux's limits, never too long a one")
  func copy() throws {
    let terminal = PseudoTerminal()
    let screen = try TerminalScreen(settings(), path: terminal.path)
    screen.present(list(selected: 0), cursor: origin, theme: plain)
    _ = terminal.chunks()
    #expect(screen.copy("ABCD EFGH") == .terminal)
    #expect(terminal.seen() == "\u{1b}]52;c;QUJDRCBFRkdI\u{7}")
    #expect(screen.copy(String(repeating: "x", count: 60_000)) == nil)
    #expect(terminal.seen() == "")
    screen.close()
    #expect(screen.copy("x") == nil)
  }

  @Test("Base64 is RFC 4648's, and GNU screen gets the sequence in parts")
  func clipboard() {
    let vectors = ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg=="]
    for (text, encoded) in vectors {
      #expect(Clipboard.base64(Array(text.utf8)) == Array(encoded.utf8))
    }
    let parts = Clipboard.sequence(Array(repeating: 0x41, count: 100), inScreen: true)
    let text = String(decoding: parts, as: UTF8.self)
    #expect(text.hasPrefix("\u{1b}P\u{1b}]52;c;AAA") && text.hasSuffix("\u{7}\u{1b}\\"))
    #expect(text.components(separatedBy: "\u{1b}P").count == 3)
  }

  @Test("the environment is read as its users mean it")
  func environment() {
    let empty = TerminalSettings(environment: [:])
    #expect(empty.locale == "C" && empty.escapeDelay == 50 && !empty.isInTmux)
    let set = TerminalSettings(environment: [
      "LANG": "de_DE.UTF-8", "LC_CTYPE": "C", "LC_ALL": "", "ESCDELAY": "25", "TMUX": "/x,1,0",
    ])
    #expect(set.locale == "C" && set.escapeDelay == 25 && set.isInTmux)
    #expect(TerminalSettings(environment: ["ESCDELAY": "-3"]).escapeDelay == 50)
    let direct = settings(["COLORTERM": "truecolor"])
    #expect(direct.candidates.first == "xterm-direct")
  }
}
