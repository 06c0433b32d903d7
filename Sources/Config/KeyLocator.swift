/// Finds where the keys of a TOML text stand.
///
/// It reads only text that a TOML parser has accepted, so it can skip values without judging them.
struct KeyLocator {
  /// How many names of a path are told apart; none of ours has more.
  private static let deepest = 4

  private let scalars: [Unicode.Scalar]
  private var next = 0
  private var position = TextPosition(line: 1, column: 1)
  private var found: [[String]: TextPosition] = [:]
  private var trap: (at: TextPosition, beginning: Int)?
  // The table whose keys are being read; nil within an array of tables.
  private var table: [String]? = []

  /// Where each key first stands, by the names that lead to it, whether as `key =`, `key.part =` or
  /// `[key]`. What is within an inline table or an array has no place of its own.
  static func positions(in text: String) -> [[String]: TextPosition] {
    var locator = KeyLocator(text)
    locator.scan()
    return locator.found
  }

  /// Where the first thing stands at which toml++ 3.4 would end the process instead of refusing it:
  /// a table header that begins with no key, a bracket that closes no other, a line end of another
  /// age. With it comes the text before the line on which that key or header begins, so that
  /// parsing it finds what is wrong earlier.
  static func trap(in text: String) -> (at: TextPosition, before: String)? {
    var locator = KeyLocator(text)
    locator.scan()
    guard let trap = locator.trap else { return nil }
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let before = lines.prefix(trap.beginning - 1).map { String($0) + "\n" }.joined()
    return (trap.at, before)
  }

  private init(_ text: String) {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    self.scalars = scalars
  }

  private var here: Unicode.Scalar? { next < scalars.count ? scalars[next] : nil }

  private mutating func advance() {
    guard let scalar = here else { return }
    next += 1
    if scalar == "\n" {
      position = TextPosition(line: position.line + 1, column: 1)
    } else {
      position.column += 1
    }
  }

  private func starts(with text: String) -> Bool {
    scalars[next...].starts(with: text.unicodeScalars)
  }

  private mutating func scan() {
    while let scalar = here, trap == nil {
      let beginning = position.line
      switch scalar {
      case " ", "\t", "\r", "\n": advance()
      case "#": skipComment()
      case "[":
        let isArray = starts(with: "[[")
        advance()
        skipBlanks()
        if here == "[" { advance() }
        skipBlanks()
        if !beginsKey {
          trap = (position, beginning)
          return
        }
        let path = key(in: [], until: "]")
        table = isArray ? nil : path
        while here == "]" { advance() }
      default:
        _ = key(in: table, until: "=")
        advance()
        skipValue(of: beginning)
      }
    }
  }

  /// Whether what stands here may be in a table header, or is told by the parser that it may not.
  private var beginsKey: Bool {
    guard let scalar = here else { return true }
    return "]\"'-_".unicodeScalars.contains(scalar)
      || scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
  }

  /// Reads a key with all its parts, and notes where each begins.
  private mutating func key(in table: [String]?, until end: Unicode.Scalar) -> [String] {
    var path = table ?? []
    while let scalar = here, scalar != end, scalar != "\n" {
      if scalar == "." || scalar == " " || scalar == "\t" {
        advance()
        continue
      }
      let start = (next, position)
      let name = part()
      if path.count < KeyLocator.deepest {
        path.append(name)
        if table != nil, found[path] == nil { found[path] = start.1 }
      }
      // A scalar that begins no part; never in a text that a parser has accepted.
      if next == start.0 { advance() }
    }
    return path
  }

  /// Reads one part of a dotted key.
  private mutating func part() -> String {
    var key = String.UnicodeScalarView()
    guard let quote = here, quote == "\"" || quote == "'" else {
      while let scalar = here, !" \t\r\n=.]#".unicodeScalars.contains(scalar) {
        key.append(scalar)
        advance()
      }
      return String(key)
    }
    advance()
    while let scalar = here, scalar != quote {
      advance()
      key.append(scalar == "\\" && quote == "\"" ? escaped() : scalar)
    }
    advance()
    return String(key)
  }

  /// Reads what follows a backslash in a basic string (TOML 1.0, "String").
  private mutating func escaped() -> Unicode.Scalar {
    guard let letter = here else { return "\\" }
    advance()
    let digits: Int
    switch letter {
    case "b": return "\u{8}"
    case "t": return "\t"
    case "n": return "\n"
    case "f": return "\u{C}"
    case "r": return "\r"
    case "e": return "\u{1B}"
    case "x": digits = 2
    case "u": digits = 4
    case "U": digits = 8
    default: return letter
    }
    var hex = ""
    while hex.count < digits, let digit = here, digit.properties.isASCIIHexDigit {
      hex.unicodeScalars.append(digit)
      advance()
    }
    return UInt32(hex, radix: 16).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
  }

  private mutating func skipValue(of beginning: Int) {
    var open: [Unicode.Scalar] = []
    while let scalar = here {
      switch scalar {
      case "\"", "'": skipString(String(scalar))
      case "#": skipComment()
      case "[", "{":
        open.append(scalar == "[" ? "]" : "}")
        advance()
      case "]", "}", "\u{b}", "\u{c}":
        guard open.popLast() == scalar else {
          trap = (position, beginning)
          return
        }
        advance()
      case "\n" where open.isEmpty: return
      default: advance()
      }
    }
  }

  private mutating func skipString(_ quote: String) {
    let long = String(repeating: quote, count: 3)
    guard starts(with: long) else {
      _ = part()
      return
    }
    for _ in 0..<3 { advance() }
    while here != nil, !starts(with: long) {
      if here == "\\", quote == "\"" { advance() }
      advance()
    }
    // Up to two more quotes belong to the text before the closing three.
    while let scalar = here, quote.unicodeScalars.contains(scalar) { advance() }
  }

  private mutating func skipBlanks() {
    while here == " " || here == "\t" { advance() }
  }

  private mutating func skipComment() {
    while let scalar = here, scalar != "\n" { advance() }
  }
}
