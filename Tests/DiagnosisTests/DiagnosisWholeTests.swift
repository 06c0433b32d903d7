import Testing

@testable import Core
@testable import Diagnosis

@Suite("Whole answers")
struct DiagnosisWholeTests {
  static let now = Moment(seconds: 1_795_000_000)

  /// A registration and a mailbox as the article has them made.
  static var context: Problem.Context {
    var registration = Registration(at: now)
    registration.clientID = "11111111-2222-3333-4444-555555555555"
    registration.tenantID = "99999999-8888-7777-6666-555555555555"
    registration.secret = SecretFacts(
      fingerprint: "f", expires: Day(iso: "2027-05-01"), stored: now - .seconds(86_400 * 30),
      proof: .proved,
      binding: HostBinding(
        discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"))
    var mailbox = Mailbox(
      name: "support", registration: registration.name, popAccount: "support@acme.example", at: now)
    mailbox.interface = "acme"
    return Problem.Context(registration: registration, mailbox: mailbox, now: now)
  }

  @Test("a policy's refusal names the policy in the next step and in the details")
  func conditionalAccess() {
    let claims =
      #"{"access_token":{"capolids":{"essential":true,"#
      + #""values":["01234567-89ab-cdef-fedc-ba9876543210"]}}}"#
    let problem = Problem.of(
      refusal: OAuthRefusal(
        status: 400, error: "invalid_grant",
        description: "AADSTS53003: Access has been blocked by Conditional Access policies.",
        codes: [53003], suberror: "message_only", traceID: "t-1", correlationID: "c-1",
        timestamp: "2026-11-23 01:02:03Z", claims: claims),
      context: Self.context)
    #expect(
      problem
        == Problem(
          id: "aadsts-53003", title: "Conditional Access blocks the sign-in",
          meaning: "A policy of the tenant refuses a token for this app and user. The password, "
            + "the secret and the code were right.",
          causes: [
            Problem.Cause(
              text: "A policy blocks the device code flow, or older clients.", likelihood: .open,
              evidenceFor: [], evidenceAgainst: []),
            Problem.Cause(
              text: "A policy allows other places only than the one the request came from.",
              likelihood: .open, evidenceFor: [], evidenceAgainst: []),
            Problem.Cause(
              text: "A policy asks for a managed device, which a server cannot show.",
              likelihood: .open, evidenceFor: [], evidenceAgainst: []),
          ], undecidable: true,
          decider: Problem.Decider(
            check: "https://entra.microsoft.com > Sign-in logs > the entry with this correlation "
              + "id > Conditional Access", owner: .tenantAdmin),
          owner: .tenantAdmin,
          nextStep: "In https://entra.microsoft.com open Protection > Conditional Access > "
            + "Policies (policy id 01234567-89ab-cdef-fedc-ba9876543210) and exclude \"Oracle B2C "
            + "Service Email\" or support@acme.example from the policy that blocks; then "
            + "`greenbox authenticate support`.", actions: [.authenticate],
          details: [
            .init("error", "invalid_grant"), .init("codes", "AADSTS53003"),
            .init(
              "server said",
              "AADSTS53003: Access has been blocked by Conditional Access policies."),
            .init("suberror", "message_only"), .init("status", "400"), .init("trace id", "t-1"),
            .init("correlation id", "c-1"), .init("timestamp", "2026-11-23 01:02:03Z"),
            .init("claims", claims),
            .init("policy ids", "01234567-89ab-cdef-fedc-ba9876543210"),
          ]))
  }

  @Test("policy ids that do not look like ids stay out of the next step")
  func strangePolicies() {
    let problem = Problem.of(
      refusal: OAuthRefusal(
        status: 400, error: "invalid_grant", codes: [53003],
        claims: #"{"access_token":{"capolids":{"values":["; rm -rf /"]}}}"#))
    #expect(!problem.nextStep.contains("rm"))
    #expect(problem[detail: "policy ids"] == "; rm -rf /")
  }

  @Test(
    "claims that cannot be read name no policy and stay whole", arguments: ["", "{", "[]", "{}"])
  func badClaims(_ claims: String) {
    let refusal = OAuthRefusal(status: 400, error: "x", codes: [53003], claims: claims)
    #expect(refusal.policyIDs == [])
    #expect(Problem.of(refusal: refusal)[detail: "claims"] == (claims.isEmpty ? nil : claims))
  }

  @Test("an unknown number keeps its raw text, ids and time, and falls back on the error value")
  func unknownCode() {
    let text = "AADSTS999999: Nobody has seen\u{1B}[31m this.\r\nTrace ID: t"
    let refusal = OAuthRefusal(
      status: 418, error: "invalid_grant", description: text, codes: [999999], suberror: "odd",
      traceID: "t", correlationID: "c", timestamp: "2026-11-23 01:02:03Z", retryAfter: 7)
    let known = Problem.of(refusal: refusal)
    let details: [Problem.Detail] = [
      .init("error", "invalid_grant"), .init("codes", "AADSTS999999"), .init("server said", text),
      .init("suberror", "odd"), .init("status", "418"), .init("trace id", "t"),
      .init("correlation id", "c"), .init("timestamp", "2026-11-23 01:02:03Z"),
      .init("retry after", "7 seconds"),
    ]
    #expect(known.id == "oauth-invalid-grant")
    #expect(known.details == details)
    var strange = refusal
    strange.error = "strange_error"
    let unknown = Problem.of(refusal: strange)
    #expect(unknown.id == "oauth-unknown")
    #expect(unknown.details == [.init("error", "strange_error")] + details.dropFirst())
  }

  @Test("of several numbers the first one known decides, and a number only in the text counts")
  func severalCodes() {
    func id(_ codes: [Int], _ description: String = "") -> String {
      Problem.of(
        refusal: OAuthRefusal(
          status: 400, error: "invalid_grant", description: description, codes: codes)
      ).id
    }
    #expect(id([999999, 50105, 53003]) == "aadsts-50105")
    #expect(id([], "AADSTS50105: The user is not assigned.") == "aadsts-50105")
    #expect(id([], "See AADSTS: AADSTSx, then AADSTS50105.") == "aadsts-50105")
    #expect(id([50105], "AADSTS53003: other") == "aadsts-50105")
    #expect(id([], "AADSTS99999999999999999999: too long") == "oauth-invalid-grant")
  }

  @Test(
    "the sign-in frequency's seconds become words",
    arguments: [
      ("36000", "every 10 hours"), ("86400", "every 1 day"), ("172800", "every 2 days"),
      ("5400", "every 90 minutes"), ("61", "every 61 seconds"), ("x", "again and again"),
    ])
  func frequency(_ seconds: String, _ words: String) {
    let problem = Problem.of(
      refusal: OAuthRefusal(
        status: 400, error: "invalid_grant",
        description: "AADSTS70043: The refresh token has expired. The token was issued on "
          + "2026-07-22T05:15:31.6070000Z and the maximum allowed lifetime for this request is "
          + "\(seconds). Trace ID: t", codes: [70043]))
    #expect(problem.id == "sign-in-frequency")
    #expect(problem.meaning.contains("to sign in \(words). A mailbox"))
    #expect(problem[detail: "maximum lifetime"] == (seconds == "x" ? nil : "\(seconds) seconds"))
  }

  @Test("a wrong secret that never worked is most likely a wrong paste; one that did was deleted")
  func wrongSecret() {
    let refusal = OAuthRefusal(status: 401, error: "invalid_client", codes: [7000215])
    var context = Self.context
    let never = Problem.of(refusal: refusal, context: context)
    #expect(
      never.causes.map(\.likelihood) == [.open, .open, .open, .unlikely, .unlikely])
    #expect(never.causes[0].text == "The Secret ID was pasted in place of the Value.")
    context.secret?.worked = Self.now - .seconds(3600)
    let worked = Problem.of(refusal: refusal, context: context)
    #expect(worked.causes[0].text == "The secret was deleted or replaced in the portal.")
    #expect(worked.causes[0].likelihood == .likely)
    #expect(worked.causes.dropFirst().allSatisfy { $0.likelihood == .ruledOut })
    context.secret?.worked = nil
    context.secret?.stored = Self.now - .seconds(120)
    let new = Problem.of(refusal: refusal, context: context)
    #expect(new.causes[0].text.hasPrefix("The secret is new"))
    #expect(
      new.nextStep
        == "In https://entra.microsoft.com open App registrations > \"Oracle B2C Service Email\" "
        + "> Certificates & secrets, make a new client secret, copy its Value at once (it is "
        + "shown only then) and run `greenbox settings set --secret-file FILE --registration "
        + "'Oracle B2C Service Email'`, then `greenbox settings verify`.")
  }

  @Test("an expired secret whose date here is to come says that the date here is wrong")
  func expiredSecret() {
    let refusal = OAuthRefusal(status: 401, error: "invalid_client", codes: [7000222])
    let problem = Problem.of(refusal: refusal, context: Self.context)
    #expect(problem.id == "secret-expired")
    #expect(
      problem.causes.first
        == Problem.Cause(
          text: "The expiry date that was entered here is not the secret's.", likelihood: .shown,
          evidenceFor: ["The expiry date held here is 2027-05-01, which is to come."],
          evidenceAgainst: []))
  }

