import Testing

private typealias Rule = (name: String, pattern: Regex<Substring>)

// Regex values are made for each use: they are not Sendable, so none is kept.
private func bannedWords() -> [Rule] {
  [
    ("Task.detached", /\bTask\.detached\b/),
    ("a task without the loop as its executor", /\bTask\s*(?:\{|\((?!executorPreference))/),
    ("@concurrent", /@concurrent\b/),
    ("Task.sleep", /\bTask\.sleep\b/),
    ("Dispatch", /\bDispatch\w*/),
    ("AsyncParsableCommand", /\bAsyncParsableCommand\b/),
    ("TimeZone", /\bTimeZone\b/),
    ("Calendar", /\bCalendar\(/),
    ("Locale", /\bLocale\b/),
    ("DateFormatter", /\bDateFormatter\b/),
    ("try!", /\btry!/),
    ("as!", /\bas!/),
    ("fatalError", /\bfatalError\b/),
    ("all of Foundation", /\bimport\s+Foundation\s*$/),
  ]
}

private func bannedWords(in files: [SourceFile]) -> [String] {
  let rules = bannedWords()
  return files.filter(\.isSwift).flatMap { file in
    file.code.flatMap { number, text in
      // Simple boundaries: by Unicode's, "TimeZone.current" is one word.
      rules.filter { text.firstMatch(of: $0.pattern.wordBoundaryKind(.simple)) != nil }
        .map { "\(file.path):\(number) \($0.name)" }
    }
  }
}

/// Where a path is opened to be read by anything but the one door for files, `InputFile`. The lines of
/// the places that open something else say what, by its name or flags.
private func otherDoors(in files: [SourceFile]) -> [String] {
  files.filter { $0.isSwift && $0.path != "Vault/Home/InputFile.swift" }.flatMap { file in
    file.code.filter { _, text in
      text.contains(
        /O_RDONLY|fopen\(|contentsOfFile|contents\(atPath|contentsOf: ?URL|FileHandle|_load_file|BIO_new_file/
      )
        // Folders that are synced, and the kernel's table of mounts.
        && !text.contains(/O_DIRECTORY|"\/proc\//)
    }
    .map { "\(file.path):\($0.number)" }
  }
}

private func unfinished(in files: [SourceFile]) -> [String] {
  files.flatMap { file in
    file.lines.enumerated().filter { line in
      let promise = /\b(?:TODO|FIXME|XXX)\b/.wordBoundaryKind(.simple)
      return line.element.firstMatch(of: promise) != nil
    }
    .map { "\(file.path):\($0.offset + 1)" }
  }
}

private func tooLong(_ files: [SourceFile]) -> [String] {
  files.filter { $0.lines.count > 400 }.map { "\($0.path) has \($0.lines.count) lines" }
}

private func unproven(_ files: [SourceFile]) -> [String] {
  files.filter(\.isSwift).flatMap { file in
    file.code.filter { $0.text.contains(/@unchecked Sendable|nonisolated\(unsafe\)/) }
      .filter { number, _ in
        let above = number >= 2 ? file.lines[number - 2] : ""
        let isExplained = file.lines[number - 1].contains("//")
        return !isExplained && above.prefixMatch(of: /\s*\/\//) == nil
      }
      .map { "\(file.path):\($0.number)" }
  }
}

private func namelessRooms(_ paths: [String]) -> [String] {
  paths.filter { path in
    path.split(separator: "/").contains {
      $0.wholeMatch(of: /(?i)(?:\w*(?:utils?|helpers?|managers?)|common|misc)(?:\.\w+)?/) != nil
    }
  }
}

@Suite("House rules")
struct HouseRulesTests {
  @Test("No source uses what leaves the loop's thread, traps, or consults time zone data")
  func noBannedWords() throws {
    #expect(bannedWords(in: try SourceTree.files()) == [])
  }

  @Test("Every banned word is found, and none in a comment")
  func bannedWordsAreFound() {
    let text = """
      Task.detached { }
      let a = Task { 1 }
      let b = Task(executorPreference: loop) { 1 }
      @concurrent func c() async {}
      try await Task.sleep(for: .seconds(1))
      DispatchQueue.main
      struct V: AsyncParsableCommand {}
      TimeZone.current
      Calendar(identifier: .gregorian)
      Locale.current
      DateFormatter()
      try! f()
      x as! Int
      fatalError()
      import Foundation
      import FoundationEssentials
      f() // fatalError
      let url = "https://example.com/?Locale"
      withTaskGroup(of: Int.self) { }
      """
    #expect(
      bannedWords(in: [SourceFile(path: "Core/Bad.swift", text: text)]) == [
        "Core/Bad.swift:1 Task.detached",
        "Core/Bad.swift:2 a task without the loop as its executor",
        "Core/Bad.swift:4 @concurrent", "Core/Bad.swift:5 Task.sleep", "Core/Bad.swift:6 Dispatch",
        "Core/Bad.swift:7 AsyncParsableCommand", "Core/Bad.swift:8 TimeZone",
        "Core/Bad.swift:9 Calendar", "Core/Bad.swift:10 Locale", "Core/Bad.swift:11 DateFormatter",
        "Core/Bad.swift:12 try!", "Core/Bad.swift:13 as!", "Core/Bad.swift:14 fatalError",
        "Core/Bad.swift:15 all of Foundation", "Core/Bad.swift:18 Locale",
      ])
  }

  @Test("No source but the one door for files opens a path to read it")
  func oneDoor() throws {
    // The system's own list of authorities.
    #expect(
      otherDoors(in: try SourceTree.files()).filter { !$0.hasPrefix("Wire/TLS/TrustStore.swift:") }
        == [])
    let text = """
      let file = open(path, O_RDONLY | O_CLOEXEC)
      let folder = open(path, O_RDONLY | O_DIRECTORY)
      X509_STORE_load_file(store, file)
      """
    #expect(
      otherDoors(in: [SourceFile(path: "Core/Bad.swift", text: text)])
        == ["Core/Bad.swift:1", "Core/Bad.swift:3"])
  }

  @Test("No file promises to be finished another day")
  func nothingUnfinished() throws {
    #expect(unfinished(in: try SourceTree.files()) == [])
    let promise = SourceFile(path: "Core/Bad.swift", text: "a\n// TODO: b")
    #expect(unfinished(in: [promise]) == ["Core/Bad.swift:2"])
  }

  @Test("No file is longer than 400 lines")
  func noLongFiles() throws {
    #expect(tooLong(try SourceTree.files()) == [])
    let line = "a\n"
    let long = SourceFile(path: "Core/Bad.swift", text: String(repeating: line, count: 401))
    let allowed = SourceFile(path: "Core/Good.swift", text: String(repeating: line, count: 400))
    #expect(tooLong([long, allowed]) == ["Core/Bad.swift has 401 lines"])
  }

  @Test("Every claim of safety that the compiler cannot check has its proof beside it")
  func claimsAreProven() throws {
    #expect(unproven(try SourceTree.files()) == [])
    let text = """
      final class A: @unchecked Sendable {}
      // Guarded by the lock.
      nonisolated(unsafe) var b = 1
      nonisolated(unsafe) var c = 1
      nonisolated(unsafe) var d = 1  // Written once.
      """
    #expect(
      unproven([SourceFile(path: "Core/Bad.swift", text: text)]) == [
        "Core/Bad.swift:1", "Core/Bad.swift:4",
      ])
  }

  @Test("No folder or file has a name that says nothing")
  func namesSaySomething() throws {
    #expect(namelessRooms(try SourceTree.paths()) == [])
    let names = [
      "Core/Utils/A.swift", "Core/StringHelpers.swift", "Wire/EngineManager.swift",
      "Core/Common", "Core/Commons.swift", "Core/Site/Site.swift",
    ]
    #expect(namelessRooms(names) == Array(names.prefix(4)))
  }
}
