import Core
import Fixtures
import Testing

@testable import Operations

@Suite("Two sign-ins of one mailbox: who comes second joins the first, or is told that it was kept")
struct TwoSignInsTests {
  static let name = Script.name
  static let account = Script.account

  /// A sign-in that is polled here, while another process does something at the first poll.
  static func polled(
    _ snapshot: Snapshot = Script.snapshot(),
    then reply: HTTPReply = Script.refusal("invalid_grant"),
    meanwhile: @escaping @Sendable (inout ScriptedVault.State) -> Void
  ) async throws(Failure) -> (SignInDriver.End, ScriptedWorld) {
    var snapshot = snapshot
    snapshot.pending[name] = Script.pending()
    let scripted = SignInDriverTests.scripted(snapshot)
    scripted.vault.edit { $0.sealed[.deviceCode(mailbox: name)] = Secret("c") }
    scripted.next("/token") { _ throws(Failure) in
      scripted.vault.edit(meanwhile)
      return reply
    }
    let end = try await SignInDriver.resume(mailbox: name, scripted.world, report: scripted.report)
    return (end, scripted)
  }

  /// A grant that was kept a minute after the sign-in here began.
  static func kept(_ id: String) -> GrantFacts {
    var grant = Script.grant(id: id)
    grant.accepted = RulesSamples.now + .seconds(60)
    return grant
  }

