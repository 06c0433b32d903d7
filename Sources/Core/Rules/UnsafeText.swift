/// Characters that a copied value brings along and nobody sees, by name (D14).
package enum UnsafeText {
  /// Where in a text a character stands.
  package enum Place: String, Sendable, CaseIterable {
    case start
    case middle
    case end

    /// The place in words: "at the end".
    package var words: String {
      switch self {
      case .start: "at the start"
      case .middle: "in the middle"
      case .end: "at the end"
      }
    }
  }

  /// One hidden or stray character of a text.
  package struct Hit: Equatable, Hashable, Sendable {
    /// What people call it, with its number: "no-break space (U+00A0)".
    package var name: String
    package var place: Place

    /// The character and its place in words.
    package var words: String { "a \(name) \(place.words)" }
  }

  /// The hidden characters of a text, each name and place once, in the order they are met.
  ///
  /// Ordinary spaces count only at the ends, quotation marks only as a pair around the whole.
  package static func hits(in text: String) -> [Hit] {
    if isPlain(text) { return [] }
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.firstIndex(where: { !isStray($0) }),
      let last = scalars.lastIndex(where: { !isStray($0) })
    else { return unique(scalars.compactMap { name(of: $0).map { Hit(name: $0, place: .start) } }) }
    var found: [Hit] = []
    for (index, scalar) in scalars.enumerated() {
      let place: Place = index < first ? .start : index > last ? .end : .middle
      if place == .middle && (scalar == " " || isQuote(scalar)) {
        guard index == first || index == last, isQuoted(scalars[first...last]) else { continue }
        found.append(Hit(name: quoteName(scalar), place: index == first ? .start : .end))
      } else if let name = name(of: scalar) {
        found.append(Hit(name: name, place: place))
      }
    }
    return unique(found)
  }

  /// The text without its hidden characters and without quotation marks around it; spaces within
  /// stay, and a no-break space or tab within becomes one.
  package static func cleaned(_ text: String) -> String {
    if isPlain(text) { return text }
    var scalars = Array(text.unicodeScalars)[...]
    trim(&scalars)
    while isQuoted(scalars) {
      scalars = scalars.dropFirst().dropLast()
      trim(&scalars)
    }
    var clean = String.UnicodeScalarView()
    for scalar in scalars {
      if isWideSpace(scalar) {
        clean.append(" ")
      } else if scalar == " " || name(of: scalar) == nil {
        clean.append(scalar)
      }
    }
    return String(clean)
  }

  /// The hits as a list in words: "a tab (U+0009) at the start and a line feed (U+000A) at the end".
  package static func words(_ hits: [Hit]) -> String {
    Quantity.list(hits.map(\.words))
  }

  /// The name of a character that does not belong into a value; nil for one that does.
  static func name(of scalar: Unicode.Scalar) -> String? {
    let known: String? =
      switch scalar.value {
      case 0x09: "tab"
      case 0x0A: "line feed"
      case 0x0D: "carriage return"
      case 0x20: "space"
      case 0xA0: "no-break space"
      case 0xAD: "soft hyphen"
      case 0x200B: "zero-width space"
      case 0x200C: "zero-width non-joiner"
      case 0x200D: "zero-width joiner"
      case 0x200E, 0x200F, 0x061C: "direction mark"
      case 0x202A...0x202E, 0x2066...0x2069: "direction override"
      case 0x2028, 0x2029: "line separator"
      case 0x202F: "narrow no-break space"
      case 0x2060: "word joiner"
      case 0x3000: "wide space"
      case 0x1680, 0x2000...0x200A, 0x205F: "typographic space"
      case 0xFEFF: "byte-order mark"
      case 0xFFFD: "replacement character"
      case 0..<0x20, 0x7F..<0xA0: "control character"
      default: nil
      }
    return known.map { "\($0) (U+\(hex(scalar.value)))" }
  }

  /// Whether nothing can be wrong with a text, told from its bytes alone: what nearly every field of
  /// thousands of mailboxes is.
  private static func isPlain(_ text: String) -> Bool {
    // Over the bytes where they lie: an iterator costs ten times as much.
    unsafe text.utf8.withContiguousStorageIfAvailable { unsafe isPlain($0) }
      ?? Array(text.utf8).withUnsafeBufferPointer { unsafe isPlain($0) }
  }

  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe bytes.first, let last = unsafe bytes.last else { return true }
    // A space or a quotation mark first: let the whole text be looked at.
    guard first != 32, first != 34, first != 39, first != 96, last != 32 else { return false }
    var isPlain = true
    for place in bytes.indices {
      isPlain = unsafe isPlain && bytes[place] &- 32 <= 94
    }
    return isPlain
  }

  private static func isStray(_ scalar: Unicode.Scalar) -> Bool { name(of: scalar) != nil }

  private static func isWideSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0xA0, 0x202F, 0x3000, 0x1680, 0x2000...0x200A, 0x205F: true
    default: false
    }
  }

  private static let pairs: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "'": "'", "`": "`", "\u{201C}": "\u{201D}", "\u{2018}": "\u{2019}",
    "\u{201E}": "\u{201C}", "\u{AB}": "\u{BB}",
  ]

  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    pairs.contains { $0.key == scalar || $0.value == scalar }
  }

  private static func isQuoted(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard text.count >= 2, let first = text.first, let last = text.last else { return false }
    return pairs[first] == last
  }

  private static func quoteName(_ scalar: Unicode.Scalar) -> String {
    "quotation mark (U+\(hex(scalar.value)))"
  }

  private static func trim(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    while let first = scalars.first, isStray(first) { scalars.removeFirst() }
    while let last = scalars.last, isStray(last) { scalars.removeLast() }
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  private static func unique(_ hits: [Hit]) -> [Hit] {
    var seen: Set<Hit> = []
    return hits.filter { seen.insert($0).inserted }
  }
}
