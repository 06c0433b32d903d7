import Fixtures
import Testing

@testable import Core
@testable import Presentation

/// Every state is called in the report what it is called elsewhere (requirements §4.1).
@Suite("The report's word for a state")
struct ReportBadgeTests {
  private static let name = Script.name
  private static let refusal = OAuthRefusal(status: 400, error: "invalid_grant", codes: [50_173])

  /// A site for each of S1 to S16.
  private static var sites: [(Int, Snapshot)] {
    func edited(_ snapshot: Snapshot = Script.kept(), _ edit: (inout Snapshot) -> Void) -> Snapshot
    {
      var snapshot = snapshot
      edit(&snapshot)
      return snapshot
    }
    func mailbox(_ edit: (inout Mailbox) -> Void) -> Snapshot {
      Script.snapshot { _, mailbox in edit(&mailbox) }
    }
    func probed(_ access: Access) -> Snapshot {
      edited { $0.evidence[name, default: Evidence()].probe = Script.probe(access) }
    }
    func attempt(_ reason: AttemptEvidence.Reason) -> Snapshot {
      edited(Script.snapshot()) {
        $0.evidence[name, default: Evidence()].attempt = AttemptEvidence(
          at: RulesSamples.now, reason: reason)
      }
    }
    func pending(_ stage: PendingSignIn.Stage?) -> Snapshot {
      edited(Script.snapshot()) { $0.pending[name] = Script.pending("p1", stage) }
    }
    return [
      (1, mailbox { $0.popAccount = "" }), (2, mailbox { $0.sslMethod = .other("tls") }),
      (3, mailbox { $0.authenticationType = .password }),
      (4, pending(.awaitingAdminConsent(refusal))), (5, pending(nil)),
      (
        6,
        edited(pending(.awaitingOK)) { $0.pendingGrants[name] = Script.grant(id: "p1") }
      ),
      (7, edited { $0.grants[name] = Script.grant(user: "bob@acme.example") }),
      (8, edited { $0.grants[name]?.madeUnder.clientID = "other" }),
      (9, edited { $0.grants[name]?.standing = .ended(refusal, at: RulesSamples.now) }),
      (
        10,
        edited {
          $0.registrations[Registration.suggestedName]?.secret?.saidExpired = RulesSamples.now
        }
      ),
      (11, probed(.denied(.auth2, said: "-ERR"))), (12, probed(.locked(said: "-ERR [IN-USE]"))),
      (13, Script.kept()), (14, probed(Script.opened)), (15, Script.snapshot()),
      (16, attempt(.declined)),
    ]
  }

  @Test("is the badge's, for S1 to S16")
  func sameWords() {
    for (number, snapshot) in Self.sites {
      let state = DisplayState(Script.facets(snapshot))
      #expect(state.number == number, "\(state)")
      let page = SupportReport(
        snapshot: snapshot, endpoints: Endpoints(), now: RulesSamples.now, who: "ann", version: "1"
      ).markdown([.init(mailbox: Self.name, problem: nil, history: [])])
      var expected = Markdown()
      expected.paragraph("State: \(state.badge { $0.iso })")
      #expect(page.contains(expected.text), "S\(number): \(expected.text)")
    }
    #expect(Self.sites.map(\.0) == Array(1...16))
  }
}
