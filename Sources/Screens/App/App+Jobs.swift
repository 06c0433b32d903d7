import Canvas
import Core
import Diagnosis
import Operations
import Presentation

extension App {
  /// Starts a job.
  mutating func start(_ job: Job) -> [Effect] {
    lastJob += 1
    let id = JobID(lastJob)
    jobs[id] = RunningJob(job: job, began: uptime, waits: job.firstWait)
    return [.start(id, job)]
  }

  /// The job that is under way for a mailbox.
  func job(of mailbox: String) -> JobID? {
    jobs.filter { $1.job.mailbox == mailbox }.keys.max { $0.number < $1.number }
  }

  /// Whether the status line counts the seconds of a job.
  var showsElapsed: Bool { statusJob != nil }

  /// Jobs that are under way: those that wait for an answer here are not.
  var working: [JobID: RunningJob] { jobs.filter { !$1.isAsking } }

  /// The job that the status line tells of.
  var statusJob: RunningJob? {
    switch stack.last {
    case nil, .registration, .question, .run: working.values.max { $0.began < $1.began }
    case .signIn(let state):
      state.job.flatMap { state.shownCode == nil ? working[$0] : nil }
    default: nil
    }
  }

  /// The job that Esc cancels before it leads anywhere: the newest that the status line tells of.
  var cancellable: JobID? {
    guard Place.home.contains(place) || place == .registration else { return nil }
    return working.filter { !$1.isCancelled }.keys.max { $0.number < $1.number }
  }

  mutating func take(_ progress: Progress, of id: JobID) -> [Effect] {
    guard let job = jobs[id] else { return [] }
    if let words = progress.waits, !job.isCancelled { jobs[id]?.waits = words }
    return job.job.mailbox.map { take(progress, of: id, $0) } ?? []
  }

  /// What a job tells of one mailbox.
  mutating func take(_ progress: Progress, of id: JobID, _ mailbox: String) -> [Effect] {
    guard let at = stack.firstIndex(where: { $0.signIn?.isOf(id, mailbox) ?? false }) else {
      return []
    }
    stack[at].signIn?.take(progress)
    jobs[id]?.isAsking = false
    guard case .stands(let standing) = progress else { return [] }
    return stand(at, standing)
  }

  mutating func end(_ id: JobID, _ outcome: Outcome) -> [Effect] {
    guard let ended = jobs.removeValue(forKey: id) else { return [] }
    switch (ended.job, outcome) {
    case (.authenticate(let name, _), _): endSignIn(id, name, outcome)
    case (.batch, _): endRun(id, outcome)
    case (.keepSecret(let edit), .stored(let result)): return endSecret(edit, result)
    case (.keepSecret(let edit), .failed(let failure)) where failure != .cancelled:
      return endSecret(edit, failure)
    case (.undoSecret(let name), .putBack(let registration)):
      endUndoSecret(of: name, registration)
    case (.undoSecret, .failed(.vault(.conflict(let what)))):
      notice = Notice("Nothing was put back: \(Printable.text(what)).", .error)
    case (_, .failed(.cancelled)):
      changeRegistration { $0.afterSaving = nil }
      notice = Notice("Cancelled: \(ended.job.words.lowercased()).")
    case (_, .failed(let failure)):
      show(Problem.of(failure, context: problemContext(ended.job.mailbox)))
    case (.verify(let name), .verified(let failure)): endVerify(name, failure)
    case (.checkSettings, .checked(let failure)):
      notice =
        failure.map {
          Notice(
            "\(Problem.of($0, context: problemContext(nil)).title) "
              + "(\(keys.keyName(.problem)): why)", .error)
        } ?? Notice("Identity server, secret and Pop Server passed.", .good)
      if let failure {
        let problem = Problem.of(failure, context: problemContext(nil))
        changeRegistration { $0.problem = problem }
      } else {
        changeRegistration { $0.problem = nil }
      }
    default: break
    }
    return []
  }

  private mutating func endVerify(_ name: String, _ failure: Failure?) {
    pointAnew()
    let state = mailboxList.row(named: name)?.state
    let shown = Printable.text(name)
    if case .verified = state {
      notice = Notice("\(shown): Verified. It \(Checklist.limit).", .good)
    } else if let state {
      notice = Notice(
        "\(shown): \(Printable.text(state.badge(local: clock.short))). "
          + "\(keys.keyName(.problem)) says why.", .warning)
    }
    if let failure { problems[name] = failure }
  }

  /// Verifies the chosen mailbox.
  mutating func verify() -> [Effect] {
    guard !home.isNew, let name = home.name(in: mailboxList) else { return [] }
    guard job(of: name) == nil else {
      notice = Notice("\(Printable.text(name)) is being worked on already.")
      return []
    }
    guard snapshot.grants[name] != nil else {
      notice = Notice(
        "There is no token to verify with: \(keys.keyName(.authenticate)) authenticates first.",
        .warning)
      return []
    }
    problems[name] = nil
    return start(.verify(mailbox: name))
  }
}

extension Job {
  /// What is waited for first, in words.
  var firstWait: String {
    switch self {
    case .authenticate(_, .resume): "Awaiting the login at the browser"
    case .authenticate, .checkSettings, .keepSecret, .batch: "Asking the identity server"
    case .verify: "Redeeming the refresh token"
    case .undoSecret: "Writing the vault"
    }
  }

  /// What it does, in words.
  package var words: String {
    switch self {
    case .authenticate(let name, .resume): "Taking up the sign-in of \(Printable.text(name))"
    case .authenticate(let name, _): "Signing in \(Printable.text(name))"
    case .batch(let request): request.deed.title
    case .verify(let name): "Verifying \(Printable.text(name))"
    case .checkSettings(let name): "Checking the settings of \(Printable.text(name))"
    case .keepSecret(let edit):
      "Trying the client secret of \(Printable.text(edit.registration.name))"
    case .undoSecret(let name): "Putting back the client secret of \(Printable.text(name))"
    }
  }
}

extension Progress {
  /// What is waited for after it; nil where it says nothing of that.
  var waits: String? {
    switch self {
    case .check(let name, _):
      name == "secret" ? "Asking the Pop Server" : "Trying the secret at the identity server"
    case .pop: "Asking for a code"
    case .signIn(.deviceCode(.code)): "Awaiting the login at the browser"
    case .signIn(.deviceCode(.waiting)): nil
    case .flipped: "Asking again as the other kind of client"
    case .signedIn: "Looking who signed in"
    case .tryingSilently: "Redeeming the refresh token"
    case .signInNeeded: "Asking the identity server"
    case .stands: nil
    case .authenticated: "Opening the mailbox over POP3"
    case .refreshCheck: "Opening the mailbox over POP3"
    case .stage(let stage): "Opening the mailbox over POP3, after \(stage.name.rawValue)"
    }
  }
}
