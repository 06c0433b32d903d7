import Fixtures
import Core
import Testing
@testable import Operations

@Suite("Where a sign-in sends its secret, and what happens to it meanwhile")
struct SignInGuardTests {
  static let name = Script.name

  @Test("a foreign discovery host is sent nothing at all")
  func foreign() async {
    var endpoints = Endpoints()
    endpoints.discovery = .init("https://127.0.0.1:9443/.well-known/openid", .environment)
    let scripted = SignInDriverTests.scripted(endpoints: endpoints)
    for anyway in [false, true] {
      let failure = await SignInDriverTests.failure { () throws(Failure) in
        _ = try await SignInDriver.begin(
          mailbox: Self.name, anyway: anyway, scripted.world, report: scripted.report)
      }
      #expect(
        failure
          == .settings(
            .boundElsewhere(
              what: "registration \(Registration.suggestedName)", boundTo: Script.host,
              asked: "127.0.0.1:9443")))
    }
    #expect(scripted.requests == [])
    #expect(scripted.probes == [])
  }

  @Test("a token endpoint on another host is refused before a secret is sent")
  func otherTokenHost() async {
    let scripted = SignInDriverTests.scripted()
    scripted.next("openid-configuration") { _ throws(Failure) in
      Script.json(["token_endpoint": "https://evil.example/token"])
    }
    let failure = await SignInDriverTests.failure { () throws(Failure) in
      _ = try await SignInDriver.begin(mailbox: Self.name, scripted.world, report: scripted.report)
    }
    #expect(
      failure
        == .settings(
          .boundElsewhere(
            what: "token endpoint of \(Registration.suggestedName)", boundTo: Script.host,
            asked: "evil.example:443")))
    #expect(scripted.requests.count == 1)
  }

  @Test("a secret that was stored anew for elsewhere is not sent to the old endpoint by resume")
  func rebound() async {
    var snapshot = Script.snapshot()
    snapshot.pending[Self.name] = Script.pending()
    RulesSamples.edit(&snapshot) { $0.binding?.token = "id.example:443" }
    let scripted = SignInDriverTests.scripted(snapshot)
    scripted.vault.edit { $0.sealed[.deviceCode(mailbox: Self.name)] = Secret("c") }
    let failure = await SignInDriverTests.failure { () throws(Failure) in
      _ = try await SignInDriver.resume(mailbox: Self.name, scripted.world, report: scripted.report)
    }
    #expect(
      failure
        == .settings(
          .boundElsewhere(
            what: "registration \(Registration.suggestedName)", boundTo: "id.example:443",
            asked: Script.host)))
    #expect(scripted.requests == [])
  }

  @Test("a code made under another client or tenant is ended by resume, a new secret is not")
  func changed() async throws {
    for (body, count) in [
      ({ $0.tenantID = RulesSamples.otherTenant }, 0), ({ $0.clientID = "x" }, 0),
      ({ $0.secret?.fingerprint = "f2" }, 1),
    ] as [((inout Registration) -> Void, Int)] {
      var snapshot = Script.snapshot()
      snapshot.pending[Self.name] = Script.pending()
      RulesSamples.edit(&snapshot, body)
      let scripted = SignInDriverTests.scripted(snapshot)
      scripted.vault.edit { $0.sealed[.deviceCode(mailbox: Self.name)] = Secret("c") }
      SignInDriverTests.token(scripted, Script.tokens())
      let failure = await SignInDriverTests.failure { () throws(Failure) in
        _ = try await SignInDriver.resume(
          mailbox: Self.name, scripted.world, report: scripted.report)
      }
      #expect(scripted.requests.count == count)
      #expect((failure == nil) == (count == 1))
      #expect(scripted.vault.snapshot.pending.count == count)
      #expect(
        scripted.vault.snapshot.pendingGrants[Self.name]?.madeUnder.secret
          == (count == 1 ? "f2" : nil))
    }
  }

  @Test("two consoles that poll one code: the tokens of the first stay")
  func twoConsoles() async throws {
    let scripted = SignInDriverTests.scripted()
    scripted.next("/token") { _ throws(Failure) in
      // While this poll is on its way the other console gets the tokens.
      scripted.vault.edit { state in
        var pending = state.snapshot.pending[Self.name]
        pending?.stage = .awaitingOK
        state.snapshot.pending[Self.name] = pending
        state.snapshot.pendingGrants[Self.name] = Script.grant(id: pending?.id ?? "")
        state.sealed[.refreshToken(mailbox: Self.name, .pending)] = Secret("refresh-7")
      }
      return Script.refusal("invalid_grant")
    }
    let end = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    guard case .awaitingOK = end else {
      Issue.record("\(end)")
      return
    }
    #expect(scripted.vault.snapshot.pendingGrants.count == 1)
    #expect(
      scripted.vault.secret(.refreshToken(mailbox: Self.name, .pending)) == Secret("refresh-7"))
  }

  @Test("a sign-in begun anew meanwhile is neither changed nor reported as held, but named")
  func begunAnew() async throws {
    for reply in [Script.tokens(), Script.refusal("slow_down"), Script.refusal("expired_token")] {
      let scripted = SignInDriverTests.scripted()
      scripted.next("/token") { _ throws(Failure) in
        scripted.vault.edit { $0.snapshot.pending[Self.name] = Script.pending("other") }
        return reply
      }
      let end = try await SignInDriver.begin(
        mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
      #expect(end == .replaced(by: Script.pending("other")))
      #expect(scripted.vault.snapshot.pending[Self.name] == Script.pending("other"))
      #expect(scripted.vault.snapshot.pendingGrants == [:])
    }
  }

  @Test("7000222 while polling is a word on the secret")
  func expiredWhilePolling() async throws {
    let scripted = SignInDriverTests.scripted()
    SignInDriverTests.token(scripted, Script.refusal("invalid_client", 7_000_222, status: 401))
    _ = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    let registration = scripted.vault.snapshot.registrations[Registration.suggestedName]
    #expect(registration?.secret?.saidExpired == scripted.now)
  }

  @Test("a code that ran out while nobody polled is over")
  func ranOut() async throws {
    var snapshot = Script.snapshot()
    snapshot.pending[Self.name] = Script.pending()
    let scripted = SignInDriverTests.scripted(snapshot)
    scripted.pass(.seconds(900))
    #expect(
      try await SignInDriver.resume(mailbox: Self.name, scripted.world, report: scripted.report)
        == .ended(.expired))
    #expect(scripted.requests == [])
    #expect(scripted.vault.snapshot.pending == [:])
  }
}
