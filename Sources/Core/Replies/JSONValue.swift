/// A JSON value (RFC 8259) out of foreign bytes.
///
/// Own reader rather than `JSONDecoder`: it takes time that grows with the bytes only, has a depth
/// limit, and never throws in the middle of a guess.
package enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

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
