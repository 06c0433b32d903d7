internal import Config
internal import Core

/// The `GREENBOX_*` variables that mean something.
enum KnownVariables {
  static let all =
    ["GREENBOX_HOME", "GREENBOX_PASSPHRASE_FILE"] + Setting.allCases.map(\.variable).sorted()

  /// Refuses a variable that nothing would read: a slip in its name would send tokens elsewhere than
  /// was meant.
  ///
  /// - Throws: `.unknown` with the name, and the known ones, the nearest first.
  static func check(_ environment: [String: String]) throws(SettingsFailure) {
    let prefix = "GREENBOX_"
    let unknown = environment.keys.filter { $0.hasPrefix(prefix) && !all.contains($0) }.min()
    guard let unknown else { return }
    let near = all.min { distance($0, unknown) < distance($1, unknown) }
    throw .unknown(
      kind: "environment variable", name: unknown,
      known: (near.map { [$0] } ?? []) + all.filter { $0 != near })
  }

  // How many single slips lie between two names (Levenshtein).
  private static func distance(_ a: String, _ b: String) -> Int {
    var last = Array(0...b.utf8.count)
    for (i, x) in a.utf8.enumerated() {
      var row = [i + 1]
      for (j, y) in b.utf8.enumerated() {
        row.append(min(last[j] + (x == y ? 0 : 1), last[j + 1] + 1, row[j] + 1))
      }
      last = row
    }
    return last.last ?? 0
  }
}
