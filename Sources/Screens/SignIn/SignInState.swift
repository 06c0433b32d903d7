import Canvas
import Core
import Diagnosis
import Operations

/// One sign-in from Authenticate to the badge.
struct SignInState: Equatable, Sendable {
  var mailbox: String
  var job: JobID?
  var phase = Phase.starting {
    didSet { page.top = 0 }
  }
  /// How far what does not fit is scrolled.
  var page = Page()
  /// Why the next poll waits.
  var waiting: DeviceSignIn.Waiting?
  /// What has been tried and found, a line each.
  var lines: [Line] = []
  /// It is a mailbox's turn in a run, which goes on when it is closed.
  var isOfRun = false

  /// Whether it is the page of a job's sign-in.
  func isOf(_ id: JobID, _ name: String) -> Bool { job == id && mailbox == name }

  /// Whether something is under way, and nothing is asked.
  var isWorking: Bool {
    switch phase {
    case .starting, .code, .proving: true
    case .consent, .wrongPerson, .awaitingOK, .finished, .ended: false
    }
  }

  enum Phase: Equatable, Sendable {
    /// Settings are checked and a code is asked for, or a Stale grant is tried silently.
    case starting
    case code(PendingSignIn.DeviceCode)
    /// An admin must consent first.
    case consent(OAuthRefusal?)
    case wrongPerson(GrantFacts, expected: String)
    case awaitingOK(GrantFacts)
    /// OK was given: refresh check and probe.
    case proving
    case finished
    case ended(Problem)
  }

  var place: Place {
    switch phase {
    case .wrongPerson: .signInQuestion
    case .awaitingOK: .signInOK
    default: .signIn
    }
  }

  mutating func take(_ progress: Progress) {
    switch progress {
    case .signIn(.deviceCode(let step)): take(step)
    default: break
    }
    if let line = progress.line { lines.append(line) }
  }
}

extension Progress {
  /// What was found, as a line; nil where it is shown otherwise.
  var line: Line? {
    switch self {
    case .check(let name, let check):
      return check.found(name == "discovery" ? "Identity server" : "Client secret")
    case .pop(let server, let check):
      return Line.found(
        "Pop Server \(Printable.text(server))", check.passed, check.failure?.kind.rawValue)
    case .signIn: return nil
    case .flipped(let mode):
      return Line("\u{B7} The registration wants a \(mode.rawValue) client; asked so, once", .muted)
    case .tryingSilently:
      return Line("\u{B7} Trying the secret in force without a new sign-in", .muted)
    case .signInNeeded: return Line("\u{B7} That did not help: a sign-in is needed", .warning)
    case .stands: return nil
    case .signedIn(let name, _):
      return Line(
        "\u{2713} Signed in as \(Printable.text(name ?? "somebody this server does not name"))",
        .good)
    case .authenticated(let how):
      return Line(
        how == .silent
          ? "\u{2713} Authenticated again with the secret in force; no sign-in was needed"
          : "\u{2713} Authenticated: OK was given", .good)
    case .refreshCheck(let refreshCheck): return refreshCheck.line
    case .stage(let stage):
      guard stage.verdict != .skipped else { return nil }
      let time = stage.ms.map { " \(Line.ms($0))" } ?? ""
      let said = stage.said.isEmpty ? "" : "  \(Printable.text(stage.said))"
      let good = stage.verdict == .passed
      return Line([
        Span(good ? "\u{2713} " : "x ", good ? .good : .error),
        Span("\(stage.name.rawValue)\(time)"), Span(said, good ? .muted : .error),
      ])
    }
  }
}

extension RefreshCheck {
  var line: Line {
    let time = Line.ms(ms)
    switch result {
    case .passed:
      return Line(
        mode == .public
          ? "\u{2713} Refresh check passed, \(time) (public client: secret not exercised)"
          : "\u{2713} Refresh check passed with the secret in force, \(time)", .good)
    case .refused(let refusal):
      return Line("x Refresh refused: \(Printable.text(refusal.words))", .error)
    case .network(let failure):
      return Line("x Refresh got no reply: \(failure.kind.rawValue)", .error)
    case .reply(let failure):
      return Line("x Refresh got an unusable reply: \(failure.kind.rawValue)", .error)
    }
  }
}

extension CheckResult {
  /// What came out, in a line.
  ///
  /// - Parameters:
  ///   - what: What was tried.
  ///   - now: The registration's values as they are now; with others than it was tried with, its
  ///     outcome says nothing any more.
  /// - Returns: The line.
  func found(_ what: String, under now: RegistrationStamp? = nil) -> Line {
    if let now, now != under {
      return Line("\u{B7} \(what): tried before the last change", .muted)
    }
    switch verdict {
    case .passed: return Line.found(what, true, ms.map { Line.ms($0) })
    case .refused(let refusal):
      return Line.found(what, false, Printable.text(refusal.words))
    case .network(let failure): return Line.found(what, false, failure.kind.rawValue)
    case .reply(let failure): return Line.found(what, false, failure.kind.rawValue)
    case .skipped(let why): return Line("\u{B7} \(what): not tried, \(Printable.text(why))", .muted)
    }
  }
}

extension Line {
  static func found(_ what: String, _ passed: Bool, _ detail: String?) -> Line {
    Line(
      (passed ? "\u{2713} " : "x ") + what + (passed ? " passed" : " failed")
        + (detail.map { ", \($0)" } ?? ""), passed ? .good : .error)
  }

  static func ms(_ ms: Double) -> String {
    ms < 10 ? "\((ms * 10).rounded() / 10) ms" : "\(Int(ms)) ms"
  }
}
