internal import Canvas
internal import Config
internal import Screens

extension KeyChecker {
  /// The console's key table as the judge of `[keys]`.
  static let console = KeyChecker(actions: Command.allCases.map(\.rawValue)) { keys in
    KeyTable.standard.rebinding(keys).complaints.map { ($0.command, $0.words) }
  }
}

extension KeyBindings {
  /// The console's key table with these keys in it.
  var table: KeyTable { keys.isEmpty ? .standard : KeyTable.standard.rebinding(keys).table }
}
