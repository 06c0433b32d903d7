package import Canvas
package import Core

/// The texts of the themes in `themes/`, one in each file beside.
enum ThemeText {}

/// A theme that the program has without any file.
package enum BuiltInTheme: String, CaseIterable, Sendable {
  case standard
  case dark
  case light
  case highContrast = "high-contrast"
  case colourBlindSafe = "colour-blind-safe"
  case monochrome

  /// The name to set it by.
  package var name: String { rawValue }

  /// Its text, as in `themes/`: a beginning for a theme of one's own.
  package var text: String {
    switch self {
    case .standard: ThemeText.standard
    case .dark: ThemeText.dark
    case .light: ThemeText.light
    case .highContrast: ThemeText.highContrast
    case .colourBlindSafe: ThemeText.colourBlindSafe
    case .monochrome: ThemeText.monochrome
    }
  }

  /// The theme. Tests read every text, so the failure is one of the build and no person's.
  package func theme() throws(SettingsFailure) -> Theme {
    switch self {
    case .standard: return .standard
    case .monochrome: return .monochrome
    default: break
    }
    return try ThemeFile.parse(Array(text.utf8), source: name + ".toml")
  }
}
