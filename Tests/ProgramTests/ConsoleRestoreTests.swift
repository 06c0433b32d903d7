import Foundation
import TestKit
import Testing

@Suite("The terminal after the console", .serialized)
struct ConsoleRestoreTests {
  private static let ends: [(Int32, Int)] = [
    (SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131), (SIGSEGV, 139), (SIGABRT, 134),
    (SIGTRAP, 133), (SIGBUS, 135), (SIGFPE, 136), (SIGILL, 132),
  ]

  @Test("Whatever ends it, the modes are as before, the alternate screen is left, the code is told")
  func signals() throws {
    let desk = try ConsoleDesk(PracticeServer(), columns: 80, rows: 24)
    let modes = desk.terminal.modes
    #expect(!modes.isEmpty)
    for (signal, code) in ConsoleRestoreTests.ends {
      try desk.open(until: "support")
      #expect(desk.terminal.modes != modes)
      #expect(desk.terminal.isAlternate)
      try desk.send(signal, until: "left with \(code)")
      #expect(desk.terminal.modes == modes, "after signal \(signal)")
      #expect(!desk.terminal.isAlternate, "after signal \(signal)")
    }
    try desk.open(until: "support")
    try desk.quit()
    #expect(desk.terminal.modes == modes)
    #expect(!desk.terminal.isAlternate)
  }

  @Test("A secret in typing reaches neither the terminal nor the home, however the console ends")
  func canary() throws {
    let desk = try ConsoleDesk(PracticeServer())
    let canary = "Zaunkoenig~7Q~braun.im.Terminal-0123456789"
    for (number, (signal, code)) in ConsoleRestoreTests.ends.prefix(5).enumerated() {
      // What a crash ends leaves no word; an orderly end says that the secret was kept nowhere.
      try desk.open(until: (1...3).contains(number) ? "kept nowhere" : "support")
      try desk.press("r", until: "[Registration]")
      try desk.press("Down", "Down", "Down", "Down", "Down", until: "> Client secret")
      try desk.press("Enter", until: "paste or type it; nothing is shown")
      desk.terminal.type(String(canary.prefix(20)))
      try desk.terminal.wait(for: "typed, not saved")
      try desk.terminal.paste(String(canary.dropFirst(20)))
      try desk.terminal.resize(columns: 80, rows: 24)
      try desk.terminal.resize(columns: 120, rows: 36)
      try desk.send(signal, until: "left with \(code)")
    }
    let seen = String(decoding: desk.terminal.written, as: UTF8.self)
    for part in [canary.prefix(10), canary.suffix(10)] {
      #expect(!seen.contains(part))
      #expect(try Secrecy.files(holding: String(part), under: desk.home) == [])
    }
  }
}
