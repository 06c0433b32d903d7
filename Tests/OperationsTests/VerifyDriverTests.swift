import Fixtures
import Core
import Testing
@testable import Operations

@Suite("Proof: refresh check, then probe")
struct VerifyDriverTests {
  static let name = Script.name

  static func scripted(_ snapshot: Snapshot = Script.kept()) -> ScriptedWorld {
    let scripted = ScriptedWorld(snapshot, sealed: Script.keptTokens)
    scripted.always("openid-configuration") { _ throws(Failure) in Script.discovery }
    scripted.probing { _ in
      ProbeReport(
        stages: [StageResult(.dns, ms: 1, .passed), StageResult(.stat, ms: 2, .passed)],
        outcome: .opened(messages: 3, octets: 4096))
    }
    return scripted
  }

  static func answer(_ scripted: ScriptedWorld, _ reply: HTTPReply) {
    scripted.next("/token") { _ throws(Failure) in reply }
  }

  static func verify(
    _ scripted: ScriptedWorld, refresh: Bool = true
  ) async throws(Failure) -> Verification {
    try await VerifyDriver(scripted.world, report: scripted.report).verify(name, refresh: refresh)
  }

  static func words(_ scripted: ScriptedWorld) -> [String] {
    scripted.progress.map(SignInDriverTests.word)
  }

