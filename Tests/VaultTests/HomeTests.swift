import Core
import Foundation
import Testing

@testable import Vault

@Suite struct HomeTests {
  let home = TemporaryHome()

  @Test(
    "a file that others can read or write is refused, with its path and mode",
    arguments: ["vault.db", "vault.db-wal", "vault.db-shm", "key"],
    [0o640, 0o604, 0o620, 0o602, 0o644, 0o610])
  func readable(name: String, mode: Int) async throws {
    let vault = try await home.open(mailboxes: "support")
    try home.chmod(name, mode)
    let before = home.lasting
    await #expect(
      throws: VaultFailure.readableByOthers(
        path: "\(home.path)/\(name)", mode: String(mode, radix: 8))
    ) { try await home.open() }
    #expect(home.lasting == before)
    withExtendedLifetime(vault) {}
  }

  @Test("a home that others can write to is refused", arguments: [0o770, 0o702, 0o1777])
  func writable(mode: Int) async throws {
    _ = try await home.open()
    try home.chmod("", mode)
    await #expect(
      throws: VaultFailure.readableByOthers(path: home.path, mode: String(mode, radix: 8))
    ) { try await home.open() }
    try home.chmod("", 0o700)
  }

  @Test("a home in a folder where others may put another is refused, unless that is sticky")
  func replaceable() async throws {
    try home.write("none", Data())
    let inner = home.path + "/inner"
    func open() async throws -> VaultFile {
      try await VaultFile.open(home: inner, key: .keyFile(inner + "/key"), sleep: rest)
    }
    try home.chmod("", 0o777)
    await #expect(
      throws: VaultFailure.replaceable(path: inner, folder: home.path, mode: "777")
    ) { try await open() }
    #expect(home.files.keys.allSatisfy { !$0.hasPrefix("inner/") })
    try home.chmod("", 0o1777)
    _ = try await open()
  }

  @Test("a vault that is a link or a folder is refused")
  func notAFile() async throws {
    try home.write("real", Data())
    try FileManager.default.createSymbolicLink(
      atPath: home.vaultPath, withDestinationPath: home.path + "/real")
    let refusal = VaultFailure.input(path: home.vaultPath, detail: "not a regular file")
    await #expect(throws: refusal) { try await home.open() }
    try FileManager.default.removeItem(atPath: home.vaultPath)
    try FileManager.default.createDirectory(
      atPath: home.vaultPath, withIntermediateDirectories: false)
    await #expect(throws: refusal) { try await home.open() }
  }

  @Test("a home that is a file, or below one, is refused")
  func notAFolder() async throws {
    try home.write("file", Data())
    await #expect(throws: VaultFailure.input(path: home.path + "/file", detail: "not a folder")) {
      try await VaultFile.open(home: home.path + "/file", key: .keyFile(home.keyFile), sleep: rest)
    }
    await #expect(
      throws: VaultFailure.input(path: home.path + "/file/a", detail: "Not a directory")
    ) {
      try await VaultFile.open(
        home: home.path + "/file/a", key: .keyFile(home.keyFile), sleep: rest)
    }
  }

  @Test("a vault of somebody else is refused", .enabled(if: geteuid() == 0))
  func foreign() async throws {
    _ = try await home.open()
    for name in ["vault.db", "key"] {
      #expect(chown("\(home.path)/\(name)", 12_345, 12_345) == 0)
      await #expect(throws: VaultFailure.foreignOwner(path: "\(home.path)/\(name)")) {
        try await home.open()
      }
      #expect(chown("\(home.path)/\(name)", 0, 0) == 0)
    }
    #expect(chown(home.path, 12_345, 12_345) == 0)
    await #expect(throws: VaultFailure.foreignOwner(path: home.path)) { try await home.open() }
    #expect(chown(home.path, 0, 0) == 0)
    _ = try await home.open()
  }

  @Test(
    "network file systems are told from a machine's own by the mount table's type",
    arguments: [
      ("ext4", false), ("btrfs", false), ("xfs", false), ("tmpfs", false), ("overlay", false),
      ("zfs", false), ("fuseblk", false), ("fuse.gocryptfs", false), ("fuse.fuse-overlayfs", false),
      ("nfs", true), ("nfs4", true), ("cifs", true), ("smb3", true), ("9p", true), ("ceph", true),
      ("lustre", true), ("afs", true), ("fuse.sshfs", true), ("fuse.glusterfs", true),
      ("fuse.rclone", true), ("fuse.s3fs", true),
    ])
  func network(type: String, isNetwork: Bool) {
    #expect(FileSystem(type: type).isNetwork == isNetwork)
  }

  @Test("the type is found by device in a mount table, optional fields or not")
  func mounts() {
    let table = """
      36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
      37 35 0:48 / /home rw - nfs4 server:/export rw
      38 35 259:1048575 / /big rw shared:1 master:2 - xfs /dev/nvme rw
      short
      39 35 0:49 / /broken rw -
      """
    func type(_ major: UInt64, _ minor: UInt64) -> String? {
      let device =
        (minor & 0xFF) | (major & 0xFFF) << 8 | (minor & ~0xFF) << 12 | (major & ~0xFFF) << 32
      return FileSystem(device: device, in: table)?.type
    }
    #expect(type(98, 0) == "ext3")
    #expect(type(0, 48) == "nfs4")
    #expect(type(259, 1_048_575) == "xfs")
    #expect(type(0, 49) == nil)
    #expect(type(1, 1) == nil)
  }

  @Test("this machine's temporary folder is not on a network")
  func here() { #expect(FileSystem(of: "/tmp")?.isNetwork != true) }
}
