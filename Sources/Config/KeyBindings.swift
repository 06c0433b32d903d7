package import Canvas
package import Core
internal import TOMLKit

/// The keys that a person wants for actions, from the table `[keys]` of `config.toml`:
///
///     [keys]
///     verify = "F5"
///     palette = [":", "^P", "F2"]
///
/// A line that is wrong is left out and complained of; nothing but the console needs it, so that it
/// keeps no other work from being done.
package struct KeyBindings: Equatable, Sendable {
  /// The keys by the name of the action; an action that is not named keeps its own.
  package var keys: [String: [Key]]
  /// What was left out, from the top, with its place.
  package var complaints: [SettingsFailure]

  /// Bindings.
  package init(_ keys: [String: [Key]] = [:], complaints: [SettingsFailure] = []) {
    self.keys = keys
    self.complaints = complaints
  }

  static let table = "keys"

  static func read(_ text: TOMLText, evaluate: KeyChecker?) -> KeyBindings {
    var bindings = KeyBindings()
    do throws(SettingsFailure) {
      let table = try text.at([KeyBindings.table]) { () throws(Refusal) in
        guard let value = text.table[KeyBindings.table] else { throw Refusal("keys has no value") }
        guard let table = value.table else {
          throw Refusal("keys must be a table of actions; it is \(value.type.words)")
        }
        return table
      }
      bindings.read(table, text, evaluate)
    } catch {
      bindings.complaints.append(error)
    }
    return bindings
  }

  private mutating func read(_ table: TOMLTable, _ text: TOMLText, _ evaluate: KeyChecker?) {
    var wrong: [String: SettingsFailure] = [:]
    let actions = text.keys(of: table, at: [KeyBindings.table])
    for action in actions {
      do throws(SettingsFailure) {
        keys[action] = try text.at([KeyBindings.table, action]) { () throws(Refusal) in
          try KeyBindings.keys(of: action, in: table, among: evaluate?.actions)
        }
      } catch {
        wrong[action] = error
      }
    }
    for (action, words) in evaluate?.clashes(keys) ?? [] {
      keys[action] = nil
      do throws(SettingsFailure) {
        try text.at([KeyBindings.table, action]) { () throws(Refusal) in
          throw Refusal("keys.\(action): \(words)")
        }
      } catch {
        wrong[action] = error
      }
    }
    complaints = actions.compactMap { wrong[$0] }
  }

  private static func keys(
    of action: String, in table: TOMLTable, among actions: [String]?
  ) throws(Refusal) -> [Key] {
    if let actions, !actions.contains(action) {
      throw NearMiss.unknown("action", action, among: actions)
    }
    guard TOMLText.isPlainName(action) else {
      throw Refusal("an action's name has no such characters: \(shown(action))")
    }
    return try names(of: action, in: table).map { name throws(Refusal) in
      guard let key = Key(name: name) else {
        throw Refusal("\(action) has no key of ours: \(shown(name))")
      }
      return key
    }
  }

  private static func names(of action: String, in table: TOMLTable) throws(Refusal) -> [String] {
    let wanted = "\(action) must be the name of a key, or an array of them"
    guard let value = table[action] else { throw Refusal(wanted) }
    if let name = value.string { return [name] }
    guard let array = value.array else { throw Refusal("\(wanted); it is \(value.type.words)") }
    return try array.map { element throws(Refusal) in
      guard let name = element.string else { throw Refusal(wanted) }
      return name
    }
  }
}
