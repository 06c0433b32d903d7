import Fixtures
import Core
import Testing
@testable import Operations

@Suite("The checks that need no mailbox token (step 1)")
struct SettingsDriverTests {
  static func scripted(
    _ snapshot: Snapshot = Script.snapshot(), endpoints: Endpoints = Endpoints()
  ) -> ScriptedWorld {
    let scripted = ScriptedWorld(snapshot, sealed: Script.clientSecret, endpoints: endpoints)
    scripted.next("openid-configuration") { _ throws(Failure) in
      var reply = Script.discovery
      reply.date = "Sun, 01 Mar 2026 12:02:00 GMT"
      return reply
    }
    scripted.always("somecompany.onmicrosoft.com/") { _ throws(Failure) in Script.discovery }
    scripted.probing { _ in ProbeReport(stages: [], outcome: .capable) }
    return scripted
  }

  static func run(_ scripted: ScriptedWorld) async throws(Failure) -> SettingsDriver.Found {
    try await SettingsDriver.run(
      registration: Registration.suggestedName, scripted.world, report: scripted.report)
  }

  static func registration(_ scripted: ScriptedWorld) -> Registration? {
    scripted.vault.snapshot.registrations[Registration.suggestedName]
  }

  @Test("all well: kept with the registration, with the clock's skew and the domain's tenant")
  func passed() async throws {
    let scripted = Self.scripted()
    scripted.next("/token") { _ throws(Failure) in Script.tokens() }
    let found = try await Self.run(scripted)
    #expect(found.failure == nil)
    #expect(found.checks.clockSkew == 120)
    #expect(found.checks.discovery?.verdict == .passed)
    #expect(found.checks.secret?.verdict == .passed)
    #expect(found.checks.pop["outlook.office365.com:995"]?.passed == true)
    let kept = Self.registration(scripted)
    #expect(kept?.checks == found.checks)
    #expect(kept?.secret?.worked == scripted.now)
    #expect(kept?.domains == ["somecompany.onmicrosoft.com": RulesSamples.tenant])
    #expect(scripted.probes.allSatisfy { $0.login == nil })
    #expect(scripted.vault.sealed == Script.clientSecret)
  }

  @Test(
    "a server that judges no secret alone is no failure, under any discovery",
    arguments: ["unauthorized_client", "unsupported_grant_type"])
  func notJudged(error: String) async throws {
    let scripted = Self.scripted()
    scripted.next("/token") { _ throws(Failure) in Script.json(["error": error], status: 400) }
    let found = try await Self.run(scripted)
    #expect(found.failure == nil)
    #expect(
      found.checks.secret?.verdict
        == .skipped("this server does not answer a secret alone (\(error))"))
  }

  @Test(
    "a refused secret is the failure, and 7000222 is noted",
    arguments: [(7_000_215, false), (7_000_222, true)])
  func refused(code: Int, noted: Bool) async throws {
    let scripted = Self.scripted()
    scripted.next("/token") { _ throws(Failure) in
      Script.refusal("invalid_client", code, status: 401)
    }
    let refusal = OAuthRefusal(status: 401, error: "invalid_client", codes: [code])
    let found = try await Self.run(scripted)
    #expect(found.failure == .refused(refusal))
    #expect(found.checks.secret?.verdict == .refused(refusal))
    #expect((Self.registration(scripted)?.secret?.saidExpired != nil) == noted)
    #expect(Self.registration(scripted)?.secret?.worked == nil)
  }

  @Test("another server's refusal of the grant type is no word on the secret")
  func otherServer() async throws {
    var endpoints = Endpoints()
    endpoints.discovery = .init("\(Script.login)/openid-configuration", .flag)
    let scripted = Self.scripted(endpoints: endpoints)
    scripted.next("/token") { _ throws(Failure) in Script.refusal("unsupported_grant_type") }
    let found = try await Self.run(scripted)
    #expect(found.failure == nil)
    #expect(
      found.checks.secret?.verdict
        == .skipped("this server does not answer a secret alone (unsupported_grant_type)"))
  }

  @Test("a public client has no secret to try")
  func publicClient() async throws {
    let scripted = Self.scripted(
      Script.snapshot { registration, _ in registration.clientMode = .public })
    let found = try await Self.run(scripted)
    #expect(
      found.checks.secret?.verdict == .skipped("public client: there is no secret to try"))
    #expect(scripted.sent("/token") == [])
  }

  @Test("no identity server: said so, and the Pop Server is tried all the same")
  func network() async throws {
    let scripted = ScriptedWorld(Script.snapshot(), sealed: Script.clientSecret)
    let failure = NetworkFailure(.nameNotFound, host: "login.microsoftonline.com", port: 443)
    scripted.next("openid-configuration") { _ throws(Failure) in throw .network(failure) }
    scripted.probing { _ in ProbeReport(stages: [], outcome: .notOffered(said: "+OK")) }
    let found = try await Self.run(scripted)
    #expect(found.failure == .network(failure))
    #expect(found.checks.discovery?.verdict == .network(failure))
    #expect(
      found.checks.pop["outlook.office365.com:995"]?.failure
        == NetworkFailure(
          .garbage, host: "outlook.office365.com", port: 995, stage: .capa, detail: "+OK"))
  }

  @Test("what is given up at any point leaves the known results", arguments: 0..<4)
  func cancelled(number: Int) async {
    let scripted = Self.scripted()
    scripted.always("/token") { _ throws(Failure) in Script.tokens() }
    if number < 3 {
      scripted.cancel(at: number)
    } else {
      scripted.probing { _ in ProbeReport(stages: [], outcome: .cancelled) }
    }
    await #expect(throws: Failure.cancelled) { _ = try await Self.run(scripted) }
    #expect(Self.registration(scripted)?.checks == RegistrationChecks())
  }
}
