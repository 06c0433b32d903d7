import Canvas
package import Core
package import Operations

/// What a check, a stage or a step of a sign-in came to, in a line: the same on a screen, in the output of
/// a verb and in the console in lines.
package struct CheckLine: Equatable, Sendable {
  /// How it came out.
  package var mark: Mark
  /// What was tried, and what came of it. Foreign text in it is escaped.
  package var text: String
  /// What the server said to a stage, escaped, empty for nothing; nil where no stage is told of.
  package var said: String?

  /// A line.
  package init(_ mark: Mark, _ text: String, said: String? = nil) {
    self.mark = mark
    self.text = Printable.text(text)
    self.said = said.map { Printable.text($0) }
  }

  /// All of it as one text, for those who print lines.
  package var whole: String {
    "\(mark.sign) \(text)" + (said.map { $0.isEmpty ? "" : "  \($0)" } ?? "")
  }
}

extension Progress {
  /// What was found, as a line; nil where it is shown otherwise.
  package var line: CheckLine? {
    switch self {
    case .check(let name, let check): check.line(CheckResult.subject(name))
    case .pop(let server, let check): check.line(of: server)
    case .signIn, .stands: nil
    case .tryingSilently: CheckLine(.open, "Trying the secret in force without a new sign-in")
    case .signInNeeded: CheckLine(.open, "That did not help: a sign-in is needed")
    case .flipped(let mode):
      CheckLine(.open, "The registration wants a \(mode.rawValue) client; asked so, once")
    case .signedIn(let name, _):
      CheckLine(.good, "Signed in as \(name ?? "somebody this server does not name")")
    case .authenticated(.silent):
      CheckLine(.good, "Authenticated again with the secret in force; no sign-in was needed")
    case .authenticated(.signIn): CheckLine(.good, "Authenticated: OK was given")
    case .refreshCheck(let refreshCheck): refreshCheck.line
    case .stage(let stage): stage.verdict == .skipped ? nil : stage.line
    }
  }
}

extension CheckResult {
  /// What is tried by a check of the settings, by its short name.
  package static func subject(_ name: String) -> String {
    name == "secret" ? "Client secret" : "Identity server"
  }

  /// What came out.
  ///
  /// - Parameters:
  ///   - what: What was tried.
  ///   - place: Where, if that is to be told.
  ///   - now: The registration's values as they are now; with others than it was tried with, its
  ///     outcome says nothing any more.
  /// - Returns: The line.
  package func line(
    _ what: String, at place: String? = nil, under now: RegistrationStamp? = nil
  ) -> CheckLine {
    if let now, now != under { return CheckLine(.open, "\(what): tried before the last change") }
    let there = place.map { " at \($0)" } ?? ""
    return switch verdict {
    case .passed:
      CheckLine(.good, "\(what) passed\(there)" + (ms.map { ", \(wholeMs($0))" } ?? ""))
    case .failed(let failure): CheckLine(.failed, "\(what) failed\(there), \(failure.words)")
    case .skipped(let why): CheckLine(.open, "\(what): not tried, \(why)")
    }
  }
}

extension PopCheck {
  /// What came of a Pop Server tried without a token.
  package func line(of server: String) -> CheckLine {
    CheckLine(
      passed ? .good : .failed,
      "Pop Server \(server) \(passed ? "passed" : "failed")"
        + (failure.map { ", \($0.kind.rawValue)" } ?? ""))
  }
}

extension RefreshCheck {
  /// What came of it, and what it proves.
  package var line: CheckLine {
    CheckLine(
      result == .passed ? .good : .failed, words.prefix(1).uppercased() + words.dropFirst())
  }
}

extension StageResult {
  /// A rung of the probe ladder, in columns: `✓ greeting  12 ms  +OK …`.
  package var line: CheckLine {
    let longest = ProbeStage.allCases.map(\.rawValue.count).max() ?? 0
    let time = ms.map(wholeMs) ?? "–"
    let mark: Mark =
      switch verdict {
      case .passed: .good
      case .failed: .failed
      case .skipped: .open
      }
    return CheckLine(
      mark,
      name.rawValue + String(repeating: " ", count: longest - name.rawValue.count)
        + String(repeating: " ", count: max(1, 8 - time.count)) + time,
      said: said)
  }
}

extension CheckLine {
  /// What waits in a mailbox that was opened.
  package static func waiting(messages: Int, octets: Int) -> String {
    Quantity.count(messages, "message", "messages") + " waiting, about "
      + Quantity.count(octets, "octet", "octets")
  }
}

extension Finding {
  /// What a rule finds, in a line without the advice. Foreign text in it: escape before it is shown.
  package var headline: String { "\(severity.rawValue): \(field): \(message)" }

  /// What to do about it, with the command of the command line where one does it.
  package var remedy: String {
    advice + (next.map { " Run `\($0.command(mailbox: "NAME"))`." } ?? "")
  }
}
