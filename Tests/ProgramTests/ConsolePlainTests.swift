import Foundation
import TestKit
import Testing

@Suite("The console where there is no place for one", .serialized)
struct ConsolePlainTests {
  @Test("--plain, TERM=dumb and no terminal print the status in lines, with no escape sequence")
  func plain() throws {
    let desk = try ConsoleDesk(PracticeServer(), columns: 120, rows: 36)
    let piped = try desk.server.greenbox()
    let lines = piped.output.split(separator: "\n").map(String.init)
    #expect(piped.exit == 3)
    #expect(lines.contains { $0.contains("support@practice.example") }, "\(piped.output)")
    for command in ["greenbox --plain", "TERM=dumb greenbox", "TERM= greenbox"] {
      let before = desk.terminal.written.count
      desk.terminal.enter("\(command); echo \"left with $?\"")
      try desk.terminal.wait(for: "left with 3\n\(Tmux.prompt)")
      let written = String(decoding: desk.terminal.written.dropFirst(before), as: UTF8.self)
      #expect(!written.contains("\u{1b}"), "\(command)")
      for line in lines { #expect(written.contains(line), "\(command): \(line)") }
      #expect(!desk.terminal.isAlternate)
      desk.terminal.enter("clear")
      try desk.terminal.wait("an empty screen") { !$0.contains("left with") }
    }
  }
}
