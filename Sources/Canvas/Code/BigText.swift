/// Device codes in letters five rows high, to be read across a desk without mistaking one for
/// another: the zero is slashed, the O round; the one has a foot and a flag, the I two bars.
package enum BigText {
  /// Rows of a big letter.
  package static let height = 5

  /// The cells that a code takes in big letters; nil when a character has no big form.
  package static func width(of code: String) -> Int? {
    guard !code.isEmpty else { return nil }
    var width = -1
    for character in code {
      guard let first = glyphs[character]?.first else { return nil }
      width += first.count + 1
    }
    return width
  }

  /// The code as lines: five of big letters where they fit, else one of letters set apart, else the
  /// code as it is.
  ///
  /// - Parameters:
  ///   - code: Capital letters, digits and hyphens; anything else is never drawn big.
  ///   - width: The cells there are.
  ///   - ink: What big letters are made of; `#` where only ASCII can be drawn.
  /// - Returns: Lines of one length each.
  package static func lines(_ code: String, width: Int, ink: Character = "█") -> [String] {
    guard let needed = BigText.width(of: code), needed <= width else {
      let apart = code.map { String($0) }.joined(separator: " ")
      return [TextWidth.of(apart) <= width ? apart : code]
    }
    return (0..<height).map { row in
      code.map { glyphs[$0].map { $0[row] } ?? "" }.joined(separator: " ")
        .replacing("#", with: String(ink))
    }
  }
}
