import Glibc

/// The kind of file system that a folder lies on, as the mount table calls it: `ext4`, `nfs4`,
/// `fuse.sshfs`.
struct FileSystem: Equatable {
  let type: String

  init(type: String) { self.type = type }

  /// Looks the folder's device up in a mount table (proc(5), mountinfo); nil when it is not there, as
  /// for a subvolume of Btrfs.
  init?(device: UInt64, in mounts: String) {
    let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
    let minor = device & 0xFF | (device >> 12) & ~0xFF
    for line in mounts.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 3, words[2] == "\(major):\(minor)",
        let dash = words.firstIndex(of: "-"), words.indices.contains(dash + 1)
      else { continue }
      type = String(words[dash + 1])
      return
    }
    return nil
  }

  /// Asks the kernel; nil when it does not say.
  init?(of path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    self.init(device: UInt64(facts.st_dev), in: FileSystem.mounts())
  }

  /// Whether other machines may have the same files open, whose locks are not seen here.
  ///
  /// FUSE carries both kinds, so that there only the known network ones count.
  var isNetwork: Bool {
    guard type.hasPrefix("fuse.") else { return FileSystem.network.contains(type) }
    return FileSystem.networkFUSE.contains { type == "fuse.\($0)" }
  }

  private static let network: Set = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "9p", "afs", "coda", "ceph", "lustre",
    "beegfs",
    "glusterfs", "orangefs", "gfs2", "ocfs2",
  ]

  private static let networkFUSE: Set = [
    "sshfs", "glusterfs", "ceph", "ceph-fuse", "s3fs", "rclone", "curlftpfs", "davfs", "davfs2",
    "gcsfuse", "goofys", "mount-s3", "smbnetfs", "gvfsd-fuse", "juicefs", "seaweedfs", "mfs",
    "lizardfs", "blobfuse", "blobfuse2", "fuse-nfs",
  ]

  private static func mounts() -> String {
    let file = Glibc.open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var text: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(file, &part, part.count)
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += part[..<count]
    }
  }
}
