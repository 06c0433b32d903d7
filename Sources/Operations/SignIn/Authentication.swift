package import Core

/// Steps 8 to 10 for one mailbox: what one press of Authenticate comes to, whoever presses it. Chooses
/// between the silent way, the sign-in that was left and a new one; asks what has to be asked; keeps on
/// OK, then checks the refresh and opens the mailbox.
package struct Authentication: Sendable {
  /// Where it begins.
  package enum Start: Equatable, Sendable {
    /// With what is kept: `SignInChoice`; a new sign-in `anyway` even while the settings check fails.
    case choice(anyway: Bool = false)
    /// With a new sign-in; `anyway` even while the settings check fails.
    case begin(anyway: Bool)
    /// With the sign-in that was left.
    case resume
  }

  /// How it stands when somebody is asked, or when it is left.
  package enum Standing: Equatable, Sendable {
    /// The right person, or one that the server does not tell, signed in: OK is needed.
    case awaitingOK(GrantFacts)
    /// Somebody else signed in.
    case wrongPerson(GrantFacts, expected: String)
    /// An admin must consent first.
    case consentNeeded(OAuthRefusal?)
    /// An admin's consent was noted; the mailbox itself has yet to sign in.
    case consentNoted
    /// The answer was no: nothing was kept. Who signed in and who was expected, where that was why.
    case dropped(AttemptEvidence.Reason?)
    /// The sign-in ended without tokens.
    case ended(AttemptEvidence.Reason)
    /// Another sign-in was kept, or this one by an OK that was given elsewhere.
    case kept(GrantFacts)
    /// Another sign-in took the place of this one and is under way.
    case replaced(by: PendingSignIn)
    /// The mailbox is authenticated, and this is what the refresh check and the probe found.
    case verified(Verification)
    /// It is authenticated, and something kept the refresh check and the probe from an end.
    case unchecked(Failure)
    /// It came to no end.
    case failed(Failure)
  }

  /// What a person says to a standing.
  package enum Answer: Equatable, Sendable {
    /// OK: what signed in is kept.
    case ok
    /// Somebody else than the expected person is accepted for this mailbox from now on.
    case acceptOther
    /// That was the admin's step, and the consent for the organization was ticked (R49).
    case adminStep
    /// No: what signed in is dropped.
    case refuse
    /// A new sign-in; `anyway` even while the settings check fails. Taken at any time.
    case begin(anyway: Bool)
    /// The sign-in that is under way by now is taken up.
    case follow
    /// It is left as it stands.
    case leave
  }

  /// Who answers.
  package enum Answering: Sendable {
    /// Each standing is answered by a call.
    case asked(@Sendable (Standing) async throws(Failure) -> Answer)
    /// Each standing is told as progress, and a person's answers come when they come.
    case person(Inbox<Answer>)
  }

  private let world: World
  private let fresh: Duration
  private let answering: Answering
  private let report: Report

  /// An operation that tells its progress to `report`.
  package init(
    _ world: World, fresh: Duration = Facets.freshness, answering: Answering,
    report: @escaping Report
  ) {
    self.world = world
    self.fresh = fresh
    self.answering = answering
    self.report = report
  }

  private enum Step {
    case silent(anyway: Bool)
    case resume
    case begin(anyway: Bool)
    case accept(GrantFacts, exception: Bool)
    case refuse(GrantFacts, AttemptEvidence.Reason?)
    case adminStep(GrantFacts)
    case stand(Standing)
  }

  /// Authenticates a mailbox.
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - start: Where it begins.
  ///   - found: The identity server, where it was found just now.
  /// - Returns: How it stood when it was left.
  /// - Throws: `.cancelled`, with a sign-in under way kept for `resume`. All else is a standing.
  package func run(
    _ name: String, from start: Start, found: AuthorizationServer? = nil
  ) async throws(Failure) -> Standing {
    let server = FoundServer(found)
    var step = try await first(name, start)
    while true {
      let standing: Standing
      switch try await taking(step, name, server) {
      case .stood(let reached): standing = reached
      case .interrupted(let answer):
        guard case .begin(let anyway) = answer else { continue }
        step = .begin(anyway: anyway)
        continue
      }
      let answer = try await ask(standing)
      guard let next = Authentication.next(standing, answer) else { return standing }
      step = next
    }
  }

  // What follows an answer; nil where nothing does.
  private static func next(_ standing: Standing, _ answer: Answer) -> Step? {
    switch (standing, answer) {
    case (_, .leave): nil
    case (_, .begin(let anyway)): .begin(anyway: anyway)
    case (_, .follow): .resume
    case (.awaitingOK(let grant), .ok): .accept(grant, exception: false)
    case (.wrongPerson(let grant, _), .acceptOther): .accept(grant, exception: true)
    case (.wrongPerson(let grant, _), .adminStep): .adminStep(grant)
    case (.awaitingOK(let grant), .refuse): .refuse(grant, nil)
    case (.wrongPerson(let grant, let expected), .refuse):
      .refuse(grant, .wrongPerson(as: grant.identity?.username ?? "", expected: expected))
    // An answer to another question than the one that is asked leaves it asked.
    case (_, .ok), (_, .acceptOther), (_, .adminStep), (_, .refuse): .stand(standing)
    }
  }

  private func first(_ name: String, _ start: Start) async throws(Failure) -> Step {
    switch start {
    case .begin(let anyway): return .begin(anyway: anyway)
    case .resume: return .resume
    case .choice(let anyway):
      let snapshot = try await world.part(name)
      return switch SignInChoice(name, in: snapshot, world.endpoints, now: world.now()) {
      // Where consent is awaited it is asked for.
      case .resume, .awaitConsent: .resume
      case .silent: .silent(anyway: anyway)
      case .begin: .begin(anyway: anyway)
      }
    }
  }

  private func ask(_ standing: Standing) async throws(Failure) -> Answer {
    switch answering {
    case .asked(let ask): return try await ask(standing)
    case .person(let answers):
      // What was answered before the question says nothing of it.
      answers.clear()
      report(.stands(standing))
      return try await answers.next()
    }
  }

  private enum Taken: Sendable {
    case stood(Standing)
    case interrupted(Answer)
  }

  // A step to its end, unless a person asks for a new sign-in meanwhile.
  private func taking(
    _ step: Step, _ name: String, _ server: FoundServer
  ) async throws(Failure) -> Taken {
    guard case .person(let answers) = answering else {
      return .stood(try await standing(after: step, name, server))
    }
    let taken: Result<Taken, Failure> = await withTaskGroup(of: Result<Taken, Failure>?.self) {
      group in
      group.addTask {
        do throws(Failure) {
          return .success(.stood(try await standing(after: step, name, server)))
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        while let answer = try? await answers.next() {
          if case .begin = answer { return .success(.interrupted(answer)) }
        }
        return nil
      }
      var taken: Result<Taken, Failure>?
      while let ended = await group.next() {
        group.cancelAll()
        if taken == nil { taken = ended }
      }
      return taken ?? .failure(.cancelled)
    }
    return try taken.get()
  }

  private func standing(
    after step: Step, _ name: String, _ server: FoundServer
  ) async throws(Failure) -> Standing {
    do throws(Failure) {
      switch step {
      case .stand(let standing): return standing
      case .silent(let anyway): return try await silently(name, anyway: anyway, server)
      case .resume:
        return stood(
          try await SignInDriver.resume(mailbox: name, world, report: report), server)
      case .begin(let anyway):
        return stood(
          try await SignInDriver.begin(
            mailbox: name, anyway: anyway, found: server.found, world, report: report), server)
      case .accept(let grant, let exception):
        return try await accept(grant, exception: exception, server)
      case .refuse(let grant, let reason):
        try await AcceptDriver.refuse(mailbox: name, id: grant.id, world)
        return .dropped(reason)
      case .adminStep(let grant):
        try await AcceptDriver.adminStep(
          mailbox: name, id: grant.id, tenant: grant.identity?.tenant, world)
        return .consentNoted
      }
    } catch {
      if error == .cancelled { throw error }
      return .failed(error)
    }
  }

  private func stood(_ end: SignInDriver.End, _ server: FoundServer) -> Standing {
    switch end {
    case .awaitingOK(let grant, let found):
      server.keep(found)
      return .awaitingOK(grant)
    case .wrongPerson(let grant, let expected, let found):
      server.keep(found)
      return .wrongPerson(grant, expected: expected)
    case .consentNeeded(let refusal): return .consentNeeded(refusal)
    case .ended(let reason): return .ended(reason)
    case .kept(let grant): return .kept(grant)
    case .replaced(let other): return .replaced(by: other)
    }
  }

  // A Stale mailbox is tried with the secret in force; where that does not help somebody signs in.
  private func silently(
    _ name: String, anyway: Bool, _ server: FoundServer
  ) async throws(Failure) -> Standing {
    report(.tryingSilently)
    let found = try await VerifyDriver(world, fresh: fresh, report: report).verify(
      name, authorizationServer: server)
    let needsSignIn = SignInChoice.needsSignIn(
      after: found.failure, name, in: try await world.part(name), world.endpoints,
      now: world.now())
    if needsSignIn {
      report(.signInNeeded)
      return stood(
        try await SignInDriver.begin(
          mailbox: name, anyway: anyway, found: server.found, world, report: report), server)
    }
    // Only a verdict of the mail server, or a refresh that passed, says that no sign-in is needed.
    if let failure = found.failure, found.facets.auth != .authenticated { return .failed(failure) }
    return .verified(found)
  }

  private func accept(
    _ grant: GrantFacts, exception: Bool, _ server: FoundServer
  ) async throws(Failure) -> Standing {
    do throws(Failure) {
      let answered = try await AcceptDriver.answer(
        mailbox: grant.mailbox, id: grant.id, asked: grant.signedIn, exception: exception,
        found: server, world, fresh: fresh, report: report)
      switch answered {
      case .kept(let found): return .verified(found)
      case .settled(let end): return stood(end, server)
      }
    } catch {
      // Kept, and then stopped before a verdict: the mailbox is authenticated all the same.
      guard (try? await world.part(grant.mailbox))?.grants[grant.mailbox]?.id == grant.id else {
        throw error
      }
      return .unchecked(error)
    }
  }
}