  @Test("a cause that the server's answer proves is shown, not possible; a date alone proves none")
  func proven() {
    let refusal = OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_222])
    let told = Problem.of(refusal: refusal)
    #expect(told.causes.map(\.likelihood) == [.shown])
    #expect(told.causes.first?.evidenceFor == ["The server's answer says so (AADSTS7000222)."])
    var context = Self.context
    context.secret?.expires = Day(iso: "2026-01-01")
    context.isByCalendar = true
    #expect(
      Problem.of(refusal: refusal, context: context).causes.first
        == Problem.Cause(
          text: "The secret's time has passed.", likelihood: .likely,
          evidenceFor: ["The expiry date held here is 2026-01-01."], evidenceAgainst: []))
  }

  @Test("a no at the browser and a no here are two problems, each with its one proven cause")
  func declined() {
    let person = Problem.of(reason: .declined, context: Self.context)
    #expect(person.id == "sign-in-declined")
    #expect(person.causes.map(\.text) == ["The person at the browser refused the app."])
    #expect(person.causes.map(\.likelihood) == [.shown])
    let here = Problem.of(reason: .refusedHere, context: Self.context)
    #expect(here.id == "sign-in-refused-here")
    #expect(here.causes.map(\.text) == ["The admin here did not accept the sign-in."])
    #expect(here.causes.map(\.likelihood) == [.shown])
  }

  @Test("the cloud's own portal and hosts stand in the next step")
  func clouds() {
    var context = Self.context
    context.cloud = Cloud.named("gcc-high")
    let refusal = OAuthRefusal(status: 400, error: "invalid_request", codes: [90002])
    #expect(
      Problem.of(refusal: refusal, context: context).nextStep
        == "In https://entra.microsoft.us open App registrations > \"Oracle B2C Service Email\" > "
        + "Overview, copy \"Directory (tenant) ID\", then run `greenbox settings set tenant-id=ID "
        + "--registration 'Oracle B2C Service Email'` and `greenbox settings verify`.")
  }

  @Test("a network problem names host, port and proxy, POP3's and HTTPS' causes apart")
  func network() {
    let pop = Problem.of(
      network: NetworkFailure(
        .connectTimeout, host: "outlook.office365.com", port: 995, stage: .tcp,
        detail: "Connection timed out"))
    #expect(
      pop.details == [
        .init("host", "outlook.office365.com"), .init("port", "995"), .init("stage", "tcp"),
        .init("proxy", "none"), .init("library said", "Connection timed out"),
      ])
    #expect(pop.causes.count == 3)
    let https = Problem.of(
      network: NetworkFailure(
        .connectTimeout, host: "login.microsoftonline.com", port: 443, proxy: "http://p:3128"))
    #expect(https.causes.count == 2)
    #expect(https[detail: "proxy"] == "http://p:3128")
    let inspected = Problem.of(
      network: NetworkFailure(.untrustedIssuer, host: "h", port: 443, proxy: "http://p:3128"))
    #expect(
      inspected.causes[0].evidenceFor == ["The connection went through http://p:3128."])
  }

  @Test("another person's sign-in names both, and the command that allows a delegate")
  func wrongPerson() {
    let problem = Problem.of(
      reason: .wrongPerson(as: "o'neil@acme.example", expected: "support@acme.example"),
      context: Self.context)
    #expect(
      problem.nextStep
        == "Open the page in a private window and sign in as support@acme.example (`greenbox "
        + "authenticate support`); for a delegate, first allow it with `greenbox mailbox edit "
        + "support --sign-in-name 'o'\\''neil@acme.example'`.")
    #expect(
      problem.details == [
        .init("signed in", "o'neil@acme.example"), .init("expected", "support@acme.example"),
      ])
  }

  @Test("a server without XOAUTH2 is corrected to the cloud's own, not to itself")
  func notOffered() throws {
    var context = Self.context
    context.popServer = "pop.acme.example"
    let problem = try #require(
      Problem.of(access: .serverTrouble(.capa, said: "TOP UIDL"), context: context))
    #expect(
      problem.nextStep
        == "Correct the Pop Server (for Microsoft 365 (worldwide, GCC) it is outlook.office365.com"
        + ") with `greenbox mailbox edit support --pop-server HOST`; an override of it "
        + "goes first, and `greenbox settings show` names it.")
    #expect(problem[detail: "host"] == "pop.acme.example")
  }

  @Test("owners have words")
  func owners() {
    #expect(
      Problem.Owner.allCases.map { "\($0.rawValue)=\($0.words)" } == [
        "you=you", "tenant-admin=your Microsoft 365 admin", "oracle-support=Oracle support",
      ])
  }
}
