import Testing

@testable import Core
@testable import Diagnosis
@testable import Presentation

@Suite("The support report")
struct SupportReportTests {
  private static let now = Moment(seconds: 1_795_000_000)
  private static let canary = "CANARY" + String(repeating: "x9Y_", count: 60)

  private static var snapshot: Snapshot {
    var snapshot = Snapshot()
    var registration = Registration(at: now)
    registration.clientID = "11111111-2222-3333-4444-555555555555"
    registration.tenantID = "99999999-8888-7777-6666-555555555555"
    registration.secret = SecretFacts(
      fingerprint: String(repeating: "0123456789abcdef", count: 4), stored: now, proof: .proved,
      binding: HostBinding(
        discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"))
    registration.interfaces = ["acme.custhelp.com"]
    snapshot.registrations[registration.name] = registration
    let mailbox = Mailbox(
      name: "support", registration: registration.name, popAccount: "support@acme.example", at: now)
    snapshot.mailboxes["support"] = mailbox
    var grant = GrantFacts(
      mailbox: "support", id: "g", identity: Identity(username: "support@acme.example"),
      match: .same, scopes: ["https://outlook.office.com/POP.AccessAsUser.All"], mode: .secret,
      flipped: false, madeUnder: RegistrationStamp(of: registration),
      binding: HostBinding(discovery: "login:443", token: "login:443"),
      signedIn: now, accessExpires: now + .seconds(3600), refreshable: true)
    grant.accepted = now
    snapshot.grants["support"] = grant
    var evidence = Evidence()
    evidence.probe = ProbeEvidence(
      at: now, endpoint: "outlook.office365.com:995",
      against: AccessStamp(of: mailbox, endpoints: Endpoints()), grant: "g",
      under: RegistrationStamp(of: registration),
      access: .denied(.auth2, said: "-ERR <b>no</b> | \(canary)"))
    snapshot.probeDetails["support"] = ProbeDetail(
      stages: [StageResult(.auth2, ms: 1.25, .failed, said: "-ERR \(canary)")],
      transcript: ["C: <redacted 12 bytes>", "S: -ERR \(canary) ```"],
      tls: TLSFacts(version: "TLSv1.3", subject: "CN=a", issuer: "CN=b", expires: "c"), proxy: nil)
    snapshot.evidence["support"] = evidence
    return snapshot
  }

  private static func text() -> String {
    let problem = Problem.of(
      refusal: OAuthRefusal(
        status: 400, error: "invalid_grant", description: "AADSTS50173: \(canary)",
        codes: [50173], traceID: "trace-1", correlationID: "corr-1", timestamp: "2026"))
    let report = SupportReport(
      snapshot: snapshot, endpoints: Endpoints(), now: now, who: "ann", version: "0.1.0")
    return report.markdown([
      .init(
        mailbox: "support", problem: problem,
        history: [
          JournalEntry(
            at: now, who: "bob", mailbox: "support", event: "refresh-refused",
            fields: ["error": "invalid_grant", "token": canary])
        ])
    ])
  }

  @Test("holds no token, however it came into the evidence")
  func redacted() {
    #expect(!Self.text().contains(Self.canary))
    #expect(!Self.text().contains("CANARYx9Y_"))
    #expect(Self.text().contains("<redacted"))
  }

  @Test("shortens the secret's fingerprint")
  func fingerprint() {
    #expect(Self.text().contains("fingerprint 01234567…"))
    #expect(!Self.text().contains("0123456789abcdef"))
  }

  @Test("tells settings, steps, problem, ids, probe, transcript and history")
  func parts() {
    let text = Self.text()
    for words in [
      "# Greenbox report\n", "answer 11864", "## Registration Oracle B2C Service Email\n",
      "## Mailbox support\n", "State: Authenticated · Access denied\n", "### The ten steps\n",
      "### What is wrong: ", "| trace id | trace-1 |", "| correlation id | corr-1 |",
      "| Who acts | you |", "### Probe of outlook.office365.com:995",
      "| auth-2 | 1.3 | failed | -ERR", "C: <redacted 12 bytes>\n", "### History\n",
      "| bob | refresh-refused |", "does not prove the token stored in the mailbox editor.",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test("lets no foreign text become Markdown or HTML")
  func foreign() {
    let text = Self.text()
    #expect(!text.replacing("\\<", with: "").contains("<b>"))
    #expect(text.contains("````text\n"))
  }
}
