internal import Screens

extension Console {
  /// Runs a driver; its progress and its end come back as actions, in their order.
  func start(_ id: JobID, _ job: Job) {
    jobs[id] = Task(executorPreference: loop) { [self, work] in
      let outcome = await work.perform(job) { [self] in send(.progress(id, $0)) }
      await finish(id, job, outcome)
    }
  }

  private func finish(_ id: JobID, _ job: Job, _ outcome: Outcome) {
    jobs[id] = nil
    send(work.changed(by: job))
    send(.ended(id, outcome))
  }
}
