extension JSONValue {
  /// The value on one line (RFC 8259), without spaces. Whole numbers have no fraction; a number that is
  /// none in JSON is null. Control characters are escaped, everything else is UTF-8.
  package var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes, sorted: false)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same with the members of each object by name, so that equal values are equal texts: for what
  /// is stored.
  package var canonicalText: String {
    var bytes: [UInt8] = []
    write(to: &bytes, sorted: true)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to bytes: inout [UInt8], sorted: Bool) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let number): bytes += JSONValue.digits(of: number).utf8
    case .string(let text): JSONValue.write(text, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.write(to: &bytes, sorted: sorted)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      let members = sorted ? object.members.sorted { $0.name < $1.name } : object.members
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONValue.write(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes, sorted: sorted)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// The shortest digits that read back as the number.
  private static func digits(of number: Double) -> String {
    guard number.isFinite else { return "null" }
    // 2^53: below it every whole number is exact.
    return number.magnitude < 9_007_199_254_740_992 && Double(Int64(number)) == number
      ? String(Int64(number)) : "\(number)"
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    // Most texts are plain, and go out as they are.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      bytes += text.utf8
    } else {
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": bytes += "\\\"".utf8
        case "\\": bytes += "\\\\".utf8
        case "\n": bytes += "\\n".utf8
        case "\r": bytes += "\\r".utf8
        case "\t": bytes += "\\t".utf8
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
          let digits = String(scalar.value, radix: 16)
          bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
        default: bytes += UTF8.encode(scalar).map { Array($0) } ?? []
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
