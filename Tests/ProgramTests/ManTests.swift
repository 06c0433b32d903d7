import Foundation
import Screens
import TestKit
import Testing

@Suite struct ManTests {
  private func page() throws -> String {
    let run = try ChildProcess.run([Greenbox.path, "man"], environment: ["PATH": "/usr/bin:/bin"])
    #expect(run.exitCode == 0)
    #expect(run.errors.isEmpty)
    return run.output
  }

  @Test("The manual page names every command of the console with its keys, and every verb")
  func whole() throws {
    let lines = Set(try page().split(separator: "\n").map(String.init))
    let unnamed = KeyTable.standard.manual.filter { row in
      let keys = row.keys.joined(separator: ", ").replacing("-", with: "\\-")
        .replacing("^", with: "\\(ha")
      return !lines.contains("\(keys)   (\(row.name.replacing("-", with: "\\-")))")
    }
    #expect(unnamed.isEmpty)
    let help = try ChildProcess.run(
      [Greenbox.path, "--help"], environment: ["PATH": "/usr/bin:/bin"]
    ).output
    let verbs = help.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }
      .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.contains("\u{27}") }
      .compactMap { $0.split(separator: " ").first }
    #expect(verbs.count > 10)
    let missing = verbs.filter { !lines.contains(".SS \"greenbox \($0)\"") }
    #expect(missing.isEmpty)
  }

  @Test("groff sets it without a word of complaint")
  func set() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("greenbox.1", try page())
    let run = try ChildProcess.run(
      ["groff", "-man", "-Tascii", "-ww", file], environment: ["PATH": "/usr/bin:/bin"])
    #expect(run.exitCode == 0)
    #expect(run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains("Every command by name."))
  }
}
