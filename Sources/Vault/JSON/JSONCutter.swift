/// Cuts a JSON text into the nodes of a tape, from its first byte to its last.
struct JSONCutter {
  private(set) var nodes: [JSONTape.Node] = []
  private let bytes: [UInt8]
  private var position = 0

  private static let deepest = 64

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    nodes.reserveCapacity(bytes.count / 8)
  }

  /// Cuts all of it; throws where it is not JSON, or more comes after it.
  mutating func cut() throws(JSONTape.Malformed) {
    try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw JSONTape.Malformed() }
  }

  private var here: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = here, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  private mutating func value(depth: Int) throws(JSONTape.Malformed) {
    guard depth < JSONCutter.deepest else { throw JSONTape.Malformed() }
    skipSpace()
    switch here {
    case UInt8(ascii: "{"): try group(.object, until: UInt8(ascii: "}"), depth: depth)
    case UInt8(ascii: "["): try group(.array, until: UInt8(ascii: "]"), depth: depth)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try word("true", .yes)
    case UInt8(ascii: "f"): try word("false", .no)
    case UInt8(ascii: "n"): try word("null", .null)
    default: try number()
    }
  }

  private mutating func group(_ kind: JSONTape.Kind, until end: UInt8, depth: Int) throws(JSONTape
    .Malformed)
  {
    let index = nodes.count
    nodes.append(JSONTape.Node(kind: kind, start: position, end: 0, next: 0))
    position += 1
    skipSpace()
    var first = true
    while here != end {
      if !first { try take(UInt8(ascii: ",")) }
      first = false
      if kind == .object {
        skipSpace()
        try string()
        try take(UInt8(ascii: ":"))
      }
      try value(depth: depth + 1)
      skipSpace()
    }
    position += 1
    nodes[index].end = position
    nodes[index].next = nodes.count
  }

  private mutating func take(_ byte: UInt8) throws(JSONTape.Malformed) {
    skipSpace()
    guard here == byte else { throw JSONTape.Malformed() }
    position += 1
  }

  private mutating func string() throws(JSONTape.Malformed) {
    try take(UInt8(ascii: "\""))
    let start = position
    var kind = JSONTape.Kind.string
    while let byte = here, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") {
        kind = .escapedString
        position += 1
      }
      position += 1
    }
    guard position < bytes.count else { throw JSONTape.Malformed() }
    append(kind, start)
    position += 1
  }

  private mutating func word(_ word: StaticString, _ kind: JSONTape.Kind) throws(JSONTape.Malformed)
  {
    let start = position
    position += word.utf8CodeUnitCount
    guard position <= bytes.count,
      bytes[start..<position].elementsEqual("\(word)".utf8)
    else { throw JSONTape.Malformed() }
    append(kind, start)
  }

  private mutating func number() throws(JSONTape.Malformed) {
    let start = position
    while let byte = here, "+-.eE0123456789".utf8.contains(byte) { position += 1 }
    guard position > start else { throw JSONTape.Malformed() }
    append(.number, start)
  }

  private mutating func append(_ kind: JSONTape.Kind, _ start: Int) {
    nodes.append(JSONTape.Node(kind: kind, start: start, end: position, next: nodes.count + 1))
  }
}
