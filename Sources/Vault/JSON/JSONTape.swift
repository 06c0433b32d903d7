/// A JSON text (RFC 8259) cut into its values, in the order in which they stand. Nothing is
/// converted before it is asked for. A class, so that a decoder is two words and needs no box; it
/// never changes, so that reading it costs no check.
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

  let nodes: [Node]
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) throws(Malformed) {
    var cutter = JSONCutter(bytes)
    try cutter.cut()
    self.bytes = bytes
    nodes = cutter.nodes
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
}
