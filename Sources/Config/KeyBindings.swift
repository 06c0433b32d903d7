public import Canvas
internal import Core
internal import TOMLKit

/// The keys that a person wants for actions, from the table `[keys]` of `config.toml`:
///
///     [keys]
///     verify = "v"
///     palette = [":", "^P", "F2"]
///
/// An empty list takes an action's keys away. Which actions cannot share a key is the key table's
/// matter: it knows where each of them works.
public struct KeyBindings: Equatable, Sendable {
  /// The keys by the name of the action; an action that is not named keeps its own.
  public var keys: [String: [Key]]

  /// Bindings.
  public init(_ keys: [String: [Key]] = [:]) { self.keys = keys }

  static let table = "keys"

  static func read(
    _ text: TOMLText, actions: [String]?
  ) throws(SettingsFailure) -> KeyBindings {
    let table = try text.at([KeyBindings.table]) { () throws(Refusal) in
      guard let value = text.table[KeyBindings.table] else { throw Refusal("keys has no value") }
      guard let table = value.table else {
        throw Refusal("keys must be a table of actions; it is \(value.type.words)")
      }
      return table
    }
    var bindings = KeyBindings()
    for action in text.keys(of: table, at: [KeyBindings.table]) {
      bindings.keys[action] = try text.at([KeyBindings.table, action]) { () throws(Refusal) in
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
    }
    return bindings
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
