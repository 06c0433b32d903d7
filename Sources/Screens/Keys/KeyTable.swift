public import Canvas

/// The one table of keys: it feeds the footer, help, the palette, the manual, and the keyboard.
public struct KeyTable: Equatable, Sendable {
  /// All bindings, the most useful of each place first.
  public private(set) var bindings: [Binding]
  private var index: [Place: [Key: Command]] = [:]

  /// The table as it is shipped.
  public static let standard = KeyTable(bindings: KeyTable.shipped)

  init(bindings: [Binding]) {
    self.bindings = bindings
    for binding in bindings {
      for place in binding.places {
        for key in binding.keys { index[place, default: [:]][key] = binding.command }
      }
    }
  }

  /// The table with other keys for some commands.
  ///
  /// - Parameter changes: Names of keys by name of command, as `[keys]` of `config.toml` has them.
  /// - Returns: The table, and a sentence for each change that was left out: an unknown command or
  ///   key, a key that does something else in the same place, or one that would leave a place
  ///   without a way out.
  public func rebinding(_ changes: [String: [String]]) -> (table: KeyTable, complaints: [String]) {
    var bindings = bindings
    var complaints: [String] = []
    for (name, keyNames) in changes.sorted(by: { $0.key < $1.key }) {
      guard let command = Command(rawValue: name),
        let at = bindings.firstIndex(where: { $0.command == command })
      else {
        complaints.append("keys: there is no command \(name)")
        continue
      }
      var keys: [Key] = []
      var isGood = !keyNames.isEmpty
      if keyNames.isEmpty { complaints.append("keys: \(name) has no key") }
      for keyName in keyNames {
        guard let key = Key(name: keyName) else {
          complaints.append("keys: \(name): there is no key \(keyName)")
          isGood = false
          continue
        }
        if let other = bindings.first(where: {
          $0.command != command && $0.keys.contains(key)
            && !$0.places.isDisjoint(with: bindings[at].places)
        }) {
          complaints.append("keys: \(name): \(keyName) is already \(other.command.rawValue)")
          isGood = false
        }
        keys.append(key)
      }
      if isGood { bindings[at].keys = keys }
    }
    return (KeyTable(bindings: bindings), complaints)
  }

  /// What a key does in a place; nil where it does nothing.
  public func command(for key: Key, in place: Place) -> Command? { index[place]?[key] }

  /// The bindings that count in a place, the most useful first.
  public func bindings(in place: Place) -> [Binding] {
    bindings.filter { $0.places.contains(place) }
  }

  /// The name of a command's first key, as it is shown.
  public func keyName(_ command: Command) -> String {
    bindings.first { $0.command == command }?.keys.first?.name ?? ""
  }

  /// The name of the key that a command has in a place, else of its first key.
  func keyName(_ command: Command, in place: Place) -> String {
    bindings.first { $0.command == command && $0.places.contains(place) }?.keys.first?.name
      ?? keyName(command)
  }

  /// The binding of a command.
  public func binding(_ command: Command) -> Binding? {
    bindings.first { $0.command == command }
  }
}
