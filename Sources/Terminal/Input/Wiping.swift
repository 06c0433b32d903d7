internal import Glibc

/// Overwrites bytes that were secret.
enum Wiping {
  /// Fills the array's own memory with zeros; the compiler cannot leave that out.
  static func wipe(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { memory in
      guard let base = memory.baseAddress else { return }
      explicit_bzero(base, memory.count)
    }
  }
}
