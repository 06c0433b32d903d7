/// One cell of a grid.
public struct Cell: Equatable, Sendable {
  /// The character; nil for the right half of a wide one.
  public var glyph: Character?
  /// What it means.
  public var role: Role

  /// A cell with nothing in it.
  public static let blank = Cell(glyph: " ", role: .text)

  /// A cell.
  ///
  /// - Parameters:
  ///   - glyph: The character; nil for the right half of a wide one.
  ///   - role: What it means.
  public init(glyph: Character?, role: Role) {
    self.glyph = glyph
    self.role = role
  }
}
