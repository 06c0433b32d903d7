import Core
import Foundation
import TestKit
import Testing

@testable import Vault

/// The one door for files: what is refused is refused by owner and mode, as root too.
@Suite("Files that are read")
struct InputFileTests {
  private let folder: TemporaryFolder
  private let text = "words\n"

  init() throws { folder = try TemporaryFolder() }

  private func file(_ mode: Int, _ name: String = "file") throws -> String {
    try folder.write(name, text, mode: mode)
  }

  private func fault(
    _ path: String, _ use: InputFile.Use, takesPipe: Bool = false, account: uid_t = geteuid()
  ) -> FileFault? {
    do throws(FileFault) {
      _ = try InputFile(path, use, limit: 100, takesPipe: takesPipe, account: account)
      return nil
    } catch {
      return error
    }
  }

  @Test("A secret that others may read, and an order that others may write, is refused by its mode")
  func modes() throws {
    for mode in [0o600, 0o400, 0o640, 0o604, 0o644, 0o620, 0o602, 0o666, 0o601] {
      let path = try file(mode)
      let octal = String(mode, radix: 8)
      let readable = mode & 0o077 == 0 ? nil : FileFault.readable(path: path, mode: octal)
      let writable = mode & 0o022 == 0 ? nil : FileFault.writable(path: path, mode: octal)
      let granted = mode & 0o027 == 0 ? nil : FileFault.readable(path: path, mode: octal)
      #expect(fault(path, .key) == readable, "\(octal)")
      #expect(fault(path, .secret) == readable, "\(octal)")
      #expect(fault(path, .settings) == writable, "\(octal)")
      #expect(fault(path, .credential) == granted, "\(octal)")
      #expect(fault(path, .text) == nil, "\(octal)")
      #expect(chmod(path, 0o600) == 0)
    }
  }

  @Test("Only this account's files and root's are used; of root's its group may read a secret")
  func owners() throws {
    try #require(geteuid() == 0, "owners can be given away by root alone")
    let path = try file(0o640)
    // This account is another one, and the file is root's.
    #expect(fault(path, .secret, account: 12_345) == nil)
    #expect(fault(try file(0o644, "b"), .secret, account: 12_345)?.path == folder.file("b"))
    #expect(chown(path, 12_345, 12_345) == 0)
    let owner = FileFault.foreignOwner(path: path, owner: "12345", account: "root")
    for use in [InputFile.Use.key, .credential, .secret, .settings] {
      #expect(fault(path, use) == owner)
    }
    #expect(fault(path, .text) == nil)
    // It is this account's own now, in a folder of root's.
    #expect(fault(path, .settings, account: 12_345) == nil)
    #expect(fault(path, .key, account: 12_345) == .readable(path: path, mode: "640"))
  }

