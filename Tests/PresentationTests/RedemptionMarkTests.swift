import Core
import Testing
@testable import Diagnosis
@testable import Operations
@testable import Presentation
import Fixtures

@Suite("The mark of a redemption whose answer may get lost")
struct RedemptionMarkTests {
  static let name = Script.name
  static let earlier = RulesSamples.now - .seconds(600)

  static func scripted(
    marked: Bool = false, _ answer: @escaping ScriptedWorld.Answer
  ) -> ScriptedWorld {
    let scripted = ScriptedWorld(
      Script.kept { $0.redeeming = marked ? earlier : nil }, sealed: Script.keptTokens)
    scripted.next("/token", answer)
    return scripted
  }

  static func grant(_ scripted: ScriptedWorld) -> GrantFacts? {
    scripted.vault.snapshot.grants[name]
  }

  static func redeem(_ scripted: ScriptedWorld) async -> Failure? {
    do throws(Failure) {
      _ = try await scripted.world.redeem(Script.refreshRequest())
      return nil
    } catch { return error }
  }

  static func refresh(_ scripted: ScriptedWorld) -> Secret? {
    scripted.vault.secret(.refreshToken(mailbox: name, .kept))
  }

  @Test("the mark is committed before the token is sent, and ends with the tokens")
  func order() async {
    let scripted = ScriptedWorld(Script.kept(), sealed: Script.keptTokens)
    scripted.next("/token") { _ throws(Failure) in
      #expect(Self.grant(scripted)?.redeeming == scripted.now)
      #expect(scripted.lease.steps == ["reserved"])
      return Script.tokens()
    }
    #expect(await Self.redeem(scripted) == nil)
    #expect(Self.grant(scripted)?.redeeming == nil)
    #expect(scripted.lease.steps == ["reserved", "freed"])
  }

  @Test("without room for the answer nothing is sent and nothing is marked")
  func room() async {
    let full = Failure.vault(.input(path: "locks", detail: "no space left"))
    let scripted = ScriptedWorld(Script.kept(), sealed: Script.keptTokens)
    scripted.lease.refuse(full)
    #expect(await Self.redeem(scripted) == full)
    #expect(scripted.requests == [])
    #expect(scripted.vault.applied == 0)
  }

