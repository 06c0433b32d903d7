import Testing

/// Which modules the files of a room may import, system modules included. Arrows point down only.
private let arrows: [String: Set<String>] = [
  "Core": ["FoundationEssentials", "Synchronization"],
  "Diagnosis": ["Core"],
  "Operations": ["Diagnosis", "Core", "Synchronization"],
  "Presentation": ["Operations", "Diagnosis", "Core", "Canvas"],
  "Screens": ["Presentation", "Operations", "Diagnosis", "Core", "Canvas"],
  "Canvas": ["CQREncode"],
  "Terminal": ["CNcurses", "Canvas", "Glibc", "Synchronization"],
  "Config": ["TOMLKit", "Core", "Canvas"],
  "Wire": ["CCurl", "Core", "Glibc", "Synchronization"],
  "Vault": ["CSQLite", "COpenSSL", "Core", "Glibc", "Synchronization", "FoundationEssentials"],
  // Not Core: a practice server that shared the client's encoder would share its mistakes; what reads
  // base64 and JSON there is a library's.
  "Practice": ["COpenSSL", "Glibc", "Synchronization", "FoundationEssentials"],
  "greenbox": [
    "Screens", "Presentation", "Operations", "Diagnosis", "Terminal", "Config", "Wire", "Vault",
    "Practice", "Core", "Canvas", "ArgumentParser", "Glibc", "Synchronization",
    "FoundationEssentials",
  ],
  "CNcurses": [], "CCurl": [], "COpenSSL": [], "CSQLite": [], "CQREncode": [],
]

private func forbiddenImports(_ files: [SourceFile]) -> [String] {
  files.filter(\.isSwift).flatMap { file in
    file.imports.filter { !(arrows[file.room]?.contains($0.module) ?? false) }
      .map { "\(file.path):\($0.number) imports \($0.module)" }
  }
}

@Suite("Arrows between the rooms")
struct ArrowsTests {
  @Test("Every folder in Sources is a room of the table, and every room is there")
  func tableIsComplete() throws {
    #expect(try SourceTree.rooms() == arrows.keys.sorted())
  }

  @Test("No file imports a module that its room may not know")
  func importsFollowTheArrows() throws {
    #expect(forbiddenImports(try SourceTree.files()) == [])
  }

  @Test("A forbidden import is found however it is written")
  func forbiddenImportIsFound() {
    let text = """
      public import Core
      @preconcurrency import Glibc
      internal import struct Foundation.Data
      // import Wire
      @testable import Wire
      """
    #expect(
      forbiddenImports([SourceFile(path: "Screens/Bad.swift", text: text)]) == [
        "Screens/Bad.swift:2 imports Glibc", "Screens/Bad.swift:3 imports Foundation",
        "Screens/Bad.swift:5 imports Wire",
      ])
  }
}
