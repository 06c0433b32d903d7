/// How many cells text takes on a terminal, the same in every locale.
package enum TextWidth {
  /// The cells of a text; one that is safe to print, see `Printable`.
  package static func of(_ text: some StringProtocol) -> Int {
    isPlain(text) ? text.utf8.count : text.reduce(0) { $0 + of($1) }
  }

  // Most texts are printable ASCII, a cell a byte; pictures are made of hundreds of them.
  private static func isPlain(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
  }

  /// The cells of one character: 0, 1 or 2.
  package static func of(_ character: Character) -> Int {
    if let ascii = character.asciiValue { return (0x20...0x7e).contains(ascii) ? 1 : 0 }
    var widest = 0
    var scalars = 0
    for scalar in character.unicodeScalars {
      scalars += 1
      // An emoji drawn as one, or two halves of a flag, takes two cells however it is spelled.
      if scalars > 1, scalar.value == 0xfe0f || isFlagHalf(scalar) { return 2 }
      // A spacing mark stands beside its base, all else shares its cells.
      let isBeside = scalars > 1 && scalar.properties.generalCategory == .spacingMark
      widest = isBeside ? min(2, widest + 1) : max(widest, of(scalar))
    }
    return widest
  }

  /// The cells of one scalar alone: 0 for controls, marks and formats, 2 for wide East Asian
  /// scalars and emoji, 1 otherwise.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 {
      return value < 0x20 || (0x7f..<0xa0).contains(value) || value == 0xad ? 0 : 1
    }
    // The vowels and finals of Hangul join the consonant before them.
    if (0x1160...0x11ff).contains(value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
      return 0
    default: return isWide(value) ? 2 : 1
    }
  }

  /// The longest beginning of the text that takes no more than `width` cells.
  package static func prefix(of text: String, width: Int) -> Substring {
    if isPlain(text) {
      let count = min(max(0, width), text.utf8.count)
      return text[..<text.utf8.index(text.startIndex, offsetBy: count)]
    }
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
      used += of(text[end])
      if used > width { break }
      end = text.index(after: end)
    }
    return text[..<end]
  }

  /// The text itself, or as much as fits with an ellipsis at its end.
  ///
  /// - Parameters:
  ///   - text: What to shorten.
  ///   - width: The cells there are.
  ///   - ellipsis: What stands for the part left out; nothing is shown where it does not fit.
  /// - Returns: A text of no more cells than there are.
  package static func clip(_ text: String, to width: Int, ellipsis: String = "…") -> String {
    guard of(text) > width else { return text }
    let room = width - of(ellipsis)
    guard room >= 0 else { return "" }
    return prefix(of: text, width: room) + ellipsis
  }

  private static func isFlagHalf(_ scalar: Unicode.Scalar) -> Bool {
    (0x1f1e6...0x1f1ff).contains(scalar.value)
  }

  private static func isWide(_ value: UInt32) -> Bool {
    var low = 0
    var high = wide.count
    while low < high {
      let middle = (low + high) / 2
      if wide[middle].1 < value { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && wide[low].0 <= value
  }
}
