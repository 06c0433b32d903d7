package import Core
internal import TOMLKit

/// The text of `config.toml`. Reading the file is the caller's part.
package enum ConfigFile {
  /// The longest text that is read, in bytes.
  package static let longestText = 65_536
  /// The longest line that is read, in bytes.
  package static let longestLine = 4096

  /// Reads a text of TOML 1.0 whose keys are those of `Setting`, all at the top level, and a table
  /// `[keys]`.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - source: What it is called in a failure.
  ///   - evaluate: Checks `[keys]`; nil where actions are not known.
  /// - Returns: What the text gives. What is wrong in `[keys]` is in its complaints.
  /// - Throws: The first thing that is wrong, from the top, a `.text` with its line and column (both
  ///   from 1, a column being a Unicode scalar).
  package static func parse(
    _ bytes: [UInt8], source: String = "config.toml", keys evaluate: KeyChecker? = nil
  ) throws(SettingsFailure) -> Overrides {
    let text = try TOMLText(bytes, source: source)
    var overrides = Overrides()
    for key in text.keys(of: text.table) {
      if key == KeyBindings.table {
        overrides.keys = KeyBindings.read(text, evaluate: evaluate)
        continue
      }
      try text.at([key]) { () throws(Refusal) in
        let (setting, value) = try read(key, in: text.table)
        overrides.set(setting, value, .config)
      }
    }
    return overrides
  }

  private static func read(
    _ key: String, in table: TOMLTable
  ) throws(Refusal) -> (Setting, SettingValue) {
    guard let setting = Setting(rawValue: key) else { throw unknown(key) }
    guard let value = table[key] else { throw Refusal("\(key) has no value") }
    do throws(Refusal) {
      switch setting.form {
      case .number:
        guard let number = value.int else { throw setting.wrongType(value.type) }
        return (setting, .number(try setting.check(number)))
      case .flag:
        guard let flag = value.bool else { throw setting.wrongType(value.type) }
        return (setting, .flag(flag))
      case .text:
        guard let text = value.string else { throw setting.wrongType(value.type) }
        if setting == .caFile, !text.hasPrefix("/") {
          throw Refusal("must be an absolute path; it is \(shown(text))")
        }
        return (setting, .text(try setting.check(text)))
      }
    } catch {
      throw Refusal("\(key) \(error.words)")
    }
  }

  private static func unknown(_ key: String) -> Refusal {
    NearMiss.unknown("key", key, among: Setting.allCases.map(\.key) + [KeyBindings.table])
  }
}

extension Setting {
  fileprivate func wrongType(_ type: TOMLType) -> Refusal {
    switch form {
    case .text: Refusal("must be a text; it is \(type.words)")
    case .flag: Refusal("must be true or false; it is \(type.words)")
    case .number(let range):
      Refusal(
        "must be a whole number from \(range.lowerBound) to \(range.upperBound); it is \(type.words)"
      )
    }
  }
}
