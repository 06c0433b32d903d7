package import Canvas

/// What a person did at the terminal.
package enum TerminalInput: Hashable, Sendable {
  /// A key, a paste or the mouse.
  case key(Key)
  /// Something was typed, pasted or erased in a secret field, whose entry has so many bytes now.
  case secretEdited(count: Int)
}
