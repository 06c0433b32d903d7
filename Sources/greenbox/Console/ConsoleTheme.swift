internal import Canvas
internal import Config
internal import Core
internal import Diagnosis
internal import Vault

/// The theme in use, and the next one on a key.
struct ConsoleTheme {
  /// What is shown now.
  private(set) var now: Theme
  // One is read when it is wanted: the first picture need not wait for all of them.
  private var builtIn: BuiltInTheme

  /// Starts with a theme that the program has; the standard one where that cannot be read.
  init(_ theme: BuiltInTheme = .standard) {
    builtIn = theme
    now = (try? theme.theme()) ?? .standard
  }

  /// Starts with a theme by its name: one that the program has, or the file of that name in the
  /// folder `themes` beside `config.toml`.
  ///
  /// - Returns: The theme, the standard one where there is none of that name or it cannot be read; and
  ///   then what is wrong.
  static func named(_ name: String?, home: Home) -> (theme: ConsoleTheme, complaint: String?) {
    guard let name else { return (ConsoleTheme(), nil) }
    if let known = BuiltInTheme(rawValue: name) { return (ConsoleTheme(known), nil) }
    let folder = home.config.lastIndex(of: "/").map { home.config[..<$0] } ?? "."
    let path = "\(folder)/themes/\(name).toml"
    var theme = ConsoleTheme()
    let complain = { (words: String) in
      (theme, Optional("\(words); the standard theme is shown"))
    }
    do throws(FileFault) {
      let bytes = try InputFile.read(path, .settings, limit: ConfigFile.longestText)
      do throws(SettingsFailure) {
        theme.now = try ThemeFile.parse(bytes, source: path)
        return (theme, nil)
      } catch {
        return complain(error.shortPlace)
      }
    } catch {
      return complain("themes/\(name).toml: \(error.words)")
    }
  }

  /// What `config.toml` calls the one that the program has.
  var key: String { builtIn.rawValue }

  /// Goes on to the next one of those that the program has.
  mutating func next() {
    let all = BuiltInTheme.allCases
    let at = all.firstIndex(of: builtIn) ?? 0
    self = ConsoleTheme(all[(at + 1) % all.count])
  }
}

extension SettingsFailure {
  /// What is wrong and where, in a line.
  var place: String {
    guard case .text(let source, let line, let column, let message) = self else { return "\(self)" }
    let spot = [line.map { ", line \($0)" }, column.map { ", column \($0)" }]
    return source + spot.compactMap(\.self).joined() + ": " + message
  }

  /// The same with no more of the file than its name, for the width of a window.
  var shortPlace: String {
    guard case .text(let source, let line, let column, let message) = self else { return place }
    let name = source.split(separator: "/").last.map(String.init) ?? source
    return SettingsFailure.text(source: name, line: line, column: column, message: message).place
  }
}
