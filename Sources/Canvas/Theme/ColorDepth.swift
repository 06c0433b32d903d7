/// How many colours may be used.
package enum ColorDepth: String, CaseIterable, Comparable, Sendable {
  /// None: bold, underline and reverse remain.
  case none
  /// Eight, and bold for the brighter ones.
  case eight
  /// Sixteen.
  case sixteen
  /// The 256 of a palette.
  case indexed
  /// Every RGB colour.
  case direct

  /// Decides without asking the terminal: an answer that comes late over SSH would be taken for
  /// keys.
  ///
  /// - Parameters:
  ///   - colors: What the terminal's description has as its number of colours.
  ///   - noColor: The variable `NO_COLOR`; any text but an empty one means none (no-color.org).
  /// - Returns: What may be used.
  package static func of(colors: Int, noColor: String? = nil) -> ColorDepth {
    if let noColor, !noColor.isEmpty { return .none }
    return switch colors {
    case ..<8: .none
    case ..<16: .eight
    case ..<256: .sixteen
    case ..<(1 << 24): .indexed
    default: .direct
    }
  }

  package static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rank < b.rank }

  private var rank: Int { ColorDepth.allCases.firstIndex(of: self) ?? 0 }
}
