/// A JSON value whose objects keep the order of their keys, so that `"greenbox":1` comes first and
/// two runs can be compared line by line.
enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case array([JSON])
  case object([Field])

  /// A named value of an object.
  struct Field: Equatable, Sendable {
    var name: String
    var value: JSON
  }

  /// The value on one line (RFC 8259). Control characters are escaped, everything else is UTF-8.
  var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .double(let value): value.isFinite ? "\((value * 1000).rounded() / 1000)" : "null"
    case .string(let value): JSON.quoted(value)
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let fields):
      "{" + fields.map { JSON.quoted($0.name) + ":" + $0.value.text }.joined(separator: ",")
        + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    // Most texts are plain, and go out as they are.
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    if isPlain { return "\"\(text)\"" }
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral, ExpressibleByStringInterpolation
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int64) { self = .int(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(nilLiteral: ()) { self = .null }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Field(name: $0.0, value: $0.1) })
  }

  /// A text, or null where there is none.
  init(_ text: String?) { self = text.map { .string($0) } ?? .null }

  /// A whole number, or null where there is none.
  init(_ number: (some BinaryInteger)?) { self = number.map { .int(Int64($0)) } ?? .null }

  /// A list of texts.
  init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }

  /// The object with more fields behind its own.
  func adding(_ more: KeyValuePairs<String, JSON>) -> JSON {
    guard case .object(let fields) = self else { return self }
    return .object(fields + more.map { Field(name: $0.key, value: $0.value) })
  }
}
