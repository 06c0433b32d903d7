import Canvas
import Core

extension App {
  /// Starts a run over the mailboxes that the list shows.
  mutating func startRun(_ kind: RunState.Kind) -> [Effect] {
    guard !stack.contains(where: { $0.run != nil }) else { return [] }
    evaluateAll()
    let rows = mailboxList.shown.map { mailboxList.rows[$0] }
    let names =
      switch kind {
      case .verify: rows.filter { snapshot.grants[$0.name] != nil }.map(\.name)
      case .authenticate: rows.filter(\.needsSignIn).map(\.name)
      }
    guard !names.isEmpty else {
      notice = Notice(
        kind == .verify
          ? "No mailbox shown has a token to verify with."
          : "No mailbox shown needs to be authenticated.")
      return []
    }
    var run = RunState(kind: kind, items: names.map { RunState.Item(name: $0) })
    if kind == .verify {
      run.withoutToken = rows.count { snapshot.grants[$0.name] == nil && $0.needsSignIn }
    }
    stack.append(.run(run))
    return goOn()
  }

  /// Takes up the next mailbox of the run.
  mutating func goOn() -> [Effect] {
    guard let at = stack.firstIndex(where: { $0.run != nil }), let run = stack[at].run,
      !run.isPaused, !run.isOver, run.current == nil,
      let next = run.items.firstIndex(where: { $0.stage == .waiting })
    else { return [] }
    let name = run.items[next].name
    stack[at].run?.index = next
    guard let mailbox = snapshot.mailboxes[name] else {
      stack[at].run?.items[next].stage = .skipped("it is no longer there")
      return goOn()
    }
    switch run.kind {
    case .verify:
      guard job(of: name) == nil else {
        stack[at].run?.items[next].stage = .skipped("it is being worked on already")
        return goOn()
      }
      stack[at].run?.items[next].stage = .running("Redeeming the refresh token")
      return start(.verify(mailbox: name))
    case .authenticate:
      if let first = unmetSaved(mailbox) {
        stack[at].run?.items[next].stage = .skipped(first)
        return goOn()
      }
      stack[at].run?.items[next].stage = .running("Signing in")
      return authenticate(name, ofRun: true)
    }
  }

  private func unmetSaved(_ mailbox: Mailbox) -> String? {
    Prerequisites.gates(
      for: mailbox, in: snapshot, mailboxIndex: mailboxList.mailboxIndex,
      endpoints: setting.endpoints, now: now
    ).flatMap(\.unmet).first.map { $0.message }
  }

  /// A verify of the run ended.
  mutating func endItem(_ at: Int, _ name: String, _ outcome: Outcome) -> [Effect] {
    guard let current = stack[at].run?.current else { return [] }
    switch outcome {
    case .failed(.cancelled): stack[at].run?.items[current].stage = .skipped("skipped")
    case .failed(let failure), .verified(.some(let failure)):
      stack[at].run?.items[current].stage = .failed(failure)
      problems[name] = failure
    default: stack[at].run?.items[current].stage = .done
    }
    countRefusal(at, name)
    let effects = goOn()
    pointRun(at)
    return effects
  }

  // When all is done the first that needs somebody is chosen, so that the next key is about it.
  private mutating func pointRun(_ at: Int) {
    guard let run = stack[at].run, run.isOver else { return }
    let trouble = run.items.firstIndex { item in
      if case .verified = mailboxList.row(named: item.name)?.state { false } else { true }
    }
    stack[at].run?.index = trouble ?? 0
  }

  private mutating func countRefusal(_ at: Int, _ name: String) {
    switch mailboxList.row(named: name)?.state {
    case .accessDenied: stack[at].run?.refusals += 1
    case .verified: stack[at].run?.refusals = 0
    default: break
    }
    guard let refusals = stack[at].run?.refusals, refusals >= RunState.patience else { return }
    stack[at].run?.refusals = 0
    stack[at].run?.isPaused = true
    notice = Notice(
      "Paused: \(refusals) sign-ins in a row were refused. \(keys.keyName(.pause)) goes on.",
      .warning)
  }

  /// A sign-in was closed: the run it belongs to goes on.
  mutating func afterSignIn(_ state: SignInState) -> [Effect] {
    guard state.isOfRun, let at = stack.firstIndex(where: { $0.run != nil }),
      let current = stack[at].run?.current
    else { return [] }
    switch state.phase {
    case .finished, .ended: stack[at].run?.items[current].stage = .done
    default:
      stack[at].run?.items[current].stage = .skipped("its sign-in was left")
      stack[at].run?.isPaused = true
    }
    let effects = goOn()
    pointRun(at)
    return effects
  }

  mutating func performRun(_ command: Command) -> [Effect] {
    guard let at = stack.indices.last, let run = stack[at].run else { return [] }
    switch command {
    case .back:
      guard run.isOver else { return stopRun(at, run) }
      stack.removeLast()
    case .stop: return run.isOver ? [] : stopRun(at, run)
    case .pause:
      guard !run.isOver else { return [] }
      stack[at].run?.isPaused.toggle()
      return goOn()
    case .skip:
      guard let current = run.current, let id = job(of: run.items[current].name) else { return [] }
      return [.cancel(id)]
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

  private mutating func stopRun(_ at: Int, _ run: RunState) -> [Effect] {
    stack[at].run?.isStopped = true
    notice = Notice("Stopped; what was found stays.")
    guard let current = run.current, let id = job(of: run.items[current].name) else { return [] }
    stack[at].run?.items[current].stage = .skipped("stopped")
    return [.cancel(id)]
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
