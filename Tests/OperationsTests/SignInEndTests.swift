import Fixtures
import Core
import Testing
@testable import Diagnosis
@testable import Operations

@Suite("What ends a sign-in, and how the client shows itself")
struct SignInEndTests {
  static let name = Script.name

  @Test("without a refresh token nothing is held")
  func noRefreshToken() async throws {
    let scripted = SignInDriverTests.scripted()
    SignInDriverTests.token(scripted, Script.tokens(refresh: false))
    #expect(
      try await SignInDriver.begin(
        mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
        == .ended(.noRefreshToken))
    #expect(scripted.vault.snapshot.pendingGrants == [:])
    #expect(scripted.vault.sealed == Script.clientSecret)
  }

  @Test(
    "the identity server is looked for once from Authenticate to the probe, and once by a later OK",
    arguments: [(true, 1), (false, 2)])
  func oneDiscovery(isOneProcess: Bool, count: Int) async throws {
    let scripted = SignInDriverTests.scripted()
    SignInDriverTests.token(
      scripted, Script.tokens(9), Script.tokens(), Script.tokens(2, user: nil))
    let end = try await SignInDriver.begin(
      mailbox: Self.name, scripted.world, report: scripted.report)
    guard case .awaitingOK(let grant, let found?) = end else {
      Issue.record("\(end)")
      return
    }
    func looks() -> Int { scripted.sent("\(Script.login)/v2.0/.well-known").count }
    #expect(looks() == 1)
    scripted.probing { _ in ProbeReport(stages: [], outcome: .opened(messages: 0, octets: 0)) }
    let verified = try await AcceptDriver.ok(
      mailbox: Self.name, id: grant.id, found: FoundServer(isOneProcess ? found : nil),
      scripted.world,
      report: scripted.report)
    #expect(verified.isVerified)
    #expect(looks() == count)
  }

  @Test("an identity server that was found for another tenant is not taken for this one's")
  func otherDiscovery() async throws {
    let scripted = SignInDriverTests.scripted()
    let registration = Script.snapshot().registrations[Registration.suggestedName]
    var moved = try #require(registration)
    let found = try await AuthorizationServer.find(for: moved, scripted.world)
    #expect(found.serves(moved, Endpoints()))
    moved.tenantID = RulesSamples.otherTenant
    #expect(!found.serves(moved, Endpoints()))
    moved.tenantID = RulesSamples.tenant
    moved.binding?.token = "id.example:443"
    #expect(!found.serves(moved, Endpoints()))
    moved.binding?.token = nil
    #expect(!found.serves(moved, Endpoints()))
  }

  @Test("consent that is missing is waited for, and asked for again by resume")
  func consent() async throws {
    let scripted = SignInDriverTests.scripted()
    SignInDriverTests.token(scripted, Script.refusal("invalid_grant", 65_001))
    let wanted = SignInDriver.End.consentNeeded(
      OAuthRefusal(status: 400, error: "invalid_grant", codes: [65_001]))
    #expect(
      try await SignInDriver.begin(
        mailbox: Self.name, anyway: true, scripted.world, report: scripted.report) == wanted)
    #expect(
      try await SignInDriver.resume(mailbox: Self.name, scripted.world, report: scripted.report)
        == wanted)
    #expect(scripted.vault.snapshot.registrations[Registration.suggestedName]?.consents == [])
    #expect(DisplayState(Script.facets(scripted.vault.snapshot)) == .awaitingAdmin)
  }

  @Test("the client mode is flipped once while polling, and kept with the grant")
  func flip() async throws {
    let scripted = SignInDriverTests.scripted()
    SignInDriverTests.token(
      scripted, Script.refusal("invalid_client", 700_025, status: 401), Script.tokens())
    let end = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    guard case .awaitingOK(let grant, _) = end else {
      Issue.record("\(end)")
      return
    }
    #expect(grant.mode == .public && grant.flipped)
    #expect(scripted.sent("/token").map { $0.form?.has("client_secret") } == [true, false])
    let again = SignInDriverTests.scripted()
    SignInDriverTests.token(
      again, Script.refusal("invalid_client", 700_025, status: 401),
      Script.refusal("invalid_client", 7_000_218, status: 401))
    guard
      case .ended(.server(.refused)) = try await SignInDriver.begin(
        mailbox: Self.name, anyway: true, again.world, report: again.report)
    else {
      Issue.record("flipped twice")
      return
    }
    #expect(again.sent("/token").count == 2)
  }

  @Test("a client mode that the admin has set is never flipped, and the switch is named")
  func noFlip() async throws {
    for (mode, code, words) in [
      (ClientModeSetting.secret, 700_025, "Allow public client flows"),
      (.public, 7_000_218, "settings set client-mode=automatic"),
    ] {
      let scripted = SignInDriverTests.scripted()
      scripted.vault.edit {
        $0.snapshot.registrations[Registration.suggestedName]?.clientMode = mode
      }
      SignInDriverTests.token(scripted, Script.refusal("invalid_client", code, status: 401))
      let end = try await SignInDriver.begin(
        mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
      guard case .ended(.server(.refused(let refusal))) = end else {
        Issue.record("\(mode): \(end)")
        continue
      }
      #expect(scripted.sent("/token").count == 1, "\(mode)")
      #expect(Problem.of(refusal: refusal).nextStep.contains(words), "\(mode)")
    }
  }

  @Test("a server that wants the secret on the device request gets it there")
  func secretOnRequest() async throws {
    let scripted = SignInDriverTests.scripted()
    scripted.next("devicecode") { _ throws(Failure) in
      Script.refusal("invalid_client", status: 401)
    }
    SignInDriverTests.token(scripted, Script.tokens())
    _ = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    #expect(scripted.sent("devicecode").map { $0.form?.has("client_secret") } == [false, true])
  }

  @Test(
    "a reply that is no JSON is an error in words",
    arguments: [
      ("", ReplyFailure.Kind.empty), ("<html><title>Hello</title></html>", .html),
      ("{\"user_code\":", .html), ("[]", .field),
    ])
  func unusable(body: String, kind: ReplyFailure.Kind) async throws {
    let scripted = SignInDriverTests.scripted()
    scripted.next("devicecode") { _ throws(Failure) in Script.text(body) }
    let failure = await SignInDriverTests.failure { () throws(Failure) in
      _ = try await SignInDriver.begin(
        mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    }
    guard case .server(.reply(let reply)) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(reply.kind == kind)
    SignInDriverTests.token(scripted, Script.text(body))
    guard
      case .ended(.server(.reply(let polled))) = try await SignInDriver.begin(
        mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    else {
      Issue.record("went on")
      return
    }
    #expect(polled.kind == kind)
  }
}
