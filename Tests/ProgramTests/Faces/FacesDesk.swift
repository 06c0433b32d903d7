import Foundation
import Practice
import TestKit
import Testing

/// Practice homes of every kind, one tenant for all, and both faces of the program in copies of them.
///
/// A kind of home is made once and copied for each use. All stay in the tenant's own home, which the
/// tenant removes when this process ends.
final class FacesDesk {
  /// A client secret that the tenant accepts and no home holds yet.
  static let good = "GOOD-SECRET"
  /// One that it does not know.
  static let wrong = "Wr0ng~Wrong.Wrong~Wrong-Wrong_Wrong12345"
  /// What the portal calls a secret, which is none.
  static let secretID = "0f8fad5b-d9cb-469f-a165-70867728950e"
  /// A day that is far off.
  static let day = "2099-03-31"
  /// Nobody listens there: nothing can be reached.
  static let cutOff = ["GREENBOX_PROXY": "http://127.0.0.1:9"]
  /// The practice tenant's registrations.
  static let first = "Oracle B2C Service Email"
  static let second = "Oracle B2C Service Email (old)"

  private let server: PracticeServer
  // One that was never asked for a grant, so that an admin's consent is still to come.
  private let fresh: PracticeServer
  private let secret: String
  private var homes: [FacesHome: (path: String, held: FacesStore)] = [:]
  private var copies = 0

  init() throws {
    server = try PracticeServer("--authenticated", "--until-input-ends")
    fresh = try PracticeServer("--until-input-ends")
    secret = try server.newSecret()
  }

  /// What one face did.
  struct Did: Equatable {
    var exit: Int32
    var words: String
    var leaves: [String]
  }

  /// Has a verb do it in a copy of a home.
  func run(_ verb: FacesCase.Verb, of one: FacesCase) throws -> Did {
    let (home, before) = try copy(of: one.home)
    let environment = environment(of: one.home, one.adding)
    let (exit, words) =
      switch verb {
      case .run(let words, let input): try told(call(words, home, environment, input: input))
      case .left(let words): try told(leave(words, home, environment))
      case .asking(let words, let prompt, let meanwhile, let answer):
        try ask(words, home, environment, until: prompt, meanwhile, answer)
      }
    return Did(exit: exit, words: words, leaves: try news(in: home, of: one.home, since: before))
  }

  private func told(_ run: Run) -> (Int32, String) { (run.exit, run.output + run.errors) }

  /// Has the console do it in a copy of a home.
  func type(_ steps: [FacesCase.Step], until shown: String, of one: FacesCase) throws -> Did {
    let (home, before) = try copy(of: one.home)
    let (end, words) = try console(
      steps, until: shown, home, environment(of: one.home, one.adding))
    return Did(exit: end, words: words, leaves: try news(in: home, of: one.home, since: before))
  }

  // A store whose file is the same, byte for byte, holds the same.
  private func news(
    in home: String, of kind: FacesHome, since before: FacesStore
  ) throws -> [String] {
    let files = FileManager.default
    let path = homes[kind]?.path ?? ""
    if files.contentsEqual(atPath: home + "/vault.db", andPath: path + "/vault.db"),
      !files.fileExists(atPath: home + "/vault.db-wal")
    {
      return []
    }
    return try FacesStore(self, home, kind).news(since: before)
  }

