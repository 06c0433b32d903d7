/// A colour as a theme names it.
package enum Color: Hashable, Sendable {
  /// The terminal's own text or background colour.
  case standard
  /// One of the sixteen, in the shade that the terminal gives it.
  case ansi(ANSIColor)
  /// An exact colour, and what stands for it where there are only sixteen; nil for the nearest.
  case rgb(RGB, ansi: ANSIColor? = nil)

  /// The number that the terminal knows it by; nil for the terminal's own colour. With eight colours
  /// the upper eight keep their numbers, for bold to make of them what it can.
  func index(at depth: ColorDepth) -> Int? {
    switch (self, depth) {
    case (.standard, _), (_, .none): nil
    case (.ansi(let color), .direct): color.isBright ? color.rgb.direct : color.rawValue
    case (.ansi(let color), _): color.rawValue
    case (.rgb(let rgb, _), .direct): rgb.direct
    case (.rgb(let rgb, _), .indexed): rgb.paletteIndex
    case (.rgb(let rgb, let ansi), .sixteen), (.rgb(let rgb, let ansi), .eight):
      (ansi ?? ANSIColor.nearest(to: rgb)).rawValue
    }
  }
}

extension RGB {
  /// Its number on a terminal of direct colours, where the lowest eight are still the palette's.
  fileprivate var direct: Int { max(8, packed) }
}
