package import Core

extension Overrides {
  /// `GREENBOX_*` variables that are no settings: where the home is, and what opens its vault.
  static let otherVariables = ["GREENBOX_HOME", "GREENBOX_PASSPHRASE_FILE"]

  /// Reads the `GREENBOX_*` variables of an environment; an empty one counts as not set.
  ///
  /// A wrong value is a `.text` whose source is the variable's name, and so is a name that nothing
  /// would read: a slip in it would send tokens elsewhere than was meant.
  package init(environment: [String: String]) throws(SettingsFailure) {
    self.init()
    let known = Setting.allCases.map(\.variable) + Overrides.otherVariables
    let unknown = environment.keys.filter { $0.hasPrefix("GREENBOX_") && !known.contains($0) }
    if let name = unknown.min() {
      throw .text(
        source: name, line: nil, column: nil,
        message: NearMiss.unknown("variable", name, among: known.sorted()).words)
    }
    for setting in Setting.allCases {
      guard let text = environment[setting.variable], !text.isEmpty else { continue }
      try read(setting, text, from: setting.variable, .environment)
    }
  }

  /// Reads the values of flags; a wrong one is a `.text` whose source is the flag's name.
  package init(flags: [Setting: String]) throws(SettingsFailure) {
    self.init()
    for setting in Setting.allCases {
      guard let text = flags[setting] else { continue }
      try read(setting, text, from: setting.flag, .flag)
    }
  }

  private mutating func read(
    _ setting: Setting, _ text: String, from name: String, _ source: Endpoints.Source
  ) throws(SettingsFailure) {
    do throws(Refusal) {
      set(setting, try setting.read(text), source)
    } catch {
      throw .text(source: name, line: nil, column: nil, message: error.words)
    }
  }
}
