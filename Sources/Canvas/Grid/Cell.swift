/// One cell of a grid.
package struct Cell: Equatable, Sendable {
  /// The character; nil for the right half of a wide one.
  package var glyph: Character?
  /// What it means.
  package var role: Role

  /// A cell with nothing in it.
  package static let blank = Cell(glyph: " ", role: .text)

  /// A cell.
  ///
  /// - Parameters:
  ///   - glyph: The character; nil for the right half of a wide one.
  ///   - role: What it means.
  package init(glyph: Character?, role: Role) {
    self.glyph = glyph
    self.role = role
  }
}
