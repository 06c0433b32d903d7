import Foundation
import Practice
import TestKit
import Testing

/// A person at the console: a terminal with a shell in it, a home, a practice tenant, and somebody
/// at a browser elsewhere.
final class ConsoleDesk {
  let server: PracticeServer
  let home: String
  let terminal: Tmux
  /// How many keys were pressed by `press(shown:)`.
  private(set) var presses = 0

  /// A desk in front of a tenant's own home, or of another one.
  init(
    _ server: PracticeServer, home: String? = nil, columns: Int = 120, rows: Int = 36,
    adding: [String: String] = [:]
  ) throws {
    self.server = server
    self.home = home ?? server.home
    let folder = (Greenbox.path as NSString).deletingLastPathComponent
    var environment = Greenbox.environment.merging(server.environment) { $1 }
    environment["PATH"] = "\(folder):/usr/bin:/bin"
    environment["GREENBOX_HOME"] = self.home
    environment["HOME"] = self.home
    terminal = try Tmux(
      columns: columns, rows: rows, environment: environment.merging(adding) { $1 })
  }

  /// Starts the console and waits until it shows a text.
  @discardableResult
  func open(until text: String) throws -> String {
    terminal.enter("clear; greenbox; echo \"left with $?\"")
    return try terminal.wait(for: text)
  }

  /// Adds to `config.toml` of the home; returns the number of the first line that was added.
  @discardableResult
  func configure(_ text: String) throws -> Int {
    let path = home + "/config.toml"
    let before = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    try (before + text).write(toFile: path, atomically: true, encoding: .utf8)
    return before.split(separator: "\n", omittingEmptySubsequences: false).count
  }

  /// Chooses a mailbox of the list by the filter.
  func choose(_ name: String) throws {
    terminal.press("/")
    terminal.type(name)
    try terminal.wait(for: "/ \(name)")
    terminal.press("Enter")
    try terminal.wait(for: "1 of ")
  }

  /// Presses keys and waits for a text.
  @discardableResult
  func press(_ keys: String..., until text: String) throws -> String {
    for key in keys { terminal.press(key) }
    return try terminal.wait(for: text)
  }

  /// Presses a key that the footer shows now, and waits for a text.
  @discardableResult
  func press(shown key: String, until text: String) throws -> String {
    let screen = terminal.screen
    let footer = screen.split(separator: "\n").last.map(String.init) ?? ""
    #expect(ConsoleDesk.keys(of: footer).contains(key), "\(key) is not shown:\n\(screen)")
    presses += 1
    terminal.press(ConsoleDesk.names[key] ?? key)
    return try terminal.wait(for: text)
  }

  private static let names = ["^S": "C-s", "Esc": "Escape", "Space": "Space"]

  // "Enter Edit  a Authenticate": a key and its label, two blanks between the pairs.
  private static func keys(of footer: String) -> [String] {
    footer.split(separator: "  ").compactMap { $0.split(separator: " ").first.map(String.init) }
  }

  /// The code on the screen, once it is there.
  func code() throws -> String {
    let screen = try terminal.wait("a code") { ConsoleDesk.code(on: $0) != nil }
    return ConsoleDesk.code(on: screen) ?? ""
  }

  static func code(on screen: String) -> String? {
    screen.split(separator: "\n").lazy
      .compactMap { $0.firstMatch(of: /^ *([A-Z0-9]{9})(?: |$)/).map { String($0.1) } }.first
  }

  /// Waits for the code, and signs somebody in with it.
  @discardableResult
  func signIn(as person: String, consents: Bool = false) throws -> String {
    let code = try code()
    try server.client.answer(
      code: code, as: person.contains("@") ? person : "\(person)@practice.example",
      consentsForOrganization: consents)
    return code
  }

  /// Quits, and waits for the shell.
  func quit() throws {
    try press("q", until: "left with 0")
  }

  /// Sends the console a signal, and waits until it has left with a code.
  func send(_ signal: Int32, until text: String) throws {
    let child = try #require(terminal.child)
    Foundation.kill(child, signal)
    try terminal.wait(for: text)
  }
}
