import Canvas
import Config
import Core
import Testing

private func evaluate(_ actions: [String]) -> KeyChecker {
  KeyChecker(actions: actions) { keys in
    keys.filter { $0.value.contains(.character("q")) }
      .map { (action: $0.key, words: "q already does quit") }
  }
}

private func words(_ failure: SettingsFailure) -> String {
  guard case .text(let source, let line, let column, let message) = failure else {
    return "another failure: \(failure)"
  }
  let place = [line, column].compactMap { $0.map(String.init) }
  return ([source] + place).joined(separator: ":") + ": " + message
}

/// What is wrong in a text: the refusal of it, or what is complained of its keys.
private func wrongs(_ text: String, actions: [String]? = ["verify", "palette"]) -> [String] {
  do {
    let read = try ConfigFile.parse(Array(text.utf8), keys: actions.map { evaluate($0) })
    return read.keys.complaints.map { words($0) }
  } catch {
    return [words(error)]
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
      try ConfigFile.parse(Array(text.utf8), keys: evaluate(["verify", "palette", "quit"]))
        == expected)
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
    #expect(wrongs(text) == [expected])
  }

  @Test("an action that cannot be looked up is refused where actions are not known")
  func strange() {
    #expect(
      wrongs("[keys]\n\"a b\" = \"v\"", actions: nil)
        == ["config.toml:2:1: an action's name has no such characters: \"a b\""])
  }

  @Test("What is wrong in [keys] is all told from the top, and keeps nothing else from being read")
  func others() throws {
    let text = """
      theme = "light"
      [keys]
      palette = "F2"
      verify = "q"
      verfy = "v"
      """
    #expect(
      wrongs(text) == [
        "config.toml:4:1: keys.verify: q already does quit",
        "config.toml:5:1: unknown action \"verfy\"; did you mean verify?",
      ])
    let read = try ConfigFile.parse(Array(text.utf8), keys: evaluate(["verify", "palette"]))
    #expect(read.keys.keys == ["palette": [.function(2)]])
    #expect(read.theme?.value == "light")
  }
}
