internal import ArgumentParser
internal import Core
internal import Practice
internal import Wire

extension PracticeVerb {
  /// `greenbox practice diagnose`: every fault of the practice tenant beside what is said of it.
  struct Diagnose: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Play every fault, and print what verify or authenticate says of it.",
      discussion: """
        One row a fault: where it shows, the cause named first (or the set that cannot be told \
        apart from here), who acts, and the next step. Servers that go silent are given up early, \
        so that the whole takes about two minutes.
        """,
      shouldDisplay: false)
    @Option(help: "Only these faults.")
    var fault: [String] = []
    @OptionGroup var common: CommonOptions

    func run() {
      let wanted = fault
      Program.runBare(json: common.json) { (loop, output) async throws(Failure) in
        let names = wanted.isEmpty ? PracticeFault.all.map(\.name) : wanted
        let home = try PracticeHome.make()
        let result: Result<ExitCode, Failure>
        do throws(Failure) {
          var plan = TenantPlan.mailboxes(count: names.count)
          plan.pollInterval = 1
          let tenant = try Diagnose.start(plan)
          defer { tenant.stop() }
          try home.write(tenant)
          let session = try await Session.open(
            loop: loop, output: output, home: Home(folder: home.path),
            given: home.overrides(tenant))
          result = .success(
            try await FaultTable(tenant: tenant, session: session.hasty()).run(names))
          await session.engine.shutdown(grace: .seconds(2))
        } catch {
          result = .failure(error)
        }
        home.remove()
        return try result.get()
      }
    }

    private static func start(_ plan: TenantPlan) throws(Failure) -> PracticeTenant {
      do throws(PracticeError) {
        let tenant = try PracticeTenant(plan)
        try tenant.start()
        return tenant
      } catch {
        throw Failure(error)
      }
    }
  }
}

extension Session {
  /// The same session with a world that waits less long for servers that are silent.
  func hasty() -> Session {
    var world = world
    let (exchange, probe, sleep) = (world.exchange, world.probe, world.sleep)
    world.exchange = { request async throws(Failure) in
      var request = request
      request.timeout = .seconds(2)
      return try await exchange(request)
    }
    world.probe = { request, report in
      var request = request
      request.deadline = .seconds(3)
      request.patience = .milliseconds(1500)
      request.authPatience = .milliseconds(1500)
      return await probe(request, report)
    }
    world.sleep = { length async throws(Failure) in try await sleep(min(length, .seconds(2))) }
    return Session(
      loop: loop, output: output, home: home, vault: vault, engine: engine, world: world,
      fresh: fresh)
  }
}

/// Plays faults one after the other, each at a mailbox of its own, and prints a row for each.
struct FaultTable: Sendable {
  let tenant: PracticeTenant
  let session: Session

  /// What is said of a fault.
  struct Row: Sendable {
    var fault: String
    /// Where it showed: `verify`, `authenticate`, or nowhere.
    var place: String
    var access: String
    var problem: Problem?
  }

  /// Plays them; 0 when every one was played.
  func run(_ names: [String]) async throws(Failure) -> ExitCode {
    let seed = PracticeSeed(tenant: tenant, session: session)
    try await seed.typeAll()
    try seed.authenticateAll()
    let output = session.output
    for (number, name) in names.enumerated() {
      let digits = String(number + 1)
      let box = "box-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      let row = try await play(name, box)
      output.object([
        "fault": .string(row.fault), "shown_by": .string(row.place),
        "access": .string(row.access), "first_cause": JSON(row.problem?.firstCause),
        "problem": JSON(row.problem),
      ])
      output.line("\(row.fault)")
      output.line("  \(row.place): \(row.access)")
      guard let problem = row.problem else { continue }
      output.line("  \(problem.id): \(problem.title)")
      output.line("  cause: \(problem.firstCause)")
      if let notice = problem.undecidedNotice { output.line("  \(notice)") }
      output.line("  who acts: \(problem.owner.words)")
      output.line("  next step: \(problem.nextStep)")
    }
    output.object(["summary": ["faults": .int(Int64(names.count))]])
    output.next("greenbox practice --serve --fault NAME, to see one for oneself")
    return .holds
  }

  // Faults that show only where something else is the case too: the mailbox, and another fault.
  private static let scenes: [String: (mailbox: String?, also: String?)] = [
    "rfc-denied": (nil, "decline"), "challenge": ("returns", nil), "alias-refused": ("sales", nil),
    "consent-self-only": ("billing", nil),
  ]

