import Canvas
import Core
import Diagnosis
import Operations
import Presentation

extension App {
  /// Authenticate on the chosen mailbox: what is unmet, else what `Authentication` comes to.
  mutating func authenticate() -> [Effect] {
    guard let mailbox = subject else { return [] }
    if let first = unmet(mailbox).first {
      if home.focus != .editor || editorField != .authenticate { choose(.authenticate) }
      notice = Notice("Authenticate waits: \(Printable.text(first))", .warning)
      return []
    }
    return authenticate(mailbox.name)
  }

  mutating func authenticate(_ name: String) -> [Effect] {
    if let at = stack.firstIndex(where: { $0.signIn?.mailbox == name }) {
      stack.append(stack.remove(at: at))
      return []
    }
    problems[name] = nil
    let effects = start(.authenticate(mailbox: name, .choice()))
    stack.append(.signIn(SignInState(mailbox: name, job: JobID(lastJob))))
    return effects
  }

  /// A sign-in stands so: the page asks, or goes on by itself.
  mutating func stand(_ at: Int, _ standing: Authentication.Standing) -> [Effect] {
    guard var state = stack[at].signIn, let job = state.job else { return [] }
    let name = state.mailbox
    state.waiting = nil
    var answer: Authentication.Answer?
    switch standing {
    case .awaitingOK(let grant): state.phase = .awaitingOK(grant)
    case .wrongPerson(let grant, let expected):
      state.phase = .wrongPerson(grant, expected: expected)
    case .consentNeeded(let refusal): state.phase = .consent(refusal)
    case .consentNoted:
      // The admin's step is the first of two: the second, the mailbox's own, follows it.
      state.lines = []
      notice = Notice(
        "Noted: an admin consented for the organization. Now the mailbox itself signs in.", .good)
      answer = .begin(anyway: true)
    case .dropped:
      notice = Notice(SignInWords.dropped)
      answer = .leave
    case .ended(let reason):
      state.phase = .ended(Problem.of(reason: reason, context: problemContext(name)))
    case .kept(let grant):
      state.lines = [Line(CheckLine(.open, SignInWords.kept(grant)))]
      state.phase = .finished
    case .replaced(let other):
      // The page follows the one that is under way.
      let words = SignInWords.replaced(by: other, local: clock.short)
      state.lines = [Line("\(Mark.open.sign) \(Printable.text(words))", .warning)]
      notice = Notice(Printable.text(words), .warning)
      answer = .follow
    case .verified(let found):
      state.phase =
        found.failure.map { .ended(Problem.of($0, context: problemContext(name))) } ?? .finished
    case .unchecked(let failure), .failed(let failure):
      state.phase = .ended(Problem.of(failure, context: problemContext(name)))
    }
    if let answer {
      state.phase = .starting
      stack[at] = .signIn(state)
      if answer == .leave { stack.remove(at: at) }
      return [.answer(job, mailbox: name, answer)]
    }
    stack[at] = .signIn(state)
    jobs[job]?.isAsking = true
    return []
  }

  /// Authenticate of one mailbox is over: it was left, or cancelled.
  mutating func endSignIn(_ id: JobID, _ name: String, _ outcome: Outcome) {
    guard let at = stack.firstIndex(where: { $0.signIn?.isOf(id, name) ?? false }) else { return }
    switch outcome {
    case .failed(let failure) where failure != .cancelled:
      let problem = Problem.of(failure, context: problemContext(name))
      stack[at].signIn?.job = nil
      stack[at].signIn?.phase = .ended(problem)
    default:
      stack.remove(at: at)
      tellLeft(name)
    }
  }

  /// Says what became of a sign-in that was cancelled.
  mutating func tellLeft(_ name: String) {
    notice = Notice(
      snapshot.pending[name] == nil
        ? "The sign-in was left; nothing was changed."
        : "The sign-in is kept: \(keys.keyName(.authenticate)) takes it up again.")
  }

  mutating func performSignIn(_ command: Command) -> [Effect] {
    guard let at = stack.indices.last, let state = stack[at].signIn else { return [] }
    switch (state.phase, command) {
    case (_, .back): return leave(state)
    case (.finished, .open), (.ended, .open): return closeSignIn()
    case (.awaitingOK, .open): return answer(.ok, .proving)
    case (.awaitingOK, .decline), (.wrongPerson, .decline): return answer(.refuse, .starting)
    case (.wrongPerson, .acceptOther): return answer(.acceptOther, .proving)
    case (.wrongPerson, .adminStep): return answer(.adminStep, .starting)
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

  /// Answers the sign-in on top, which then goes on.
  private mutating func answer(
    _ answer: Authentication.Answer, _ phase: SignInState.Phase
  ) -> [Effect] {
    guard let at = stack.indices.last, let state = stack[at].signIn else { return [] }
    stack[at].signIn?.phase = phase
    guard let job = state.job else {
      // It ended by itself: what is asked for begins anew.
      guard case .begin(let anyway) = answer else { return [] }
      let effects = start(.authenticate(mailbox: state.mailbox, .begin(anyway: anyway)))
      stack[at].signIn?.job = JobID(lastJob)
      return effects
    }
    jobs[job]?.isAsking = false
    jobs[job]?.began = uptime
    jobs[job]?.waits = answer.firstWait
    return [.answer(job, mailbox: state.mailbox, answer)]
  }

  /// A new sign-in, in the place of the one on top.
  mutating func begin(anyway: Bool) -> [Effect] {
    if let at = stack.indices.last {
      stack[at].signIn?.lines = []
      stack[at].signIn?.waiting = nil
    }
    return answer(.begin(anyway: anyway), .starting)
  }

  // Leaving the code keeps it; leaving a question keeps the question. Only OK keeps a grant. In a run
  // it pauses: nobody is sent to the next sign-in against their will.
  private mutating func leave(_ state: SignInState) -> [Effect] {
    guard let job = state.job else { return closeSignIn() }
    let pause = state.isOfRun ? pauseRun() : []
    if state.isWorking {
      jobs[job]?.waits = "Stopping"
      return pause + (state.isOfRun ? [.steer(job, .skip(state.mailbox))] : [.cancel(job)])
    }
    switch state.phase {
    case .awaitingOK, .wrongPerson:
      stack.removeLast()
      notice = Notice(
        "Nothing is kept until OK; \(keys.keyName(.authenticate)) asks again.", .warning)
      return pause + [.answer(job, mailbox: state.mailbox, .leave)]
    case .consent: return pause + closeSignIn()
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
    return state.job.map { [.answer($0, mailbox: state.mailbox, .leave)] } ?? []
  }
}

extension Authentication.Answer {
  /// What is waited for first after it, in words.
  fileprivate var firstWait: String {
    switch self {
    case .ok, .acceptOther: "Redeeming the refresh token"
    case .adminStep, .refuse, .leave: "Writing the vault"
    case .begin, .follow: "Asking the identity server"
    }
  }
}