  @Test("What is no file is refused at once, a pipe that nobody fills among it")
  func kinds() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let uses: [InputFile.Use] = [.key, .credential, .secret, .settings, .text]
    for use in uses {
      #expect(
        fault(pipe, use) == .unreadable(path: pipe, reason: "it is a pipe, not a file"))
      #expect(
        fault(folder.path, use)
          == .unreadable(path: folder.path, reason: "it is a folder, not a file"))
      #expect(
        fault("/dev/zero", use)
          == .unreadable(path: "/dev/zero", reason: "it is a device, not a file"))
      #expect(fault(folder.file("none"), use) == .missing(path: folder.file("none")))
    }
    // A pipe that a person names is taken, but by the same owner and mode.
    #expect(fault(pipe, .secret, takesPipe: true) == nil)
    #expect(chmod(pipe, 0o644) == 0)
    #expect(fault(pipe, .secret, takesPipe: true) == .readable(path: pipe, mode: "644"))
    #expect(
      fault("/dev/zero", .secret, takesPipe: true)
        == .unreadable(path: "/dev/zero", reason: "it is a device, not a file"))
  }

  @Test("A link is followed, and what it leads to is judged")
  func links() throws {
    let path = try file(0o644)
    let link = folder.file("link")
    #expect(symlink(path, link) == 0)
    #expect(fault(link, .secret) == .readable(path: link, mode: "644"))
    #expect(fault(link, .settings) == nil)
    #expect(chmod(path, 0o600) == 0)
    #expect(fault(link, .secret) == nil)
  }

  @Test("A folder in which others may write is refused, that of a link too, unless it is sticky")
  func folders() throws {
    let open = folder.file("open")
    let inner = open + "/inner"
    #expect(mkdir(open, 0o700) == 0)
    #expect(mkdir(inner, 0o700) == 0)
    let path = try file(0o600, "open/inner/file")
    let link = folder.file("open/link")
    let kept = try file(0o600, "kept")
    #expect(symlink(kept, link) == 0)
    for (mode, isRefused) in [
      (0o755, false), (0o775, true), (0o757, true), (0o1777, false), (0o700, false),
    ] {
      #expect(chmod(open, mode_t(mode)) == 0)
      let octal = String(mode, radix: 8)
      for use in [InputFile.Use.key, .credential, .settings] {
        for path in [path, link] {
          #expect(
            fault(path, use)
              == (isRefused ? .replaceable(path: path, folder: open, mode: octal) : nil),
            "\(octal) \(path)")
        }
        #expect(fault(kept, use) == nil)
      }
      // Handed over once, by a person who looks on: its owner and mode are enough.
      #expect(fault(path, .secret) == nil)
      #expect(fault(path, .text) == nil)
    }
    guard geteuid() == 0 else { return }
    #expect(chown(open, 12_345, 12_345) == 0)
    #expect(
      fault(path, .settings) == .foreignOwner(path: open, owner: "12345", account: "root"))
  }

  @Test("More than the limit is refused before it is read, and a text is cut there")
  func limits() throws {
    let path = try file(0o600)
    #expect(try InputFile.read(path, .key, limit: text.utf8.count) == Array(text.utf8))
    let long = FileFault.unreadable(path: path, reason: "it is longer than 5 bytes")
    #expect(throws: long) { try InputFile.read(path, .key, limit: 5) }
    #expect(try InputFile.read(path, .text, limit: 5) == Array(text.utf8.prefix(5)))
    let big = Array(repeating: UInt8(7), count: 200_000)
    try Data(big).write(to: URL(filePath: path))
    #expect(try InputFile.read(path, .settings, limit: big.count) == big)
  }

  @Test("A pipe is read in parts, as long as somebody writes, and no longer than its limit")
  func pipes() throws {
    let ends = Pipe()
    let path = "/proc/self/fd/\(ends.fileHandleForReading.fileDescriptor)"
    let file = try InputFile(path, .secret, limit: 8, takesPipe: true)
    var bytes: [UInt8] = []
    #expect(try file.next(&bytes))
    #expect(bytes.isEmpty)
    try ends.fileHandleForWriting.write(contentsOf: Data([1, 2, 3]))
    #expect(try file.next(&bytes))
    #expect(bytes == [1, 2, 3])
    try ends.fileHandleForWriting.write(contentsOf: Data([4]))
    try ends.fileHandleForWriting.close()
    #expect(try file.next(&bytes))
    #expect(try !file.next(&bytes))
    #expect(bytes == [1, 2, 3, 4])

    let more = Pipe()
    let long = "/proc/self/fd/\(more.fileHandleForReading.fileDescriptor)"
    let second = try InputFile(long, .secret, limit: 8, takesPipe: true)
    try more.fileHandleForWriting.write(contentsOf: Data(repeating: 1, count: 9))
    bytes = []
    #expect(throws: FileFault.unreadable(path: long, reason: "it is longer than 8 bytes")) {
      try second.next(&bytes)
    }
    #expect(bytes.allSatisfy { $0 == 0 })
  }

  @Test("A file that has no name any more, as a shell gives a text, is read")
  func nameless() throws {
    let path = try file(0o600)
    let held = open(path, O_RDONLY)
    defer { close(held) }
    #expect(unlink(path) == 0)
    #expect(try InputFile.read("/proc/self/fd/\(held)", .secret, limit: 100) == Array(text.utf8))
    #expect(try InputFile.read("/proc/self/fd/\(held)", .key, limit: 100) == Array(text.utf8))
  }
}
