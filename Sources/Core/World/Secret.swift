/// Bytes that must never be shown: a client secret, a token, a device code.
///
/// It prints as `<redacted n bytes>` wherever it is interpolated, dumped or mirrored, is not
/// `Codable`, and its memory is overwritten when the last reference goes.
@safe
package final class Secret: Sendable {
  // Sendable: the memory is written once in init and once in deinit, and only read between.
  private nonisolated(unsafe) let memory: UnsafeMutableRawBufferPointer

  /// Keeps a copy of the bytes; wiping the original is the caller's part.
  package init(_ bytes: some Sequence<UInt8>) {
    let copy = Array(bytes)
    unsafe memory = .allocate(byteCount: max(1, copy.count), alignment: 1)
    count = copy.count
    unsafe memory.copyBytes(from: copy)
  }

  /// Keeps the UTF-8 bytes of a text.
  package convenience init(_ text: String) {
    self.init(Array(text.utf8))
  }

  deinit {
    unsafe Secret.wipe(memory)
    unsafe memory.deallocate()
  }

  /// How many bytes there are.
  package let count: Int

  /// Whether there are no bytes.
  package var isEmpty: Bool { count == 0 }

  /// The bytes, for the one place that sends or seals them. Do not keep the result.
  package var bytes: [UInt8] { unsafe Array(memory.prefix(count)) }

  // Not inlined and not optimised, so that the compiler cannot drop the writes as dead.
  @inline(never) @_optimize(none)
  private static func wipe(_ memory: UnsafeMutableRawBufferPointer) {
    // Whole words first: tokens are long and this runs unoptimised.
    var place = 0
    while place + 8 <= memory.count {
      unsafe memory.storeBytes(of: 0, toByteOffset: place, as: UInt64.self)
      place += 8
    }
    while place < memory.count {
      unsafe memory[place] = 0
      place += 1
    }
  }
}

extension Secret: Equatable {
  /// Compares in time that depends on the lengths only.
  package static func == (a: Secret, b: Secret) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a.bytes, b.bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<redacted \(count) bytes>" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
