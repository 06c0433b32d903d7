/// A click or a turn of the wheel, where the mouse is switched on.
package struct MouseEvent: Hashable, Sendable {
  /// What was done.
  package enum Kind: Hashable, Sendable {
    /// The left button went down.
    case press
    /// The left button went down twice on one cell.
    case doublePress
    /// The wheel was turned away from the person.
    case wheelUp
    /// The wheel was turned towards the person.
    case wheelDown
  }

  /// What was done.
  package let kind: Kind
  /// From 0 at the top.
  package let row: Int
  /// From 0 at the left.
  package let column: Int

  /// An event.
  ///
  /// - Parameters:
  ///   - kind: What was done.
  ///   - row: From 0 at the top.
  ///   - column: From 0 at the left.
  package init(_ kind: Kind, row: Int, column: Int) {
    self.kind = kind
    self.row = row
    self.column = column
  }
}
