internal import Core
internal import Screens

extension Console {
  /// Gives the store an order; it is carried out after those that were given before it.
  func order(_ order: StoreOrders.Order) {
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
      case .start(let id, let job, let secret): start(id, job, secret)
      case .quit:
        hasQuit = true
        end(.holds)
      }
    }
    orders.server = nil
  }

  // Runs a driver; its progress and its end come back as actions, in their order.
  private func start(_ id: JobID, _ job: Job, _ secret: Secret?) {
    jobs[id] = Task(executorPreference: loop) { [self, work] in
      let outcome = await work.perform(job, secret) { [self] in send(.progress(id, $0)) }
      await finish(id, job, outcome)
    }
  }

  private func finish(_ id: JobID, _ job: Job, _ outcome: Outcome) {
    jobs[id] = nil
    order(.ask { [await $0.changed(by: job), .ended(id, outcome)] })
  }

  /// Stops a job, begun or not.
  func cancel(_ id: JobID) {
    if orders.drop(id) { return send(.ended(id, .failed(.cancelled))) }
    jobs[id]?.cancel()
  }
}
