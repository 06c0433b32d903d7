import Canvas
import Core
import Screens
import Testing

@Suite("The key table")
struct KeyTableTests {
  private let table = KeyTable.standard

  @Test("No key means two things in one place", arguments: Place.allCases)
  func unambiguous(place: Place) {
    var seen: [Key: Command] = [:]
    for binding in table.bindings(in: place) {
      for key in binding.keys {
        let other = seen.updateValue(binding.command, forKey: key)
        #expect(other == nil || other == binding.command, "\(key.name) in \(place)")
      }
    }
  }

  @Test("Every command has a key, a label and a sentence")
  func complete() {
    for command in Command.allCases {
      let binding = table.binding(command)
      #expect(binding?.keys.isEmpty == false, "\(command)")
      #expect(binding?.label.isEmpty == false)
      #expect(binding?.help.hasSuffix(".") == true)
    }
  }

  @Test(
    "Help lists every key of its place", arguments: [("", "list"), ("Enter", "editor"), ("r", "r")])
  func help(way: String, name: String) {
    var app = Fixture.app(120, 60)
    _ = app.keys(way)
    let place: Place = name == "list" ? .list : name == "editor" ? .editor : .registration
    _ = app.keys("?")
    _ = app.apply(.resize(columns: 120, rows: 80))
    let lines = app.drawn(120, 80).lines
    for binding in table.bindings(in: place) {
      let names = binding.keys.map(\.name).joined(separator: " ")
      #expect(lines.contains { $0.hasPrefix(" \(names) ") }, "\(names)")
    }
  }

  private func complaints(_ changes: [String: [Key]]) -> [String] {
    table.rebinding(changes).complaints.map { "\($0.command): \($0.words)" }
  }

  private func app(_ changes: [String: [Key]], _ complaints: [String] = []) -> App {
    var app = App(
      App.Setting(
        version: "1", who: "ana", keys: table.rebinding(changes).table, complaints: complaints))
    _ = app.apply(.resize(columns: 120, rows: 36))
    _ = app.apply(.tick(Fixture.now, uptime: .zero, offset: 0))
    _ = app.apply(.reloaded(Fixture.snapshot))
    return app
  }

  @Test("Keys can be changed by name; what cannot be is said and left as it was")
  func rebinding() {
    let changes: [String: [Key]] = [
      "authenticate": [.function(5)], "verify": [.character("q")], "dance": [.character("x")],
      "log": [],
    ]
    let changed = table.rebinding(changes).table
    #expect(changed.command(for: .function(5), in: .list) == .authenticate)
    #expect(changed.command(for: .character("a"), in: .list) == nil)
    #expect(changed.command(for: .character("v"), in: .list) == .verify)
    #expect(
      complaints(changes) == [
        "dance: there is no such command", "log: a command needs a key",
        "verify: q already does quit",
      ])
  }

  @Test("A changed key is what footer, help, palette and sentences name")
  func named() {
    var app = app(["authenticate": [.function(5)], "verify": [.character("e")]])
    app.choose("support")
    #expect(app.drawn(120, 36).lines.last?.contains("F5 Authenticate  e Verify") == true)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("[ Authenticate ] (F5)") })
    _ = app.keys("?")
    #expect(app.drawn(120, 36).lines.contains { $0.hasPrefix(" F5        Sign the mailbox in.") })
    _ = app.keys("Esc : 'authenticate")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("> F5    authenticate ") })
  }

  @Test("Two commands can change places, and one that clashes takes no other with it")
  func swapped() {
    let changes: [String: [Key]] = [
      "authenticate": [.character("v")], "verify": [.character("a")], "sort": [.character("n")],
    ]
    let changed = table.rebinding(changes).table
    #expect(changed.command(for: .character("v"), in: .list) == .authenticate)
    #expect(changed.command(for: .character("a"), in: .list) == .verify)
    #expect(changed.command(for: .character("o"), in: .list) == .sort)
    #expect(complaints(changes) == ["sort: n already does new-mailbox"])
    #expect(
      complaints(["theme": [.function(9)], "about": [.function(9)]]) == [
        "theme: F9 already does about"
      ])
  }

  @Test("A letter stays a letter where text is typed, whatever it is bound to")
  func typed() {
    let changed = table.rebinding([
      "save": [.character("w")], "back": [.function(10)], "help": [.character("H"), .function(2)],
    ]).table
    for place in [Place.list, .editor, .registration] {
      #expect(changed.command(for: .character("w"), in: place) == .save)
      #expect(changed.command(for: .control("s"), in: place) == nil)
    }
    #expect(changed.command(for: .character("w"), in: .typing) == nil)
    #expect(changed.command(for: .control("s"), in: .typing) == .save)
    #expect(changed.command(for: .function(10), in: .typing) == .back)
    #expect(changed.command(for: .character("H"), in: .filter) == nil)
    #expect(changed.command(for: .function(2), in: .filter) == .help)
    // Further ways out stay.
    #expect(changed.command(for: .character("q"), in: .problem) == .back)
  }

  @Test("Every place has a way out, whatever is bound", arguments: Place.allCases)
  func ways(place: Place) {
    for command in Command.allCases {
      let changed = table.rebinding([command.rawValue: [.function(12)]]).table
      let ways = changed.bindings(in: place).filter { $0.command == .back || $0.command == .quit }
      #expect(ways.contains { !$0.keys.isEmpty }, "\(command)")
    }
  }

  @Test("What is wrong in the settings is said at the start, and whole in help")
  func complained() {
    let wrong = [
      "config.toml, line 3, column 1: keys.verify: q already does quit",
      "config.toml, line 4, column 1: unknown action \"dance\"",
    ]
    var app = app([:], wrong)
    #expect(app.drawn(120, 36).lines[34].contains("\(wrong[0]) (?: 1 more)"))
    _ = app.keys("?")
    let page = app.drawn(120, 36).lines.joined(separator: "\n")
    #expect(wrong.allSatisfy { page.contains($0) })
  }

  @Test("A key that does nothing says so, and where the keys are told")
  func nothing() {
    var app = app([:])
    #expect(app.keys("z").isEmpty)
    #expect(app.drawn(120, 36).lines[34].contains("z does nothing here: ? tells the keys."))
    _ = app.keys("Down")
    #expect(!app.drawn(120, 36).lines[34].contains("nothing"))
  }

  @Test("The palette finds a command by its letters and does it")
  func palette() {
    var app = Fixture.app()
    _ = app.keys(": 'abo Enter")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("11864") })
  }

  @Test("The manual names every command once, with its keys")
  func manual() {
    #expect(table.manual.count == Command.allCases.count)
    #expect(Set(table.manual.map(\.name)).count == Command.allCases.count)
    let quit = table.manual.first { $0.name == "quit" }
    #expect(quit?.keys == ["q", "^C"])
    #expect(quit?.help == "Quit; unsaved changes are asked about.")
  }
}
