internal import Core
internal import Practice
internal import Diagnosis
internal import Operations

/// Plays faults one after the other, each in a scene of its own, and tells what is said of it.
struct FaultTable: Sendable {
  let tenant: PracticeTenant
  let session: Session

  /// What is said of a fault.
  struct Row: Sendable {
    /// Where it showed.
    enum Place: String, Sendable { case verify, authenticate, nowhere }

    var fault: String
    var place: Place
    var access: String
    var problem: Problem?

    /// Whether the mailbox was verified with nothing to say.
    var isVerified: Bool { place == .nowhere }
  }

  /// Types everything in, and seeds every mailbox with a grant.
  func prepare() async throws(Failure) {
    let seed = PracticeSeed(tenant: tenant, session: session)
    try await seed.typeAll()
    try await seed.authenticateAll()
  }

  /// Puts a scene's faults in force.
  func set(_ scene: FaultScene) throws(Failure) {
    do throws(PracticeError) {
      for order in scene.orders { try tenant.set(PracticeFault(parsing: order)) }
    } catch {
      throw Failure(error)
    }
    if scene.adminFirst { tenant.withdrawConsent() }
  }

  /// Ends a scene's faults.
  func clear(_ scene: FaultScene) {
    for order in scene.orders { try? tenant.clear(order) }
  }

  /// Verifies, then signs in where that told nothing.
  func look(_ scene: FaultScene) async -> Row {
    if !scene.isSignIn {
      let row = await verify(scene)
      if !row.isVerified { return row }
    }
    if scene.adminFirst { await adminSignsIn(scene) }
    return await signIn(scene)
  }

  /// What `greenbox verify` says.
  func verify(_ scene: FaultScene) async -> Row {
    let box = scene.mailbox
    let verified = await within { () async throws(Failure) in
      try await VerifyDriver(session.world, fresh: session.fresh) { _ in }.verify(box)
    }
    switch verified {
    case .failure(let failure): return await row(scene, .verify, failure)
    case .success(let found) where !found.isVerified:
      return Row(
        fault: scene.fault, place: .verify, access: found.access.rawValue,
        problem: VerificationText(found, session).problem)
    case .success(let found):
      let notes: [RuleID] = [.probedJustNow, .waitingMessages, .userRead]
      let warnings = found.warnings.filter { !notes.contains($0.rule) }
      guard !warnings.isEmpty else {
        return Row(fault: scene.fault, place: .nowhere, access: "verified all the same")
      }
      return Row(
        fault: scene.fault, place: .verify, access: "verified, with a warning",
        problem: Problem.of(
          .settings(.findings(warnings)), context: await ProblemContext.of(box, session)))
    }
  }

  /// What `greenbox authenticate --new-sign-in --ok` says.
  func signIn(_ scene: FaultScene) async -> Row {
    let box = scene.mailbox
    let began = await begin(scene, as: scene.isAnswered ? scene.person : nil)
    let context = await ProblemContext.of(box, session)
    func row(_ access: String, _ problem: Problem?) -> Row {
      Row(fault: scene.fault, place: .authenticate, access: access, problem: problem)
    }
    switch began {
    case .failure(let failure): return await self.row(scene, .authenticate, failure)
    case .success(.ended(let reason)):
      return row(reason.short, Problem.of(reason: reason, context: context))
    case .success(.consentNeeded(let refusal)):
      return row("consent needed", refusal.map { Problem.of(refusal: $0, context: context) })
    case .success(.kept), .success(.replaced): return row("another sign-in", nil)
    case .success(.wrongPerson(let grant, let expected, _)):
      let name = grant.identity?.username ?? "not told"
      let problem = Problem.of(
        reason: .wrongPerson(as: name, expected: expected), context: context)
      await drop(grant, of: scene)
      return row("signed in as \(name)", problem)
    case .success(.awaitingOK(let grant, let found)):
      let accepted = await within { () async throws(Failure) in
        try await AcceptDriver.ok(
          mailbox: box, id: grant.id, found: FoundServer(found), session.world, fresh: session.fresh
        ) { _ in }
      }
      switch accepted {
      case .failure(let failure): return await self.row(scene, .authenticate, failure)
      case .success(let found) where !found.isVerified:
        return row(found.access.rawValue, VerificationText(found, session).problem)
      case .success(let found):
        return Row(
          fault: scene.fault, place: .nowhere, access: "\(found.access.rawValue) all the same")
      }
    }
  }

  /// The admin's step: signs in, consents for the organisation, and leaves no grant behind.
  func adminSignsIn(_ scene: FaultScene) async {
    let began = await begin(scene, as: "admin@\(TenantPlan.domain)", consents: true)
    if case .success(.wrongPerson(let grant, _, _)) = began { await drop(grant, of: scene) }
  }

  private func drop(_ grant: GrantFacts, of scene: FaultScene) async {
    try? await AcceptDriver.refuse(mailbox: scene.mailbox, id: grant.id, session.world)
  }

  // nil: the code is not entered.
  private func begin(
    _ scene: FaultScene, as person: String?, consents: Bool = false
  ) async -> Result<SignInDriver.End, Failure> {
    let report: Report = { progress in
      guard case .signIn(.deviceCode(.code(let code, _))) = progress, let person else { return }
      _ = try? tenant.client().answer(
        code: code.userCode, as: person, consentsForOrganization: consents)
    }
    return await within { () async throws(Failure) in
      try await SignInDriver.begin(mailbox: scene.mailbox, session.world, report: report)
    }
  }

  private func row(_ scene: FaultScene, _ place: Row.Place, _ failure: Failure) async -> Row {
    Row(
      fault: scene.fault, place: place, access: "stopped",
      problem: Problem.of(failure, context: await ProblemContext.of(scene.mailbox, session)))
  }

  // No fault may hold up the table: whatever is not over in half a minute is given up.
  private func within<Value: Sendable>(
    _ work: @escaping @Sendable () async throws(Failure) -> Value
  ) async -> Result<Value, Failure> {
    let (sleep, uptime) = (session.world.sleep, session.world.uptime)
    let began = uptime()
    return await withTaskGroup(of: Result<Value, Failure>?.self) { group in
      group.addTask {
        do throws(Failure) { return .success(try await work()) } catch { return .failure(error) }
      }
      group.addTask {
        while !Task.isCancelled, uptime() - began < .seconds(30) {
          try? await sleep(.seconds(2))
        }
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? .failure(.cancelled)
    }
  }
}
