/// Decoded fields of a form or a query (`application/x-www-form-urlencoded`, WHATWG URL, section 5).
struct FormFields: Equatable, Sendable {
  private(set) var fields: [(name: String, value: String)] = []

  static func == (left: FormFields, right: FormFields) -> Bool {
    left.fields.elementsEqual(right.fields) { $0 == $1 }
  }

  init() {}

  init(parsing text: some StringProtocol) {
    fields = text.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decode(halves[0]), halves.count == 2 ? Self.decode(halves[1]) : "")
    }
  }

  /// The first value of a name; nil when it is absent or empty, which Entra treats alike.
  subscript(name: String) -> String? {
    fields.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// Every value of a name that is not empty.
  func all(_ name: String) -> [String] {
    fields.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  /// Undoes percent-encoding; a `%` that encodes nothing stays as it is.
  ///
  /// - Parameters:
  ///   - text: the encoded text.
  ///   - plusIsSpace: whether `+` is a space, as in forms and unlike in paths.
  /// - Returns: the decoded text.
  static func decode(_ text: some StringProtocol, plusIsSpace: Bool = true) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+"), plusIsSpace {
        bytes.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Percent-encodes everything outside RFC 3986's unreserved set.
  static func encode(_ text: String) -> String {
    let unreserved = Set(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    return text.utf8.map { byte in
      if unreserved.contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