  @Test("the tokens of the one who polled first are asked about by the other too")
  func tokensElsewhere() async throws {
    for reply in [Script.refusal("invalid_grant"), Script.refusal("expired_token")] {
      let (end, scripted) = try await Self.polled(then: reply) { state in
        state.snapshot.pending[Self.name]?.stage = .awaitingOK
        state.snapshot.pendingGrants[Self.name] = Script.grant(id: "p1")
      }
      #expect(end == .awaitingOK(Script.grant(id: "p1")))
      #expect(scripted.vault.snapshot.pendingGrants.count == 1)
      #expect(
        scripted.progress.last
          == .signedIn(as: Self.account, scopes: Script.grant().scopes))
    }
  }

  @Test("an OK given elsewhere ends the poll as kept, and so does another sign-in's")
  func keptElsewhere() async throws {
    for id in ["p1", "p2"] {
      for reply in [Script.refusal("invalid_grant"), Script.tokens(7)] {
        let (end, scripted) = try await Self.polled(then: reply) { state in
          state.snapshot.pending = [:]
          state.snapshot.grants[Self.name] = Self.kept(id)
        }
        #expect(end == .kept(Self.kept(id)))
        #expect(scripted.vault.snapshot.grants == [Self.name: Self.kept(id)])
        #expect(scripted.vault.snapshot.pendingGrants == [:])
      }
    }
  }

  @Test("a grant from before is nobody's win: the end is what was recorded, or that it was dropped")
  func notKept() async throws {
    let (declined, _) = try await Self.polled(Script.kept()) { state in
      state.snapshot.pending = [:]
      state.snapshot.evidence[Self.name] = Evidence()
      state.snapshot.evidence[Self.name]?.attempt = AttemptEvidence(
        at: RulesSamples.now + .seconds(5), reason: .declined)
    }
    #expect(declined == .ended(.declined))
    let (dropped, _) = try await Self.polled(Script.kept()) { $0.snapshot.pending = [:] }
    #expect(dropped == .ended(.refusedHere))
  }

  @Test("consent that the other one learnt to be missing is what is needed here too")
  func consentElsewhere() async throws {
    let refusal = OAuthRefusal(status: 400, error: "consent_required")
    let (end, _) = try await Self.polled { state in
      state.snapshot.pending[Self.name]?.stage = .awaitingAdminConsent(refusal)
    }
    #expect(end == .consentNeeded(refusal))
  }

  @Test("an end is never written over tokens that another process stored since the snapshot")
  func guarded() throws {
    let before = Script.snapshot()
    var held = before
    held.pending[Self.name] = Script.pending("p1", .awaitingOK)
    held.pendingGrants[Self.name] = Script.grant(id: "p1")
    var stale = before
    stale.pending[Self.name] = Script.pending()
    for event in [
      .attemptEnded("p1", .expired), .signInOutdated("p1"),
      .loginChanged("p1", .deviceCode(Script.deviceCode(interval: 10))),
      .consentNeeded("p1", OAuthRefusal(status: 400, error: "consent_required")),
      .signInBegan(Script.pending("p2"), deviceCode: Secret("c")),
    ] as [MailboxEvent] {
      let changes = MailboxTransition.changes(
        for: event, mailbox: Self.name, in: stale, at: RulesSamples.now, who: "ann")
      // Beginning anew drops what it knows of, and that only.
      let present = if case .signInBegan = event { before } else { held }
      #expect(throws: Failure.vault(.signInMovedOn(Self.name))) {
        _ = try present.applying(changes)
      }
    }
  }

  @Test("who begins while another one has just begun joins it, and shows its code")
  func joins() async throws {
    let scripted = SignInDriverTests.scripted()
    scripted.next("devicecode") { _ throws(Failure) in
      scripted.vault.edit { state in
        state.snapshot.pending[Self.name] = Script.pending("other")
        state.sealed[.deviceCode(mailbox: Self.name)] = Secret("c")
      }
      return Script.code
    }
    SignInDriverTests.token(scripted, Script.tokens())
    let end = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    guard case .awaitingOK(let grant, _) = end else {
      Issue.record("\(end)")
      return
    }
    #expect(grant.id == "other")
    #expect(SignInDriverTests.word(try #require(scripted.progress.first)) == "code again")
    #expect(scripted.vault.events == ["signed-in"])
  }

  @Test("who begins while another one is kept has nothing left to do; one that ended is replaced")
  func beginsLate() async throws {
    for (grant, isKept) in [(Self.kept("p2"), true), (Script.grant(), false)] {
      var snapshot = Script.snapshot()
      snapshot.pending[Self.name] = Script.pending("old")
      let scripted = SignInDriverTests.scripted(snapshot)
      scripted.next("devicecode") { _ throws(Failure) in
        scripted.vault.edit { state in
          state.snapshot.pending = [:]
          state.snapshot.grants[Self.name] = grant
        }
        return Script.code
      }
      SignInDriverTests.token(scripted, Script.tokens())
      let end = try await SignInDriver.begin(
        mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
      switch end {
      case .kept(let kept): #expect(isKept && kept == grant)
      case .awaitingOK: #expect(!isKept)
      default: Issue.record("\(end)")
      }
      #expect(scripted.vault.snapshot.pending.isEmpty == isKept)
    }
  }

  @Test(
    "two OKs to one question: the first keeps it, the second is told; an unknown id stays an error")
  func twoAnswers() async throws {
    let scripted = SignInDriverTests.scripted()
    SignInDriverTests.token(
      scripted, Script.tokens(), Script.tokens(2, user: nil))
    let first = try await SignInDriver.begin(
      mailbox: Self.name, anyway: true, scripted.world, report: scripted.report)
    let second = try await SignInDriver.resume(
      mailbox: Self.name, scripted.world, report: scripted.report)
    guard case .awaitingOK(let grant, let found) = first, case .awaitingOK(grant, _) = second else {
      Issue.record("\(first) \(second)")
      return
    }
    scripted.probing { _ in ProbeReport(stages: [], outcome: .opened(messages: 0, octets: 0)) }
    func answer(_ id: String) async throws(Failure) -> AcceptDriver.Answered {
      try await AcceptDriver.answer(
        mailbox: Self.name, id: id, asked: grant.signedIn, found: FoundServer(found),
        scripted.world,
        report: scripted.report)
    }
    guard case .kept(let verified) = try await answer(grant.id) else {
      Issue.record("not kept")
      return
    }
    #expect(verified.isVerified)
    let kept = try #require(scripted.vault.snapshot.grants[Self.name])
    let written = scripted.vault.applied
    #expect(try await answer(grant.id) == .settled(.kept(kept)))
    #expect(scripted.vault.applied == written)
    scripted.pass(.seconds(60))
    let late = await SignInDriverTests.failure { () throws(Failure) in
      _ = try await AcceptDriver.answer(
        mailbox: Self.name, id: "p9", asked: scripted.now, scripted.world, report: scripted.report)
    }
    #expect(late == .vault(.conflict("no sign-in of that id waits for OK")))
  }

  @Test("an OK to a question that a new sign-in has replaced tells of the new one")
  func okReplaced() async throws {
    var snapshot = Script.snapshot()
    snapshot.pending[Self.name] = Script.pending("p2")
    let scripted = SignInDriverTests.scripted(snapshot)
    let answered = try await AcceptDriver.answer(
      mailbox: Self.name, id: "p1", asked: RulesSamples.now, scripted.world, report: scripted.report
    )
    #expect(answered == .settled(.replaced(by: Script.pending("p2"))))
  }
}
