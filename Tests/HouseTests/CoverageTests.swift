import Foundation
import Testing

@Suite("Coverage of the requirements")
struct CoverageTests {
  /// The rows that may be marked in place of, or beside, a test. Nothing is added here.
  static let marks: [String: String] = [
    "R46": "browser redirect", "D12": "browser redirect", "E21": "browser redirect",
    "E22": "browser redirect", "E23": "browser redirect", "E28": "browser redirect",
    "E29": "browser redirect", "E30": "browser redirect",
    "R26": "secret calendar and rotation assistant",
    "D19": "secret calendar and rotation assistant",
  ]

  /// Those of them that also have a part which is this program's own.
  static let inPart: Set = ["R46", "D12", "R26"]

  static let ids: [String] =
    (1...61).map { "R\($0)" } + (1...22).map { "D\($0)" } + (1...38).map { "E\($0)" }

  struct Row: Equatable {
    var id: String
    var words: String
    var mark: String? {
      words.hasPrefix("marked: ") ? String(words.dropFirst("marked: ".count)) : nil
    }
  }

  static func rows() throws -> [Row] {
    let text = try String(
      contentsOf: SourceTree.root.appending(path: "Tests/coverage.txt"), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let halves = line.split(separator: " | ", maxSplits: 1).map(String.init)
      return Row(id: halves[0], words: halves.count == 2 ? halves[1] : "")
    }
  }

  /// The names of all tests, as they stand in the sources.
  static func names() throws -> Set<String> {
    var names: Set<String> = []
    let tests = SourceTree.root.appending(path: "Tests")
    let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /@Test\(\s*"((?:[^"\\]|\\.)*)"/) {
        names.insert(String(match.1))
      }
      for match in text.matches(of: /func `([^`]+)`/) { names.insert(String(match.1)) }
    }
    return names
  }

  @Test("Every requirement has a row, in order, and no row is of anything else")
  func complete() throws {
    var seen: [String] = []
    for row in try Self.rows() where seen.last != row.id { seen.append(row.id) }
    #expect(seen == Self.ids)
  }

  @Test("Every row names a test that is in the sources")
  func named() throws {
    let names = try Self.names()
    let missing = try Self.rows().filter { $0.mark == nil && !names.contains($0.words) }
    #expect(missing == [])
  }

  @Test("Only the rows that may be marked are, and the parts that are this program's have a test")
  func marked() throws {
    let rows = try Self.rows()
    let marked = rows.compactMap { row in row.mark.map { (row.id, $0) } }
    #expect(Dictionary(marked, uniquingKeysWith: { $1 }) == Self.marks)
    for id in Self.ids where Self.marks[id] == nil || Self.inPart.contains(id) {
      #expect(rows.contains { $0.id == id && $0.mark == nil }, "\(id) has no test")
    }
  }
}
