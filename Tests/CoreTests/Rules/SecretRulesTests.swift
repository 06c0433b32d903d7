import Fixtures
import Core
import Testing

@Suite("Client secret (C-OFF-2, C-OFF-3, C-OFF-8)")
struct SecretRulesTests {
  typealias Samples = RulesSamples
  static let good = RulesSamples.goodSecret

  static func lines(_ text: String, opaque: Bool = false) -> [String] {
    Samples.shapeLines(text, opaque: opaque)
  }

  @Test("A Value of today's shape has no finding")
  func good() { #expect(Self.lines(Self.good) == []) }

  @Test("A GUID is the Secret ID, however it is written")
  func secretID() {
    let id = Samples.otherTenant
    for text in [id, id.uppercased(), "{\(id)}"] {
      #expect(Self.lines(text) == ["C-OFF-2 error That is the Secret ID; paste the Value."])
    }
    // Of any make, it is the portal's mix-up sooner than a Value.
    #expect(
      Self.lines(id, opaque: true) == ["C-OFF-2 error That is the Secret ID; paste the Value."])
  }

  @Test("The client id and the tenant id are told by name")
  func ids() {
    #expect(
      Self.lines(Samples.client.uppercased())
        == ["C-OFF-2 error That is the Application (client) ID, not the client secret."])
    #expect(
      Self.lines(Samples.tenant)
        == ["C-OFF-2 error That is the Directory (tenant) ID, not the client secret."])
  }

  @Test(
    "Masked values are told",
    arguments: ["***", "abc***", "abc********", "\u{2022}\u{2022}\u{2022}\u{2022}", "Hidden"])
  func masked(_ text: String) {
    #expect(
      Self.lines(text)
        == ["C-OFF-3 error That is the masked value which the portal shows later on."])
  }

  @Test("Placeholders are told", arguments: ["<your secret>", "{{ client_secret }}", "${SECRET}"])
  func placeholder(_ text: String) {
    #expect(Self.lines(text) == ["C-OFF-3 error That is a sample's placeholder, not a secret."])
  }

  @Test("Hidden characters are told by name, number and place, and can be cleaned away")
  func hidden() {
    let good = Self.good
    let cases: [(String, String)] = [
      (good + "\n", "a line feed (U+000A) at the end"),
      (good + "\r\n", "a carriage return (U+000D) at the end and a line feed (U+000A) at the end"),
      ("\u{A0}" + good, "a no-break space (U+00A0) at the start"),
      (good + "\u{200B}", "a zero-width space (U+200B) at the end"),
      ("\t" + good, "a tab (U+0009) at the start"),
      (" " + good, "a space (U+0020) at the start"),
      (
        "\"\(good)\"",
        "a quotation mark (U+0022) at the start and a quotation mark (U+0022) at the end"
      ),
    ]
    for (text, words) in cases {
      #expect(Self.lines(text) == ["C-OFF-10 error The client secret has \(words)."])
      #expect(SecretRules.cleaned(Secret(text)) == Secret(good))
    }
  }

  @Test("Lengths from 16 to 64 pass, all others are told")
  func length() {
    for count in 1...80 {
      let expected =
        (16...64).contains(count)
        ? []
        : [
          "C-OFF-3 error The client secret has \(count) character\(count == 1 ? "" : "s"); "
            + "Microsoft's have 16 to 64."
        ]
      #expect(Self.lines(String(repeating: "a", count: count)) == expected)
    }
    #expect(Self.lines("short", opaque: true) == [])
  }

  @Test("An old secret with brackets and plus signs is a warning at most")
  func old() {
    #expect(
      Self.lines("[7hyXB4S21@MN+WRXAJ]I-TO8g1:h3P9")
        == [
          "C-OFF-3 warning The client secret has a character that newer secrets do not have."
        ])
  }

  @Test("A space within and letters outside ASCII are errors; nothing typed is empty")
  func other() {
    #expect(
      Self.lines("abcdefgh ijklmnopq") == ["C-OFF-3 error The client secret has a space in it."])
    #expect(
      Self.lines("abcdefghijklmnopqü")
        == ["C-OFF-3 error The client secret has characters that are not printable ASCII."])
    #expect(Self.lines("") == ["C-OFF-3 error The client secret is empty."])
    #expect(Self.lines(" \n") == ["C-OFF-3 error The client secret is empty."])
  }

  @Test("No finding shows any of the secret, whatever it is")
  func canary() {
    for text in ["canary", "canary-canary \u{A0}canary\n", "<canary>", "canary***", "\"canary\""] {
      for finding in SecretRules.shape(of: Secret(text)) {
        #expect(!"\(finding)".contains("canary"))
        #expect(finding.fix == nil)
      }
    }
  }

  @Test("No bytes of any kind break the rules")
  func anyBytes() {
    for byte in UInt8.min...UInt8.max {
      for count in [1, 2, 17] {
        _ = SecretRules.shape(of: Secret([UInt8](repeating: byte, count: count)))
      }
    }
  }

  @Test("Days left are counted to the day, and the countdown speaks at 60, 30, 14, 7 and 1")
  func countdown() {
    let today = Day(of: Samples.now)
    for days in -40...100 {
      let facts = SecretFacts(
        fingerprint: "f", expires: Day(number: today.number + Int64(days)), stored: Samples.now,
        proof: .proved,
        binding: HostBinding(
          discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"))
      let expiry = SecretExpiry(of: facts, now: Samples.now)
      #expect(expiry == (days < 0 ? .expired(days: -days) : .left(days: days)))
      let threshold = [1, 7, 14, 30, 60].first { days <= $0 }
      #expect(expiry.threshold == (days < 0 ? nil : threshold))
      let severities = SecretExpiry.findings(for: facts, now: Samples.now, opaque: false)
        .map(\.severity)
      let expected: [Finding.Severity] =
        days < 0 ? [.error] : days <= 30 ? [.warning] : days <= 60 ? [.notice] : []
      #expect(severities == expected)
    }
    #expect(SecretExpiry.left(days: 12).words == "12 days left")
    #expect(SecretExpiry.left(days: 1).words == "1 day left")
    #expect(SecretExpiry.left(days: 0).words == "expires today")
    #expect(SecretExpiry.expired(days: 1).words == "expired 1 day ago")
  }

  @Test("A date that passed is doubted once the secret worked after it; 7000222 settles it")
  func evidence() {
    var facts = SecretFacts(
      fingerprint: "f", expires: Day(iso: "2026-02-27"),
      stored: Moment(iso: "2026-01-01T00:00:00Z") ?? Samples.now, proof: .proved,
      binding: HostBinding(
        discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"))
    func expiry() -> SecretExpiry { SecretExpiry(of: facts, now: Samples.now) }
    #expect(expiry() == .expired(days: 2))
    facts.worked = Moment(iso: "2026-02-27T23:59:59Z")
    #expect(expiry() == .expired(days: 2))
    facts.worked = Moment(iso: "2026-02-28T00:00:00Z")
    #expect(expiry() == .dateWrong)
    #expect(
      SecretExpiry.findings(for: facts, now: Samples.now, opaque: false).map(\.line)
        == ["C-OFF-8 warning Client secret, Expires"])
    facts.saidExpired = Moment(iso: "2026-02-28T00:00:01Z")
    #expect(expiry() == .saidExpired)
    facts.worked = Moment(iso: "2026-02-28T00:00:02Z")
    #expect(expiry() == .dateWrong)
    facts.expires = nil
    #expect(expiry() == .unknown)
    facts.worked = nil
    facts.stored = Samples.now
    #expect(expiry() == .unknown)
    #expect(SecretExpiry(of: nil, now: Samples.now) == .none)
  }

  @Test("An unknown expiry is a warning, and a notice with overridden discovery")
  func unknown() {
    let facts = SecretFacts(
      fingerprint: "f", stored: Samples.now, proof: .proved,
      binding: HostBinding(
        discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"))
    #expect(
      SecretExpiry.findings(for: facts, now: Samples.now, opaque: false).map(\.severity)
        == [.warning])
    #expect(
      SecretExpiry.findings(for: facts, now: Samples.now, opaque: true).map(\.severity)
        == [.notice])
  }
}
