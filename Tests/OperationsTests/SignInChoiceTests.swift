import Core
import Fixtures
import Testing

@testable import Operations

@Suite("What Authenticate does is chosen by what is kept")
struct SignInChoiceTests {
  private static let now = RulesSamples.now

  private static func choice(_ edit: (inout Snapshot) -> Void) -> SignInChoice {
    var snapshot = Script.snapshot()
    edit(&snapshot)
    return SignInChoice(Script.name, in: snapshot, Endpoints(), now: now)
  }

  private static func newSecret(_ snapshot: inout Snapshot) {
    RulesSamples.edit(&snapshot) { $0.secret?.fingerprint = "f2" }
  }

  private static func keepGrant(_ snapshot: inout Snapshot, _ edit: (inout GrantFacts) -> Void) {
    var grant = Script.grant(Script.name)
    edit(&grant)
    snapshot.grants[Script.name] = grant
  }

  private static func wait(_ snapshot: inout Snapshot, _ stage: PendingSignIn.Stage) {
    snapshot.pending[Script.name] = PendingSignIn(
      mailbox: Script.name, id: "p1", method: .deviceCode, stage: stage, began: now, who: "ann",
      tokenEndpoint: Script.tokenURL, scope: "s",
      madeUnder: RegistrationStamp(of: RulesSamples.registration()))
  }

  private static func code(until end: Moment) -> PendingSignIn.Stage {
    .awaitingLogin(
      .deviceCode(
        .init(
          userCode: "AB", verificationURI: "https://example.com", expires: end, interval: 5,
          mode: .secret)))
  }

  @Test("Nothing is kept: somebody signs in")
  func nothing() { #expect(Self.choice { _ in } == .begin) }

  @Test("A code that lasts and a question are taken up; an expired code is not")
  func underWay() {
    #expect(Self.choice { Self.wait(&$0, Self.code(until: Self.now + .seconds(1))) } == .resume)
    #expect(Self.choice { Self.wait(&$0, .awaitingOK) } == .resume)
    #expect(Self.choice { Self.wait(&$0, .awaitingAdminConsent(nil)) } == .awaitConsent)
    #expect(Self.choice { Self.wait(&$0, Self.code(until: Self.now)) } == .begin)
  }

  @Test("Stale by the secret is tried silently, beside an expired code too")
  func silent() {
    #expect(
      Self.choice {
        Self.keepGrant(&$0) { _ in }
        Self.newSecret(&$0)
      } == .silent)
    #expect(
      Self.choice {
        Self.keepGrant(&$0) { _ in }
        Self.newSecret(&$0)
        Self.wait(&$0, Self.code(until: Self.now))
      } == .silent)
  }

  @Test("Another client or tenant, a grant that ended, another person: no refresh can help")
  func begin() {
    let refused = OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_215])
    #expect(
      Self.choice {
        // A refused secret first, then another tenant.
        Self.keepGrant(&$0) { $0.standing = .secretRefused(refused, at: Self.now) }
        RulesSamples.edit(&$0) { $0.tenantID = RulesSamples.otherTenant }
      } == .begin)
    let ended = OAuthRefusal(status: 400, error: "invalid_grant", codes: [50_173])
    #expect(
      Self.choice {
        Self.keepGrant(&$0) { $0.standing = .ended(ended, at: Self.now) }
        Self.newSecret(&$0)
      } == .begin)
    #expect(
      Self.choice {
        Self.keepGrant(&$0) { $0.identity?.username = "other@contoso.example" }
        Self.newSecret(&$0)
      } == .begin)
  }

  @Test("After the silent way only what a person can mend asks for a person")
  func after() {
    func needs(_ failure: Failure?, _ edit: (inout Snapshot) -> Void) -> Bool {
      var snapshot = Script.snapshot()
      edit(&snapshot)
      return SignInChoice.needsSignIn(
        after: failure, Script.name, in: snapshot, Endpoints(), now: Self.now)
    }
    let refused = OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_215])
    let ended = OAuthRefusal(status: 400, error: "invalid_grant", codes: [50_173])
    let silent = Failure.network(NetworkFailure(.connectTimeout, host: "h", port: 443))
    #expect(!needs(nil) { Self.keepGrant(&$0) { _ in } })
    #expect(
      !needs(.refused(refused)) {
        Self.keepGrant(&$0) { $0.standing = .secretRefused(refused, at: Self.now) }
      })
    #expect(
      !needs(silent) {
        Self.keepGrant(&$0) { _ in }
        Self.newSecret(&$0)
      })
    #expect(
      needs(.refused(ended)) {
        Self.keepGrant(&$0) { $0.standing = .ended(ended, at: Self.now) }
      })
    #expect(needs(nil) { _ in })
    #expect(needs(.vault(.conflict("x"))) { Self.keepGrant(&$0) { _ in } })
  }
}
