internal import Canvas

/// Which key sends what.
///
/// One table for all terminals instead of their descriptions: over SSH the description often
/// belongs to another terminal than the one that sends (xterm's `ESC O H` and `ESC [ H`, rxvt's
/// `ESC [ 7 ~`, the Linux console's `ESC [ [ A`), and no two mean different keys by one sequence.
enum KeySequence {
  /// The key of a sequence; nil for one that is no key of ours.
  static func key(_ token: InputTokenizer.Token) -> Key? {
    switch token {
    case .escape: .escape
    case .shifted(let final):
      final == UInt8(ascii: "M") ? .enter : letter(final, modifier: 1)
    case .linux(let final):
      // F1 to F5 are A to E.
      (0x41...0x45).contains(final) ? .function(Int(final) - 0x40) : nil
    case .control(let parameters, let final):
      control(parameters.split(separator: UInt8(ascii: ";")).map(Array.init), final)
    case .byte, .pasteBegan, .pasted, .pasteEnded: nil
    }
  }

  /// The key of a byte below 0x80.
  static func key(ascii byte: UInt8) -> Key {
    switch byte {
    case 0x09: .tab
    case 0x0a, 0x0d: .enter
    case 0x08, 0x7f: .backspace
    case 0x1b: .escape
    case 0x01...0x1a: .control(Character(Unicode.Scalar(byte + 0x60)))
    case ..<0x20: .control(Character(Unicode.Scalar(byte + 0x40)))
    default: .character(Character(Unicode.Scalar(byte)))
    }
  }

  private static func control(_ parameters: [[UInt8]], _ final: UInt8) -> Key? {
    let numbers = parameters.map { Int(String(decoding: $0, as: UTF8.self)) }
    if numbers.contains(nil) { return nil }
    let first = numbers.first ?? 1
    let modifier = numbers.count > 1 ? numbers[1] ?? 1 : 1
    // The answer to "where is the cursor" looks like F3; with a modifier it says Shift and the like.
    if final == UInt8(ascii: "R"), numbers.count > 1, modifier < 2 { return nil }
    guard final == UInt8(ascii: "~") else { return letter(final, modifier: modifier) }
    switch first ?? 0 {
    case 1, 7: return .home
    case 3: return .delete
    case 4, 8: return .end
    case 5: return .pageUp
    case 6: return .pageDown
    case let number: return functions[number].map { function($0, modifier) }
    }
  }

  private static func letter(_ final: UInt8, modifier: Int) -> Key? {
    switch Character(Unicode.Scalar(final)) {
    // The small letters are rxvt's, with Shift or Ctrl.
    case "A", "a": .up
    case "B", "b": .down
    case "C", "c": .right
    case "D", "d": .left
    case "F": .end
    case "H": .home
    case "Z": .backTab
    case "P", "Q", "R", "S": function(Int(final) - 0x4f, modifier)
    default: nil
    }
  }

  /// Shift and F1 are F13, as terminals count since the VT220.
  private static func function(_ number: Int, _ modifier: Int) -> Key {
    .function(modifier == 2 && number <= 12 ? number + 12 : number)
  }

  private static let functions: [Int: Int] = [
    11: 1, 12: 2, 13: 3, 14: 4, 15: 5, 17: 6, 18: 7, 19: 8, 20: 9, 21: 10, 23: 11, 24: 12,
    25: 13, 26: 14, 28: 15, 29: 16, 31: 17, 32: 18, 33: 19, 34: 20,
  ]
}
