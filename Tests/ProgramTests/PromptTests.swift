import Foundation
import Synchronization
import TestKit
import Testing

@testable import greenbox

/// Both sides of a terminal that nobody sits at.
private final class PseudoTerminal: Sendable {
  /// The side of the person.
  let keyboard: Int32
  /// The side of the program.
  let path: String
  // Held open, so that the terminal lives as long as this object.
  let program: Int32

  init() {
    keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var locked: Int32 = 0
    var number: UInt32 = 0
    // TIOCSPTLCK and TIOCGPTN, which are macros that Swift does not import.
    _ = ioctl(keyboard, 0x4004_5431, &locked)
    _ = ioctl(keyboard, 0x8004_5430, &number)
    path = "/dev/pts/\(number)"
    program = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
  }

  deinit {
    close(program)
    close(keyboard)
  }

  func type(_ keys: [UInt8]) { _ = write(keyboard, keys, keys.count) }

  /// What the person sees of it so far.
  func seen() -> String {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let got = read(keyboard, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, got)), as: UTF8.self)
  }

  var isEchoing: Bool {
    var modes = termios()
    return tcgetattr(program, &modes) == 0 && modes.c_lflag & tcflag_t(ECHO) != 0
      && modes.c_lflag & tcflag_t(ICANON) != 0
  }
}

/// What a question came to.
private enum Outcome: Equatable, Sendable {
  case answer(String)
  case none(Prompt.Unanswered)
}

/// A conversation: what the person saw, whether echo was off at the question, and the outcome.
private struct Conversation: Equatable, Sendable {
  var question = ""
  var wasEchoing = true
  var rest = ""
  var outcome: Outcome?
}

/// Asks in a loop of its own; the keys are pressed once the question is to be seen, all at once or
/// one after the other.
private func converse(
  keys: [[UInt8]], cancel: Bool = false, hidden: Bool = true
) -> (Conversation, PseudoTerminal) {
  let terminal = PseudoTerminal()
  let result = Mutex(Conversation())
  _ = inLoop { loop in
    var conversation = Conversation()
    let question = Task(executorPreference: loop) { () async -> Outcome in
      do throws(Prompt.Unanswered) {
        let prompt = try Prompt(loop, path: terminal.path)
        return hidden
          ? .answer(try await prompt.secret("Secret: ") { String(decoding: $0, as: UTF8.self) })
          : .answer(try await prompt.line("OK? "))
      } catch {
        return .none(error)
      }
    }
    _ = await loop.readable(terminal.keyboard)
    conversation.question = terminal.seen()
    conversation.wasEchoing = terminal.isEchoing
    for part in keys {
      terminal.type(part)
      await Task.yield()
    }
    if cancel {
      // The kernel hands keys over in its own time; until then echo must stay off.
      if !keys.isEmpty { _ = await loop.readable(terminal.program) }
      question.cancel()
    }
    conversation.outcome = await question.value
    if hidden {
      _ = await loop.readable(terminal.keyboard)
      conversation.rest = terminal.seen()
    }
    result.withLock { [conversation] in $0 = conversation }
    return 0
  }
  return (result.withLock { $0 }, terminal)
}

@Suite("Questions at the terminal", .serialized)
struct PromptTests {
  @Test(
    "A secret is taken as typed, and nothing of it is shown",
    arguments: [
      ("abc\r", "abc"), ("abc\n", "abc"), ("a~+&= %\r", "a~+&= %"), ("ab\u{7f}c\r", "ac"),
      ("a\u{8}\u{8}\u{8}b\r", "b"), ("aä€🙂\u{7f}\u{7f}\r", "aä"), ("wrong\u{15}right\r", "right"),
      ("\u{1b}[200~pasted\u{1b}[201~\r", "pasted"), ("a\u{1b}[A\u{1b}[1;5Cb\u{1b}OPc\r", "abc"),
      ("a\u{1b}xb\r", "ab"), ("a\u{1}\u{0}\u{b}b\r", "ab"), ("abc\u{4}", "abc"), ("\r", ""),
    ])
  func secrets(keys: String, secret: String) {
    let expected = Conversation(
      question: "Secret: ", wasEchoing: false, rest: "\r\n", outcome: .answer(secret))
    let (atOnce, terminal) = converse(keys: [Array(keys.utf8)])
    #expect(atOnce == expected)
    #expect(terminal.isEchoing)
    let (oneByOne, _) = converse(keys: keys.utf8.map { [$0] })
    #expect(oneByOne == expected)
  }

  @Test("Ctrl-D on nothing is the end of input")
  func endOfInput() {
    let (conversation, terminal) = converse(keys: [[4]])
    #expect(conversation.outcome == Outcome.none(.endOfInput))
    #expect(terminal.isEchoing)
  }

  @Test("A cancelled question gives the terminal back as it was")
  func cancelled() {
    let (conversation, terminal) = converse(keys: [Array("half".utf8)], cancel: true)
    #expect(
      conversation
        == Conversation(
          question: "Secret: ", wasEchoing: false, rest: "\r\n", outcome: Outcome.none(.cancelled)))
    #expect(terminal.isEchoing)
  }

  @Test("A secret longer than any is cut, not kept")
  func limit() {
    // In parts that the terminal's own buffer holds.
    let part = [UInt8](repeating: UInt8(ascii: "x"), count: 1000)
    let (conversation, _) = converse(keys: Array(repeating: part, count: 18) + [[13]])
    #expect(conversation.outcome == .answer(String(repeating: "x", count: 16384)))
  }

  @Test(
    "A line is shown as it is typed, and comes without its line feed",
    arguments: [("yes\n", "yes"), ("\n", ""), ("nx\u{7f}o\n", "no"), ("a\u{4}\u{4}", "a")])
  func lines(keys: String, line: String) {
    let (conversation, _) = converse(keys: [Array(keys.utf8)], hidden: false)
    #expect(
      conversation
        == Conversation(question: "OK? ", wasEchoing: true, rest: "", outcome: .answer(line)))
  }

  @Test("A line that is not given is the end of input, or cancelled")
  func noLine() {
    #expect(
      converse(keys: [[4]], hidden: false).0.outcome == Outcome.none(.endOfInput))
    #expect(
      converse(keys: [], cancel: true, hidden: false).0.outcome == Outcome.none(.cancelled))
  }

  @Test("Keys pressed before the question are no answer to it")
  func typeahead() {
    let terminal = PseudoTerminal()
    terminal.type(Array("\n".utf8))
    let seen = Mutex("")
    let code = inLoop { loop in
      let question = Task(executorPreference: loop) {
        try await Prompt(loop, path: terminal.path).line("OK? ")
      }
      _ = await loop.readable(terminal.keyboard)
      terminal.type(Array("no\n".utf8))
      let answer = try? await question.value
      seen.withLock { $0 = answer ?? "none" }
      return 0
    }
    #expect(code == 0)
    #expect(seen.withLock { $0 } == "no")
  }

  @Test("Where there is no terminal, the question says so")
  func noTerminal() {
    let code = inLoop { loop in
      do throws(Prompt.Unanswered) {
        _ = try Prompt(loop, path: "/nonexistent")
        return 1
      } catch {
        return error == .noTerminal ? 0 : 2
      }
    }
    #expect(code == 0)
  }
}
