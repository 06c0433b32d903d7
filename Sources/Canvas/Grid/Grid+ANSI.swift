extension Grid {
  /// The lines with colours and weights as SGR sequences (ECMA-48 §8.3.117), for output that is
  /// printed on a terminal once.
  ///
  /// QR codes get fixed colours, white modules as coloured blanks: full-block glyphs leave hairlines
  /// between rows that readers stumble over.
  package var ansiLines: [String] {
    (0..<rows).map { row in
      var cells = cells(row: row)
      while cells.last == .blank { cells.removeLast() }
      var line = ""
      var style = ""
      for cell in cells {
        guard let glyph = cell.glyph else { continue }
        let (wanted, shown) = Grid.style(glyph, cell.role)
        if wanted != style {
          if !style.isEmpty { line += "\u{1b}[0m" }
          if !wanted.isEmpty { line += "\u{1b}[\(wanted)m" }
          style = wanted
        }
        line.append(shown)
      }
      return style.isEmpty ? line : line + "\u{1b}[0m"
    }
  }

  private static func style(_ glyph: Character, _ role: Role) -> (String, Character) {
    switch role {
    case .text, .frame, .footer: ("", glyph)
    case .heading, .code, .frameFocus, .key: ("1", glyph)
    case .muted, .disabled, .badgeGrey: ("2", glyph)
    case .link, .input, .selectionIdle: ("4", glyph)
    case .header, .selection, .inputFocus, .progress: ("7", glyph)
    case .warning, .badgeYellow, .inputChanged: ("1;33", glyph)
    case .good, .badgeGreen: ("32", glyph)
    case .error, .badgeRed: ("1;31", glyph)
    case .qr:
      // 16 and 231 are the black and white of the 256 colours that no palette changes.
      switch glyph {
      case "█": ("38;5;16;48;5;231", " ")
      case "▄": ("38;5;16;48;5;231", "▀")
      case "▀": ("38;5;231;48;5;16", "▀")
      default: ("38;5;231;48;5;16", glyph)
      }
    }
  }
}
