import Foundation
import TestKit
import Testing

@Suite("Test kit")
struct TestKitTests {
  @Test("A program's exit code and both streams are kept whole")
  func streams() throws {
    let result = try ChildProcess.run(["sh", "-c", "cat; echo problem >&2; exit 3"], input: "in\n")
    #expect(result.exitCode == 3)
    #expect(result.output == "in\n")
    #expect(result.errors == "problem\n")
  }

  @Test("More than a pipe holds goes through in both directions")
  func large() throws {
    let text = String(repeating: "0123456789abcde\n", count: 65536)
    #expect(try ChildProcess.run(["cat"], input: text).output == text)
  }

  @Test("A signal that ends a program is told apart from an exit code")
  func signals() throws {
    let child = try ChildProcess(["sh", "-c", "echo ready; exec sleep 60"])
    #expect(child.readLine() == "ready")
    child.kill(SIGTERM)
    #expect(child.wait().end == .signalled(SIGTERM))
  }

  @Test("A program that does not end is killed in time")
  func timeout() throws {
    let result = try ChildProcess.run(["sleep", "60"], timeout: 1)
    #expect(result.end == .timedOut)
    #expect(result.exitCode == nil)
  }

  @Test("The environment is the given one and no other")
  func environment() throws {
    #expect(try ChildProcess.run(["/usr/bin/env"], environment: ["A": "b"]).output == "A=b\n")
  }

  @Test("A program that is not there is an error")
  func missing() {
    #expect(throws: (any Error).self) { try ChildProcess(["/nonexistent"]) }
  }

  @Test("Lines are read one by one, to the last one without a line feed")
  func lines() throws {
    let child = try ChildProcess(["printf", "one\\n\\nthree"])
    let lines = [child.readLine(), child.readLine(), child.readLine(), child.readLine()]
    #expect(lines == ["one", "", "three", nil])
    #expect(child.wait().exitCode == 0)
  }

  @Test("The programs of this package are found beside the tests")
  func product() {
    #expect(FileManager.default.isExecutableFile(atPath: ChildProcess.product("greenbox")))
  }

  @Test("A temporary folder is private, and gone when nobody holds it")
  func temporaryFolder() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.path)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    try folder?.write("a.txt", "text", mode: 0o640)
    let file = try FileManager.default.attributesOfItem(atPath: path + "/a.txt")
    #expect(file[.posixPermissions] as? Int == 0o640)
    #expect(try folder?.read("a.txt") == "text")
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("A snapshot that is missing fails, one that is recorded fails, a kept one is compared")
  func snapshots() throws {
    let folder = try TemporaryFolder()
    let complain = { (lines: [String], recording: Bool) in
      snapshotComplaint(
        lines, named: "n", recording: recording, filePath: folder.file("SomeTests.swift"))
    }
    #expect(complain(["a"], false)?.hasPrefix("no snapshot n") == true)
    #expect(complain(["a"], true) == "recorded n")
    #expect(complain(["a"], false) == nil)
    #expect(complain(["b"], false) == "n differs:\n1 - a\n1 + b")
  }

  @Test("A difference names the lines, old and new")
  func difference() {
    #expect(snapshotDifference(["a", "b"], ["a", "b"]) == [])
    #expect(snapshotDifference(["a", "b", "c"], ["a", "x"]) == ["2 - b", "2 + x", "3 - c"])
    #expect(snapshotDifference([], ["a"]) == ["1 + a"])
  }
}
