import Canvas
import Core
import Diagnosis
import Operations
import Presentation

extension App {
  /// Authenticate on the chosen mailbox: what is unmet, the sign-in that was left, the silent way
  /// out of Stale, or a code.
  mutating func authenticate() -> [Effect] {
    guard let mailbox = subject else { return [] }
    if let first = unmet(mailbox).first {
      if home.focus != .editor || editorField != .authenticate { choose(.authenticate) }
      notice = Notice("Authenticate waits: \(Printable.text(first))", .warning)
      return []
    }
    return authenticate(mailbox.name)
  }

  mutating func authenticate(_ name: String, ofRun: Bool = false) -> [Effect] {
    if let at = stack.firstIndex(where: { $0.signIn?.mailbox == name }) {
      stack.append(stack.remove(at: at))
      return []
    }
    problems[name] = nil
    var state = SignInState(mailbox: name)
    state.isOfRun = ofRun
    let job: Job
    switch SignInChoice(name, in: snapshot, setting.endpoints, now: now) {
    // Where consent is awaited the page asks for it.
    case .resume, .awaitConsent: job = .resume(mailbox: name)
    case .silent:
      state.lines.append(
        Line("\u{B7} Trying the secret in force without a new sign-in", .muted))
      job = .verify(mailbox: name)
    case .begin: job = .signIn(mailbox: name, anyway: false)
    }
    let effects = start(job)
    state.job = JobID(lastJob)
    stack.append(.signIn(state))
    return effects
  }

  /// A job of a sign-in ended.
  mutating func endSignIn(_ at: Int, _ job: Job, _ outcome: Outcome) -> [Effect] {
    guard var state = stack[at].signIn else { return [] }
    let name = state.mailbox
    state.job = nil
    state.waiting = nil
    var effects: [Effect] = []
    switch outcome {
    case .signIn(let end):
      switch end {
      case .awaitingOK(let grant, let found):
        state.found = found
        state.phase = .awaitingOK(grant)
      case .wrongPerson(let grant, let expected, let found):
        state.found = found
        state.phase = .wrongPerson(grant, expected: expected)
      case .consentNeeded(let refusal): state.phase = .consent(refusal)
      case .ended(let reason):
        state.phase = .ended(Problem.of(reason: reason, context: problemContext(name)))
      case .kept(let grant):
        state.lines = [Line("\u{B7} " + Printable.text(OtherSignIn.kept(grant)), .muted)]
        state.phase = .finished
      case .replaced(let other):
        // The page follows the one that is under way.
        let words = OtherSignIn.replaced(by: other, local: clock.short)
        state.lines = [Line("\u{B7} " + Printable.text(words), .warning)]
        notice = Notice(Printable.text(words), .warning)
        effects = start(.resume(mailbox: name))
        state.job = JobID(lastJob)
        state.phase = .starting
      }
    case .verified(let failure):
      let needsSignIn = SignInChoice.needsSignIn(
        after: failure, name, in: snapshot, setting.endpoints, now: now)
      if case .verify = job, needsSignIn {
        state.lines.append(Line("\u{B7} That did not help: a sign-in is needed", .warning))
        effects = start(.signIn(mailbox: name, anyway: false))
        state.job = JobID(lastJob)
        state.phase = .starting
      } else if let failure {
        state.phase = .ended(Problem.of(failure, context: problemContext(name)))
      } else {
        state.phase = .finished
      }
    case .done where job.isAdminStep:
      state.lines = []
      notice = Notice(
        "Noted: an admin consented for the organization. Now the mailbox itself signs in.", .good)
      effects = start(.signIn(mailbox: name, anyway: true))
      state.job = JobID(lastJob)
      state.phase = .starting
    case .done, .checked, .stored, .putBack: state.phase = .finished
    case .failed(.cancelled):
      stack.remove(at: at)
      notice = Notice(
        snapshot.pending[name] == nil
          ? "The sign-in was left; nothing was changed."
          : "The sign-in is kept: \(keys.keyName(.authenticate)) takes it up again.")
      return afterSignIn(state)
    case .failed(let failure):
      state.phase = .ended(Problem.of(failure, context: problemContext(name)))
    }
    stack[at] = .signIn(state)
    return effects
  }

