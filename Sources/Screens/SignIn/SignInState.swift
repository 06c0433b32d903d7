import Canvas
import Core
import Diagnosis
import Operations
import Presentation

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
    if let line = progress.line { lines.append(Line(line)) }
  }
}
