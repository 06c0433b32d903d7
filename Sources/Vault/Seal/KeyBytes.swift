import COpenSSL

/// A 256-bit key in memory of its own, overwritten when the last reference goes.
final class KeyBytes: Sendable {
  /// The length of every key, in bytes.
  static let count = 32

  // Sendable: the memory is filled in init and wiped in deinit, and only read between.
  private nonisolated(unsafe) let memory: UnsafeMutableRawBufferPointer

  /// A key of zeros that `fill` overwrites; what `fill` throws is passed on.
  init<Problem: Error>(
    fill: (UnsafeMutableRawBufferPointer) throws(Problem) -> Void
  ) throws(Problem) {
    let made = UnsafeMutableRawBufferPointer.allocate(byteCount: KeyBytes.count, alignment: 16)
    made.initializeMemory(as: UInt8.self, repeating: 0)
    memory = made
    try fill(made)
  }

  /// A key of these bytes, or nil when there are not 32; wiping the original is the caller's part.
  convenience init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == KeyBytes.count else { return nil }
    self.init { $0.copyBytes(from: bytes) }
  }

  deinit {
    OPENSSL_cleanse(memory.baseAddress, memory.count)
    memory.deallocate()
  }

  /// Lends the bytes for the length of a call.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(memory))
  }

  /// A key derived from this one for one purpose: HKDF with SHA-256 (RFC 5869), one block long.
  func derived(salt: [UInt8], purpose: String) -> KeyBytes {
    let extracted = KeyBytes { out in
      salt.withUnsafeBytes { salt in withBytes { mac(key: salt, data: $0, into: out) } }
    }
    return KeyBytes { out in
      (Array(purpose.utf8) + [1]).withUnsafeBytes { info in
        extracted.withBytes { mac(key: $0, data: info, into: out) }
      }
    }
  }

  /// HMAC-SHA-256 of bytes under this key (RFC 2104).
  func authenticate(_ bytes: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: KeyBytes.count)
    result.withUnsafeMutableBytes { out in
      bytes.withUnsafeBytes { data in withBytes { mac(key: $0, data: data, into: out) } }
    }
    return result
  }
}

private func mac(
  key: UnsafeRawBufferPointer, data: UnsafeRawBufferPointer,
  into out: UnsafeMutableRawBufferPointer
) {
  HMAC(
    EVP_sha256(), key.baseAddress, Int32(key.count),
    data.baseAddress?.assumingMemoryBound(to: UInt8.self), data.count,
    out.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
}
