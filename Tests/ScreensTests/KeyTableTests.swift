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

  @Test("Keys can be changed by name; what cannot be is said and left as it was")
  func rebinding() {
    let (changed, complaints) = table.rebinding([
      "authenticate": ["F5"], "verify": ["q"], "dance": ["x"], "sort": ["Hyper"], "log": [],
    ])
    #expect(changed.command(for: .function(5), in: .list) == .authenticate)
    #expect(changed.command(for: .character("a"), in: .list) == nil)
    #expect(changed.command(for: .character("v"), in: .list) == .verify)
    #expect(
      complaints == [
        "keys: there is no command dance", "keys: log has no key",
        "keys: sort: there is no key Hyper", "keys: verify: q is already quit",
      ])
    var app = App(App.Setting(version: "1", who: "ana", keys: changed))
    _ = app.apply(.resize(columns: 120, rows: 36))
    _ = app.apply(.tick(Fixture.now, uptime: .zero, offset: 0))
    _ = app.apply(.reloaded(Fixture.site))
    #expect(app.drawn(120, 36).lines.last?.contains("F5 Authenticate") == true)
  }

  @Test("The palette finds a command by its letters and does it")
  func palette() {
    var app = Fixture.app()
    _ = app.keys(": 'abo Enter")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("11864") })
  }

  @Test("The manual names every command once, with its keys")
  func manual() {
    #expect(table.manual.count == Command.allCases.count + 2)
    #expect(
      table.manual.contains(
        "| `q` `^C` | `quit` | Quit; unsaved changes are asked about. |"))
  }
}