  mutating func performSignIn(_ command: Command) -> [Effect] {
    guard let at = stack.indices.last, let state = stack[at].signIn else { return [] }
    switch (state.phase, command) {
    case (_, .back): return leave(state)
    case (.finished, .open), (.ended, .open): return closeSignIn()
    case (.awaitingOK(let grant), .open): return accept(grant, exception: false)
    case (.awaitingOK(let grant), .decline), (.wrongPerson(let grant, _), .decline):
      return decline(grant, consent: false)
    case (.wrongPerson(let grant, _), .acceptOther): return accept(grant, exception: true)
    case (.wrongPerson(let grant, _), .adminStep): return decline(grant, consent: true)
    case (.consent, .adminStep), (.consent, .open): return begin(anyway: false)
    case (.ended, .newCode), (.consent, .newCode): return begin(anyway: true)
    case (.code(let code), let command): return perform(command, on: code, of: state)
    case (.ended, .whyRefused): showWhyRefused(state.mailbox)
    case (.consent, .message), (.consent, .copy):
      stack.append(
        .message(
          MessageState(
            title: "For your Microsoft 365 admin (\(keys.keyName(.copy)): copy)",
            text: SignInInstructions.consent(
              registration, mailbox: snapshot.mailboxes[state.mailbox]))))
    case (.consent(let refusal), .problem):
      if let refusal {
        show(
          Problem.of(refusal: refusal, context: problemContext(state.mailbox)), of: state.mailbox)
      }
    case (.ended(let problem), .problem), (.ended(let problem), .message):
      show(problem, of: state.mailbox)
    case (.finished, .problem):
      if let problem = problem(of: state.mailbox) { show(problem, of: state.mailbox) }
    default: scroll(at, state, command)
    }
    return []
  }

  private mutating func scroll(_ at: Int, _ state: SignInState, _ command: Command) {
    let body = HomeLayout.body(columns: columns, rows: rows).inset(columns: 1)
    let lines = SignInScreen(app: self, state: state).lines(width: body.columns).count
    var page = state.page
    if page.move(command, lines: lines, rows: body.rows) { stack[at].signIn?.page = page }
  }

  /// Starts the next job of the sign-in on top.
  private mutating func run(_ job: Job, _ phase: SignInState.Phase) -> [Effect] {
    guard let at = stack.indices.last else { return [] }
    let effects = start(job)
    stack[at].signIn?.job = JobID(lastJob)
    stack[at].signIn?.phase = phase
    return effects
  }

  private mutating func accept(_ grant: GrantFacts, exception: Bool) -> [Effect] {
    let found = stack.last?.signIn?.found
    return run(
      .accept(
        mailbox: grant.mailbox, pending: grant.id, asked: grant.signedIn, exception: exception,
        found: found), .proving)
  }

  private mutating func decline(_ grant: GrantFacts, consent: Bool) -> [Effect] {
    let registration = snapshot.mailboxes[grant.mailbox]?.registration ?? ""
    let claim = ConsentClaim(registration: registration, tenant: grant.identity?.tenant)
    let job = Job.decline(
      mailbox: grant.mailbox, pending: grant.id, consentOf: consent ? claim : nil)
    // The admin's step is the first of two: the second, the mailbox's own, follows it.
    if consent { return run(job, .starting) }
    let effects = start(job)
    let top = stack.removeLast()
    notice = Notice("Dropped. What was kept before is unchanged.")
    return effects + (top.signIn.map { afterSignIn($0) } ?? [])
  }

  mutating func begin(anyway: Bool) -> [Effect] {
    guard let name = stack.last?.signIn?.mailbox else { return [] }
    if let at = stack.indices.last { stack[at].signIn?.lines = [] }
    return run(.signIn(mailbox: name, anyway: anyway), .starting)
  }

  // Leaving the code keeps it; leaving a question keeps the question. Only OK keeps a grant.
  private mutating func leave(_ state: SignInState) -> [Effect] {
    if let job = state.job { return [.cancel(job)] }
    switch state.phase {
    case .awaitingOK, .wrongPerson:
      stack.removeLast()
      notice = Notice(
        "Nothing is kept until OK; \(keys.keyName(.authenticate)) asks again.", .warning)
      return afterSignIn(state)
    default: return closeSignIn()
    }
  }

  mutating func closeSignIn() -> [Effect] {
    guard let state = stack.last?.signIn else { return [] }
    stack.removeLast()
    pointAnew()
    if let place = mailboxList.place(of: state.mailbox) {
      home.isNew = false
      home.index = place
    }
    return afterSignIn(state)
  }
}

extension Job {
  /// Whether it notes an admin's consent, after which the mailbox itself is to sign in.
  fileprivate var isAdminStep: Bool {
    if case .decline(_, _, .some) = self { true } else { false }
  }
}
