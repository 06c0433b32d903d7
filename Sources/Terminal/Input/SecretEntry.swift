/// A secret line as it is typed or pasted, without a word about it on the screen.
///
/// A state machine: it takes bytes as a terminal without echo and line editing sends them, and says
/// what has become of the entry. Backspace takes one character, Ctrl-U all; arrow keys and other
/// control keys count for nothing; the marks of a bracketed paste are taken off.
package final class SecretEntry {
  /// What has become of the entry.
  package enum Outcome: Equatable, Sendable {
    /// More keys are needed.
    case unfinished
    /// Enter was pressed, or Ctrl-D or the end of input came after something was typed.
    case complete
    /// Ctrl-C was pressed.
    case cancelled
    /// Ctrl-D was pressed or input ended with nothing typed.
    case endOfInput
  }

  private enum Escape {
    case none
    case began
    case sequence
  }

  /// Bytes kept at most; what follows is dropped, so that a wrong paste cannot fill the memory.
  package static let limit = 16_384

  // Of full size from the start: an array that grows leaves copies of the secret behind.
  private var memory = [UInt8](repeating: 0, count: SecretEntry.limit)
  private var escape = Escape.none

  /// How many bytes have been typed.
  package private(set) var count = 0

  /// An empty entry.
  package init() {}

  deinit { Wiping.wipe(&memory) }

  /// Takes the next bytes; none means that the input ended. Bytes after the end are dropped.
  package func feed(_ bytes: some Collection<UInt8>) -> Outcome {
    guard !bytes.isEmpty else { return count == 0 ? .endOfInput : .complete }
    for byte in bytes {
      let outcome = feed(byte)
      if outcome != .unfinished { return outcome }
    }
    return .unfinished
  }

  /// Lends what has been typed so far, for a judgement of its shape; the entry keeps it.
  package func look<Result>(_ use: ([UInt8]) -> Result) -> Result {
    var lent = Array(memory[..<count])
    defer { Wiping.wipe(&lent) }
    return use(lent)
  }

  /// Lends the secret to `use`, then wipes it; the entry is empty afterwards.
  package func take<Result>(_ use: ([UInt8]) -> Result) -> Result {
    var lent = Array(memory[..<count])
    clear()
    defer { Wiping.wipe(&lent) }
    return use(lent)
  }

  private func feed(_ byte: UInt8) -> Outcome {
    switch (escape, byte) {
    case (_, 0x03):
      clear()
      return .cancelled
    case (_, 0x0a), (_, 0x0d): return .complete
    case (_, 0x1b): escape = .began
    case (.began, UInt8(ascii: "[")), (.began, UInt8(ascii: "O")): escape = .sequence
    case (.began, _): escape = .none
    case (.sequence, 0x40...0x7e): escape = .none
    case (.sequence, _): break
    case (.none, 0x04): return count == 0 ? .endOfInput : .complete
    case (.none, 0x08), (.none, 0x7f): eraseCharacter()
    case (.none, 0x15): clear()
    case (.none, 0x00..<0x20): break
    case (.none, _): append(byte)
    }
    return .unfinished
  }

  private func append(_ byte: UInt8) {
    guard count < SecretEntry.limit else { return }
    memory[count] = byte
    count += 1
  }

  private func clear() {
    Wiping.wipe(&memory)
    count = 0
  }

  /// Takes the last character with all its bytes in UTF-8, or one byte where it is not UTF-8.
  private func eraseCharacter() {
    while count > 0 {
      count -= 1
      let last = memory[count]
      memory[count] = 0
      if last & 0xc0 != 0x80 { return }
    }
  }
}