  private func play(_ name: String, _ ownBox: String) async throws(Failure) -> Row {
    let scene = Self.scenes[name]
    let box = scene?.mailbox ?? ownBox
    let faults = [name] + (scene?.also.map { [$0] } ?? [])
    do throws(PracticeError) {
      for fault in faults { try tenant.set(PracticeFault(parsing: fault)) }
    } catch {
      throw Failure(error)
    }
    defer { for fault in faults { try? tenant.clear(fault) } }
    let verified = await within { () async throws(Failure) in
      try await VerifyDriver(session.world, fresh: session.fresh) { _ in }.verify(box)
    }
    switch verified {
    case .failure(let failure): return row(name, "verify", box, failure)
    case .success(let found) where !found.isVerified:
      return Row(
        fault: name, place: "verify", access: found.accessWord,
        problem: VerificationText(found, session).problem)
    case .success(let found):
      let warnings = found.warnings.filter { !["D9", "D20"].contains($0.rule) }
      if !warnings.isEmpty {
        return Row(
          fault: name, place: "verify", access: "verified, with a warning",
          problem: Problem.of(.settings(.findings(warnings)), context: context(box)))
      }
    }
    return await signIn(name, box)
  }

  private func signIn(_ name: String, _ box: String) async -> Row {
    let report: Report = { progress in
      // A code that is to expire is not entered.
      guard case .deviceCode(let code, _) = progress, name != "short-code" else { return }
      _ = try? tenant.client().answer(
        code: code.userCode, as: "\(box)@\(TenantPlan.domain)", consentsForOrganization: false)
    }
    let began = await within { () async throws(Failure) in
      try await SignInDriver.begin(mailbox: box, session.world, report: report)
    }
    switch began {
    case .failure(let failure): return row(name, "authenticate", box, failure)
    case .success(.ended(let reason)):
      return Row(
        fault: name, place: "authenticate", access: reason.short,
        problem: Problem.of(reason: reason, context: ProblemContext.of(box, session)))
    case .success(.consentNeeded(let refusal)):
      return Row(
        fault: name, place: "authenticate", access: "consent needed",
        problem: refusal.map {
          Problem.of(refusal: $0, context: ProblemContext.of(box, session))
        })
    case .success(.wrongPerson(let grant, _)):
      return Row(
        fault: name, place: "authenticate",
        access: "signed in as \(grant.identity?.username ?? "not told")")
    case .success(.awaitingOK(let grant)):
      let accepted = await within { () async throws(Failure) in
        try await AcceptDriver.ok(
          mailbox: box, id: grant.id, session.world, fresh: session.fresh
        ) { _ in }
      }
      switch accepted {
      case .failure(let failure): return row(name, "authenticate", box, failure)
      case .success(let found) where !found.isVerified:
        return Row(
          fault: name, place: "authenticate", access: found.accessWord,
          problem: VerificationText(found, session).problem)
      case .success(let found):
        return Row(
          fault: name, place: "nowhere", access: "\(found.accessWord) all the same")
      }
    }
  }

  private func context(_ box: String) -> Problem.Context { ProblemContext.of(box, session) }

  private func row(_ name: String, _ place: String, _ box: String, _ failure: Failure) -> Row {
    Row(
      fault: name, place: place, access: "stopped",
      problem: Problem.of(failure, context: ProblemContext.of(box, session)))
  }

  // No fault may hold up the table: whatever is not over in half a minute is given up.
  private func within<Value: Sendable>(
    _ work: @escaping @Sendable () async throws(Failure) -> Value
  ) async -> Result<Value, Failure> {
    let sleep = session.world.sleep
    return await withTaskGroup(of: Result<Value, Failure>?.self) { group in
      group.addTask {
        do throws(Failure) { return .success(try await work()) } catch { return .failure(error) }
      }
      group.addTask {
        for _ in 0..<15 where !Task.isCancelled { try? await sleep(.seconds(2)) }
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? .failure(.cancelled)
    }
  }
}

extension Problem {
  /// The cause named first, or the whole set where it cannot be told apart from here.
  var firstCause: String {
    guard undecidable else { return causes.first?.text ?? title }
    let open = causes.filter { $0.standing != .ruledOut }
    return "one of: " + open.map(\.text).joined(separator: " / ")
  }
}
