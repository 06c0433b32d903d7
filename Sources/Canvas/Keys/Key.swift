/// A key as a person presses it, whatever bytes the terminal sent for it.
package enum Key: Hashable, Sendable {
  /// A character, shifted or composed as the keyboard does it; the space bar is `" "`.
  case character(Character)
  /// Return or the keypad's Enter.
  case enter
  /// Escape, alone.
  case escape
  /// Tab.
  case tab
  /// Shift and Tab.
  case backTab
  /// Erases to the left.
  case backspace
  /// Erases under the cursor.
  case delete
  /// Arrow up.
  case up
  /// Arrow down.
  case down
  /// Arrow left.
  case left
  /// Arrow right.
  case right
  /// To the beginning.
  case home
  /// To the end.
  case end
  /// A page up.
  case pageUp
  /// A page down.
  case pageDown
  /// F1 to F24.
  case function(Int)
  /// Ctrl and a letter, the letter as a small one: Ctrl-S is `.control("s")`.
  case control(Character)
  /// A bracketed paste, whole. Newlines in it submit nothing.
  case paste(String)
  /// A click or a turn of the wheel.
  case mouse(MouseEvent)
}
