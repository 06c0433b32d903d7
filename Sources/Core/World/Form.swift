/// The fields of an `application/x-www-form-urlencoded` body, in the order they are sent.
package struct Form: Equatable, Sendable {
  /// A field's value: plain text, or bytes that must not be shown.
  package enum Value: Equatable, Sendable {
    case text(String)
    case secret(Secret)
  }

  /// The fields, in order.
  package private(set) var fields: [(name: String, value: Value)] = []

  /// An empty form.
  package init() {}

  /// A form of plain fields.
  package init(_ fields: KeyValuePairs<String, String>) {
    for (name, value) in fields { self.fields.append((name, .text(value))) }
  }

  /// Adds a plain field at the end.
  package mutating func add(_ name: String, _ text: String) {
    fields.append((name, .text(text)))
  }

  /// Adds a secret field at the end.
  package mutating func add(_ name: String, _ secret: Secret) {
    fields.append((name, .secret(secret)))
  }

  /// The value of a plain field; nil when it is absent or secret.
  package subscript(_ name: String) -> String? {
    for field in fields where field.name == name {
      if case .text(let text) = field.value { return text }
    }
    return nil
  }

  /// Whether a field of that name is there, plain or secret.
  package func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

  package static func == (a: Form, b: Form) -> Bool {
    a.fields.elementsEqual(b.fields) { $0.name == $1.name && $0.value == $1.value }
  }
}

extension Form {
  /// The body's bytes. Every byte outside RFC 3986's unreserved set is percent-encoded, so that
  /// `+`, `&`, `=` and `~` in a secret arrive as they are (RFC 6749 appendix B).
  package var encoded: Secret {
    var bytes: [UInt8] = []
    for field in fields {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
      Form.encode(field.name.utf8, into: &bytes)
      bytes.append(UInt8(ascii: "="))
      switch field.value {
      case .text(let text): Form.encode(text.utf8, into: &bytes)
      case .secret(let secret): Form.encode(secret.bytes, into: &bytes)
      }
    }
    return Secret(bytes)
  }

  /// Percent-encodes one value of a query or form (RFC 3986 §2.3).
  package static func encode(_ text: String) -> String {
    var bytes: [UInt8] = []
    encode(text.utf8, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func encode(_ value: some Sequence<UInt8>, into bytes: inout [UInt8]) {
    let hex = Array("0123456789ABCDEF".utf8)
    for byte in value {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126:
        bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(hex[Int(byte >> 4)])
        bytes.append(hex[Int(byte & 15)])
      }
    }
  }
}
