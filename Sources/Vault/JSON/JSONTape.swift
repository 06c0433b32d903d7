/// A JSON text (RFC 8259) cut into its values, in the order in which they stand. Nothing is
/// converted before it is asked for. A class, so that a decoder is two words and needs no box.
final class JSONTape {
  enum Kind: UInt8 {
    case object, array, string, escapedString, number, yes, no, null
  }

  /// A value. In an object, each member is a string and the value after it.
  struct Node {
    var kind: Kind
    /// Where its bytes are; a string's without its quotes.
    var start: Int
    var end: Int
    /// The node after it and all that is in it.
    var next: Int
  }

  /// The text is not JSON, or is nested too deeply.
  struct Malformed: Error {}

  private(set) var nodes: [Node] = []
  let bytes: [UInt8]
  private var position = 0

  private static let deepest = 64

  init(_ bytes: [UInt8]) throws(Malformed) {
    self.bytes = bytes
    nodes.reserveCapacity(bytes.count / 8)
    try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw Malformed() }
  }

  /// The indices of the values in an array, or of the names and values in an object.
  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = index + 1
    while child < nodes[index].next {
      children.append(child)
      child = nodes[child].next
    }
    return children
  }

  private var here: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func skipSpace() {
    while let byte = here, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  private func value(depth: Int) throws(Malformed) {
    guard depth < JSONTape.deepest else { throw Malformed() }
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

  private func group(_ kind: Kind, until end: UInt8, depth: Int) throws(Malformed) {
    let index = nodes.count
    nodes.append(Node(kind: kind, start: position, end: 0, next: 0))
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

  private func take(_ byte: UInt8) throws(Malformed) {
    skipSpace()
    guard here == byte else { throw Malformed() }
    position += 1
  }

  private func string() throws(Malformed) {
    try take(UInt8(ascii: "\""))
    let start = position
    var kind = Kind.string
    while let byte = here, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") {
        kind = .escapedString
        position += 1
      }
      position += 1
    }
    guard position < bytes.count else { throw Malformed() }
    append(kind, start)
    position += 1
  }

  private func word(_ word: StaticString, _ kind: Kind) throws(Malformed) {
    let start = position
    position += word.utf8CodeUnitCount
    guard position <= bytes.count,
      bytes[start..<position].elementsEqual("\(word)".utf8)
    else { throw Malformed() }
    append(kind, start)
  }

  private func number() throws(Malformed) {
    let start = position
    while let byte = here, "+-.eE0123456789".utf8.contains(byte) { position += 1 }
    guard position > start else { throw Malformed() }
    append(.number, start)
  }

  private func append(_ kind: Kind, _ start: Int) {
    nodes.append(Node(kind: kind, start: start, end: position, next: nodes.count + 1))
  }
}
