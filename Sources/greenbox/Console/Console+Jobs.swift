internal import Core
internal import Screens

extension Console {
  /// Runs a driver; its progress and its end come back as actions, in their order.
  func start(_ id: JobID, _ job: Job) {
    jobs[id] = Task(executorPreference: loop) { [self] in
      let outcome = await perform(id, job)
      await finish(id, job, outcome)
    }
  }

  private nonisolated func perform(_ id: JobID, _ job: Job) async -> Outcome {
    let report: Report = { [self] in send(.progress(id, $0)) }
    let world = session.world
    do throws(Failure) {
      switch job {
      case .signIn(let name, let anyway):
        return .signIn(
          try await SignInDriver.begin(mailbox: name, anyway: anyway, world, report: report))
      case .resume(let name):
        return .signIn(try await SignInDriver.resume(mailbox: name, world, report: report))
      case .accept(let name, let pending, let exception):
        let found = try await AcceptDriver.ok(
          mailbox: name, id: pending, exception: exception, world, fresh: session.fresh,
          report: report)
        return .verified(failure: found.failure)
      case .decline(let name, let pending, let claim):
        if let claim {
          try AcceptDriver.adminStep(
            mailbox: name, id: pending, tenant: claim.tenant, world)
        } else {
          try AcceptDriver.refuse(mailbox: name, id: pending, world)
        }
        return .done
      case .verify(let name):
        let found = try await VerifyDriver(world, fresh: session.fresh, report: report)
          .verify(name)
        return .verified(failure: found.failure)
      case .checkSettings(let name):
        let found = try await SettingsDriver.run(registration: name, world, report: report)
        return .checked(failure: found.failure)
      }
    } catch {
      return .failed(error)
    }
  }

  private func finish(_ id: JobID, _ job: Job, _ outcome: Outcome) {
    jobs[id] = nil
    do throws(Failure) {
      // What the job changed is told before its end, so that the end is judged by it.
      if let mailbox = job.mailbox {
        send(.updated(mailbox: mailbox, try session.world.part(mailbox)))
      } else {
        send(.reloaded(try session.world.site()))
      }
    } catch {
      send(.refused(error))
    }
    send(.ended(id, outcome))
  }
}
