import Foundation
import Testing

/// All that a guide may name.
private struct Repository {
  var paths: Set<String> = []
  var files: [String: SourceFile] = [:]
  var suites: Set<String> = []

  init() throws {
    let top = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.path)
    paths = Set(top.filter { !$0.hasPrefix(".") }).union(try SourceTree.paths())
    for folder in ["Sources", "Tests", "themes", "tools", "screenshots"] {
      let below = try FileManager.default.subpathsOfDirectory(
        atPath: SourceTree.root.appending(path: folder).path)
      for path in below {
        paths.insert("\(folder)/\(path)")
        guard path.hasSuffix(".swift") else { continue }
        let text = try String(
          contentsOfFile: "\(SourceTree.root.path)/\(folder)/\(path)", encoding: .utf8)
        let file = SourceFile(path: path, text: text)
        if folder == "Sources" { files[path] = file }
        files["\(folder)/\(path)"] = file
        guard folder == "Tests" else { continue }
        for line in file.lines where line.contains("Tests") {
          guard let match = line.firstMatch(of: /(?:struct|class|enum)\s+(\w+Tests)\b/) else {
            continue
          }
          suites.insert(String(match.output.1))
        }
        // A folder of tests is a target that can be asked for.
        if let room = path.split(separator: "/").first { suites.insert(String(room)) }
      }
    }
  }
}

private func guide() throws -> Guide {
  let path = SourceTree.root.appending(path: "CONTRIBUTING.md").path
  return Guide(try String(contentsOfFile: path, encoding: .utf8))
}

@Suite("The guide for those who change the program")
struct GuideTests {
  @Test("Every path in it is there, every name beside one is declared there, every count holds")
  func guideHolds() throws {
    let all = try Repository()
    let errors = try guide().errors(paths: all.paths, files: all.files, suites: all.suites)
    #expect(errors == [], "\(errors.joined(separator: "\n"))")
  }

  @Test("It tells the rooms, four trips, the terms and the recipes, with paths to check")
  func guideIsWhole() throws {
    let guide = try guide()
    let trips = Set(
      guide.sections.map(\.title).filter { $0.hasPrefix("Trip ") }.map { $0.prefix(6) })
    #expect(trips == ["Trip a", "Trip b", "Trip c", "Trip d"])
    #expect(guide.mentions.count > 150)
    #expect(guide.mentions.flatMap(\.names).count > 150)
    #expect(guide.suites.count > 20)
  }

  @Test("Each file that a trip or a leg names has a row, so that a stranger can follow")
  func tripsAreRows() throws {
    let lost = try guide().sections.filter { $0.count != nil && $0.files.isEmpty }.map(\.title)
    #expect(lost == [])
  }

  @Test("What is lost is found: a path, a name beside it, a suite, a count")
  func lossesAreFound() {
    let guide = Guide(
      """
      ## Rooms
      ```
      `Core/Fenced.swift`
      ```
      `Core/A.swift` | `A`, `A.go` and `gone`, then `notBeside`; `git log` and `.build/greenbox`
      `Core/` `Core/Old.swift` (`ATests`, `BTests`)
      ### Leg N: a way
      | `Core/A.swift` | `one`, `two`, `A.init`, `Inner` | as `Core/B.swift` |
      Files: 2.
      ### Trip a: there
      | `Core/B.swift` | | |
      Files: 1 here, 3 with leg N.
      ### Trip b: back
      """)
    let text = """
      struct A {
        init(_ x: Int) {}
        // func gone()
        package func go() {}
        indirect case one, two(Int)
      }
      extension A.Inner {}
      """
    let files = [
      "Core/A.swift": SourceFile(path: "Core/A.swift", text: text),
      "Core/B.swift": SourceFile(path: "Core/B.swift", text: ""),
    ]
    let paths = Set(files.keys).union(["Core"])
    #expect(
      guide.errors(paths: paths, files: files, suites: ["ATests"]) == [
        "line 5: Core/A.swift declares no gone", "line 6: there is no Core/Old.swift",
        "line 6: there are no BTests", "line 7: Leg N: a way has rows of 1 files",
        "line 10: Trip a: there enters 2 files", "line 13: Trip b: back tells no count",
      ])
  }
}
