import Foundation
import Practice
import TestKit
import Testing

@testable import greenbox

/// Files that others can read or write, and files that are none, given to the program.
@Suite("Files that others can read or write are not taken", .serialized)
struct FileDoorTests {
  private let folder: TemporaryFolder
  private let home: String

  init() throws {
    folder = try TemporaryFolder()
    home = folder.file("home")
    try FileManager.default.createDirectory(
      atPath: home, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  private func start(
    _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> ChildProcess {
    try ChildProcess(
      arguments,
      environment: Greenbox.environment.merging(["GREENBOX_HOME": home]) { $1 }
        .merging(environment) { $1 }, session: true)
  }

  /// What the program came to; it has 20 seconds, which nothing here takes unless it hangs.
  private func run(
    _ arguments: String..., adding environment: [String: String] = [:], input: String = ""
  ) throws -> Run {
    let process = try start([Greenbox.path] + arguments, environment)
    process.write(input)
    process.closeInput()
    return Run(process.wait(timeout: 20))
  }

  private var files: [String] {
    get throws { try FileManager.default.subpathsOfDirectory(atPath: home).sorted() }
  }

  @Test("A secret file that others may read is refused, and nothing of it is kept")
  func secretFile() throws {
    let secret = "Zx1Q~abcdefghijklmnopqrstuvwxyz.012345_-"
    let path = try folder.write("my secret", secret + "\n", mode: 0o644)
    let refused = try run("settings", "set", "--secret-file", path)
    #expect(refused.exit == 6)
    #expect(refused.errors.hasPrefix("Others can read \(path)\n"), "\(refused.errors)")
    #expect(refused.errors.contains("`chmod go-rwx '\(path)'`"), "\(refused.errors)")
    #expect(!refused.errors.contains(secret))
    let json = try run("settings", "set", "--secret-file", path, "--json")
    #expect(json.value("failed", "problem", "id") == "settings-file-readable")
    #expect(chmod(path, 0o600) == 0)
    let taken = try run("settings", "set", "--secret-file", path, adding: cutOff)
    #expect(taken.exit == 0, "\(taken.errors)")
    #expect(try run("settings", "show").output.contains("not proved"))
  }

  /// Nobody listens there: the identity server cannot be reached.
  private let cutOff = ["GREENBOX_PROXY": "http://127.0.0.1:9"]

  @Test(
    "A secret comes by a pipe as by a file",
    arguments: [
      "'P' settings set --secret-file - < 'F'", "'P' settings set --secret-file /dev/stdin < 'F'",
      "cat 'F' | 'P' settings set --secret-file /dev/stdin",
      "'P' settings set --secret-file <(cat 'F')",
      "'P' settings set --secret-file - <<< $(cat 'F')",
      "'P' settings set --secret-file /dev/fd/5 5< <(cat 'F')",
    ])
  func pipes(line: String) throws {
    let file = try folder.write("s", "Zx1Q~abcdefghijklmnopqrstuvwxyz.012345_-\n")
    let words = line.replacing("'P'", with: Greenbox.path).replacing("'F'", with: file)
    let process = try start(["/bin/bash", "-c", words], cutOff)
    process.closeInput()
    let taken = Run(process.wait(timeout: 20))
    #expect(taken.exit == 0, "\(line): \(taken.errors)")
    #expect(taken.output.contains("Kept, not proved"), "\(line)")
  }

  @Test("A pipe that nobody fills is waited for, and TERM ends the wait")
  func waits() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let process = try start([Greenbox.path, "settings", "set", "--secret-file", pipe])
    process.closeInput()
    // Opened for writing by somebody: only once the program has it open does this not fail.
    var writer: Int32 = -1
    while writer < 0 {
      writer = open(pipe, O_WRONLY | O_NONBLOCK)
      if writer < 0 { sched_yield() }
    }
    defer { close(writer) }
    process.kill(SIGTERM)
    #expect(process.wait(timeout: 20).exitCode == 143)
  }

  @Test("A passphrase file that others may read, or with nothing in it, is refused: 7")
  func passphrase() throws {
    let path = try folder.write("pass", "correct horse\n", mode: 0o644)
    let given = ["GREENBOX_PASSPHRASE_FILE": path]
    let refused = try run("status", adding: given)
    #expect(refused.exit == 7)
    #expect(refused.errors.contains("`chmod go-rwx \(path)`"), "\(refused.errors)")
    #expect(chmod(path, 0o600) == 0)
    #expect(try run("status", adding: given).exit == 0)
    #expect(try files == ["vault.db"])
    try Data("\nsecond\n".utf8).write(to: URL(filePath: path))
    let empty = try run("status", adding: given)
    #expect(empty.exit == 7)
    #expect(empty.errors.hasPrefix("The key of the vault cannot be used\n"), "\(empty.errors)")
    #expect(try run("status", adding: ["GREENBOX_PASSPHRASE_FILE": "/no/file"]).exit == 7)
    let process = try start([
      "/bin/bash", "-c",
      "GREENBOX_PASSPHRASE_FILE=<(echo 'correct horse') \(Greenbox.path) status",
    ])
    process.closeInput()
    #expect(process.wait(timeout: 20).exitCode == 0)
  }

  @Test("A systemd credential that cannot be used is told, and no key file takes its place")
  func credential() throws {
    let place = folder.file("credentials")
    try FileManager.default.createDirectory(
      atPath: place, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let path = place + "/greenbox-key"
    let given = ["CREDENTIALS_DIRECTORY": place]
    let key = String(repeating: "0f", count: 32)
    func write(_ text: String, _ mode: Int = 0o400) throws {
      unlink(path)
      try folder.write("credentials/greenbox-key", text, mode: mode)
    }
    func refused(_ words: String) throws {
      let run = try run("status", adding: given)
      #expect(run.exit == 7, "\(words): \(run.output)")
      #expect(run.errors.contains(words), "\(run.errors)")
      #expect(try files.isEmpty, "\(words)")
    }
    try write("")
    try refused("it holds no key: 32 bytes or 64 hex digits are wanted")
    try write("a passphrase, say\n")
    try refused("it holds no key")
    try write(String(repeating: key, count: 100))
    try refused("it is longer than 128 bytes")
    try write(key, 0o444)
    try refused("chmod go-rwx \(path)")
    unlink(path)
    #expect(mkfifo(path, 0o400) == 0)
    try refused("it is a pipe, not a file")
    unlink(path)
    #expect(symlink("/nowhere/key", path) == 0)
    try refused("No such file or directory")
    unlink(path)
    #expect(mkdir(path, 0o700) == 0)
    try refused("it is a folder, not a file")
    rmdir(path)
    // Credentials of the service that are not for this program.
    #expect(try run("status", adding: given).exit == 0)
    #expect(try files == ["key", "vault.db"])
    for name in try files { unlink(home + "/" + name) }
    try write(key)
    #expect(try run("status", adding: given).exit == 0)
    #expect(try files == ["vault.db"])
  }

  @Test("A pipe in the place of settings, key or authorities is refused at once")
  func pipesAsSettings() throws {
    #expect(mkfifo(home + "/config.toml", 0o600) == 0)
    let settings = try run("status")
    #expect(settings.exit == 6)
    #expect(settings.errors.contains("it is a pipe, not a file"), "\(settings.errors)")
    unlink(home + "/config.toml")
    #expect(mkfifo(home + "/key", 0o600) == 0)
    let key = try run("status")
    #expect(key.exit == 7)
    #expect(key.errors.contains("it is a pipe, not a file"), "\(key.errors)")
    unlink(home + "/key")
    try folder.write("home/config.toml", "ca_file = \"\(home)/ca.pem\"\n")
    #expect(mkfifo(home + "/ca.pem", 0o600) == 0)
    #expect(try run("status").exit == 6)
  }

  @Test("A config.toml or CA file that others may write is refused, whatever it says")
  func settings() throws {
    let config = try folder.write("home/config.toml", "fresh_hours = 12\n", mode: 0o666)
    let refused = try run("status")
    #expect(refused.exit == 6)
    #expect(refused.errors.hasPrefix("Others can change \(config)\n"), "\(refused.errors)")
    #expect(refused.errors.contains("`chmod go-w \(config)`"), "\(refused.errors)")
    #expect(chmod(config, 0o644) == 0)
    #expect(try run("status").exit == 0)
    let authority = try folder.write(
      "ca.pem", String(contentsOfFile: BadAuthority().writePEM(), encoding: .utf8), mode: 0o660)
    let json = try run("status", "--json", adding: ["GREENBOX_CA_FILE": authority])
    #expect(json.exit == 6)
    #expect(json.value("failed", "problem", "id") == "settings-file-writable")
    #expect(chmod(authority, 0o644) == 0)
    #expect(try run("status", adding: ["GREENBOX_CA_FILE": authority]).exit == 0)
    // Nor is one in a folder where others may put another.
    #expect(chmod(folder.path, 0o777) == 0)
    let folders = try run("status", "--json", adding: ["GREENBOX_CA_FILE": authority])
    #expect(folders.exit == 6)
    #expect(folders.value("failed", "problem", "id") == "settings-folder-writable")
    unlink(config)
    let vault = try run("status", "--json")
    #expect(vault.exit == 7)
    #expect(vault.value("failed", "problem", "id") == "vault-folder")
    #expect(chmod(folder.path, 0o1777) == 0)
    #expect(try run("status").exit == 0)
  }

  @Test("A Pop Server that is named in a file others can write gets nothing at all")
  func popServer() throws {
    let server = try PracticeServer("--authenticated")
    // Token requests and sign-ins: what a secret or token would be in.
    func received() throws -> [Int] {
      let log = try server.log()
      return [
        log.requests.filter { $0.grant_type != nil }.count,
        log.commands.filter { $0.verb == "AUTH" }.count,
      ]
    }
    let before = try received()
    #expect(try received() == before)
    // Only the file names the servers and the authority.
    let config = server.home + "/config.toml"
    func verify() throws -> Run {
      let process = try ChildProcess(
        [Greenbox.path, "verify", "support", "--json"],
        environment: Greenbox.environment.merging(["GREENBOX_HOME": server.home]) { $1 },
        session: true)
      process.closeInput()
      return Run(process.wait(timeout: 30))
    }
    #expect(chmod(config, 0o666) == 0)
    let refused = try verify()
    #expect(refused.exit == 6, "\(refused.output)")
    #expect(refused.value("failed", "problem", "id") == "settings-file-writable")
    #expect(try received() == before)
    #expect(chmod(config, 0o600) == 0)
    #expect(try verify().exit == 0)
    #expect(zip(before, try received()).allSatisfy { $0 < $1 })
  }

  @Test("explain reads what anybody wrote, a pipe too")
  func explain() throws {
    let path = try folder.write("log", "AADSTS7000222\n", mode: 0o666)
    #expect(try run("explain", "--file", path).output.contains("secret"))
    let process = try start([
      "/bin/bash", "-c", "\(Greenbox.path) explain --file <(echo AADSTS7000222)",
    ])
    process.closeInput()
    #expect(Run(process.wait(timeout: 20)).output.contains("secret"))
    #expect(try run("explain", "--file", folder.path).exit == 6)
  }

  @Test("A theme that others may write is not shown, and the console says why")
  func theme() throws {
    try FileManager.default.createDirectory(
      atPath: home + "/themes", withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    let path = try folder.write("home/themes/mine.toml", "", mode: 0o666)
    #expect(
      ConsoleTheme.named("mine", home: Home(folder: home)).complaint
        == "themes/mine.toml: others can change it (mode 666); run chmod go-w \(path); "
        + "the standard theme is shown")
    unlink(path)
    #expect(mkfifo(path, 0o600) == 0)
    #expect(
      ConsoleTheme.named("mine", home: Home(folder: home)).complaint
        == "themes/mine.toml: it is a pipe, not a file; the standard theme is shown")
  }
}
