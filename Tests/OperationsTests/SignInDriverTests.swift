import Fixtures
import Core
import Synchronization
import Testing
@testable import Diagnosis
@testable import Operations

@Suite("Signing in")
struct SignInDriverTests {
  static let name = Script.name

  static func scripted(
    _ snapshot: Snapshot = Script.snapshot(), endpoints: Endpoints = Endpoints()
  ) -> ScriptedWorld {
    let scripted = ScriptedWorld(snapshot, sealed: Script.clientSecret, endpoints: endpoints)
    scripted.always("openid-configuration") { _ throws(Failure) in Script.discovery }
    scripted.always("devicecode") { _ throws(Failure) in Script.code }
    scripted.probing { _ in ProbeReport(stages: [], outcome: .capable) }
    return scripted
  }

  static func token(_ scripted: ScriptedWorld, _ replies: HTTPReply...) {
    for reply in replies { scripted.next("/token") { _ throws(Failure) in reply } }
  }

  static func failure(_ body: () async throws(Failure) -> Void) async -> Failure? {
    do throws(Failure) {
      try await body()
      return nil
    } catch { return error }
  }

  @Test("the code is in the vault before it is reported, and the tokens wait for OK")
  func begin() async throws {
    let scripted = Self.scripted()
    Self.token(
      scripted, Script.tokens(9), Script.refusal("authorization_pending"), Script.tokens())
    let seen = Mutex<[String]>([])
    let end = try await SignInDriver.begin(mailbox: Self.name, scripted.world) { progress in
      if case .signIn(.deviceCode(.code(let code, false))) = progress {
        let sealed = scripted.vault.secret(.deviceCode(mailbox: Self.name))
        #expect(sealed == Secret("the-device-code"))
        #expect(
          scripted.vault.snapshot.pending[Self.name]?.stage == .awaitingLogin(.deviceCode(code)))
      }
      seen.withLock { $0.append(Self.word(progress)) }
    }
    guard case .awaitingOK(let grant, _) = end else {
      Issue.record("\(end)")
      return
    }
    #expect(
      seen.withLock { $0 } == [
        "discovery", "secret", "pop", "code", "pending", "pending",
        "signed in as \(Script.account)",
      ])
    #expect(scripted.sleeps == [5, 5])
    let snapshot = scripted.vault.snapshot
    #expect(snapshot.pendingGrants == [Self.name: grant])
    #expect(snapshot.grants == [:])
    #expect(snapshot.pending[Self.name]?.stage == .awaitingOK)
    #expect(
      scripted.vault.secret(.refreshToken(mailbox: Self.name, .pending)) == Secret("refresh-1"))
    #expect(DisplayState(Script.facets(snapshot, now: scripted.now)) == .awaitingOK)
    let polls = scripted.sent("/token").dropFirst()
    #expect(polls.allSatisfy { $0.mustFinish && $0.form?.has("client_secret") == true })
    #expect(scripted.sent("devicecode").allSatisfy { $0.form?.has("client_secret") == false })
    #expect(scripted.vault.events == ["sign-in-began", "signed-in"])
  }

  static func word(_ progress: Progress) -> String {
    switch progress {
    case .check(let name, _): name
    case .pop: "pop"
    case .signIn(.deviceCode(.code(_, let resumed))): resumed ? "code again" : "code"
    case .signIn(.deviceCode(.waiting(.pending))): "pending"
    case .signIn(.deviceCode(.waiting(.slowDown))): "slow down"
    case .signIn(.deviceCode(.waiting(.serverTrouble))): "trouble"
    case .signIn(.deviceCode(.waiting(.lostNetwork))): "lost"
    case .tryingSilently: "silently"
    case .signInNeeded: "sign-in needed"
    case .stands: "stands"
    case .flipped(let mode): "flipped to \(mode.rawValue)"
    case .signedIn(let name, _): "signed in as \(name ?? "?")"
    case .authenticated(let how): "authenticated \(how.rawValue)"
    case .refreshCheck(let refreshCheck): refreshCheck.result == .passed ? "drill" : "drill failed"
    case .stage(let stage): stage.name.rawValue
    }
  }

  @Test("no code is shown while the settings check fails, unless it is wanted anyway")
  func preflight() async throws {
    let scripted = Self.scripted()
    Self.token(scripted, Script.refusal("invalid_client", 7_000_215, status: 401))
    let refusal = OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_215])
    let failure = await Self.failure { () throws(Failure) in
      _ = try await SignInDriver.begin(mailbox: Self.name, scripted.world, report: scripted.report)
    }
    #expect(failure == .refused(refusal))
    #expect(scripted.sent("devicecode") == [])
    #expect(scripted.vault.snapshot.pending == [:])
    Self.token(scripted, Script.tokens())
    let end = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    guard case .awaitingOK(let grant, _) = end else {
      Issue.record("\(end)")
      return
    }
    #expect(scripted.vault.snapshot.pendingGrants[Self.name] == grant)
  }

  @Test("what is cancelled at any request is taken up by resume, and nothing is lost")
  func resume() async throws {
    // With an alias: discovery, code, two polls, the second token, /me.
    for number in 0..<6 {
      let scripted = Self.scripted()
      scripted.cancel(at: number)
      Self.alias(scripted)
      scripted.next("/token") { _ throws(Failure) in Script.refusal("authorization_pending") }
      scripted.next("/token") { _ throws(Failure) in
        Script.tokens(user: "user@somecompany.onmicrosoft.com")
      }
      scripted.always("/token") { _ throws(Failure) in Script.tokens(2, user: nil) }
      let failure = await Self.failure { () throws(Failure) in
        _ = try await SignInDriver.begin(
          mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
      }
      #expect(failure == .cancelled)
      let shown = scripted.progress.contains { Self.word($0) == "code" }
      #expect(scripted.vault.snapshot.pending.isEmpty == !shown)
      let end: SignInDriver.End
      if shown {
        end = try await SignInDriver.resume(
          mailbox: Self.name, scripted.world, report: scripted.report)
      } else {
        end = try await SignInDriver.begin(
          mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
      }
      guard case .awaitingOK(let grant, _) = end else {
        Issue.record("cancelled at \(number): \(end)")
        continue
      }
      #expect(grant.match == .alias)
      #expect(scripted.vault.snapshot.pendingGrants[Self.name] == grant)
    }
  }

  static func alias(_ scripted: ScriptedWorld) {
    scripted.always("graph.microsoft.com") { request throws(Failure) in
      #expect(request.bearer == Secret("access-2"))
      return Script.json([
        "userPrincipalName": "user@somecompany.onmicrosoft.com",
        "proxyAddresses": ["SMTP:user@somecompany.onmicrosoft.com", "smtp:\(Script.account)"],
      ])
    }
  }

  @Test("the token for /me never takes the place of the mailbox's")
  func second() async throws {
    let scripted = Self.scripted()
    Self.alias(scripted)
    Self.token(
      scripted, Script.tokens(user: "user@somecompany.onmicrosoft.com"),
      Script.tokens(2, user: nil))
    _ = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    #expect(
      scripted.vault.secret(.accessToken(mailbox: Self.name, .pending)) == Secret("access-1"))
    #expect(
      scripted.vault.secret(.refreshToken(mailbox: Self.name, .pending)) == Secret("refresh-2"))
  }

  @Test("where User.Read is refused, the sign-in goes on and says so (R21)")
  func userReadRefused() async throws {
    let name = "user@somecompany.onmicrosoft.com"
    for (refusal, me, words) in [
      (Script.refusal("invalid_grant", 65_001), nil, "refused: invalid_grant AADSTS65001"),
      (Script.tokens(2, user: nil), 403, "graph.microsoft.com:443 answered /me with 403"),
      (Script.tokens(2, user: nil), 401, "graph.microsoft.com:443 answered /me with 401"),
    ] as [(HTTPReply, Int?, String)] {
      let scripted = Self.scripted()
      scripted.always("graph.microsoft.com") { _ throws(Failure) in
        HTTPReply(
          status: me ?? 0,
          body: Array(#"{"error":{"code":"Authorization_RequestDenied","message":"no"}}"#.utf8))
      }
      Self.token(scripted, Script.tokens(user: name), refusal)
      let end = try await SignInDriver.begin(
        mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
      guard case .wrongPerson(let grant, _, _) = end else {
        Issue.record("\(end)")
        return
      }
      #expect(grant.graph == scripted.vault.snapshot.pendingGrants[Self.name]?.graph)
      #expect(grant.graph?.endpoint == "graph.microsoft.com:443")
      let registration = scripted.vault.snapshot.registrations[Registration.suggestedName]
      let warning = try #require(registration?.graphFinding)
      #expect(warning.rule == .userRead && warning.severity == .warning)
      #expect(warning.message.contains(words), "\(warning.message)")
      #expect(warning.advice.hasPrefix("Add the delegated permission User.Read: App registrations"))
      let problem = Problem.of(
        reason: .wrongPerson(as: name, expected: Script.account),
        context: Problem.Context(
          of: Self.name, in: scripted.vault.snapshot, endpoints: Endpoints(), now: scripted.now))
      #expect(problem.owner == .tenantAdmin)
      #expect(problem.causes.first?.likelihood == .shown)
      #expect(problem.nextStep.contains("permission User.Read of Microsoft Graph"))
    }
  }

  @Test("once User.Read was refused, every sign-in asks again until it is there")
  func userReadAskedAgain() async throws {
    let scripted = Self.scripted()
    let registration = RulesSamples.registration()
    scripted.vault.edit {
      $0.snapshot.registrations[Registration.suggestedName]?.checks.graph = CheckResult(
        at: RulesSamples.now, endpoint: "graph.microsoft.com:443",
        under: RegistrationStamp(of: registration),
        verdict: .refused(OAuthRefusal(status: 400, error: "invalid_grant", codes: [65_001])))
    }
    Self.alias(scripted)
    Self.token(scripted, Script.tokens(), Script.tokens(2, user: nil))
    let end = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    guard case .awaitingOK(let grant, _) = end else {
      Issue.record("\(end)")
      return
    }
    #expect(grant.match == .same && grant.graph?.passed == true)
    let after = scripted.vault.snapshot.registrations[Registration.suggestedName]
    #expect(after?.checks.graph?.passed == true && after?.graphFinding == nil)
  }

  @Test("somebody else is a question, and is kept only by an exception")
  func wrongPerson() async throws {
    let scripted = Self.scripted()
    scripted.always("graph.microsoft.com") { _ throws(Failure) in
      Script.json(["userPrincipalName": "admin@somecompany.onmicrosoft.com"])
    }
    Self.token(
      scripted, Script.tokens(user: "admin@somecompany.onmicrosoft.com"), Script.tokens(2))
    let end = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    guard case .wrongPerson(let grant, Script.account, _) = end else {
      Issue.record("\(end)")
      return
    }
    let failure = await Self.failure { () throws(Failure) in
      _ = try await AcceptDriver.ok(
        mailbox: Self.name, id: grant.id, scripted.world, report: scripted.report)
    }
    #expect(failure.map { if case .settings(.findings) = $0 { true } else { false } } == true)
    #expect(scripted.vault.snapshot.grants == [:])
    try await AcceptDriver.refuse(mailbox: Self.name, id: "p9", scripted.world)
    #expect(scripted.vault.snapshot.pending.count == 1)
    try await AcceptDriver.refuse(mailbox: Self.name, id: grant.id, scripted.world)
    #expect(scripted.vault.snapshot.pending == [:])
    #expect(scripted.vault.secret(.refreshToken(mailbox: Self.name, .pending)) == nil)
    #expect(
      scripted.vault.snapshot.evidence[Self.name]?.attempt?.reason
        == .wrongPerson(
          as: "admin@somecompany.onmicrosoft.com", expected: Script.account))
    #expect(scripted.vault.snapshot.registrations[Registration.suggestedName]?.consents == [])
  }

  @Test("a server that tells no identity is no wrong person")
  func notTold() async throws {
    var endpoints = Endpoints()
    endpoints.discovery = .init("\(Script.login)/.well-known/openid-configuration", .flag)
    let scripted = Self.scripted(endpoints: endpoints)
    Self.token(scripted, Script.tokens(user: nil))
    let end = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    guard case .awaitingOK(let grant, _) = end else {
      Issue.record("\(end)")
      return
    }
    #expect(grant.identity == nil)
    #expect(grant.match == .notTold)
  }
}
