internal import Core
internal import FoundationEssentials
internal import Practice
internal import Screens
internal import Terminal
internal import Vault
internal import Operations

/// What a console has done for it, drawn or in lines: drivers, changes of the vault, the edits that
/// are left. Every answer is an action for the app.
struct ConsoleWork: Sendable {
  let session: Session
  let practice: PracticeChild?

  private var world: World { session.world }
  private var kept: UnsavedEditsFile { UnsavedEditsFile(home: session.home.data) }

  /// Runs a driver to its end.
  func perform(_ job: Job, report: @escaping Report) async -> Outcome {
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

  /// What a job has changed; told before its end, so that the end is judged by it.
  func changed(by job: Job) -> Action {
    attempt { () throws(Failure) in
      if let mailbox = job.mailbox { return .updated(mailbox: mailbox, try world.part(mailbox)) }
      return .reloaded(try world.snapshot())
    }
  }

  /// The whole site.
  func reload() -> Action {
    attempt { () throws(Failure) in .reloaded(try world.snapshot()) }
  }

  /// The newest lines of the journal.
  func journal() -> Action {
    attempt { () throws(Failure) in
      .journal(try session.vault.journal(last: 500, mailbox: nil).reversed())
    }
  }

  /// Applies changes.
  func change(_ changes: [Change]) -> Action {
    attempt { () throws(Failure) in
      try world.apply(changes)
      if let mailbox = changes.onlyMailbox {
        return .updated(mailbox: mailbox, try world.part(mailbox))
      }
      return .reloaded(try world.snapshot())
    }
  }

  /// Applies changes and seals a secret with them. The bytes go from the entry to the vault; the app
  /// learns that there is a secret, and no more.
  func keep(_ secret: SecretEntry, of name: String, _ changes: [Change]) -> Action {
    guard secret.count > 0 else { return change(changes) }
    let typed = secret.take { Secret($0) }
    return attempt { () throws(Failure) in
      let fingerprint = try world.fingerprint(typed)
      var kept: [Change] = []
      for change in changes {
        guard case .putRegistration(var registration) = change, registration.name == name else {
          kept.append(change)
          continue
        }
        registration.secret = SecretFacts(
          fingerprint: fingerprint, secretID: registration.secret?.secretID,
          expires: registration.secret?.expires, stored: world.now())
        if registration.binding == nil {
          registration.binding = try RegistrationStore(session: session).binding(of: registration)
        }
        kept += [.putRegistration(registration), .putSecret(registration: name, typed)]
      }
      try world.apply(kept)
      return .reloaded(try world.snapshot())
    }
  }

  /// In practice, somebody at a browser: through the page that a person would use.
  func visit(_ visitor: String, _ mailbox: String, _ code: String) -> Action? {
    guard let practice,
      let box = practice.said.mailboxes.first(where: { $0.name == mailbox })
    else { return nil }
    do throws(PracticeError) {
      return .notice(try practice.visit(PracticeVisitor(rawValue: visitor) ?? .owner, box, code))
    } catch {
      return .notice(error.words)
    }
  }

  /// What the console before this one had to leave; nil where it left nothing.
  func restored() -> Action? {
    do throws(Failure) {
      guard let bytes = try kept.read() else { return nil }
      // What cannot be read was written by another version: there is nothing to offer.
      return (try? JSONDecoder().decode(UnsavedEdits.self, from: Data(bytes))).map { .restored($0) }
    } catch {
      return .refused(error)
    }
  }

  /// Keeps what is left, or removes what was kept before.
  func leave(_ left: UnsavedEdits?) {
    guard let left, !left.isEmpty, let data = try? JSONEncoder().encode(left) else {
      kept.remove()
      return
    }
    // There is nobody to tell of a home that takes no file.
    try? kept.write(Array(data))
  }

  private func attempt(_ body: () throws(Failure) -> Action) -> Action {
    do throws(Failure) { return try body() } catch { return .refused(error) }
  }
}

extension [Change] {
  /// The one mailbox that all of the changes are about; nil when they are about more or other things.
  fileprivate var onlyMailbox: String? {
    var names: Set<String> = []
    for change in self {
      switch change {
      case .putMailbox(let mailbox): names.insert(mailbox.name)
      case .putEvidence(let name, _), .dropPending(let name), .forget(let name): names.insert(name)
      case .journal: continue
      default: return nil
      }
    }
    return names.count == 1 ? names.first : nil
  }
}
