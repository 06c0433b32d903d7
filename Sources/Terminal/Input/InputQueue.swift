internal import Canvas

/// Bytes from a terminal on their way to become input, one at a time.
///
/// What a byte means is decided when it is its turn: a key may move to a secret field, and what was
/// typed or pasted right behind it must go there and nowhere else.
struct InputQueue {
  /// How many bytes one filling may have.
  static let room = 4096

  // Of full size from the start: an array that grows leaves copies of a secret behind.
  private var memory = [UInt8](repeating: 0, count: InputQueue.room)
  private var next = 0
  private var end = 0
  private var tokenizer = InputTokenizer()
  private var tokens: [InputTokenizer.Token] = []
  private var decoder = KeyDecoder()

  /// Whether it depends on bytes that follow, or on their staying away, what was pressed.
  var isWaiting: Bool { tokenizer.isWaiting }

  /// Lets `read` write bytes to the memory and say how many; only when all before are taken.
  mutating func fill(_ read: (UnsafeMutableRawBufferPointer) -> Int) {
    guard next == end else { return }
    next = 0
    end = memory.withUnsafeMutableBytes { min(InputQueue.room, max(0, read($0))) }
  }

  /// Says that no more bytes came within the time in which a terminal sends a whole sequence.
  mutating func timeOut() {
    guard next == end else { return }
    tokenizer.timeOut { tokens.append($0) }
  }

  /// The next input; nil when more bytes are needed.
  ///
  /// - Parameters:
  ///   - secret: The entry of the field that has the focus, if that is a secret one. Text goes into
  ///     it and is reported by its length alone, several bytes at once where no key is between.
  ///   - now: Milliseconds since any moment.
  /// - Returns: What was done.
  mutating func input(secret: SecretEntry?, at now: Int) -> TerminalInput? {
    var isEdited = false
    while let token = peek() {
      switch decoder.take(token, secret: secret, at: now, canReport: !isEdited) {
      case .input(let input):
        tokens.removeFirst()
        return input
      case .edited:
        tokens.removeFirst()
        isEdited = true
      case .nothing: tokens.removeFirst()
      case .held: return secret.map { .secretEdited(count: $0.count) }
      }
    }
    guard isEdited, let secret else { return nil }
    return .secretEdited(count: secret.count)
  }

  private mutating func peek() -> InputTokenizer.Token? {
    while tokens.isEmpty, next < end {
      let byte = memory[next]
      memory[next] = 0
      next += 1
      tokenizer.feed(byte) { tokens.append($0) }
    }
    return tokens.first
  }
}
