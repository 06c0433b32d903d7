import Core
import Fixtures
import Synchronization
import Testing

@testable import Operations

@Suite("Authenticate, from the key to the badge")
struct AuthenticationTests {
  private static let name = Script.name

  /// The answers that a person gives, one to each standing; whoever is asked more leaves.
  private static func run(
    _ scripted: ScriptedWorld, from start: Authentication.Start = .choice(),
    _ answers: Authentication.Answer...
  ) async throws -> (end: Authentication.Standing, asked: [String]) {
    let left = Mutex(answers)
    let asked = Mutex<[String]>([])
    let authentication = Authentication(
      scripted.world,
      answering: .asked { (standing) async throws(Failure) in
        asked.withLock { $0.append(word(standing)) }
        return left.withLock { $0.isEmpty ? .leave : $0.removeFirst() }
      }, report: scripted.report)
    let end = try await authentication.run(name, from: start)
    return (end, asked.withLock { $0 })
  }

  private static func word(_ standing: Authentication.Standing) -> String {
    switch standing {
    case .awaitingOK: "OK?"
    case .wrongPerson(let grant, _): "\(grant.identity?.username ?? "?")?"
    case .consentNeeded: "consent?"
    case .consentNoted: "consent noted"
    case .dropped(let reason): reason == nil ? "dropped" : "dropped: \(reason?.short ?? "")"
    case .ended(let reason): reason.short
    case .kept: "another kept"
    case .replaced: "replaced"
    case .verified(let found): found.access.rawValue
    case .unchecked: "unchecked"
    case .failed(let failure): "failed: \(failure)"
    }
  }

  private static func opens(_ scripted: ScriptedWorld) {
    scripted.probing {
      ProbeReport(
        stages: [], outcome: $0.login == nil ? .capable : .opened(messages: 1, octets: 2))
    }
  }

  @Test("Nothing is kept: a code, the question, OK, and the badge; one look at the identity server")
  func fromNothing() async throws {
    let scripted = SignInDriverTests.scripted()
    Self.opens(scripted)
    SignInDriverTests.token(
      scripted, Script.tokens(9), Script.tokens(), Script.tokens(2, user: nil))
    let run = try await Self.run(scripted, .ok)
    #expect(run.asked == ["OK?", "verified"])
    #expect(scripted.vault.snapshot.grants[Self.name]?.accepted != nil)
    #expect(scripted.sent("\(Script.login)/v2.0/.well-known").count == 1)
  }

  private static func isAdmin(_ scripted: ScriptedWorld) {
    scripted.always("graph.microsoft.com") { _ throws(Failure) in
      Script.json(["userPrincipalName": "admin@x.example"])
    }
  }

  private static func stale() -> ScriptedWorld {
    var snapshot = Script.kept { $0.madeUnder.secret = "f0" }
    RulesSamples.edit(&snapshot) {
      $0.binding = HostBinding(discovery: Script.host, token: Script.host)
    }
    let scripted = ScriptedWorld(snapshot, sealed: Script.keptTokens)
    scripted.always("openid-configuration") { _ throws(Failure) in Script.discovery }
    scripted.always("devicecode") { _ throws(Failure) in Script.code }
    opens(scripted)
    return scripted
  }

  @Test("Stale by the secret: no person is needed where the refresh passes")
  func silently() async throws {
    let scripted = Self.stale()
    SignInDriverTests.token(scripted, Script.tokens(2, user: nil))
    let run = try await Self.run(scripted)
    #expect(run.asked == ["verified"])
    #expect(scripted.sent("devicecode") == [])
    #expect(scripted.progress.first == .tryingSilently)
  }

  @Test(
    "Where the grant has ended, the silent way goes on to a code, with the same identity server")
  func silentThenCode() async throws {
    let scripted = Self.stale()
    SignInDriverTests.token(
      scripted, Script.refusal("invalid_grant", 50_173), Script.tokens(9), Script.tokens(),
      Script.tokens(2, user: nil))
    let run = try await Self.run(scripted, .ok)
    #expect(run.asked == ["OK?", "verified"])
    #expect(scripted.progress.contains(.signInNeeded))
    #expect(scripted.sent("\(Script.login)/v2.0/.well-known").count == 1)
  }

