import Core
import Foundation
import TestKit
import Testing

/// Commands that the program prints, as somebody pastes them into a shell.
@Suite(.serialized)
struct PastedCommandsTests {
  @Test("Whatever a name holds, it comes out of a shell as it went in")
  func words() throws {
    let names = [
      "a$HOME", "a`id`", "it's", "a\"b", "two words", "-x", "~root", "*", "ü", "a\nb", "", "a\\",
      "!x",
      "#x", "a;b", "(a)", "''", "$(id)", "\u{2018}", "a&b",
    ]
    for name in names {
      let run = try ChildProcess.run(
        ["sh", "-c", "printf %s \(name.shellWord)"],
        environment: ["HOME": "/nowhere", "PATH": "/usr/bin:/bin"])
      #expect(run.output == name)
    }
  }

  private static let registration = "It's \"zq\" $HOME `id`"
  private static let mailbox = "zq$HOME`id`'\"x"

  // The words into which a shell takes a command apart.
  private func words(_ command: Substring) throws -> [String] {
    let run = try ChildProcess.run(
      ["sh", "-c", "set -- \(command)\nprintf '%s\\037' \"$@\""],
      environment: ["HOME": "/nowhere", "PATH": "/usr/bin:/bin"])
    #expect(run.exitCode == 0, "\(command)")
    return run.output.split(separator: "\u{1F}").map(String.init)
  }

  @Test("Every command that is printed for a mailbox or a registration names it whole")
  func commands() throws {
    let home = try TemporaryFolder()
    var environment = Greenbox.environment
    environment["GREENBOX_HOME"] = home.path + "/home"
    let calls: [[String]] = [
      ["registration", "add", Self.registration, "client-id=3f1c9a52-7b6e-4d0a-9a51-0c2f5c7d9e11"],
      ["registration", "add", "Other", "client-id=3f1c9a52-7b6e-4d0a-9a51-0c2f5c7d9e12"],
      [
        "mailbox", "add", Self.mailbox, "--registration", Self.registration, "--pop-account",
        "a@contoso.example", "--authentication-type", "password",
      ],
      ["status"], ["checklist", Self.mailbox],
      ["settings", "show", "--registration", Self.registration],
      ["attest", Self.mailbox, "2", "--client", "browser-ui"],
      ["verify", Self.mailbox, "--offline"],
      ["forget", Self.mailbox], ["authenticate", Self.mailbox], ["report", Self.mailbox],
      ["mailbox", "edit", Self.mailbox, "--authentication-type", "OAuth"],
      ["checklist", Self.mailbox],
      ["status"],
    ]
    var seen: Set<String> = []
    for call in calls {
      let run = try ChildProcess.run([Greenbox.path] + call, environment: environment)
      for line in (run.output + run.errors).split(separator: "\n") {
        guard let start = line.firstRange(of: "greenbox ")?.lowerBound else { continue }
        let command = line[start...]
        guard command.contains("zq") else { continue }
        let told = try words(command)
        #expect(
          told.contains(Self.mailbox) || told.contains(Self.registration), "\(call): \(command)")
        seen.insert(told.prefix(3).joined(separator: " "))
      }
    }
    #expect(seen.count >= 3, "\(seen.sorted())")
  }
}
