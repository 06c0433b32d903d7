import Foundation
import Testing

@testable import Vault

/// Drafts of writes that ended in the middle.
@Suite struct DraftTests {
  let home = TemporaryHome()

  @Test("drafts that nobody fills are removed at the next opening, and nothing else is")
  func removed() async throws {
    _ = try await home.open()
    let left = [
      "vault.db.0123456789ab.new", "vault.db.0123456789ab.new-wal",
      "vault.db.0123456789ab.new-shm", "vault.db.fedcba987654.new-journal",
      "vault.db.schema-1.abcdef.backup.0123456789ab.new", "key.0123456789ab.new",
      "edits.json.0123456789ab.new",
    ]
    let stays = [
      "vault.db.schema-1.abcdef.backup", "config.toml.0123456789ab.new", "vault.db.new",
      "key.0123.new", "notes.new", "edits.json",
    ]
    for name in left + stays { try home.write(name, Data("x".utf8)) }
    _ = try await home.open()
    #expect(home.files.keys.sorted() == (stays + ["key", "vault.db"]).sorted())
  }

  @Test("a draft that a living process fills stays, and goes when that is killed")
  func held() async throws {
    let vault = try await home.open()
    let draft = try FileDraft(of: home.path + "/key")
    _ = try await home.open()
    #expect(home.files.keys.contains { $0.hasSuffix(".new") })
    draft.remove()
    let path = home.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      try PrivateFile(path: path + "/edits.json").replace(with: [1])
      _ = try FileDraft(of: path + "/edits.json")
      kill(getpid(), SIGKILL)
    }
    #expect(home.files.keys.contains { $0.hasSuffix(".new") })
    _ = try await home.open()
    #expect(!home.files.keys.contains { $0.hasSuffix(".new") })
    #expect(home.files["edits.json"] == Data([1]))
    withExtendedLifetime(vault) {}
  }

  @Test("a write that takes only some bytes, or is interrupted, goes on where it stopped")
  func shortWrites() {
    var taken: [UInt8] = []
    var calls = 0
    let bytes = (0..<100).map { UInt8($0) }
    let done = PrivateFile.write(
      bytes,
      { _, start, count in
        calls += 1
        if calls % 3 == 0 {
          errno = EINTR
          return -1
        }
        let part = min(7, count)
        taken += UnsafeRawBufferPointer(start: start, count: part)
        return part
      }, to: -1)
    #expect(done)
    #expect(taken == bytes)
    #expect(!PrivateFile.write(bytes, { _, _, _ in 0 }, to: -1))
  }
}
