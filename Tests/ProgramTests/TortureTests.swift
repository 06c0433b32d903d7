import Foundation
import TestKit
import Testing
@testable import Core

/// The console on terminals that are not kind to it.
@Suite("The console on hostile terminals", .serialized)
struct TortureTests {
  /// A home with two mailboxes, and the console on a terminal there.
  private struct Snapshot {
    let folder: TemporaryFolder
    let environment: [String: String]

    init(_ more: [String: String] = [:]) throws {
      folder = try TemporaryFolder()
      let home = ["GREENBOX_HOME": folder.path, "TERM": "xterm-256color"]
      environment = Greenbox.environment.merging(home) { $1 }.merging(more) { $1 }
      try call(
        "settings", "set", "client-id=11111111-2222-4333-8444-555555555555",
        "tenant-id=11111111-2222-4333-8444-666666666666", "interface=torture.example")
      for name in ["support", "sales"] {
        try call("mailbox", "add", name, "--pop-account", "\(name)@torture.example")
      }
    }

    private func call(_ arguments: String...) throws {
      _ = try ChildProcess.run([Greenbox.path] + arguments, environment: environment)
    }

    /// The console; under a shell with job control where there is a script for one.
    func console(
      script: String? = nil, columns: UInt16 = 120, rows: UInt16 = 36
    ) throws -> TerminalProgram {
      let shell = script.map { ["/bin/sh", "-c", $0, "sh"] } ?? []
      return try TerminalProgram(
        shell + [Greenbox.path], environment: environment, columns: columns, rows: rows,
        in: folder)
    }
  }

  /// All that differs between a terminal in use and one that was given back.
  private func expectRestored(_ program: TerminalProgram, _ modes: [UInt32]) {
    let text = program.text()
    for (on, off) in [
      ("\u{1b}[?1049h", "\u{1b}[?1049l"), ("\u{1b}[?25l", "\u{1b}[?25h"),
      ("\u{1b}[?2004h", "\u{1b}[?2004l"),
    ] {
      let begun = text.ranges(of: on).last?.lowerBound ?? text.startIndex
      let ended = text.ranges(of: off).last?.lowerBound ?? text.startIndex
      #expect(begun < ended, "no \(off.debugDescription) after \(on.debugDescription)")
    }
    #expect(program.modes == modes)
  }

  @Test(
    "Every kind of terminal shows the console, and q gives it back",
    arguments: [
      "xterm-256color", "xterm", "linux", "vt100", "screen", "tmux", "xterm-ghostty", "unheard-of",
    ])
  func terminals(name: String) throws {
    let program = try Snapshot(["TERM": name]).console()
    let modes = program.modes
    #expect(program.waits(for: "support"), "\(program.text().debugDescription)")
    program.type("q")
    #expect(program.waitForEnd() == .exited(0))
    #expect(program.modes == modes)
    if name.hasPrefix("xterm") { expectRestored(program, modes) }
  }

  @Test("Without a cursor to place there is the status in words", arguments: ["dumb", ""])
  func words(name: String) throws {
    let program = try Snapshot(["TERM": name]).console()
    #expect(program.waitForEnd() == .exited(3))
    #expect(program.text().contains("support@torture.example"))
    #expect(!program.sent.contains(0x1b))
  }

