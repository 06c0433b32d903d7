import Canvas

extension KeyTable {
  /// A command as the manual page has it.
  package struct ManualRow: Equatable, Sendable {
    /// The names of its keys, the first shown in the footer.
    package let keys: [String]
    /// Its name in `config.toml` and in the palette.
    package let name: String
    /// What it does, in a sentence.
    package let help: String
  }

  /// Every command once, with all its keys.
  package var manual: [ManualRow] {
    var seen: Set<Command> = []
    return bindings.filter { seen.insert($0.command).inserted }.map { binding in
      var names: [String] = []
      for key in bindings.filter({ $0.command == binding.command }).flatMap(\.keys)
      where !names.contains(key.name) {
        names.append(key.name)
      }
      return ManualRow(keys: names, name: binding.command.rawValue, help: binding.help)
    }
  }
}
