import Fixtures
import Testing

@testable import Core

/// Every state against every event (requirements §4.2), the whole table as a literal.
@Suite("What an event makes of a state")
struct StateTableTests {
  static let now = RulesSamples.now
  static let refusal = OAuthRefusal(status: 400, error: "invalid_grant", codes: [50_173])
  static let events: [(String, MailboxEvent)] = [
    ("begin", .signInBegan(Script.pending("p2"), deviceCode: Secret("c"))),
    ("slower", .loginChanged("p1", .deviceCode(Script.deviceCode(interval: 10)))),
    ("consent", .consentNeeded("p1", OAuthRefusal(status: 400, error: "consent_required"))),
    ("end", .attemptEnded("p1", .declined)),
    ("outdated", .signInOutdated("p1")),
    ("tokens", .tokensArrived(arrived, Tokens(access: Secret("a"), refresh: Secret("r")))),
    ("ok", .ok("p1")), ("late ok", .ok("p0")), ("no", .refused("p1")), ("late no", .refused("p0")),
    ("admin step", .adminStepTaken("p1")), ("late step", .adminStepTaken("p0")),
    ("refreshed", .refreshed(refreshCheck(.passed))),
    ("invalid_grant", .refreshFailed(refreshCheck(.refused(refusal)))),
    (
      "invalid_client",
      .refreshFailed(
        refreshCheck(
          .refused(OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_215]))))
    ),
    (
      "trouble",
      .refreshFailed(
        refreshCheck(.refused(OAuthRefusal(status: 503, error: "temporarily_unavailable"))))
    ),
    (
      "lost", .refreshFailed(refreshCheck(.network(NetworkFailure(.cut, host: "h", port: 443))))
    ),
    ("opened", .probed(Script.probe(Script.opened), Script.detail)),
    ("denied", .probed(Script.probe(.denied(.auth2, said: "-ERR")), Script.detail)),
    ("in use", .probed(Script.probe(.locked(said: "-ERR [IN-USE]")), Script.detail)),
    (
      "cut",
      .probed(Script.probe(.broken(NetworkFailure(.cut, host: "h", port: 995))), Script.detail)
    ),
    ("other probe", .probed(Script.probe(Script.opened, grant: "g9"), Script.detail)),
    ("forget", .forget),
  ]

  static var arrived: GrantFacts {
    var grant = Script.grant(id: "p1")
    grant.accepted = nil
    return grant
  }

  static func refreshCheck(_ result: RefreshCheck.Result) -> RefreshCheck {
    RefreshCheck(at: now, endpoint: Script.host, mode: .secret, result: result, ms: 1)
  }

  static func snapshot(_ state: String) -> Snapshot {
    var snapshot = Script.kept()
    snapshot.evidence[Script.name] = Evidence()
    func registration(_ body: (inout Registration) -> Void) { RulesSamples.edit(&snapshot, body) }
    func probe(_ access: Access) { snapshot.evidence[Script.name]?.probe = Script.probe(access) }
    switch state {
    case "S4": snapshot.pending[Script.name] = Script.pending("p1", .awaitingAdminConsent(nil))
    case "S5": snapshot.pending[Script.name] = Script.pending("p1")
    case "S6":
      snapshot.pending[Script.name] = Script.pending("p1", .awaitingOK)
      snapshot.pendingGrants[Script.name] = arrived
    case "S7": snapshot.grants[Script.name]?.identity = Identity(username: "bob@x.com")
    case "S8": snapshot.grants[Script.name]?.madeUnder.tenantID = "old"
    case "S9": snapshot.grants[Script.name]?.standing = .ended(refusal, at: now)
    case "S10": registration { $0.secret?.saidExpired = now }
    case "S11": probe(.denied(.auth2, said: "-ERR"))
    case "S12": probe(.locked(said: "-ERR [IN-USE]"))
    case "S13": break
    case "S14": probe(Script.opened)
    case "S15": snapshot.grants = [:]
    default:
      snapshot.grants = [:]
      snapshot.evidence[Script.name]?.attempt = AttemptEvidence(at: now, reason: .expired)
    }
    return snapshot
  }

  // Rows: events in the order of `events`; columns S4 … S16. Under the sign-ins of S4 to S6 lies a
  // working grant (S13), so that what comes after them shows.
  static let table = """
    begin           5  5  5  5  5  5  5  5  5  5  5  5  5
    slower          4  5  6  7  8  9 10 11 12 13 14 15 16
    consent         4  4  6  7  8  9 10 11 12 13 14 15 16
    end             4 13  6  7  8  9 10 11 12 13 14 15 16
    outdated        4 13  6  7  8  9 10 11 12 13 14 15 16
    tokens          4  6  6  7  8  9 10 11 12 13 14 15 16
    ok              4  5 13  7  8  9 10 11 12 13 14 15 16
    late ok         4  5  6  7  8  9 10 11 12 13 14 15 16
    no             13 13 13  7  8  9 10 11 12 13 14 15 16
    late no         4  5  6  7  8  9 10 11 12 13 14 15 16
    admin step     13 13 13  7  8  9 10 11 12 13 14 15 16
    late step       4  5  6  7  8  9 10 11 12 13 14 15 16
    refreshed       4  5  6  7  8  9 10 11 12 13 14 15 16
    invalid_grant   4  5  6  7  8  9  9  9  9  9  9 15 16
    invalid_client  4  5  6  7  8  8  8  8  8  8  8 15 16
    trouble         4  5  6  7  8  9 10 11 12 13 14 15 16
    lost            4  5  6  7  8  9 10 11 12 13 14 15 16
    opened          4  5  6  7  8  9 10 14 14 14 14 15 16
    denied          4  5  6  7  8  9 10 11 11 11 11 15 16
    in use          4  5  6  7  8  9 10 12 12 12 12 15 16
    cut             4  5  6  7  8  9 10 12 12 12 12 15 16
    other probe     4  5  6  7  8  9 10 11 12 13 14 15 16
    forget         15 15 15 15 15 15 15 15 15 15 15 15 15
    """

  @Test("every state × every event")
  func everything() throws {
    var found: [String] = []
    for (title, event) in Self.events {
      var row = title.padding(14)
      for number in 4...16 {
        let before = Self.snapshot("S\(number)")
        #expect(DisplayState(Script.facets(before)).number == number)
        let changes = MailboxTransition.changes(
          for: event, mailbox: Script.name, in: before, at: Self.now, who: "ann")
        let after = DisplayState(Script.facets(try before.applying(changes))).number
        row += " " + (after < 10 ? " " : "") + "\(after)"
      }
      found.append(row)
    }
    #expect(found.joined(separator: "\n") == Self.table)
  }

  @Test("nothing happens to a mailbox that is not there", arguments: events.map(\.1))
  func unknown(event: MailboxEvent) {
    #expect(
      MailboxTransition.changes(for: event, mailbox: "x", in: Snapshot(), at: Self.now, who: "ann")
        == [])
  }

  @Test("an edit is kept as it is and touches no grant")
  func edited() throws {
    let before = Self.snapshot("S14")
    var mailbox = RulesSamples.mailbox()
    mailbox.popServer = "outlook.office.com"
    func changes(_ mailbox: Mailbox) -> [Change] {
      MailboxTransition.changes(
        for: .edited(from: RulesSamples.mailbox(), to: mailbox), mailbox: Script.name, in: before,
        at: Self.now, who: "ann")
    }
    let after = try before.applying(changes(mailbox))
    #expect(after.mailboxes[Script.name] == mailbox)
    #expect(after.grants == before.grants)
    #expect(DisplayState(Script.facets(after)).number != 14)
    #expect(changes(RulesSamples.mailbox()) == [])
  }
}

extension String {
  func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