  @Test("a mailbox that opens with a fresh token is Verified")
  func verified() async throws {
    let scripted = Self.scripted()
    Self.answer(scripted, Script.tokens())
    let found = try await Self.verify(scripted)
    #expect(found.isVerified)
    #expect(Self.words(scripted) == ["drill", "dns", "stat"])
    #expect(
      scripted.probes.first?.login == .init(address: Script.account, token: Secret("access-1")))
    #expect(scripted.vault.secret(.refreshToken(mailbox: Self.name, .kept)) == Secret("refresh-1"))
    #expect(DisplayState(found.facets) == .verified(at: scripted.now))
    #expect(
      scripted.vault.snapshot.registrations[Registration.suggestedName]?.secret?.worked
        == scripted.now)
  }

  @Test("a stale grant is cured silently, in this order")
  func silent() async throws {
    var snapshot = Script.kept()
    RulesSamples.edit(&snapshot) { $0.secret?.fingerprint = "f2" }
    let scripted = Self.scripted(snapshot)
    Self.answer(scripted, Script.tokens())
    let found = try await Self.verify(scripted)
    #expect(found.isVerified)
    #expect(Self.words(scripted) == ["drill", "authenticated silent", "dns", "stat"])
    #expect(scripted.vault.snapshot.grants[Self.name]?.madeUnder.secret == "f2")
  }

  @Test(
    "a failed refresh is never Access denied, and never probes",
    arguments: [
      (Script.refusal("invalid_client", 7_000_215, status: 401), AccessWord.unchecked, 8),
      (Script.refusal("invalid_client", 7_000_222, status: 401), .unchecked, 10),
      (Script.refusal("invalid_grant", 50_173), .unchecked, 9),
      (Script.refusal("temporarily_unavailable", status: 503), .unreachable, 13),
      (Script.text("<html>", status: 502), .unreachable, 13),
      (Script.text("", status: 200), .unreachable, 13),
    ])
  func refused(reply: HTTPReply, word: AccessWord, state: Int) async throws {
    let scripted = Self.scripted()
    Self.answer(scripted, reply)
    let found = try await Self.verify(scripted)
    #expect(found.access == word)
    #expect(DisplayState(found.facets).number == state)
    #expect(scripted.probes == [])
    #expect(Self.words(scripted) == ["drill failed"])
    #expect(scripted.vault.sealed == Script.keptTokens)
  }

  @Test("an identity server that cannot be reached downgrades nothing")
  func network() async throws {
    let scripted = Self.scripted()
    let cut = NetworkFailure(.cut, host: "h", port: 443)
    scripted.next("/token") { _ throws(Failure) in throw .network(cut) }
    let found = try await Self.verify(scripted)
    #expect(found.access == .unreachable)
    #expect(found.failure == .network(cut))
    // Sent, and never answered: the grant stays what it was, but for the word that it may be used up.
    #expect(scripted.vault.snapshot.grants == Script.kept { $0.redeeming = scripted.now }.grants)
  }

  @Test("--no-refresh probes with the token at hand, and sends no expired one")
  func noRefresh() async throws {
    let scripted = Self.scripted()
    let found = try await Self.verify(scripted, refresh: false)
    #expect(found.access == .verified)
    #expect(scripted.requests == [])
    #expect(scripted.probes.first?.login?.token == Secret("access-0"))
    scripted.pass(.seconds(3600))
    let late = try await Self.verify(scripted, refresh: false)
    #expect(late.access == .unchecked)
    #expect(scripted.probes.count == 1)
  }

  @Test("an unconfirmed Pop Server gets no token, a confirmed one does")
  func unconfirmed() async throws {
    var snapshot = Script.kept()
    snapshot.mailboxes[Self.name]?.popServer = "pop.example.net"
    let scripted = Self.scripted(snapshot)
    let found = try await Self.verify(scripted)
    #expect(found.access == .unchecked)
    #expect(scripted.probes == [])
    #expect(scripted.requests == [])
    scripted.vault.edit { state in
      RulesSamples.edit(&state.snapshot) { $0.confirmedPopServers = ["pop.example.net"] }
    }
    Self.answer(scripted, Script.tokens())
    #expect(try await Self.verify(scripted).access == .verified)
  }

  @Test("a probe that was given up leaves an old verification of another secret outdated")
  func cancelled() async throws {
    var snapshot = Script.kept()
    snapshot.evidence[Self.name] = Evidence()
    snapshot.evidence[Self.name]?.probe = Script.probe(Script.opened)
    RulesSamples.edit(&snapshot) { $0.secret?.fingerprint = "f2" }
    let scripted = Self.scripted(snapshot)
    Self.answer(scripted, Script.tokens())
    scripted.probing { _ in ProbeReport(stages: [], outcome: .cancelled) }
    await #expect(throws: Failure.cancelled) { _ = try await Self.verify(scripted) }
    #expect(DisplayState(Script.facets(scripted.vault.snapshot)) == .authenticatedOnly)
    #expect(scripted.vault.secret(.refreshToken(mailbox: Self.name, .kept)) == Secret("refresh-1"))
  }

  @Test("OK keeps, drills and probes; late, second or foreign OK changes nothing")
  func ok() async throws {
    var snapshot = Script.snapshot()
    snapshot.pending[Self.name] = Script.pending("p1", .awaitingOK)
    var grant = Script.grant(id: "p1")
    grant.accepted = nil
    snapshot.pendingGrants[Self.name] = grant
    let scripted = Self.scripted(snapshot)
    scripted.vault.edit {
      $0.sealed = Script.clientSecret
      $0.sealed[.accessToken(mailbox: Self.name, .pending)] = Secret("access-0")
      $0.sealed[.refreshToken(mailbox: Self.name, .pending)] = Secret("refresh-0")
    }
    func late(_ id: String) async {
      let before = scripted.vault.applied
      let failure = await SignInDriverTests.failure { () throws(Failure) in
        _ = try await AcceptDriver.ok(
          mailbox: Self.name, id: id, scripted.world, report: scripted.report)
      }
      #expect(failure == .vault(.conflict("no sign-in of that id waits for OK")))
      #expect(scripted.vault.applied == before)
    }
    await late("p0")
    Self.answer(scripted, Script.tokens())
    let found = try await AcceptDriver.ok(
      mailbox: Self.name, id: "p1", scripted.world, report: scripted.report)
    #expect(found.isVerified)
    #expect(Self.words(scripted) == ["authenticated sign-in", "drill", "dns", "stat"])
    await late("p1")
    #expect(scripted.vault.snapshot.grants[Self.name]?.accepted == scripted.now)
    #expect(scripted.vault.events == ["authenticated", "refreshed", "probed"])
  }
}