  @Test(
    "a new refresh token is kept whatever else is wrong with the reply",
    arguments: [
      (#"{"refresh_token":"r-new","access_token":"a","token_type":"Bearer"}"#, 500),
      (#"{"refresh_token":"r-new","access_token":"a","token_type":"mac"}"#, 200),
      (#"{"refresh_token":"r-new"}"#, 200),
      (#"{"refresh_token":"r-new","access_token":"a b\n"}"#, 200),
      (#"{"refresh_token":"r-new","error":"server_error"}"#, 400),
      (#"{"refresh_token":"r-new","error":"invalid_grant"}"#, 400),
    ])
  func salvaged(body: String, status: Int) async {
    for marked in [false, true] {
      let reply = HTTPReply(
        status: status, body: Array(body.utf8), contentType: "application/json")
      let scripted = Self.scripted(marked: marked) { _ throws(Failure) in reply }
      let failure = await Self.redeem(scripted)
      switch failure {
      case .server(.reply), .server(.refused): break
      default: Issue.record("\(String(describing: failure))")
      }
      #expect(Self.refresh(scripted) == Secret("r-new"))
      #expect(
        scripted.vault.secret(.accessToken(mailbox: Self.name, .kept)) == Secret("access-0"))
      #expect(Self.grant(scripted)?.redeeming == nil)
      #expect(Self.grant(scripted)?.standing == .good)
      #expect(scripted.lease.steps == ["reserved", "freed"])
    }
  }

  @Test("a token that is handed out only, for Graph, is rotated all the same")
  func salvagedForGraph() async {
    let scripted = Self.scripted { _ throws(Failure) in
      Script.json(["refresh_token": "r-new", "access_token": "a"], status: 500)
    }
    var asked = Script.refreshRequest()
    asked.keepsAccess = false
    _ = try? await scripted.world.redeem(asked)
    #expect(Self.refresh(scripted) == Secret("r-new"))
  }

  @Test(
    "an OAuth error ends the mark: the token is not used up",
    arguments: ["invalid_grant", "invalid_client", "interaction_required", "slow_down"])
  func refused(error: String) async {
    let scripted = Self.scripted { _ throws(Failure) in Script.refusal(error) }
    #expect(
      await Self.redeem(scripted) == .refused(OAuthRefusal(status: 400, error: error)))
    #expect(Self.grant(scripted)?.redeeming == nil)
    #expect(Self.grant(scripted)?.standing == .good)
  }

  @Test(
    "a server in trouble may have used the token up before it failed: the mark stays",
    arguments: [("server_error", 400), ("invalid_grant", 500), ("temporarily_unavailable", 502)])
  func trouble(error: String, status: Int) async {
    let scripted = Self.scripted { _ throws(Failure) in
      Script.json(["error": error], status: status)
    }
    #expect(await Self.redeem(scripted) != nil)
    #expect(Self.grant(scripted)?.redeeming == scripted.now)
  }

  @Test(
    "what broke before a byte was sent ends the mark; what broke after leaves it",
    arguments: NetworkFailure.Kind.allCases)
  func network(kind: NetworkFailure.Kind) async {
    let after: Set<NetworkFailure.Kind> = [.cut, .timeout, .garbage, .tooLong, .other]
    let scripted = Self.scripted { _ throws(Failure) in
      throw .network(NetworkFailure(kind, host: "h", port: 443))
    }
    #expect(await Self.redeem(scripted) != nil)
    #expect(Self.grant(scripted)?.redeeming == (after.contains(kind) ? scripted.now : nil))
  }

  @Test("given up before it was sent, it leaves no mark")
  func cancelled() async {
    let scripted = Self.scripted { _ throws(Failure) in throw .cancelled }
    #expect(await Self.redeem(scripted) == .cancelled)
    #expect(Self.grant(scripted)?.redeeming == nil)
  }

  @Test("an earlier mark stays with its time whatever comes of a later try but tokens")
  func earlierStays() async {
    let answers: [Result<HTTPReply, Failure>] = [
      .failure(.network(NetworkFailure(.cut, host: "h", port: 443))),
      .failure(.network(NetworkFailure(.tlsHandshake, host: "h", port: 443))),
      .failure(.cancelled), .success(Script.refusal("invalid_client", status: 401)),
    ]
    for answer in answers {
      let scripted = Self.scripted(marked: true) { _ throws(Failure) in try answer.get() }
      #expect(await Self.redeem(scripted) != nil)
      #expect(Self.grant(scripted)?.redeeming == Self.earlier)
      #expect(Self.grant(scripted)?.standing == .good)
    }
    let scripted = Self.scripted(marked: true) { _ throws(Failure) in Script.tokens() }
    #expect(await Self.redeem(scripted) == nil)
    #expect(Self.grant(scripted)?.redeeming == nil)
  }

  @Test("invalid_grant after an answer that was cut off: used up, and nobody revoked it")
  func usedUp() async throws {
    let scripted = Self.scripted(marked: true) { _ throws(Failure) in
      Script.refusal("invalid_grant", 50173)
    }
    scripted.always("openid-configuration") { _ throws(Failure) in Script.discovery }
    let found = try await VerifyDriver(scripted.world, report: scripted.report).verify(Self.name)
    let refusal = OAuthRefusal(status: 400, error: "invalid_grant", codes: [50173])
    #expect(
      Self.grant(scripted)?.standing
        == .usedUp(refusal, cutOff: Self.earlier, at: scripted.now))
    #expect(Self.grant(scripted)?.redeeming == nil)
    #expect(found.facets.auth == .unauthenticated(refusal))
    #expect(found.problem?.id == "grant-used-up")
    #expect(found.problem?[detail: "cut off"] == Self.earlier.iso)
    let meaning = try #require(found.problem?.meaning)
    #expect(meaning.contains("2026-03-01 11:50 UTC"))
    #expect(meaning.contains("Nobody revoked"))
    #expect(found.problem?.nextStep.contains("greenbox authenticate support --new-sign-in") == true)
    // The same is told by what asks nobody, and of every later verify.
    let snapshot = scripted.vault.snapshot
    let known = Problem.known(
      of: Self.name, Script.facets(snapshot), in: snapshot, endpoints: Endpoints(),
      now: scripted.now)
    #expect(known == found.problem)
    let again = try await VerifyDriver(scripted.world, report: scripted.report).verify(Self.name)
    #expect(again.problem?.id == "grant-used-up")
    #expect(scripted.sent("/token").count == 1)
    let step = try #require(
      Checklist.rows(
        for: RulesSamples.mailbox(), in: snapshot, endpoints: Endpoints(), now: scripted.now
      ).first { $0.step == .authenticate })
    #expect(step.here == .failed)
    #expect(step.reason?.contains("cut off at 2026-03-01T11:50:00") == true)
    #expect(step.reason?.contains("nobody revoked it") == true)
  }

  @Test("while only the mark is there the checklist says that an answer was cut off, and when")
  func onlyMark() throws {
    let snapshot = Script.kept { $0.redeeming = Self.earlier }
    #expect(Script.facets(snapshot).auth == .authenticated)
    let rows = Checklist.rows(
      for: RulesSamples.mailbox(), in: snapshot, endpoints: Endpoints(), now: RulesSamples.now)
    for step in [Step.authenticate, .greenBox] {
      let row = try #require(rows.first { $0.step == step })
      #expect(
        row.evidence.contains {
          $0.contains("begun at 2026-03-01T11:50:00") && $0.contains("it was cut off;")
            && $0.contains("may be used up")
        })
    }
    let fresh = Script.kept { $0.redeeming = RulesSamples.now - .seconds(3) }
    let row = Checklist.rows(
      for: RulesSamples.mailbox(), in: fresh, endpoints: Endpoints(), now: RulesSamples.now
    ).first { $0.step == .authenticate }
    #expect(row?.evidence.contains { $0.contains("cut off, or is under way") } == true)
  }

  @Test("the report tells of the mark and of a grant that is used up")
  func report() {
    let refusal = OAuthRefusal(status: 400, error: "invalid_grant")
    for marked in [true, false] {
      let snapshot = Script.kept {
        $0.redeeming = marked ? Self.earlier : nil
        if !marked { $0.standing = .usedUp(refusal, cutOff: Self.earlier, at: RulesSamples.now) }
      }
      let report = SupportReport(
        snapshot: snapshot, endpoints: Endpoints(), now: RulesSamples.now, fresh: .seconds(3600),
        who: "ann", version: "1")
      let problem = Problem.known(
        of: Self.name, Script.facets(snapshot), in: snapshot, endpoints: Endpoints(),
        now: RulesSamples.now)
      let page = report.markdown([
        SupportReport.Subject(mailbox: Self.name, problem: problem, history: [])
      ])
      #expect(page.contains("2026-03-01T11:50:00"))
      #expect(page.contains(marked ? "may be used up" : "probably used up"))
    }
  }
}
