import Core

/// A pasted text in its parts: the JSON objects that stand in it, and what is between them.
struct PastedText {
  enum Piece: Equatable {
    case json(JSONValue)
    case text(String)
  }

  let pieces: [Piece]

  // Bounds that keep the time in step with the text, whatever it is made of.
  private static let longestObject = 32 * 1024
  private static let mostFailures = 200

  init(_ bytes: [UInt8]) {
    var pieces: [Piece] = []
    var start = 0
    var at = 0
    var failures = 0
    func text(upTo end: Int) {
      guard start < end else { return }
      pieces.append(.text(String(decoding: bytes[start..<end], as: UTF8.self)))
    }
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "{"), failures < Self.mostFailures else {
        at += 1
        continue
      }
      if let end = Self.end(of: bytes, from: at), let value = JSONValue(bytes[at..<end]) {
        text(upTo: at)
        pieces.append(.json(value))
        at = end
        start = end
      } else {
        failures += 1
        at += 1
      }
    }
    text(upTo: bytes.count)
    self.pieces = pieces
  }

  // Where the object that begins at a brace ends; nil where it does not.
  private static func end(of bytes: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var inString = false
    var escaped = false
    for at in start..<min(bytes.count, start + longestObject) {
      let byte = bytes[at]
      if inString {
        if escaped {
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): inString = true
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return at + 1 }
      default: break
      }
      if depth > JSONValue.deepest { return nil }
    }
    return nil
  }
}
