import Canvas
import Testing

@Suite("Keys by name")
struct KeyTests {
  private static let all: [(Key, String)] =
    [
      (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "S-Tab"),
      (.backspace, "Bksp"), (.delete, "Del"), (.up, "Up"), (.down, "Down"), (.left, "Left"),
      (.right, "Right"), (.home, "Home"), (.end, "End"), (.pageUp, "PgUp"),
      (.pageDown, "PgDn"), (.character(" "), "Space"), (.character("é"), "é"),
    ] + (1...24).map { (.function($0), "F\($0)") }
    + "abcdefghijklmnopqrstuvwxyz_\\".map { (.control($0), "^" + $0.uppercased()) }
    + "abcABC019/?:^".map { (.character($0), String($0)) }

  @Test("Every key reads back from the name that it shows")
  func roundTrip() {
    for (key, name) in Self.all {
      #expect(key.name == name)
      #expect(Key(name: name) == key)
    }
  }

  @Test(
    "Other usual spellings are understood",
    arguments: [
      ("ctrl-s", Key.control("s")), ("C-s", .control("s")), ("^s", .control("s")),
      ("RETURN", .enter), ("Shift-Tab", .backTab), ("PageDown", .pageDown), ("f10", .function(10)),
      ("space", .character(" ")), ("escape", .escape),
    ])
  func aliases(name: String, key: Key) { #expect(Key(name: name) == key) }

  @Test(
    "What no key is called is refused",
    arguments: ["", " ", "F0", "F25", "ab", "^", "ctrl-", "^ab"])
  func refused(name: String) { #expect(Key(name: name) == (name == "^" ? .character("^") : nil)) }
}
