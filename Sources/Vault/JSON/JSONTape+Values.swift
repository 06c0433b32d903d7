extension JSONTape {
  /// The text of a string node; nil for another one, or for an escape that is none.
  func string(_ index: Int) -> String? {
    let node = nodes[index]
    switch node.kind {
    case .string: return String(decoding: bytes[node.start..<node.end], as: UTF8.self)
    case .escapedString: return unescaped(bytes[node.start..<node.end])
    default: return nil
    }
  }

  /// The whole number of a number node; nil when it is none, or does not fit.
  func integer<Number: FixedWidthInteger>(_ index: Int) -> Number? {
    let node = nodes[index]
    guard node.kind == .number else { return nil }
    return Number(String(decoding: bytes[node.start..<node.end], as: UTF8.self))
  }

  /// The number of a number node.
  func double(_ index: Int) -> Double? {
    let node = nodes[index]
    guard node.kind == .number else { return nil }
    return Double(String(decoding: bytes[node.start..<node.end], as: UTF8.self))
  }

  /// Whether a string node is this text.
  func isString(_ index: Int, _ text: String) -> Bool {
    let node = nodes[index]
    guard node.kind == .string else { return string(index) == text }
    var text = text
    return text.withUTF8 { utf8 in
      guard utf8.count == node.end - node.start else { return false }
      for offset in 0..<utf8.count where bytes[node.start + offset] != utf8[offset] { return false }
      return true
    }
  }

  /// RFC 8259 §7; characters beyond the first plane are pairs of surrogates.
  private func unescaped(_ raw: ArraySlice<UInt8>) -> String? {
    var units: [UInt8] = []
    var rest = raw
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        units.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "u"):
        guard let scalar = scalar(&rest) else { return nil }
        units += Array(String(scalar).utf8)
      case let other?: units.append(other)
      case nil: return nil
      }
    }
    return String(decoding: units, as: UTF8.self)
  }

  private func scalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard let first = unit(&rest) else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u"),
      let second = unit(&rest), (0xDC00..<0xE000).contains(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private func unit(_ rest: inout ArraySlice<UInt8>) -> UInt32? {
    let digits = rest.prefix(4)
    rest = rest.dropFirst(4)
    guard digits.count == 4 else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
