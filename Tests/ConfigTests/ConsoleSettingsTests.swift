import Canvas
import Config
import Core
import Testing

private func keysRefusal(_ text: String, actions: [String]? = ["verify", "palette"]) -> String? {
  do {
    _ = try ConfigFile.parse(Array(text.utf8), actions: actions)
    return nil
  } catch .text(let source, let line, let column, let message) {
    let place = [line, column].compactMap { $0.map(String.init) }
    return ([source] + place).joined(separator: ":") + ": " + message
  } catch {
    return "another failure: \(error)"
  }
}

@Suite("Settings of the console")
struct ConsoleSettingsTests {
  @Test("theme, mouse, ascii and keys are read from config.toml")
  func whole() throws {
    let text = """
      theme = "high-contrast"
      mouse = true
      ascii = false
      [keys]
      verify = "v"
      palette = [":", "^P", "f2"]
      quit = []
      """
    var expected = Overrides()
    expected.theme = .init("high-contrast", .config)
    expected.mouse = .init(true, .config)
    expected.ascii = .init(false, .config)
    expected.keys = KeyBindings([
      "verify": [.character("v")],
      "palette": [.character(":"), .control("p"), .function(2)], "quit": [],
    ])
    #expect(
      try ConfigFile.parse(Array(text.utf8), actions: ["verify", "palette", "quit"]) == expected)
    #expect(try ConfigFile.parse(Array(text.utf8)) == expected)
  }

  @Test("variables and flags give them too, and go before config.toml")
  func merged() throws {
    let environment = try Overrides(environment: [
      "GREENBOX_THEME": "light", "GREENBOX_MOUSE": "no", "GREENBOX_ASCII": "1",
    ])
    #expect(environment.theme == .init("light", .environment))
    #expect(environment.mouse == .init(false, .environment))
    #expect(environment.ascii == .init(true, .environment))
    let config = try ConfigFile.parse(
      Array("theme = \"dark\"\nmouse = true\n[keys]\na = \"b\"".utf8))
    let merged = Overrides.merge(environment: environment, config: config)
    #expect(merged.theme?.value == "light" && merged.mouse?.value == false)
    #expect(merged.keys == KeyBindings(["a": [.character("b")]]))
    #expect(throws: SettingsFailure.self) { try Overrides(environment: ["GREENBOX_MOUSE": "2"]) }
  }

  @Test(
    "what is wrong is named with its place",
    arguments: [
      ("theme = 1", "config.toml:1:1: theme must be a text; it is a whole number"),
      (
        "theme = \"../x\"",
        "config.toml:1:1: theme must be the name of a theme, without path and ending; it is \"../x\""
      ),
      ("mouse = \"yes\"", "config.toml:1:1: mouse must be true or false; it is a text"),
      ("keys = 1", "config.toml:1:1: keys must be a table of actions; it is a whole number"),
      (
        "[keys]\n verfy = \"v\"",
        "config.toml:2:2: unknown action \"verfy\"; did you mean verify?"
      ),
      ("keys.verify = \"Hyper\"", "config.toml:1:6: verify has no key of ours: \"Hyper\""),
      (
        "keys = { verify = true }",
        "config.toml:1:1: verify must be the name of a key, or an array of them; it is true or false"
      ),
      (
        "[keys]\nverify = [1]",
        "config.toml:2:1: verify must be the name of a key, or an array of them"
      ),
      ("[key]\nverify = \"v\"", "config.toml:1:2: unknown key \"key\"; did you mean keys?"),
    ])
  func wrong(text: String, expected: String) {
    #expect(keysRefusal(text) == expected)
  }

  @Test("an action that cannot be looked up is refused where actions are not known")
  func strange() {
    #expect(
      keysRefusal("[keys]\n\"a b\" = \"v\"", actions: nil)
        == "config.toml:2:1: an action's name has no such characters: \"a b\"")
  }
}
