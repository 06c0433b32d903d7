/// A JSON value (RFC 8259): what foreign bytes say, and what is written here. Objects keep the order of
/// their members, so that what is written comes out as it was put together.
///
/// Own reader rather than `JSONDecoder`: it takes time that grows with the bytes only, has a depth
/// limit, and never throws in the middle of a guess.
package enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// How deep arrays and objects may be nested.
  package static let deepest = 64

  /// Reads one value and nothing after it but white space; nil for anything else. A byte-order mark
  /// before it is skipped; of a name given twice the last counts.
  package init?(_ bytes: some Sequence<UInt8>) {
    var reader = JSONReader(bytes: Array(bytes))
    guard let value = reader.document() else { return nil }
    self = value
  }

  /// The member of an object; nil when this is none or has no such member.
  package subscript(_ name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The text; nil when this is no string.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// True or false; nil when this is neither.
  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements; nil when this is no array.
  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// A whole number, written as a number or as a string of digits; a fraction is dropped. Nil when
  /// it is neither, or does not fit.
  package var integer: Int? {
    switch self {
    case .number(let value): JSONValue.whole(value)
    case .string(let text): Int(text) ?? Double(text).flatMap(JSONValue.whole)
    default: nil
    }
  }

  // Not `rounded(.towardZero)`, which calls libm in an optimised build.
  private static func whole(_ value: Double) -> Int? {
    abs(value) < 9.0e18 ? Int(value) : nil
  }
}

/// The members of a JSON object, each name once, in their order.
package struct JSONObject: Equatable, Sendable {
  /// A named value.
  package struct Member: Equatable, Sendable {
    package var name: String
    package var value: JSONValue

    /// A named value.
    package init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// All members, in their order.
  package private(set) var members: [Member]

  /// An object of these members; of a name given twice the last counts.
  package init(_ members: [Member]) {
    self.members = []
    self.members.reserveCapacity(members.count)
    // By place: a foreign object may have a hundred thousand names.
    var places: [String: Int] = [:]
    for member in members {
      if let place = places[member.name] {
        self.members[place] = member
      } else {
        places[member.name] = self.members.count
        self.members.append(member)
      }
    }
  }

  /// An object of these members, by name.
  package init(_ members: [String: JSONValue]) {
    self.members = members.sorted { $0.key < $1.key }.map { Member(name: $0.key, value: $0.value) }
  }

  /// The value of a name; nil where there is none.
  package subscript(_ name: String) -> JSONValue? {
    members.first { $0.name == name }?.value
  }

  /// All names, in their order.
  package var names: [String] { members.map(\.name) }
}
