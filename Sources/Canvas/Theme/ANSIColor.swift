/// The sixteen colours that every colour terminal has; what they look like is the terminal's choice.
package enum ANSIColor: Int, CaseIterable, Hashable, Sendable {
  case black, red, green, yellow, blue, magenta, cyan, white
  case brightBlack, brightRed, brightGreen, brightYellow
  case brightBlue, brightMagenta, brightCyan, brightWhite

  /// Its name in a theme: `red`, `bright_red`.
  package var name: String {
    let plain = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    return (isBright ? "bright_" : "") + plain[rawValue % 8]
  }

  /// The colour of a name in a theme.
  package init?(name: String) {
    guard let match = ANSIColor.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  /// Whether it is one of the upper eight, which terminals of eight colours draw by bold.
  package var isBright: Bool { rawValue >= 8 }

  /// What xterm draws it as unless told otherwise (XTerm-col.ad).
  package var rgb: RGB {
    switch self {
    case .black: RGB(0, 0, 0)
    case .red: RGB(205, 0, 0)
    case .green: RGB(0, 205, 0)
    case .yellow: RGB(205, 205, 0)
    case .blue: RGB(0, 0, 238)
    case .magenta: RGB(205, 0, 205)
    case .cyan: RGB(0, 205, 205)
    case .white: RGB(229, 229, 229)
    case .brightBlack: RGB(127, 127, 127)
    case .brightRed: RGB(255, 0, 0)
    case .brightGreen: RGB(0, 255, 0)
    case .brightYellow: RGB(255, 255, 0)
    case .brightBlue: RGB(92, 92, 255)
    case .brightMagenta: RGB(255, 0, 255)
    case .brightCyan: RGB(0, 255, 255)
    case .brightWhite: RGB(255, 255, 255)
    }
  }

  /// The one that looks most like a colour.
  package static func nearest(to rgb: RGB) -> ANSIColor {
    allCases.min { $0.rgb.distance(to: rgb) < $1.rgb.distance(to: rgb) } ?? .white
  }
}