  @Test("NO_COLOR: no colour is sent")
  func noColour() throws {
    let program = try Snapshot(["NO_COLOR": "1"]).console()
    #expect(program.waits(for: "support"), "\(program.text().debugDescription)")
    program.type("jk?")
    program.settle()
    program.type("\u{1b}q")
    program.settle()
    let colours = program.text().matches(of: /\x1b\[([0-9;:]*)m/).flatMap { found in
      found.1.split { ";:".contains($0) }.compactMap { Int($0) }
    }.filter { (30...49).contains($0) && $0 != 39 && $0 != 49 || (90...107).contains($0) }
    #expect(colours == [])
  }

  @Test(
    "LANG=C: nothing but ASCII is sent, on any terminal",
    arguments: [
      "xterm-256color", "linux", "vt100",
    ])
  func ascii(name: String) throws {
    let program = try Snapshot(["TERM": name, "LANG": "C"]).console()
    #expect(program.waits(for: "support"), "\(program.text().debugDescription)")
    program.type("j\t\t?")
    program.settle()
    #expect(program.sent.allSatisfy { $0 < 0x80 })
  }

  @Test("In any window it starts and ends", arguments: [[20, 5], [1, 1], [4, 2], [300, 100]])
  func sizes(size: [UInt16]) throws {
    let program = try Snapshot().console(columns: size[0], rows: size[1])
    let modes = program.modes
    #expect(program.waits(for: "\u{1b}[?1049h"))
    program.settle()
    program.type("\u{3}")
    #expect(program.waitForEnd() == .exited(0))
    expectRestored(program, modes)
  }

  @Test(
    "Asked to end, it gives the terminal back and says by what",
    arguments: [
      SIGTERM: 143, SIGHUP: 129, SIGINT: 130, SIGQUIT: 131,
    ] as [Int32: Int32])
  func ends(signal: Int32, code: Int32) throws {
    let program = try Snapshot().console()
    let modes = program.modes
    #expect(program.waits(for: "support"), "\(program.text().debugDescription)")
    program.kill(signal)
    #expect(program.waitForEnd() == .exited(code))
    expectRestored(program, modes)
  }

  @Test(
    "A crash gives the terminal back and is one",
    arguments: [
      SIGSEGV, SIGABRT, SIGTRAP, SIGBUS, SIGFPE, SIGILL,
    ])
  func crashes(signal: Int32) throws {
    let program = try Snapshot().console()
    let modes = program.modes
    #expect(program.waits(for: "support"), "\(program.text().debugDescription)")
    program.kill(signal)
    #expect(program.waitForEnd() == .signalled(signal))
    expectRestored(program, modes)
    #expect(program.text().contains("greenbox: crashed; the terminal was restored"))
  }

  // The shell tells that the console stopped, and takes a line before it continues it.
  private static let shell = "set -m; \"$@\"; echo STOPPED; read line; fg; echo ENDED $?"

  @Test(
    "Stopped by key or signal it gives the terminal back, and goes on where it was",
    arguments: [
      nil, SIGTSTP,
    ] as [Int32?])
  func stops(signal: Int32?) throws {
    let program = try Snapshot().console(script: TortureTests.shell)
    let modes = program.modes
    #expect(program.waits(for: "support"), "\(program.text().debugDescription)")
    program.settle()
    if let signal { kill(try child(of: program), signal) } else { program.type("\u{1a}") }
    #expect(program.waits(for: "STOPPED"))
    expectRestored(program, modes)
    let mark = program.sent.count
    program.type("\n")
    #expect(program.waits(for: "support", since: mark))
    program.type("q")
    #expect(program.waits(for: "ENDED 0"))
    expectRestored(program, modes)
  }

  @Test("Stopped without a word it paints everything anew when it goes on")
  func stopped() throws {
    let program = try Snapshot().console(script: TortureTests.shell)
    #expect(program.waits(for: "support"), "\(program.text().debugDescription)")
    program.settle()
    kill(try child(of: program), SIGSTOP)
    #expect(program.waits(for: "STOPPED"))
    let mark = program.sent.count
    program.type("\n")
    #expect(program.waits(for: "support", since: mark))
    program.type("q")
    #expect(program.waits(for: "ENDED 0"))
  }

  private func child(of program: TerminalProgram) throws -> pid_t {
    let path = "/proc/\(program.id)/task/\(program.id)/children"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return try #require(text.split(separator: " ").first.flatMap { pid_t($0) })
  }

  @Test("A storm of sizes ends with the picture of the last one")
  func storm() throws {
    let program = try Snapshot().console()
    let modes = program.modes
    #expect(program.waits(for: "support"), "\(program.text().debugDescription)")
    for step in 0..<200 {
      program.resize(columns: UInt16(1 + step * 37 % 200), rows: UInt16(1 + step * 17 % 60))
    }
    program.settle()
    let mark = program.sent.count
    program.resize(columns: 120, rows: 36)
    #expect(program.waits(for: "support", since: mark))
    #expect(program.waits(for: "Evidence", since: mark))
    program.type("q")
    #expect(program.waitForEnd() == .exited(0))
    expectRestored(program, modes)
  }

  @Test(
    "With the line cut it is gone at once, with HUP ignored too",
    arguments: [
      nil, "trap '' HUP; exec \"$@\"",
    ])
  func hangUp(script: String?) throws {
    let program = try Snapshot().console(script: script)
    #expect(program.waits(for: "support"), "\(program.text().debugDescription)")
    program.settle()
    let began = ContinuousClock.now
    program.hangUp()
    let end = program.waitForEnd(timeout: 20)
    // 200 ms where nothing else runs; the rest is for a machine that is busy.
    #expect(ContinuousClock.now - began < .seconds(5))
    // Ignored, there is no signal to tell of.
    #expect(end == .exited(129))
  }
}
