import Core
import Fixtures
import Operations
import Testing

@testable import Presentation

@Suite("What came of a check, in a line")
struct CheckLinesTests {
  static let refusal = OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_215])
  static let cut = NetworkFailure(.cut, host: "h", port: 443)

  static func check(_ verdict: CheckResult.Verdict, ms: Double? = nil) -> CheckResult {
    CheckResult(
      at: RulesSamples.now, endpoint: "h:443",
      under: RegistrationStamp(of: RulesSamples.registration()),
      verdict: verdict, ms: ms)
  }

  static func refreshCheck(
    _ result: RefreshCheck.Result, _ mode: ClientMode = .secret
  ) -> RefreshCheck {
    RefreshCheck(at: RulesSamples.now, endpoint: "h:443", mode: mode, result: result, ms: 143.4)
  }

  static let table: [(Progress, String?)] = [
    (.check(name: "discovery", check(.passed, ms: 84)), "✓ Identity server passed, 84 ms"),
    (
      .check(name: "secret", check(.refused(refusal))),
      "x Client secret failed, invalid_client AADSTS7000215"
    ),
    (.check(name: "secret", check(.network(cut))), "x Client secret failed, cut"),
    (
      .check(name: "secret", check(.skipped("no secret"))),
      "· Client secret: not tried, no secret"
    ),
    (
      .pop(server: "pop.x\u{1B}", PopCheck(at: RulesSamples.now, stages: [], failure: nil)),
      "✓ Pop Server pop.x\\u{1b} passed"
    ),
    (
      .pop(server: "pop", PopCheck(at: RulesSamples.now, stages: [], failure: cut)),
      "x Pop Server pop failed, cut"
    ),
    (.flipped(to: .public), "· The registration wants a public client; asked so, once"),
    (.signedIn(as: "ann", scopes: []), "✓ Signed in as ann"),
    (.authenticated(.signIn), "✓ Authenticated: OK was given"),
    (
      .refreshCheck(refreshCheck(.passed)),
      "✓ Refresh check passed in 143 ms with the secret in force"
    ),
    (
      .refreshCheck(refreshCheck(.passed, .public)),
      "✓ Refresh check passed in 143 ms (public client: secret not exercised)"
    ),
    (
      .refreshCheck(refreshCheck(.refused(refusal))),
      "x Refresh refused: invalid_client AADSTS7000215"
    ),
    (.stage(StageResult(.dns, ms: 1.26, .passed)), "✓ dns       1.3 ms"),
    (
      .stage(StageResult(.greeting, ms: 1212, .failed, said: "-ERR no")),
      "x greeting 1212 ms  -ERR no"
    ),
    (.stage(StageResult(.stat, ms: nil, .skipped, said: "not reached")), nil),
  ]

  @Test("says mark, subject, outcome and time", arguments: table)
  func line(progress: Progress, whole: String?) {
    #expect(progress.line?.whole == whole)
  }

  @Test("names the place where that is asked, and nothing of values that have changed")
  func placed() {
    let passed = Self.check(.passed, ms: 3)
    #expect(
      passed.line("Identity server", at: "h:443").whole
        == "✓ Identity server passed at h:443, 3.0 ms")
    var other = passed.under
    other.clientID = "other"
    #expect(
      passed.line("Client secret", under: other).whole
        == "· Client secret: tried before the last change")
  }
}
