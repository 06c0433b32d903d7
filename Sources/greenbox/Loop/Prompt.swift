internal import Core
internal import Terminal

/// Questions to the person at the terminal, whatever stdin and stdout are connected to.
///
/// Each wait ends when its task is cancelled, so that a signal is never held up by a question.
struct Prompt {
  /// Why there is no answer.
  enum Unanswered: Error, Equatable {
    /// The task was cancelled, or Ctrl-C came as a key.
    case cancelled
    /// The terminal is gone, or Ctrl-D was pressed.
    case endOfInput
    /// The process has no terminal that can be asked.
    case noTerminal
  }

  private let loop: Loop
  private let terminal: ControllingTerminal
  private let words: OutputQueue

  /// Opens the terminal; the path of another one is for tests.
  init(_ loop: Loop, path: String = "/dev/tty") throws(Unanswered) {
    self.loop = loop
    do {
      terminal = try ControllingTerminal(path: path)
    } catch {
      throw .noTerminal
    }
    words = OutputQueue(terminal.descriptor, loop)
  }

  /// Asks for a secret, and lends it to `use`, after which its bytes are wiped. Nothing of it is
  /// shown, not even its length.
  func secret<Result>(
    _ question: String, _ use: ([UInt8]) -> Result
  ) async throws(Unanswered) -> Result {
    let entry = SecretEntry()
    do {
      try terminal.quiet()
    } catch {
      throw .noTerminal
    }
    // Enter was not echoed, so the cursor still stands behind the question.
    defer {
      terminal.loud()
      words.write("\n")
    }
    words.write(question)
    while await loop.readable(terminal.descriptor) {
      switch terminal.read({ entry.feed($0) }) {
      case .unfinished: continue
      case .complete: return entry.take(use)
      case .cancelled: throw .cancelled
      case .endOfInput: throw .endOfInput
      }
    }
    throw .cancelled
  }

  /// Asks for a line, shown as it is typed. It comes without its line feed; bytes that are no UTF-8
  /// are replaced.
  func line(_ question: String) async throws(Unanswered) -> String {
    terminal.dropTypeahead()
    words.write(question)
    var bytes: [UInt8] = []
    while await loop.readable(terminal.descriptor) {
      let part = terminal.read { $0 }
      if part.isEmpty {
        guard !bytes.isEmpty else { throw .endOfInput }
        break
      }
      bytes += part
      if bytes.last == UInt8(ascii: "\n") {
        bytes.removeLast()
        break
      }
    }
    guard !Task.isCancelled else { throw .cancelled }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes to the terminal without asking anything.
  func say(_ text: String) { words.write(text) }
}

extension Prompt {
  /// Asks for a secret without showing it; nil when there is no terminal, or the person gave up.
  static func secret(_ question: String, _ loop: Loop) async -> Secret? {
    guard let prompt = try? Prompt(loop) else { return nil }
    return try? await prompt.secret(question) { Secret($0) }
  }

  /// Asks for one of a few words; nil when there is no terminal, or the person gave up.
  static func word(_ question: String, _ loop: Loop) async -> String? {
    guard let prompt = try? Prompt(loop), let line = try? await prompt.line(question) else {
      return nil
    }
    return line.filter { !$0.isWhitespace }.lowercased()
  }
}
