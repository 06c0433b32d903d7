package import Canvas

/// What a command is called, where it counts, and which keys it has.
package struct Binding: Equatable, Sendable {
  /// What it does.
  package let command: Command
  /// Where it counts.
  package var places: Set<Place>
  /// Its keys, the first shown.
  package var keys: [Key]
  /// One or two words for the footer.
  package let label: String
  /// A sentence for help and the palette.
  package let help: String

  init(
    _ command: Command, in places: Set<Place>, _ keys: String, _ label: String, _ help: String
  ) {
    self.command = command
    self.places = places
    self.keys = keys.split(separator: " ").compactMap { Key(name: String($0)) }
    self.label = label
    self.help = help
  }
}
