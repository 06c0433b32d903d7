import Foundation
import TestKit
import Testing

/// The README's own commands, taken from it and run in a clean home against a practice tenant.
@Suite("The README")
struct ReadmeTests {
  @Test("Its commands, run in their order, take a mailbox from nothing to Verified")
  func commands() throws {
    let blocks = try ReadmeTests.blocks()
    #expect(blocks.count == 2, "the ten steps, and the rotation")
    let stage = try ReadmeStage()
    for line in try #require(blocks.first) {
      let result = try stage.run(line.command)
      #expect(
        result.exitCode == line.exitCode, "\(line.command)\n\(result.output)\n\(result.errors)")
    }
    let status = try stage.run("greenbox status --json")
    #expect(status.output.contains("\"state\":\"verified\""), "\(status.output)")

    try stage.rotate()
    for line in try #require(blocks.last) {
      let result = try stage.run(line.command)
      #expect(result.exitCode == 0, "\(line.command)\n\(result.output)\n\(result.errors)")
    }
  }

  @Test("Every verb of the program stands in it or in the help it points to")
  func verbs() throws {
    let help = try ChildProcess.run([ChildProcess.product("greenbox"), "--help"]).output
    for verb in ["settings", "mailbox", "authenticate", "resume", "verify", "status", "practice"] {
      #expect(help.contains("\n  \(verb) "))
      #expect(try ReadmeTests.text().contains("greenbox \(verb)"))
    }
  }

  struct Line {
    var command: String
    var exitCode: Int32
  }

  static func text() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
  }

  /// The blocks marked `sh`: a line is a command, and `# exits N` says another code than 0.
  static func blocks() throws -> [[Line]] {
    try text().components(separatedBy: "```sh\n").dropFirst().map { rest in
      let block = rest.components(separatedBy: "```")[0]
      return block.split(separator: "\n").map { line in
        let parts = line.components(separatedBy: "# exits ")
        let code = parts.count > 1 ? Int32(parts[1].prefix { $0.isNumber }) ?? 0 : 0
        return Line(command: parts[0].trimmingCharacters(in: .whitespaces), exitCode: code)
      }
    }
  }
}

/// A practice tenant, a clean home, and a shell in which `greenbox` is the program under test.
final class ReadmeStage {
  private let server: ChildProcess
  private let home: TemporaryFolder
  private var environment: [String: String]
  private let control: [String: String]

  struct Announcement: Decodable {
    var home: String
    var environment: [String: String]
  }

  init() throws {
    let program = ChildProcess.product("greenbox")
    server = try ChildProcess([program, "practice", "--serve", "--json"], session: true)
    let line = try #require(server.readLine())
    let said = try JSONDecoder().decode(Announcement.self, from: Data(line.utf8))
    home = try TemporaryFolder()
    let folder = URL(filePath: program).deletingLastPathComponent().path
    control = ["PATH": "\(folder):/usr/bin:/bin", "GREENBOX_HOME": said.home]
    environment = said.environment.merging(
      [
        "PATH": "\(folder):/usr/bin:/bin", "GREENBOX_HOME": home.file("home"),
        "HOME": home.path, "LANG": "C.UTF-8",
        "INTERFACE": "support.custhelp.com", "ADDRESS": "support@practice.example",
      ], uniquingKeysWith: { $1 })
    let shown = try ChildProcess.run(
      [
        program, "registration", "show", "Oracle B2C Service Email", "--json",
      ], environment: control.merging(said.environment, uniquingKeysWith: { a, _ in a }))
    let registration = try JSONDecoder().decode(
      [String: Loose].self, from: Data(shown.output.utf8))
    environment["CLIENT_ID"] = registration["client_id"]?.text
    environment["TENANT_ID"] = registration["tenant_id"]?.text
    try newSecret()
  }

  deinit { server.kill(SIGTERM) }

  /// Any value; only texts are of interest.
  struct Loose: Decodable {
    var text: String?
    init(from decoder: any Decoder) throws {
      text = try? decoder.singleValueContainer().decode(String.self)
    }
  }

  /// Makes a new secret in the tenant and puts its Value into the file the README names.
  func rotate() throws { try newSecret() }

  private func newSecret() throws {
    let made = try ChildProcess.run(
      [ChildProcess.product("greenbox"), "practice", "new-secret", "--json"],
      environment: control)
    let fields = try JSONDecoder().decode([String: Loose].self, from: Data(made.output.utf8))
    _ = try home.write("secret.txt", try #require(fields["value"]?.text) + "\n")
  }

  /// Runs a line of the README; whoever has to sign in does so as soon as a code is shown.
  func run(_ command: String) throws -> ChildProcess.Result {
    let child = try ChildProcess(
      ["/bin/sh", "-c", "cd \"$HOME\" && \(command)"], environment: environment, session: true)
    child.closeInput()
    guard command.hasPrefix("greenbox authenticate") else { return child.wait() }
    var lines: [String] = []
    while let line = child.readErrorLine() {
      lines.append(line)
      guard line.hasPrefix("Open "), let code = line.split(separator: " ").last else { continue }
      let approved = try ChildProcess.run(
        [
          ChildProcess.product("greenbox"), "practice", "approve", String(code), "--as",
          "support@practice.example",
        ], environment: control)
      #expect(approved.exitCode == 0, "\(approved.errors)")
      break
    }
    return child.wait()
  }
}
