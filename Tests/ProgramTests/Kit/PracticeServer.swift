import Foundation
import Practice
import TestKit

/// A practice tenant in a process of its own, and calls of the program that are pointed at it.
final class PracticeServer: Sendable {
  private struct Announcement: Decodable {
    var home: String
    var environment: [String: String]
    var discovery: String
  }

  private struct Contact: Decodable {
    var url: String
    var controlKey: String
    var caFile: String
  }

  /// What both servers received.
  struct Log: Decodable, Equatable {
    struct Request: Decodable, Equatable {
      var path: String
      var fields: [String]
      var grant_type: String?
      var status: Int
      var error: String?
    }

    struct Command: Decodable, Equatable {
      var verb: String
      var mailbox: String?
      var accepted: Bool?
    }

    var requests: [Request]
    var commands: [Command]
    var dead_token_uses: Int

    /// The outcomes of one kind of token request: `ok`, or what was refused.
    func outcomes(of grantType: String) -> [String] {
      requests.filter { $0.grant_type == grantType }.map { $0.error ?? "ok" }
    }
  }

  /// The home that the tenant filled with registrations and mailboxes.
  let home: String
  /// What points the program at the tenant.
  let environment: [String: String]
  /// The address of the discovery document.
  let discovery: String
  /// Orders, and the person at the browser.
  let client: PracticeClient
  private let process: ChildProcess

  /// Starts a tenant and waits until it serves.
  init(_ arguments: String...) throws {
    process = try ChildProcess(
      [Greenbox.path, "practice", "--serve", "--json"] + arguments,
      environment: Greenbox.environment, session: true)
    let line = process.readLine() ?? ""
    let told = try JSONDecoder().decode(Announcement.self, from: Data(line.utf8))
    home = told.home
    environment = told.environment
    discovery = told.discovery
    let data = try Data(contentsOf: URL(filePath: told.home + "/practice.json"))
    let contact = try JSONDecoder().decode(Contact.self, from: data)
    client = try PracticeClient(
      url: contact.url, caPEM: String(contentsOfFile: contact.caFile, encoding: .utf8),
      controlKey: contact.controlKey)
  }

  deinit {
    process.kill(SIGTERM)
    _ = process.wait(timeout: 10)
  }

  /// Calls the program in the tenant's home, or in another one, and waits for its end.
  func greenbox(
    _ arguments: String..., home: String? = nil, adding: [String: String] = [:],
    input: String = "", timeout: Int = 60
  ) throws -> Run {
    let process = try start(arguments, home: home, adding: adding)
    process.write(input)
    process.closeInput()
    return Run(process.wait(timeout: timeout))
  }

  /// Makes the servers silent, identity and mail: they take connections and answer nothing.
  func goSilent() { process.kill(SIGSTOP) }

  /// Makes them answer again.
  func speak() { process.kill(SIGCONT) }

  /// Starts the program as `greenbox` does.
  func start(
    _ arguments: [String], home: String? = nil, adding: [String: String] = [:]
  ) throws -> ChildProcess {
    var all = Greenbox.environment.merging(environment) { $1 }.merging(adding) { $1 }
    if let home { all["GREENBOX_HOME"] = home }
    return try ChildProcess([Greenbox.path] + arguments, environment: all, session: true)
  }

  /// Calls a verb that shows a code with `--json`, and plays the person at the browser.
  func signIn(
    _ arguments: String..., as person: String, consents: Bool = false, home: String? = nil
  ) throws -> Run {
    let process = try start(arguments + ["--json"], home: home)
    process.closeInput()
    try answer(process, as: person, consents: consents)
    return Run(process.wait())
  }

  /// Waits for the code of a process and plays the person at the browser.
  @discardableResult
  func answer(
    _ process: ChildProcess, as person: String, consents: Bool = false
  ) throws -> String? {
    guard let code = code(of: process) else { return nil }
    try client.answer(
      code: code, as: person.contains("@") ? person : "\(person)@practice.example",
      consentsForOrganization: consents)
    return code
  }

  /// Waits for the code that a process shows.
  func code(of process: ChildProcess) -> String? {
    guard let line = process.readLine(), let found = line.firstMatch(of: /"user_code":"([^"]+)"/)
    else { return nil }
    return String(found.1)
  }

  /// What was received so far.
  func log() throws -> Log {
    try JSONDecoder().decode(Log.self, from: Data(try client.log()))
  }

  /// Puts faults in force in place of all that were.
  func setFaults(_ orders: String...) throws {
    try client.faults(set: try orders.map { try PracticeFault(parsing: $0) }, clear: ["all"])
  }

  /// Makes a new client secret of the first registration in the tenant.
  func newSecret() throws -> String {
    struct Made: Decodable { var value: String }
    return try JSONDecoder().decode(Made.self, from: Data(try client.newSecret())).value
  }
}

/// The built program.
enum Greenbox {
  static let path = ChildProcess.product("greenbox")

  /// What every call gets: nothing of the environment of whoever runs the tests.
  static let environment = [
    "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no",
    "TMPDIR": NSTemporaryDirectory(),
  ]
}
