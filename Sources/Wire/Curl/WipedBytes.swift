import CCurl
import Core

/// A copy of secret bytes at a fixed address, for a C library to read, overwritten when it goes.
final class WipedBytes {
  private let memory: UnsafeMutableRawBufferPointer
  /// How many bytes there are.
  let count: Int

  /// A copy of a secret.
  convenience init(_ secret: Secret) {
    var bytes = secret.bytes
    self.init(wiping: &bytes)
  }

  /// Takes bytes over; the array is left overwritten.
  init(wiping bytes: inout [UInt8]) {
    count = bytes.count
    memory = .allocate(byteCount: max(1, bytes.count), alignment: 1)
    memory.copyBytes(from: bytes)
    bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
  }

  deinit {
    OPENSSL_cleanse(memory.baseAddress, memory.count)
    memory.deallocate()
  }

  /// Where the bytes are, for as long as this object lives.
  var pointer: UnsafeMutableRawPointer? { memory.baseAddress }

  /// The bytes from an index on.
  func suffix(from index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: memory[index..<count])
  }
}
