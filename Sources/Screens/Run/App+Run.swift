import Canvas
import Core
import Diagnosis
import Operations

extension App {
  /// Starts a run over the mailboxes that the list shows.
  mutating func startRun(_ deed: BatchDeed) -> [Effect] {
    guard !stack.contains(where: { $0.run != nil }) else { return [] }
    evaluateAll()
    let rows = mailboxList.shown.map { mailboxList.rows[$0] }
    let concerned = rows.filter { deed.concerns($0, in: snapshot) }.map(\.name)
    // A mailbox that is worked on has its lock taken: it would only wait.
    let busy = Set(concerned.filter { job(of: $0) != nil })
    let names = concerned.filter { !busy.contains($0) }
    guard !names.isEmpty else {
      notice = Notice(deed.nobody)
      return []
    }
    let items = concerned.map {
      RunState.Item(
        name: $0, stage: busy.contains($0) ? .skipped("it is being worked on already") : .waiting)
    }
    var run = RunState(deed: deed, items: items)
    if case .verify = deed {
      run.withoutToken = rows.count { snapshot.grants[$0.name] == nil && $0.needsSignIn }
    }
    for name in names { problems[name] = nil }
    let effects = start(
      .batch(
        BatchRequest(
          deed, names, jobs: deed.atOnce, patience: .pauses(after: BatchRequest.refusals))))
    run.job = JobID(lastJob)
    stack.append(.run(run))
    return effects
  }

  /// Takes what a batch tells.
  mutating func take(_ event: BatchEvent, of id: JobID) -> [Effect] {
    guard jobs[id] != nil, let at = stack.firstIndex(where: { $0.run?.job == id }) else {
      return []
    }
    defer { noteWorking(id) }
    switch event {
    case .began(let name): begin(name, id, at)
    case .progress(let name, let progress):
      if let words = progress.waits {
        stack[at].run?.set(name, .running(words))
      }
      return take(progress, of: id, name)
    case .ended(let name, let end):
      if let page = stack.firstIndex(where: { $0.signIn?.isOf(id, name) ?? false }) {
        stack.remove(at: page)
        tellLeft(name)
        // What became of it, a code that can be taken up say, is the mailbox's state.
        stack[at].run?.set(name, .done)
      }
      switch end {
      case .leftOut(let why): stack[at].run?.set(name, .skipped(Printable.text(why.words)))
      case .verified(let found): endTurn(name, found.failure, at)
      case .failed(let failure): endTurn(name, failure, at)
      case .authenticated: endTurn(name, nil, at)
      }
    case .waiting(let until): stack[at].run?.waitsUntil = until
    case .paused(let refusals):
      stack[at].run?.isPaused = true
      guard let refusals else { break }
      notice = Notice(
        "Paused: \(refusals) sign-ins in a row were refused. \(keys.keyName(.pause)) goes on.",
        .warning)
    }
    return []
  }

  private mutating func begin(_ name: String, _ id: JobID, _ at: Int) {
    guard let run = stack[at].run else { return }
    stack[at].run?.waitsUntil = nil
    stack[at].run?.set(name, .running(run.deed.firstWait))
    stack[at].run?.index = run.items.firstIndex { $0.name == name } ?? run.index
    guard case .authenticate = run.deed else { return }
    var page = SignInState(mailbox: name, job: id)
    page.isOfRun = true
    stack.append(.signIn(page))
  }

  private mutating func endTurn(_ name: String, _ failure: Failure?, _ at: Int) {
    if let failure { problems[name] = failure }
    stack[at].run?.set(name, .done)
  }

  // A run that is paused, or asks, is not under way.
  private mutating func noteWorking(_ id: JobID) {
    guard let run = stack.first(where: { $0.run?.job == id })?.run else { return }
    if run.isPaused, run.running.isEmpty { jobs[id]?.isAsking = true }
    guard jobs[id]?.isCancelled == false else { return }
    if let words = run.underWay { jobs[id]?.waits = words }
  }

  /// A run is over.
  mutating func endRun(_ id: JobID, _ outcome: Outcome) {
    guard let at = stack.firstIndex(where: { $0.run?.job == id }) else { return }
    if let page = stack.firstIndex(where: { $0.signIn?.job == id }) { stack.remove(at: page) }
    switch outcome {
    case .failed(let failure):
      stack[at].run?.end("stopped")
      if failure != .cancelled { show(Problem.of(failure, context: problemContext(nil))) }
    default: stack[at].run?.end("it had no turn")
    }
    pointRun(at)
  }

  // When all is done the first that needs somebody is chosen, so that the next key is about it.
  private mutating func pointRun(_ at: Int) {
    guard let run = stack[at].run else { return }
    let trouble = run.items.firstIndex { item in
      if case .verified = mailboxList.row(named: item.name)?.state { false } else { true }
    }
    stack[at].run?.index = trouble ?? 0
  }

  mutating func performRun(_ command: Command) -> [Effect] {
    guard let at = stack.indices.last, let run = stack[at].run else { return [] }
    switch command {
    case .back:
      guard run.isOver else { return stopRun(at, run) }
      stack.removeLast()
    case .stop: return run.isOver ? [] : stopRun(at, run)
    case .pause: return run.isPaused ? resumeRun(at, run) : pauseRun()
    case .skip: return skip(run)
    case .open, .problem:
      guard run.items.indices.contains(run.index) else { return [] }
      let name = run.items[run.index].name
      if run.isOver, command == .open {
        stack.removeLast()
        if let place = mailboxList.place(of: name) { home.index = place }
      } else if let problem = problem(of: name) {
        show(problem, of: name)
      } else {
        notice = Notice("No problem is known of \(Printable.text(name)).")
      }
    default:
      stack[at].run?.index = App.moved(
        run.index, command, count: run.items.count,
        page: RunState.listRows(columns: columns, rows: rows))
    }
    return []
  }

  /// Pauses the run that is under way, from whatever page.
  mutating func pauseRun() -> [Effect] {
    guard let at = stack.firstIndex(where: { $0.run != nil }), let run = stack[at].run,
      let job = run.job, !run.isPaused
    else { return [] }
    stack[at].run?.isPaused = true
    noteWorking(job)
    return [.steer(job, .pause)]
  }

  private mutating func resumeRun(_ at: Int, _ run: RunState) -> [Effect] {
    guard let job = run.job else { return [] }
    stack[at].run?.isPaused = false
    jobs[job]?.isAsking = false
    jobs[job]?.began = uptime
    return [.steer(job, .resume)]
  }

  // The chosen one where it still has its turn before it or is at it, else the first that is at it.
  private func skip(_ run: RunState) -> [Effect] {
    guard let job = run.job else { return [] }
    let chosen = run.items.indices.contains(run.index) ? run.items[run.index] : nil
    if let chosen, !chosen.stage.isOver { return [.steer(job, .skip(chosen.name))] }
    return run.running.first.map { [.steer(job, .skip($0.name))] } ?? []
  }

  private mutating func stopRun(_ at: Int, _ run: RunState) -> [Effect] {
    guard let job = run.job else { return [] }
    stack[at].run?.end("stopped")
    jobs[job]?.isCancelled = true
    jobs[job]?.waits = "Stopping"
    notice = Notice("Stopped; what was found stays.")
    return [.cancel(job)]
  }
}

extension MailboxList.Row {
  /// Whether a sign-in, or the silent way out of Stale, is what it needs.
  var needsSignIn: Bool {
    switch state {
    case .stale, .unauthenticated, .notAuthenticated, .attemptFailed, .awaitingOK, .awaitingLogin,
      .awaitingAdmin, .wrongAccount:
      true
    default: false
    }
  }
}