  @Test("A refused secret asks nobody to sign in")
  func secretRefused() async throws {
    let scripted = Self.stale()
    SignInDriverTests.token(scripted, Script.refusal("invalid_client", 7_000_215, status: 401))
    let run = try await Self.run(scripted, .ok)
    #expect(run.asked.allSatisfy { $0.hasPrefix("failed") })
    #expect(scripted.sent("devicecode") == [])
  }

  @Test("Somebody else is a question; no drops, and nothing is kept")
  func somebodyElse() async throws {
    let scripted = SignInDriverTests.scripted()
    SignInDriverTests.token(
      scripted, Script.tokens(9), Script.tokens(user: "admin@x.example"), Script.tokens(3))
    Self.isAdmin(scripted)
    let run = try await Self.run(scripted, .refuse)
    #expect(run.asked.count == 2)
    #expect(run.asked.first == "admin@x.example?")
    #expect(scripted.vault.snapshot.pending == [:])
    #expect(scripted.vault.snapshot.grants == [:])
    guard case .dropped(.wrongPerson(let who, _)) = run.end else {
      Issue.record("\(run.end)")
      return
    }
    #expect(who == "admin@x.example")
  }

  @Test("The admin's step is noted, and the mailbox's own sign-in follows where that is answered")
  func adminStep() async throws {
    let scripted = SignInDriverTests.scripted()
    Self.opens(scripted)
    SignInDriverTests.token(
      scripted, Script.tokens(9), Script.tokens(user: "admin@x.example"), Script.tokens(3),
      Script.tokens(), Script.tokens(2, user: nil))
    Self.isAdmin(scripted)
    let run = try await Self.run(scripted, .adminStep, .begin(anyway: true), .ok)
    #expect(run.asked == ["admin@x.example?", "consent noted", "OK?", "verified"])
    #expect(scripted.vault.snapshot.registrations[Registration.suggestedName]?.consents.count == 1)
  }

  @Test("An answer to another question leaves it asked")
  func otherAnswer() async throws {
    let scripted = SignInDriverTests.scripted()
    SignInDriverTests.token(scripted, Script.tokens(9), Script.tokens())
    let run = try await Self.run(scripted, .acceptOther, .adminStep, .leave)
    #expect(run.asked == ["OK?", "OK?", "OK?"])
    #expect(scripted.vault.snapshot.pendingGrants[Self.name] != nil)
    #expect(scripted.vault.snapshot.registrations[Registration.suggestedName]?.consents == [])
  }

  @Test("A person may ask for a new code while the old one is awaited; the old one is dropped")
  func newCode() async throws {
    let scripted = SignInDriverTests.scripted()
    Self.opens(scripted)
    SignInDriverTests.token(scripted, Script.tokens(9))
    let isSecond = Mutex(false)
    scripted.always("/token") { _ throws(Failure) in
      isSecond.withLock { $0 } ? Script.tokens() : Script.refusal("authorization_pending")
    }
    var world = scripted.world
    let sleep = world.sleep
    world.sleep = { (time) async throws(Failure) in
      await Task.yield()
      if Task.isCancelled { throw .cancelled }
      try await sleep(.milliseconds(1))
    }
    let answers = Inbox<Authentication.Answer>()
    let codes = Mutex(0)
    let authentication = Authentication(world, answering: .person(answers)) { progress in
      switch progress {
      case .signIn(.deviceCode(.code)):
        let number = codes.withLock { number in
          number += 1
          return number
        }
        if number == 1 { answers.give(.begin(anyway: true)) }
        if number == 2 { isSecond.withLock { $0 = true } }
      case .stands(.awaitingOK): answers.give(.ok)
      case .stands(.verified): answers.give(.leave)
      default: break
      }
    }
    let end = try await authentication.run(Self.name, from: .choice())
    #expect(Self.word(end) == "verified")
    #expect(codes.withLock { $0 } == 2)
    #expect(scripted.sent("devicecode").count == 2)
  }

  @Test("What is cancelled while it asks keeps the question for the next time")
  func cancelledQuestion() async throws {
    let scripted = SignInDriverTests.scripted()
    SignInDriverTests.token(scripted, Script.tokens(9), Script.tokens())
    let authentication = Authentication(
      scripted.world,
      answering: .asked { (_) async throws(Failure) in throw .cancelled },
      report: scripted.report)
    await #expect(throws: Failure.cancelled) {
      _ = try await authentication.run(Self.name, from: .choice())
    }
    #expect(scripted.vault.snapshot.pending[Self.name]?.stage == .awaitingOK)
  }
}
