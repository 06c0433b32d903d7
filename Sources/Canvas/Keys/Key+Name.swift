extension Key {
  /// The name that is shown and that `config.toml` knows the key by: `a`, `^S`, `Enter`, `F1`.
  ///
  /// A paste and a mouse event are named for what they are; no key has those names.
  package var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "^" + character.uppercased()
    case .function(let number): "F\(number)"
    case .paste: "Paste"
    case .mouse: "Mouse"
    default: Key.named.first { $0.key == self }?.name ?? ""
    }
  }

  /// The key of a name; nil where no key has it.
  ///
  /// Names of more than one character are read in any case: `enter`, `PGDN`, `ctrl-s`, `C-s` and
  /// `^s` are understood too. A single character stands for itself.
  package init?(name: String) {
    if name.count == 1, let character = name.first, !character.isWhitespace {
      self = .character(character)
      return
    }
    let small = name.lowercased()
    if small == "space" {
      self = .character(" ")
    } else if let found = Key.named.first(where: { $0.name.lowercased() == small }) {
      self = found.key
    } else if let alias = Key.aliases[small] {
      self = alias
    } else if small.first == "f", let number = Int(small.dropFirst()), (1...24).contains(number) {
      self = .function(number)
    } else {
      guard let letter = Key.controlled(small) else { return nil }
      self = .control(letter)
    }
  }

  private static let named: [(name: String, key: Key)] = [
    ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("S-Tab", .backTab),
    ("Bksp", .backspace), ("Del", .delete), ("Up", .up), ("Down", .down), ("Left", .left),
    ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
  ]

  private static let aliases: [String: Key] = [
    "return": .enter, "escape": .escape, "shift-tab": .backTab, "backtab": .backTab,
    "backspace": .backspace, "delete": .delete, "pageup": .pageUp, "pagedown": .pageDown,
  ]

  private static func controlled(_ name: String) -> Character? {
    for prefix in ["^", "ctrl-", "c-"] where name.hasPrefix(prefix) {
      let rest = name.dropFirst(prefix.count)
      guard rest.count == 1, let letter = rest.first, letter.isASCII, !letter.isWhitespace
      else { return nil }
      return letter
    }
    return nil
  }
}
