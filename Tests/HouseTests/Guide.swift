import Foundation

/// CONTRIBUTING.md, as what it claims of the files: paths in backticks, the names that stand next to
/// them, suites of tests, and how many files a trip enters.
struct Guide {
  /// A path in backticks, with the names in backticks that follow it with nothing but punctuation or
  /// `and` between.
  struct Mention: Equatable {
    var line: Int
    var path: String
    var names: [String] = []
    /// It begins a row of a table.
    var isRow = false
  }

  /// A part under a heading of the third level.
  struct Section: Equatable {
    var title: String
    var line: Int
    var mentions: [Mention] = []
    var count: Count?

    /// The letter of `Leg N: …`.
    var leg: String? {
      title.hasPrefix("Leg ") ? title.dropFirst(4).first.map(String.init) : nil
    }

    /// The Swift files that have a row.
    var files: Set<String> {
      Set(mentions.filter { $0.isRow && $0.path.hasSuffix(".swift") }.map(\.path))
    }
  }

  /// What a section says of itself: `Files: 7.`, or `Files: 7 here, 19 with legs N and S.`
  struct Count: Equatable {
    var here: Int
    var whole: Int?
    var legs: [String] = []
  }

  private(set) var mentions: [Mention] = []
  private(set) var suites: [(line: Int, name: String)] = []
  private(set) var sections: [Section] = []

  init(_ text: String) {
    var isFenced = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") { isFenced.toggle() }
      if isFenced { continue }
      if line.hasPrefix("## ") || line.hasPrefix("### ") {
        sections.append(
          Section(title: String(line.drop { $0 == "#" }.dropFirst()), line: index + 1))
      }
      if let count = Guide.count(line), !sections.isEmpty {
        sections[sections.count - 1].count = count
      }
      read(line, index + 1)
    }
  }

  private mutating func read(_ line: Substring, _ number: Int) {
    var open: Mention?
    var found: [Mention] = []
    // Text and code by turns.
    for (index, piece) in line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    {
      guard index % 2 == 1 else {
        if piece.wholeMatch(of: /[\s,:|()]*(?:and\s)?/) == nil {
          found += open.map { [$0] } ?? []
          open = nil
        }
        continue
      }
      let code = String(piece)
      if Guide.isPath(code) {
        found += open.map { [$0] } ?? []
        open = Mention(
          line: number, path: code, isRow: index == 1 && line.hasPrefix("| `"))
      } else if code.wholeMatch(of: /[A-Z]\w*Tests/) != nil {
        suites.append((number, code))
      } else if code.wholeMatch(of: /[A-Za-z_]\w*(?:\.\w+)*/) != nil {
        open?.names.append(code)
      } else {
        found += open.map { [$0] } ?? []
        open = nil
      }
    }
    found += open.map { [$0] } ?? []
    mentions += found
    if !sections.isEmpty { sections[sections.count - 1].mentions += found }
  }

  private static func isPath(_ code: String) -> Bool {
    guard !code.contains(where: \.isWhitespace), !code.hasPrefix(".build") else { return false }
    return code.contains("/") || code.hasSuffix(".swift")
  }

  private static func count(_ line: Substring) -> Count? {
    let pattern = /Files: (\d+)(?: here, (\d+) with legs? ([A-Z, and]+))?\./
    guard let match = line.wholeMatch(of: pattern), let here = Int(match.output.1) else {
      return nil
    }
    return Count(
      here: here, whole: match.output.2.flatMap { Int($0) },
      legs: (match.output.3 ?? "").filter(\.isUppercase).map(String.init))
  }
}

extension Guide {
  /// What it says of the files that is not so.
  ///
  /// - Parameters:
  ///   - paths: Everything there is, below `Sources` or below the repository.
  ///   - files: The Swift files by those paths.
  ///   - known: The suites that tests declare.
  /// - Returns: A line for each.
  func errors(paths: Set<String>, files: [String: SourceFile], suites known: Set<String>)
    -> [String]
  {
    var errors: [String] = []
    var declared: [String: Set<String>] = [:]
    for mention in mentions {
      let path = mention.path.hasSuffix("/") ? String(mention.path.dropLast()) : mention.path
      guard paths.contains(path) else {
        errors.append("line \(mention.line): there is no \(path)")
        continue
      }
      guard !mention.names.isEmpty, let file = files[path] else { continue }
      let names = declared[path] ?? file.declarations
      declared[path] = names
      for name in mention.names {
        guard !name.split(separator: ".").allSatisfy({ names.contains(String($0)) }) else {
          continue
        }
        errors.append("line \(mention.line): \(path) declares no \(name)")
      }
    }
    for (line, suite) in suites where !known.contains(suite) {
      errors.append("line \(line): there are no \(suite)")
    }
    return errors + wrongCounts
  }

  private var wrongCounts: [String] {
    let legs = Dictionary(
      sections.compactMap { section in section.leg.map { ($0, section.files) } },
      uniquingKeysWith: { one, _ in one })
    return sections.flatMap { section -> [String] in
      let isCounted = section.leg != nil || section.title.hasPrefix("Trip ")
      guard let count = section.count else {
        return isCounted ? ["line \(section.line): \(section.title) tells no count"] : []
      }
      let whole = count.legs.reduce(section.files) { $0.union(legs[$1] ?? []) }
      var errors: [String] = []
      if count.here != section.files.count {
        errors.append(
          "line \(section.line): \(section.title) has rows of \(section.files.count) files")
      }
      if let said = count.whole, said != whole.count {
        errors.append("line \(section.line): \(section.title) enters \(whole.count) files")
      }
      return errors
    }
  }
}

extension SourceFile {
  /// The names that it declares; an extension declares what it extends.
  var declarations: Set<String> {
    let pattern =
      /\b(?:struct|class|enum|actor|protocol|extension|typealias|func|var|let)\s+([\w.]+)/
    var names: Set<String> = []
    // Whole lines of comments only: to look for `//` within a line takes long, and finds nothing here.
    for text in lines where !text.drop(while: { $0 == " " }).hasPrefix("//") {
      for match in text.matches(of: pattern.wordBoundaryKind(.simple)) {
        names.formUnion(match.output.1.split(separator: ".").map(String.init))
      }
      if text.contains(/\binit[?(<]/.wordBoundaryKind(.simple)) { names.insert("init") }
      // `case one, two(Int)`, and no `case .one:` of a switch.
      guard let cases = text.prefixMatch(of: /\s*(?:indirect )?case (?=\w)/) else { continue }
      let list = text[cases.range.upperBound...].replacing(/\([^()]*\)/, with: "")
      names.formUnion(
        list.split(separator: ",").compactMap { $0.firstMatch(of: /\w+/) }.map { String($0.output) }
      )
    }
    return names
  }
}
