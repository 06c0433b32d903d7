package import Canvas

/// The one table of keys: it feeds the footer, help, the palette, the manual, and the keyboard.
package struct KeyTable: Equatable, Sendable {
  /// All bindings, the most useful of each place first.
  package private(set) var bindings: [Binding]
  private var index: [Place: [Key: Command]] = [:]

  /// The table as it is shipped.
  package static let standard = KeyTable(bindings: KeyTable.shipped)

  init(bindings: [Binding]) {
    self.bindings = bindings
    for binding in bindings {
      for place in binding.places {
        for key in binding.keys { index[place, default: [:]][key] = binding.command }
      }
    }
  }

  /// What a key does in a place; nil where it does nothing.
  package func command(for key: Key, in place: Place) -> Command? { index[place]?[key] }

  /// The bindings that count in a place, the most useful first.
  package func bindings(in place: Place) -> [Binding] {
    bindings.filter { $0.places.contains(place) }
  }

  /// The name of a command's first key, as it is shown.
  package func keyName(_ command: Command) -> String {
    bindings.first { $0.command == command }?.keys.first?.name ?? ""
  }

  /// The name of the key that a command has in a place, else of its first key.
  func keyName(_ command: Command, in place: Place) -> String {
    bindings.first { $0.command == command && $0.places.contains(place) }?.keys.first?.name
      ?? keyName(command)
  }

  /// The binding of a command.
  package func binding(_ command: Command) -> Binding? {
    bindings.first { $0.command == command }
  }
}