  /// Types lines into the console in lines.
  ///
  /// - Returns: Its exit code, and all that it said after its first page.
  func console(
    _ steps: [FacesCase.Step], until shown: String, _ home: String,
    _ environment: [String: String]
  ) throws -> (exit: Int32, words: String) {
    var environment = environment
    environment["GREENBOX_HOME"] = home
    environment["TERM"] = "dumb"
    let terminal = try TerminalProgram(
      [Greenbox.path, "--plain"], environment: environment, columns: 400)
    waitForPrompt(terminal, since: 0)
    let start = terminal.sent.count
    for step in steps {
      let mark = terminal.sent.count
      switch step {
      case .type(let line): terminal.type(line.replacing(FacesDesk.good, with: secret) + "\n")
      case .pick(let choice):
        terminal.type(try #require(number(of: choice, terminal), "\(choice): \(tail(terminal))"))
        terminal.type("\n")
      case .elsewhere(let words):
        _ = try call(words, home, environment)
        continue
      }
      waitForPrompt(terminal, since: mark)
    }
    let isShown = shown.isEmpty || terminal.waits(for: shown, since: start, timeout: 20)
    if !isShown { Issue.record("\(shown) is not said: \(tail(terminal))") }
    terminal.type("\u{4}")
    return (code(of: terminal), terminal.text(since: start))
  }

  private func code(of terminal: TerminalProgram) -> Int32 {
    if case .exited(let code) = terminal.waitForEnd(timeout: 20) { code } else { -1 }
  }

  // A prompt is the last that is sent, and it comes when what was asked for is done. Where a secret is
  // asked for the terminal has to be silent.
  private func waitForPrompt(_ terminal: TerminalProgram, since mark: Int) {
    let deadline = Date(timeIntervalSinceNow: 20)
    while Date() < deadline {
      let end = terminal.text(since: max(mark, terminal.sent.count - 20))
      let isSilent = terminal.modes[3] & UInt32(ECHO) == 0
      let asks = end.hasSuffix("> ") || end.hasSuffix(": ")
      let isReady = end.hasSuffix("nothing is shown: ") ? isSilent : asks
      let count = terminal.sent.count
      terminal.settle(5)
      // A page that comes in parts may end like a prompt in one of them.
      if isReady, terminal.sent.count == count { return }
    }
    Issue.record("no prompt: \(tail(terminal))")
  }

  private func number(of choice: String, _ terminal: TerminalProgram) -> String? {
    terminal.text().split(whereSeparator: \.isNewline).last { line in
      line.firstMatch(of: /^\d+\.\ /).map { line[$0.range.upperBound...].hasPrefix(choice) }
        ?? false
    }.map { String($0.prefix { $0 != "." }) }
  }

  private func tail(_ terminal: TerminalProgram) -> String {
    String(terminal.text().suffix(1500))
  }

  /// Calls the program and waits for its end.
  func call(
    _ words: [String], _ home: String, _ environment: [String: String], input: String = ""
  ) throws -> Run {
    let process = try start(words, home, environment)
    process.write(input.replacing(FacesDesk.good, with: secret))
    process.closeInput()
    return Run(process.wait())
  }

  private func start(
    _ words: [String], _ home: String, _ environment: [String: String]
  ) throws -> ChildProcess {
    try ChildProcess(
      [Greenbox.path] + words, environment: environment.merging(["GREENBOX_HOME": home]) { $1 },
      session: true)
  }

  /// What verbs show as JSON, an object a line.
  func show(
    _ looks: [[String]], _ home: String, _ kind: FacesHome
  ) throws -> [[[String: Any]]] {
    let environment = environment(of: kind)
    let all = try looks.map { try start($0 + ["--json"], home, environment) }
    return try all.map { process in
      process.closeInput()
      return try Run(process.wait()).lines.compactMap {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
    }
  }

  @discardableResult
  private func leave(
    _ words: [String], _ home: String, _ environment: [String: String]
  ) throws -> Run {
    let process = try start(words + ["--json"], home, environment)
    process.closeInput()
    let line = process.readLine() ?? ""
    if line.contains("user_code") { process.kill(SIGINT) }
    return Run(process.wait())
  }

  private func ask(
    _ words: [String], _ home: String, _ environment: [String: String], until prompt: String,
    _ meanwhile: [String], _ answer: String
  ) throws -> (Int32, String) {
    let terminal = try TerminalProgram(
      [Greenbox.path] + words, environment: environment.merging(["GREENBOX_HOME": home]) { $1 })
    #expect(terminal.waits(for: prompt, timeout: 20), "\(tail(terminal))")
    _ = try call(meanwhile, home, environment)
    terminal.type(answer + "\n")
    return (code(of: terminal), terminal.text())
  }

  /// What a call in a home of a kind gets.
  func environment(of kind: FacesHome, _ adding: [String: String] = [:]) -> [String: String] {
    let own =
      switch kind {
      case .microsoft: FacesDesk.cutOff
      case .consentAwaited: fresh.environment
      default: server.environment
      }
    return Greenbox.environment.merging(own) { $1 }.merging(adding) { $1 }
  }

  // A copy of a home, and what it holds.
  private func copy(of kind: FacesHome) throws -> (String, FacesStore) {
    if let made = homes[kind] { return (try copied(made.path), made.held) }
    let path = try make(kind)
    let held = try FacesStore(self, path, kind)
    homes[kind] = (path, held)
    return (try copied(path), held)
  }

  private func copied(_ path: String) throws -> String {
    let copy = try folder()
    for name in try FileManager.default.contentsOfDirectory(atPath: path) where name != "faces" {
      try FileManager.default.copyItem(atPath: "\(path)/\(name)", toPath: "\(copy)/\(name)")
    }
    return copy
  }

  private func folder() throws -> String {
    copies += 1
    let path = "\(server.home)/faces/\(copies)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return path
  }

  private func make(_ kind: FacesHome) throws -> String {
    let set = ["settings", "set", "--registration", FacesDesk.first]
    let home: String
    switch kind {
    case .noIDs, .microsoft, .boundElsewhere: home = try folder()
    case .consentAwaited: home = try copied(fresh.home)
    default: home = try copied(server.home)
    }
    let environment = environment(of: kind)
    let done = { [self] (words: [String], input: String) in
      _ = try call(words, home, environment, input: input)
    }
    switch kind {
    case .authenticated: break
    case .forgotten: try done(["forget", "support"], "")
    case .codeLeft:
      try done(["forget", "support"], "")
      try leave(["authenticate", "support"], home, environment)
    case .codeExpired:
      try done(["forget", "support"], "")
      try leaveShortCode(home, environment)
    case .okAwaited:
      try done(["forget", "support"], "")
      _ = try server.signIn("authenticate", "support", as: "support", home: home)
    case .consentAwaited:
      _ = try fresh.signIn("authenticate", "billing", as: "billing", home: home)
    case .staleBySecret: try done(set + ["--secret-file", "-"], FacesDesk.good)
    case .staleWithExpiredCode:
      try done(set + ["--secret-file", "-"], FacesDesk.good)
      try leaveShortCode(home, environment)
    case .staleByTenant: try done(set + ["tenant-id=11111111-2222-4333-8444-666666666666"], "")
    case .wrongSecret:
      _ = try call(
        set + ["--secret-file", "-", "--unproved"], home,
        environment.merging(FacesDesk.cutOff) { $1 }, input: FacesDesk.wrong)
    case .deletedSecret: try deleteSecret(home, environment, set)
    case .deletedSecretAndTenant:
      try deleteSecret(home, environment, set)
      try done(
        set + ["tenant-id=11111111-2222-4333-8444-666666666666", "--secret-file", "-"],
        FacesDesk.good)
    case .expiredSecret: try done(["verify", "legacy"], "")
    case .ticked: try done(["attest", "support", "8"], "")
    case .noIDs: try done(["settings", "set", "interface=care.example"], "")
    case .spare: try done(["registration", "add", "Spare"], "")
    case .microsoft, .boundElsewhere:
      let ids = [
        "client-id=2b6ae789-b57d-4c86-ae8e-6e8797fc38c8",
        "tenant-id=20e6ec45-9bc2-41d2-88f2-df4da88d9417", "interface=care.example",
      ]
      _ = try call(["settings", "set"] + ids, home, self.environment(of: .microsoft))
    }
    return home
  }

  private func leaveShortCode(_ home: String, _ environment: [String: String]) throws {
    try server.setFaults("short-code")
    try leave(["authenticate", "support", "--new-sign-in"], home, environment)
    try server.client.faults(set: [], clear: ["all"])
    let deadline = Date(timeIntervalSinceNow: 20)
    var isOver = false
    while !isOver, Date() < deadline {
      let status = try call(["status", "--json"], home, environment)
      isOver = !status.output.contains("\"awaiting_login\"")
    }
    #expect(isOver)
  }

  private func deleteSecret(
    _ home: String, _ environment: [String: String], _ set: [String]
  ) throws {
    struct Made: Decodable { var value, secret_id: String }
    let made = try call(["practice", "new-secret", "--json"], server.home, environment)
    let lost = try JSONDecoder().decode(Made.self, from: Data(made.output.utf8))
    _ = try call(set + ["--secret-file", "-"], home, environment, input: lost.value)
    _ = try call(["verify", "support"], home, environment)
    _ = try call(["practice", "delete-secret", lost.secret_id], server.home, environment)
    _ = try call(["verify", "support"], home, environment)
  }
}
