/// What a cell means. How that looks is the theme's part; state is never told by a role alone.
package enum Role: Character, CaseIterable, Sendable {
  /// Ordinary text.
  case text = "."
  /// The name of what is shown.
  case heading = "H"
  /// Less important than the text beside it.
  case muted = "m"
  /// A code to read off and type elsewhere.
  case code = "C"
  /// An address to open.
  case link = "L"
  /// Something to act on soon.
  case warning = "w"
  /// Modules of a QR code: what is drawn is light, the rest dark, in every theme.
  case qr = "Q"
  /// Lines between panes and around boxes.
  case frame = "f"
  /// The lines of the pane that has the focus.
  case frameFocus = "F"
  /// The top line of the screen.
  case header = "h"
  /// The bottom line of the screen, between the keys.
  case footer = "b"
  /// The name of a key in the footer, in help and in the palette.
  case key = "k"
  /// The chosen row of the list that has the focus.
  case selection = "S"
  /// The chosen row of a list that has not the focus.
  case selectionIdle = "s"
  /// A field that can be typed into.
  case input = "i"
  /// The field that is typed into.
  case inputFocus = "I"
  /// A field that differs from what is saved.
  case inputChanged = "c"
  /// What cannot be pressed or changed now.
  case disabled = "d"
  /// Something that is as it should be.
  case good = "g"
  /// Something wrong.
  case error = "e"
  /// A badge of a working mailbox.
  case badgeGreen = "G"
  /// A badge of a mailbox that waits for somebody.
  case badgeYellow = "Y"
  /// A badge of a mailbox that does not work.
  case badgeRed = "R"
  /// A badge that says neither.
  case badgeGrey = "N"
  /// The part of a bar that is done.
  case progress = "P"
}
