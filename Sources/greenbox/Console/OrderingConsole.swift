internal import Core
internal import Screens
internal import Terminal
internal import Wire

/// A console, drawn or in lines, as far as the store and the jobs are concerned: both give their orders
/// and have them served alike.
protocol OrderingConsole: Actor {
  nonisolated var work: ConsoleWork { get }
  /// What the store has been asked for, and the jobs that have begun.
  var orders: StoreOrders { get set }
  /// The client secret that is being typed.
  var secret: SecretEntry { get set }

  /// Hands an action over from any thread; actions are applied in the order they were handed over.
  nonisolated func send(_ action: Action)
  /// Applies what has been handed over.
  func drain()
  /// Applies an action and does what it asks for.
  func apply(_ action: Action)
  /// Shows what an answer of the store has changed.
  func show()
  /// Ends as the person wants, once all before it is written.
  func quit()
}

extension OrderingConsole {
  private nonisolated var loop: Loop { work.session.loop }

  /// Does what the app asks of the store, of a job, or of what is typed.
  ///
  /// - Parameter effect: What is asked.
  /// - Returns: False where it is a matter of how this console is shown.
  func carryOut(_ effect: Effect) -> Bool {
    if let order = StoreOrders.Order(effect, typed: { secret.look { Secret($0) } }) {
      give(order)
      return true
    }
    switch effect {
    case .cancel(let id): cancel(id)
    case .answer(let id, let mailbox, let answer): work.jobs.answer(id, mailbox, answer)
    case .steer(let id, let order): work.jobs.steer(id, order)
    case .dropSecret: secret = SecretEntry()
    case .visit(let visitor, let mailbox, let code):
      if let said = work.visit(visitor, mailbox, code) { send(said) }
    case .copy, .mouse, .nextTheme, .redraw, .suspend: return false
    // They are orders, and given above.
    case .start, .edit, .reload, .readDetail, .readJournal, .quit: break
    }
    return true
  }

  // It is carried out after those that were given before it.
  private func give(_ order: StoreOrders.Order) {
    orders.add(order)
    if orders.server == nil {
      orders.server = Task(executorPreference: loop) { await self.serve() }
    }
  }

  private func serve() async {
    while let order = orders.next() {
      switch order {
      case .ask(let question):
        let actions = await question(work)
        orders.stay(after: actions)
        // What was told before the answer comes before it.
        drain()
        for action in actions { apply(action) }
        show()
      case .start(let id, let job, let secret): start(id, job, secret)
      case .quit: quit()
      }
    }
    orders.server = nil
  }

  // Runs an operation; its progress and its end come back as actions, in their order.
  private func start(_ id: JobID, _ job: Job, _ secret: Secret?) {
    let tell = ConsoleWork.Telling(
      now: { [self] in send($0) },
      after: { [self, loop] mailbox, action in
        Task(executorPreference: loop) {
          await self.give(.ask { [await $0.part(of: mailbox), action] })
        }
      })
    orders.jobs[id] = Task(executorPreference: loop) { [self, work] in
      let outcome = await work.perform(id, job, secret, tell)
      await finish(id, job, outcome)
    }
  }

  private func finish(_ id: JobID, _ job: Job, _ outcome: Outcome) {
    orders.jobs[id] = nil
    give(.ask { [await $0.changed(by: job), .ended(id, outcome)] })
  }

  /// Stops a job, begun or not.
  private func cancel(_ id: JobID) {
    if orders.drop(id) { return send(.ended(id, .failed(.cancelled))) }
    orders.jobs[id]?.cancel()
  }

  /// Stops every job that has begun; nothing is waited for.
  ///
  /// - Returns: The jobs, which end later.
  func cancelJobs() -> [Task<Void, Never>] {
    let open = Array(orders.jobs.values)
    for job in open { job.cancel() }
    return open
  }

  /// Waits for the end of all that has begun: what was asked of the store is written, and so is the
  /// answer to a token that has been sent.
  ///
  /// - Parameter open: The jobs that were stopped.
  func settle(_ open: [Task<Void, Never>]) async {
    await orders.server?.value
    await work.session.engine.shutdown(grace: .seconds(2))
    for job in open { await job.value }
  }
}
