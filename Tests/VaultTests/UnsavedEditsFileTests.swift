import Core
import Foundation
import Testing

@testable import Vault

@Suite("Kept edits")
struct KeptEditsTests {
  let home = TemporaryHome()

  @Test("What was written last is read, by as many as ask, until it is removed")
  func written() async throws {
    _ = try await home.open()
    let edits = UnsavedEditsFile(home: home.path)
    #expect(try edits.read() == nil)
    try edits.write([1, 2, 3])
    try edits.write([4])
    #expect(try edits.read() == [4])
    #expect(try UnsavedEditsFile(home: home.path).read() == [4])
    edits.remove()
    #expect(try edits.read() == nil)
  }

  @Test("The file is for its owner only, and refused when it no longer is")
  func owner() async throws {
    _ = try await home.open()
    let edits = UnsavedEditsFile(home: home.path)
    try edits.write([1])
    let path = home.path + "/edits.json"
    #expect(home.mode("edits.json") == "600")
    try home.chmod("edits.json", 0o644)
    await #expect(throws: Failure.vault(.readableByOthers(path: path, mode: "644"))) {
      try edits.read()
    }
  }

  @Test("Where there is no room for new ones, those from before stay, and the old are never gone")
  func noRoom() async throws {
    _ = try await home.open()
    let path = home.path
    try UnsavedEditsFile(home: path).write(Array(repeating: 1, count: 3000))
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: rlim_t.max)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let edits = UnsavedEditsFile(home: path)
      do {
        try edits.write(Array(repeating: 2, count: 5000))
        exit(9)
      } catch Failure.vault(.input(_, let detail)) {
        guard detail == "File too large" else { exit(8) }
      }
      guard try edits.read() == Array(repeating: 1, count: 3000) else { exit(7) }
      try edits.write(Array(repeating: 3, count: 4096))
      guard try edits.read() == Array(repeating: 3, count: 4096) else { exit(6) }
    }
    #expect(!home.files.keys.contains { $0.hasSuffix(".new") })
  }

  @Test("A pipe, or more than is read, in their place is told")
  func noFile() async throws {
    _ = try await home.open()
    let path = home.path + "/edits.json"
    #expect(mkfifo(path, 0o600) == 0)
    let edits = UnsavedEditsFile(home: home.path)
    #expect(throws: Failure.vault(.input(path: path, detail: "it is a pipe, not a file"))) {
      try edits.read()
    }
    edits.remove()
    try edits.write(Array(repeating: 1, count: 2 << 20))
    #expect(throws: Failure.vault(.input(path: path, detail: "it is longer than 1048576 bytes"))) {
      try edits.read()
    }
  }
}
