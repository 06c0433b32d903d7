package import Canvas
package import Core

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

  /// Its file in `themes/`, which the package manager puts into the program: a beginning for a theme
  /// of one's own.
  package var file: [UInt8] {
    switch self {
    case .standard: PackageResources.standard_toml
    case .dark: PackageResources.dark_toml
    case .light: PackageResources.light_toml
    case .highContrast: PackageResources.high_contrast_toml
    case .colourBlindSafe: PackageResources.colour_blind_safe_toml
    case .monochrome: PackageResources.monochrome_toml
    }
  }

  /// The theme. Tests read every file, so the failure is one of the build and no person's.
  package func theme() throws(SettingsFailure) -> Theme {
    switch self {
    case .standard: return .standard
    case .monochrome: return .monochrome
    default: break
    }
    return try ThemeFile.parse(file, source: name + ".toml")
  }
}
