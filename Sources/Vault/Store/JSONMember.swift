import Core

// Members of the vault's JSON columns, written and read by explicit keys.
extension JSONValue {
  /// An object of these members; those without a value are left out.
  static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    var object: [String: JSONValue] = [:]
    for (name, value) in members { object[name] = value }
    return .object(JSONObject(object))
  }

  static func optional(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }

  static func int(_ number: Int) -> JSONValue { .number(Double(number)) }

  static func moment(_ moment: Moment) -> JSONValue { .number(Double(moment.milliseconds)) }

  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  func text(_ name: String) throws(VaultFailure.Unreadable) -> String {
    guard let text = self[name]?.string else { throw .init(member: name) }
    return text
  }

  /// Nil where the member is missing.
  func optionalText(_ name: String) throws(VaultFailure.Unreadable) -> String? {
    self[name] == nil ? nil : try text(name)
  }

  func number(_ name: String) throws(VaultFailure.Unreadable) -> Double {
    guard case .number(let number) = self[name] else { throw .init(member: name) }
    return number
  }

  func optionalNumber(_ name: String) throws(VaultFailure.Unreadable) -> Double? {
    self[name] == nil ? nil : try number(name)
  }

  func int(_ name: String) throws(VaultFailure.Unreadable) -> Int {
    guard let value = Int(exactly: try number(name)) else { throw .init(member: name) }
    return value
  }

  func optionalInt(_ name: String) throws(VaultFailure.Unreadable) -> Int? {
    self[name] == nil ? nil : try int(name)
  }

  func moment(_ name: String) throws(VaultFailure.Unreadable) -> Moment {
    Moment(milliseconds: Int64(try int(name)))
  }

  func optionalMoment(_ name: String) throws(VaultFailure.Unreadable) -> Moment? {
    self[name] == nil ? nil : try moment(name)
  }

  func flag(_ name: String) throws(VaultFailure.Unreadable) -> Bool {
    guard case .bool(let flag) = self[name] else { throw .init(member: name) }
    return flag
  }

  func word<Value>(
    _ name: String, _ words: Words<Value>
  ) throws(VaultFailure.Unreadable) -> Value {
    guard let value = words.value(of: try text(name)) else { throw .init(member: name) }
    return value
  }

  func optionalWord<Value>(
    _ name: String, _ words: Words<Value>
  ) throws(VaultFailure.Unreadable) -> Value? {
    self[name] == nil ? nil : try word(name, words)
  }

  func member(_ name: String) throws(VaultFailure.Unreadable) -> JSONValue {
    guard let value = self[name] else { throw .init(member: name) }
    return value
  }

  func list<Value>(
    _ name: String, _ read: (JSONValue) throws(VaultFailure.Unreadable) -> Value
  ) throws(VaultFailure.Unreadable) -> [Value] {
    guard let elements = self[name]?.array else { throw .init(member: name) }
    var list: [Value] = []
    for element in elements { list.append(try read(element)) }
    return list
  }

  func texts(_ name: String) throws(VaultFailure.Unreadable) -> [String] {
    try list(name) { (element) throws(VaultFailure.Unreadable) in
      guard let text = element.string else { throw .init(member: name) }
      return text
    }
  }
}
