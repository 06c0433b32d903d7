import Foundation

/// A file of `Sources` as lines.
struct SourceFile {
  /// Its path below `Sources`.
  var path: String
  var lines: [String]

  init(path: String, lines: [String]) {
    self.path = path
    self.lines = lines
  }

  init(path: String, text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    self.init(path: path, lines: lines)
  }

  /// The folder directly below `Sources`.
  var room: String { path.split(separator: "/").first.map(String.init) ?? "" }

  var isSwift: Bool { path.hasSuffix(".swift") }

  /// The lines with their numbers from 1, comments cut off.
  var code: [(number: Int, text: String)] {
    lines.enumerated().map { index, line in
      (index + 1, SourceFile.withoutComment(line))
    }
  }

  /// The modules that the file imports, with the numbers of the lines.
  var imports: [(number: Int, module: String)] {
    let pattern =
      /^\s*(?:(?:@\w+(?:\([^)]*\))?|public|package|internal|fileprivate|private)\s+)*import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
    return code.compactMap { number, text in
      (try? pattern.firstMatch(in: text)).map { (number, String($0.output.1)) }
    }
  }

  /// The line up to `//`, unless that stands within a string.
  static func withoutComment(_ line: String) -> String {
    var isQuoted = false
    var previous: Character = " "
    for index in line.indices {
      let character = line[index]
      if character == "\"", previous != "\\" { isQuoted.toggle() }
      if character == "/", previous == "/", !isQuoted {
        return String(line[..<line.index(before: index)])
      }
      previous = character
    }
    return line
  }
}

/// All that is under `Sources`.
enum SourceTree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folders directly below `Sources`.
  static func rooms() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.path + "/Sources").sorted()
  }

  /// Every path below `Sources`, folders too.
  static func paths() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.path + "/Sources").sorted()
  }

  static func files() throws -> [SourceFile] {
    try paths().filter { path in
      [".swift", ".c", ".h"].contains { path.hasSuffix($0) }
    }.map { path in
      let text = try String(contentsOfFile: root.path + "/Sources/" + path, encoding: .utf8)
      return SourceFile(path: path, text: text)
    }
  }
}
