// What is written is put together from plain values. Not from `nil`: a comparison of an optional value
// with it would then be one with null.
extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral, ExpressibleByStringInterpolation
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .number(Double(value)) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member(name: $0.0, value: $0.1) }))
  }

  /// A text, or null where there is none.
  package init(_ text: String?) { self = text.map { .string($0) } ?? .null }

  /// A whole number, or null where there is none. Exact below 2^53.
  package init(_ number: (some BinaryInteger)?) {
    self = number.map { .number(Double($0)) } ?? .null
  }

  /// An object of these members, in their order.
  package init(members: [JSONObject.Member]) { self = .object(JSONObject(members)) }

  /// A list of texts.
  package init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }

  /// A length of time in milliseconds, to the thousandth; null where there is none.
  package static func milliseconds(_ length: Double?) -> JSONValue {
    // Not `rounded()`, which calls libm in an optimised build.
    guard let length, abs(length) < 9.0e12 else { return .null }
    return .number(Double(Int64(length * 1000 + (length < 0 ? -0.5 : 0.5))) / 1000)
  }

  /// The object with more members behind its own.
  package func adding(_ more: KeyValuePairs<String, JSONValue>) -> JSONValue {
    guard case .object(let object) = self else { return self }
    return .object(
      JSONObject(object.members + more.map { JSONObject.Member(name: $0.key, value: $0.value) }))
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.map { Member(name: $0.0, value: $0.1) })
  }
}
