import Fixtures
import Core
import Testing

@Suite("Facets are derived from what is kept and the clock")
struct FacetsTests {
  static let now = RulesSamples.now

  static func verified(_ edit: (inout Snapshot) -> Void = { _ in }) -> Snapshot {
    var snapshot = Script.kept()
    snapshot.evidence[Script.name] = Evidence()
    snapshot.evidence[Script.name]?.probe = Script.probe(Script.opened)
    edit(&snapshot)
    return snapshot
  }

  static func state(_ snapshot: Snapshot, now: Moment = now) -> DisplayState {
    DisplayState(Script.facets(snapshot, now: now))
  }

  @Test("a verification counts for 24 hours")
  func freshness() {
    let day = Duration.seconds(24 * 3600)
    #expect(Self.state(Self.verified(), now: Self.now + day) == .verified(at: Self.now))
    #expect(
      Self.state(Self.verified(), now: Self.now + day + .milliseconds(1)) == .authenticatedOnly)
  }

  @Test("a changed Pop Account is compared with the stored identity at once")
  func popAccount() {
    func with(_ edit: (inout Mailbox) -> Void) -> DisplayState {
      var mailbox = RulesSamples.mailbox()
      edit(&mailbox)
      return Self.state(Self.verified { $0.mailboxes[Script.name] = mailbox })
    }
    let other = "other@somecompany.onmicrosoft.com"
    #expect(with { $0.popAccount = other } == .wrongAccount(as: Script.account))
    #expect(
      with {
        $0.popAccount = other
        $0.identityException = true
      } == .authenticatedOnly)
    #expect(
      with {
        $0.popAccount = other
        $0.signInName = Script.account
      } == .authenticatedOnly)
    #expect(with { $0.popAccount = Script.account.uppercased() } == .authenticatedOnly)
  }

  @Test("an identity that is not told is nobody else's")
  func notTold() {
    let snapshot = Self.verified {
      $0.grants[Script.name]?.identity = nil
      $0.mailboxes[Script.name]?.popAccount = "other@somecompany.onmicrosoft.com"
    }
    #expect(Self.state(snapshot) == .authenticatedOnly)
  }

  @Test("Pop Server and SSL Method outdate access and nothing else")
  func access() {
    let server = Self.verified { $0.mailboxes[Script.name]?.popServer = "outlook.office.com" }
    #expect(Script.facets(server).auth == .authenticated)
    #expect(Script.facets(server).access == .outdated(since: Self.now))
    let ssl = Self.verified { $0.mailboxes[Script.name]?.sslMethod = .other("pop3 tls") }
    #expect(Script.facets(ssl).auth == .authenticated)
    #expect(Script.facets(ssl).access == .outdated(since: Self.now))
    var endpoints = Endpoints()
    endpoints.popPort = .init(1995, .config)
    let mailbox = RulesSamples.mailbox()
    let port = Facets(
      of: mailbox, config: .configured, in: Self.verified(), endpoints: endpoints, now: Self.now)
    #expect(
      port == Facets(config: .configured, auth: .authenticated, access: .outdated(since: Self.now)))
  }

  @Test(
    "a change of the registration makes the grant Stale and names what changed",
    arguments: ClientMode.allCases)
  func stale(mode: ClientMode) {
    func changed(_ body: (inout Registration) -> Void) -> [StaleReason]? {
      var snapshot = Self.verified { $0.grants[Script.name]?.mode = mode }
      RulesSamples.edit(&snapshot, body)
      let facets = Script.facets(snapshot)
      guard case .stale(let reasons) = facets.auth else { return nil }
      #expect(facets.access == .outdated(since: Self.now))
      return reasons
    }
    #expect(changed { $0.secret?.fingerprint = "f2" } == (mode == .secret ? [.secret] : nil))
    #expect(changed { $0.secret = nil } == (mode == .secret ? [.secret] : nil))
    #expect(changed { $0.clientID = RulesSamples.otherTenant } == [.clientID])
    #expect(changed { $0.tenantID = RulesSamples.otherTenant } == [.tenant])
    #expect(
      changed {
        $0.clientID = "x"
        $0.tenantID = "y"
        $0.secret?.fingerprint = "f2"
      } == [.clientID, .tenant] + (mode == .secret ? [.secret] : []))
  }

  @Test("a refused client leaves the grant Stale, an expired secret does not")
  func refused() {
    func standing(_ error: String, _ code: Int) -> [StaleReason]? {
      AuthFacet.staleness(
        of: {
          var grant = Script.grant()
          grant.standing = .secretRefused(
            OAuthRefusal(status: 401, error: error, codes: [code]), at: Self.now)
          return grant
        }(), under: RulesSamples.registration())
    }
    #expect(standing("invalid_client", 7_000_215) == [.secretRefused])
    #expect(standing("unauthorized_client", 700_016) == [.clientRefused])
    #expect(standing("invalid_client", 7_000_222) == nil)
  }

  @Test("a grant whose registration is gone is Stale")
  func gone() {
    #expect(AuthFacet.staleness(of: Script.grant(), under: nil) == [.clientID])
  }

  @Test("what the server ended stays ended under a new secret, not under another client or tenant")
  func ended() {
    var snapshot = Self.verified {
      $0.grants[Script.name]?.standing = .ended(StateTableTests.refusal, at: Self.now)
    }
    #expect(Self.state(snapshot) == .unauthenticated)
    RulesSamples.edit(&snapshot) { $0.secret?.fingerprint = "f2" }
    #expect(Self.state(snapshot) == .unauthenticated)
    RulesSamples.edit(&snapshot) { $0.clientID = "x" }
    #expect(Self.state(snapshot) == .stale([.clientID, .secret]))
  }

  @Test("a silent refresh under the new secret does not bring the old probe back (I1)")
  func silent() {
    var snapshot = Self.verified()
    RulesSamples.edit(&snapshot) { $0.secret?.fingerprint = "f2" }
    guard let registration = snapshot.registrations[Registration.suggestedName] else { return }
    snapshot.grants[Script.name]?.madeUnder = RegistrationStamp(of: registration)
    #expect(Self.state(snapshot) == .authenticatedOnly)
    RulesSamples.edit(&snapshot) { $0.secret?.fingerprint = "f1" }
    #expect(Self.state(snapshot) == .stale([.secret]))
  }

  @Test("a refresh without an answer leaves nothing verified; a refusal is the grant's own matter")
  func unanswered() {
    let lost = NetworkFailure(.cut, host: "login.example", port: 443)
    let busy = OAuthRefusal(status: 503, error: "temporarily_unavailable")
    let unusable = ReplyFailure(
      .notJSON, document: "token", status: 200, host: "login.example")
    let at = Self.now + .seconds(60)
    func state(_ result: RefreshCheck.Result, at: Moment) -> DisplayState {
      Self.state(
        Self.verified {
          $0.evidence[Script.name]?.refreshCheck = RefreshCheck(
            at: at, endpoint: "login.example:443", mode: .secret, result: result, ms: 1)
        }, now: Self.now + .seconds(120))
    }
    for failure: ServerFailure in [.network(lost), .refused(busy), .reply(unusable)] {
      #expect(state(.failed(failure), at: at) == .unreachable)
      // What came before the verification has nothing to say of it.
      #expect(state(.failed(failure), at: Self.now - .seconds(3600)).number == 14)
    }
    #expect(state(.passed, at: at).number == 14)
    #expect(state(.refused(OAuthRefusal(status: 400, error: "invalid_grant")), at: at).number == 14)
  }

  @Test("a sign-in under way does not keep a probe of the old secret alive (I4)")
  func underWay() {
    var snapshot = Self.verified { $0.pending[Script.name] = Script.pending() }
    #expect(Script.facets(snapshot).access.word == .verified)
    RulesSamples.edit(&snapshot) { $0.secret?.fingerprint = "f2" }
    #expect(
      Script.facets(snapshot)
        == Facets(
          config: .configured, auth: .awaitingLogin(until: Self.now + .seconds(900)),
          access: .outdated(since: Self.now)))
  }

  @Test("a code whose time has passed is no longer waited for")
  func passed() {
    let snapshot = Self.verified { $0.pending[Script.name] = Script.pending() }
    #expect(Self.state(snapshot) == .awaitingLogin)
    #expect(Self.state(snapshot, now: Self.now + .seconds(900)) == .verified(at: Self.now))
  }

  @Test("another grant's probe counts for nothing")
  func otherGrant() {
    let snapshot = Self.verified { $0.evidence[Script.name]?.probe?.grant = "g9" }
    #expect(Self.state(snapshot) == .authenticatedOnly)
  }

  @Test(
    "Secret expired: the server's word, or the day with no success after it",
    arguments: [
      // typed day, worked, said expired, mode, expected
      (nil, nil, nil, ClientMode.secret, false),
      ("2026-03-01", nil, nil, .secret, false),
      ("2026-02-28", nil, nil, .secret, true),
      ("2026-02-28", "2026-02-28T23:59:59Z", nil, .secret, true),
      ("2026-02-28", "2026-03-01T00:00:00Z", nil, .secret, false),
      ("2026-02-28", nil, nil, .public, false),
      ("2026-12-31", nil, "2026-03-01T12:00:00Z", .secret, true),
      ("2026-12-31", "2026-03-01T12:00:01Z", "2026-03-01T12:00:00Z", .secret, false),
      (nil, nil, "2026-02-01T00:00:00Z", .secret, false),
      (nil, nil, "2026-03-01T12:00:00Z", .public, false),
    ] as [(String?, String?, String?, ClientMode, Bool)])
  func secretExpired(
    day: String?, worked: String?, said: String?, mode: ClientMode, expected: Bool
  ) {
    var snapshot = Script.kept { $0.mode = mode }
    RulesSamples.edit(&snapshot) {
      $0.secret?.expires = day.flatMap { Day(iso: $0) }
      $0.secret?.worked = worked.flatMap { Moment(iso: $0) }
      $0.secret?.saidExpired = said.flatMap { Moment(iso: $0) }
    }
    #expect(Script.facets(snapshot).secretExpired == expected)
  }
}
