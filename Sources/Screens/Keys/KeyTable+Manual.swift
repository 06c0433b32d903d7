import Canvas

extension KeyTable {
  /// The keys as a table of a manual page in Markdown: key, name for `config.toml`, what it does.
  public var manual: [String] {
    var seen: Set<Command> = []
    let rows = bindings.filter { seen.insert($0.command).inserted }.map { binding in
      let keys = bindings.filter { $0.command == binding.command }.flatMap(\.keys)
      var names: [String] = []
      for key in keys where !names.contains(key.name) { names.append(key.name) }
      return "| \(names.map { "`\($0)`" }.joined(separator: " ")) | `\(binding.command.rawValue)` "
        + "| \(binding.help) |"
    }
    return ["| key | name | what it does |", "|---|---|---|"] + rows
  }
}
