import Core
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
}
