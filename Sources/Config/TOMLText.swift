internal import Core
internal import TOMLKit

/// A text of TOML 1.0 that was accepted, with the places of its keys.
struct TOMLText {
  /// What it says.
  let table: TOMLTable
  private let source: String
  private let positions: [[String]: TextPosition]

  /// Accepts a text, or refuses it with the place of the first thing that is wrong.
  init(_ bytes: [UInt8], source: String) throws(SettingsFailure) {
    self.source = source
    let text = try TOMLText.accept(bytes, source: source)
    if let trap = KeyLocator.trap(in: text) {
      _ = try TOMLText.parse(trap.before, source: source)
      throw .text(
        source: source, line: trap.at.line, column: trap.at.column,
        message: "a key, a value or a closing bracket must stand here")
    }
    table = try TOMLText.parse(text, source: source)
    positions = KeyLocator.positions(in: text)
  }

  private static func parse(_ text: String, source: String) throws(SettingsFailure) -> TOMLTable {
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw .text(
        source: source, line: error.source.begin.line, column: error.source.begin.column,
        message: plain(error.description))
    } catch {
      throw .text(source: source, line: nil, column: nil, message: "not TOML")
    }
  }

  /// The names in a table in the order of the text. Take only known ones from the table: looking up
  /// a foreign name can fail.
  func keys(of table: TOMLTable, at path: [String] = []) -> [String] {
    table.keys.map { (key: $0, at: positions[path + [$0]]) }
      .sorted { ($0.at ?? .last, $0.key) < ($1.at ?? .last, $1.key) }
      .map(\.key)
  }

  /// Does something for a key, and turns what it refuses into a failure at the key's place, or at
  /// that of the nearest key around it.
  func at<Result>(
    _ path: [String], _ body: () throws(Refusal) -> Result
  ) throws(SettingsFailure) -> Result {
    do throws(Refusal) {
      return try body()
    } catch {
      var path = path
      while positions[path] == nil, !path.isEmpty { path.removeLast() }
      let position = positions[path]
      throw .text(
        source: source, line: position?.line, column: position?.column, message: error.words)
    }
  }

  /// Refuses what is never handed to the parser, and makes the bytes a text.
  private static func accept(
    _ bytes: [UInt8], source: String
  ) throws(SettingsFailure) -> String {
    func refused(_ message: String, line: Int? = nil, column: Int? = nil) -> SettingsFailure {
      .text(source: source, line: line, column: column, message: message)
    }
    let (longestText, longestLine) = (ConfigFile.longestText, ConfigFile.longestLine)
    guard bytes.count <= longestText else {
      throw refused("longer than \(longestText) bytes")
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard line.count <= longestLine else {
        throw refused("a line longer than \(longestLine) bytes", line: index + 1, column: 1)
      }
      guard let text = String(validating: line, as: UTF8.self) else {
        throw refused("not UTF-8", line: index + 1)
      }
      // A NUL written as an escape would cut the value off where C reads it.
      for nul in ["\0", "\\u0000", "\\U00000000"] {
        let scalars = text.unicodeScalars
        guard let place = scalars.firstRange(of: nul.unicodeScalars) else { continue }
        throw refused(
          "a NUL character", line: index + 1,
          column: scalars[..<place.lowerBound].count + 1)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a name has letters, digits, `-` and `_` alone, so that it can be looked up.
  static func isPlainName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        let letter = Character(Unicode.Scalar(byte))
        return byte < 0x80 && (letter.isLetter || letter.isNumber || letter == "-" || letter == "_")
      }
  }

  /// The parser's words, which quote the text, without control characters.
  private static func plain(_ words: String) -> String {
    String(shown(words).dropFirst().dropLast())
  }
}

extension TOMLType {
  /// What a value of this type is called to the person who wrote it.
  var words: String {
    switch self {
    case .table: "a table"
    case .array: "an array"
    case .string: "a text"
    case .int: "a whole number"
    case .double: "a number with a fraction"
    case .bool: "true or false"
    case .date: "a date"
    case .time: "a time"
    case .dateTime: "a date and time"
    }
  }
}
