import Testing

@testable import Core

/// Every state is called in the report what it is called elsewhere (requirements §4.1).
@Suite("The report's word for a state")
struct ReportBadgeTests {
  private static let name = Script.name
  private static let refusal = OAuthRefusal(status: 400, error: "invalid_grant", codes: [50_173])

  /// A site for each of S1 to S16.
  private static var sites: [(Int, Site)] {
    func edited(_ site: Site = Script.kept(), _ edit: (inout Site) -> Void) -> Site {
      var site = site
      edit(&site)
      return site
    }
    func mailbox(_ edit: (inout Mailbox) -> Void) -> Site {
      Script.site { _, mailbox in edit(&mailbox) }
    }
    func probed(_ access: Access) -> Site {
      edited { $0.evidence[name, default: Evidence()].probe = Script.probe(access) }
    }
    func attempt(_ reason: AttemptEvidence.Reason) -> Site {
      edited(Script.site()) {
        $0.evidence[name, default: Evidence()].attempt = AttemptEvidence(
          at: RulesSamples.now, reason: reason)
      }
    }
    func pending(_ phase: PendingLogin.Phase?) -> Site {
      edited(Script.site()) { $0.pending[name] = Script.pending("p1", phase) }
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
      (13, Script.kept()), (14, probed(Script.opened)), (15, Script.site()),
      (16, attempt(.declined)),
    ]
  }

  @Test("is the badge's, for S1 to S16")
  func sameWords() {
    for (number, site) in Self.sites {
      let state = DisplayState(Script.facets(site))
      #expect(state.number == number, "\(state)")
      let page = SupportReport(
        site: site, endpoints: Endpoints(), now: RulesSamples.now, who: "ann", version: "1"
      ).markdown([.init(mailbox: Self.name, problem: nil, history: [])])
      var expected = Markdown()
      expected.paragraph("State: \(state.badge { $0.iso })")
      #expect(page.contains(expected.text), "S\(number): \(expected.text)")
    }
    #expect(Self.sites.map(\.0) == Array(1...16))
  }
}
