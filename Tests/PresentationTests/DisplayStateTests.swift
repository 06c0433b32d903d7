import Fixtures
import Core
import Testing
@testable import Presentation

@Suite("Display states (requirements §4.1)")
struct DisplayStateTests {
  static let refusal = OAuthRefusal(status: 400, error: "invalid_grant", codes: [50_173])
  static let finding = Finding(
    rule: .exactValue, field: "SSL Method", .error, "bad", advice: "mend")
  static let at = RulesSamples.now

  static func facets(
    _ config: ConfigFacet = .configured, _ auth: AuthFacet = .authenticated,
    _ access: AccessFacet = .unchecked, expired: Bool = false
  ) -> Facets {
    Facets(config: config, auth: auth, access: access, secretExpired: expired)
  }

  static let verified = AccessFacet.verified(at: at, as: "a", messages: 1, octets: 2)

  static let table: [(Facets, Int, String, String, String)] = [
    (facets(.draft(missing: ["Pop Account"])), 1, "draft", "·", "Draft"),
    (facets(.invalid(finding)), 2, "needs_fixing", "!", "Needs fixing: bad"),
    (facets(.notOAuth), 3, "password_mailbox", "·", "Not OAuth"),
    (
      facets(.configured, .awaitingAdminConsent), 4, "awaiting_admin", "…",
      "Awaiting admin consent"
    ),
    (
      facets(.configured, .awaitingLogin(until: at)), 5, "awaiting_login", "…",
      "Awaiting login"
    ),
    (
      facets(.configured, .awaitingOK(as: "a")), 6, "awaiting_ok", "…",
      "Mailbox Authenticated · Awaiting OK"
    ),
    (
      facets(.configured, .authenticatedOther(as: "bob@x.com")), 7, "wrong_account", "!",
      "Wrong account: authenticated as bob@x.com"
    ),
    (
      facets(.configured, .stale([.secret])), 8, "stale", "↻",
      "Stale: authenticate again (secret changed)"
    ),
    (
      facets(.configured, .stale([.clientID, .tenant])), 8, "stale", "↻",
      "Stale: authenticate again (client ID changed, tenant ID changed)"
    ),
    (
      facets(.configured, .unauthenticated(refusal)), 9, "unauthenticated", "x",
      "Unauthenticated"
    ),
    (facets(expired: true), 10, "secret_expired", "x", "Secret expired"),
    (
      facets(.configured, .authenticated, .denied(at: at, .auth2, said: "-ERR")), 11,
      "access_denied", "x", "Authenticated · Access denied"
    ),
    (
      facets(.configured, .authenticated, .locked(at: at, said: "-ERR [IN-USE]")), 12,
      "unreachable", "?", "Authenticated · unreachable (not checked)"
    ),
    (
      facets(
        .configured, .authenticated,
        .unreachable(at: at, .mailServer(.serverTrouble(.capa, said: "")))),
      12, "unreachable", "?", "Authenticated · unreachable (not checked)"
    ),
    (facets(), 13, "authenticated", "·", "Authenticated · not verified"),
    (
      facets(.configured, .authenticated, .outdated(since: at)), 13, "authenticated", "·",
      "Authenticated · not verified"
    ),
    (
      facets(.configured, .authenticated, verified), 14, "verified", "✓",
      "Authenticated · Verified 12:00"
    ),
    (facets(.configured, .none), 15, "not_authenticated", "·", "Not authenticated"),
    (
      facets(.configured, .failed(.declined)), 16, "attempt_failed", "x",
      "Attempt failed: declined"
    ),
  ]

  @Test("each state has its number, word, mark and badge", arguments: table)
  func badge(facets: Facets, number: Int, word: String, mark: String, badge: String) {
    let state = DisplayState(facets)
    #expect(state.number == number)
    #expect(state.word == word)
    #expect(state.mark.sign == mark)
    #expect(state.badge { _ in "12:00" } == badge)
  }

  @Test("the badge has the state's name in it, and a count the same", arguments: table)
  func named(facets: Facets, number: Int, word: String, mark: String, badge: String) {
    let state = DisplayState(facets)
    let parts = badge.split(separator: " · ")
    #expect(parts.last.map { $0.hasPrefix(state.name) || $0.hasPrefix(state.counted) } == true)
    #expect(state.counted.lowercased() == state.name.lowercased())
    #expect(DisplayState.samples[number - 1].name == state.name)
    #expect(DisplayState.samples[number - 1].mark == state.mark)
    #expect(
      DisplayState.samples.count { $0.name == state.name } == 1, "two states are called so")
  }

  @Test("all sixteen are reached")
  func all() {
    #expect(Set(Self.table.map { DisplayState($0.0).number }) == Set(1...16))
    #expect(DisplayState.words.count == 16)
  }

  @Test("what comes first wins: config over auth, expiry over access")
  func priority() {
    let all = Self.facets(.draft(missing: []), .stale([.secret]), Self.verified, expired: true)
    #expect(DisplayState(all) == .draft)
    let expired = Self.facets(.configured, .authenticated, Self.verified, expired: true)
    #expect(DisplayState(expired) == .secretExpired)
    let stale = Self.facets(.configured, .stale([.secret]), Self.verified, expired: true)
    #expect(DisplayState(stale) == .stale([.secret]))
  }

  @Test(
    "the badge says in a few words why an attempt failed",
    arguments: [
      (AttemptEvidence.Reason.refused(refusal), "AADSTS50173"),
      (.refused(OAuthRefusal(status: 400, error: "access_denied")), "access_denied"),
      (.network(NetworkFailure(.cut, host: "h", port: 443)), "no connection to h"),
      (
        .reply(ReplyFailure(.html, document: "token", status: 200, host: "h")),
        "unusable reply from h"
      ),
      (.expired, "the code expired"), (.declined, "declined"), (.refusedHere, "refused here"),
      (.wrongPerson(as: "bob", expected: "ann"), "bob signed in"),
      (.noRefreshToken, "no refresh token came"),
    ])
  func reasons(reason: AttemptEvidence.Reason, words: String) {
    #expect(reason.short == words)
  }
}
