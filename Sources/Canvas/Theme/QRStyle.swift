/// How the modules of a QR code are drawn so that a camera reads them on any terminal.
package enum QRStyle {
  /// A half-block glyph as the character and style to send for it.
  ///
  /// White is a coloured blank, because full-block glyphs leave hairlines between rows. Without
  /// colours, reverse is taken for white, which is right on a dark terminal.
  ///
  /// - Parameters:
  ///   - glyph: `█`, `▄`, `▀` or a blank, where what is drawn is white.
  ///   - depth: How many colours there are.
  /// - Returns: What to send.
  package static func shown(_ glyph: Character, at depth: ColorDepth) -> (Character, Style.Shown) {
    let (dark, light) = colors(at: depth)
    let plain = Style.Shown(foreground: light, background: dark, attributes: [])
    var turned = Style.Shown(foreground: dark, background: light, attributes: [])
    if depth == .none { turned.attributes = .reverse }
    return switch glyph {
    case "█": (" ", turned)
    case "▄": ("▀", turned)
    default: (glyph, plain)
    }
  }

  private static func colors(at depth: ColorDepth) -> (dark: Int?, light: Int?) {
    switch depth {
    case .none: (nil, nil)
    case .eight: (0, 7)
    case .sixteen: (0, 15)
    // No palette changes these two.
    case .indexed: (16, 231)
    case .direct: (8, 0xff_ffff)
    }
  }
}
