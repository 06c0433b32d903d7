import Fixtures
import Testing

@testable import Core
@testable import Diagnosis

@Suite("Explaining pasted text")
struct ExplainTests {
  private static func ids(_ text: String) -> [String] {
    Explainer.explain(text).found.map(\.problem.id)
  }

  @Test(
    "knows every AADSTS number in running text, in JSON and alone", arguments: ErrorCatalog.codes)
  func everyNumber(_ code: Int) {
    let expected = Problem.of(
      refusal: OAuthRefusal(status: 400, error: "", codes: [code])
    ).id
    #expect(Self.ids("2026-11-23 ERROR aadsts\(code): something happened.") == [expected])
    #expect(
      Self.ids(#"x {"error":"strange","error_codes":[\#(code)],"error_description":""} y"#)
        == [expected])
    #expect(Self.ids(" \(code)\n") == [expected])
  }

  @Test("knows every OAuth error value", arguments: ErrorCatalog.errors.sorted())
  func everyError(_ error: String) {
    let expected = Problem.of(refusal: OAuthRefusal(status: 400, error: error)).id
    #expect(Self.ids(error) == [expected])
    #expect(Self.ids("oauth2: \"\(error)\" (no more is known)") == [expected])
    #expect(Self.ids("{\"error\":\"\(error)\"}") == [expected])
    #expect(Self.ids("http://localhost/x?error=\(error)&state=1") == [expected])
  }

  @Test("a JSON reply gives the problem that the program would give for it, ids included")
  func jsonReply() {
    let body =
      #"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret"#
      + #" provided.\r\nTrace ID: t-1\r\nCorrelation ID: c-1\r\nTimestamp: 2023-05-06 06:03:00Z","#
      + #""error_codes":[7000215],"timestamp":"2023-05-06 06:03:00Z","trace_id":"t-1","#
      + #""correlation_id":"c-1"}"#
    var context = Problem.Context()
    context.isPasted = true
    let own = Problem.of(
      refusal: OAuthRefusal(HTTPReply(status: 0, body: Array(body.utf8)))
        ?? OAuthRefusal(status: 0, error: ""), context: context)
    #expect(own.id == "secret-wrong")
    let found = Explainer.explain("2023-05-06 token: " + body + "\n").found
    #expect(found.map(\.problem) == [own])
    #expect(found.map(\.source) == [.reply])
  }

  @Test(
    "reads techmail's lines with their account and interface",
    arguments: [
      (
        "acme: Mailbox support@acme.example: Unable to generate new access token:"
          + "-ERR Authentication failure: unknown user name or bad password.", "pop-denied"
      ),
      ("acme : Mailbox support@acme.example: Network error", "techmail-network-error"),
      ("[11:02] acme: Mailbox support@acme.example: password error", "pop-denied"),
      ("acme: Mailbox support@acme.example: -ERR [IN-USE] locked", "pop-locked"),
    ])
  func techmail(_ line: String, _ id: String) {
    let found = Explainer.explain(line).found
    #expect(found.map(\.problem.id) == [id])
    #expect(found.map(\.source) == [.techmail])
    if id != "pop-locked" {
      #expect(found.first?.problem[detail: "pop account"] == "support@acme.example")
    }
    if id == "pop-denied", line.contains("-ERR") {
      #expect(
        found.first?.problem[detail: "as techmail would say"]
          == "acme: Mailbox support@acme.example: Unable to generate new access token:"
          + "-ERR Authentication failure: unknown user name or bad password.")
    }
  }

  @Test(
    "tells as details only what was pasted",
    arguments: [
      (
        "[11:02] acme: Mailbox support@acme.example: password error",
        ["techmail said: password error", "interface: acme", "pop account: support@acme.example"]
      ),
      ("techmail: password error", ["text: techmail: password error"]),
      (
        "-ERR Logon failure: unknown user name",
        [
          "server said: -ERR Logon failure: unknown user name"
        ]
      ),
    ])
  func onlyPasted(_ line: String, _ details: [String]) {
    #expect(
      Explainer.explain(line).found.first?.problem.details.map { "\($0.name): \($0.value)" }
        == details)
  }

  @Test(
    "reads a mail server's answers, with -ERR or quoted without",
    arguments: [
      ("-ERR Authentication failure: unknown user name or bad password.", "pop-denied"),
      ("< -ERR Logon failure: unknown user name or bad password.", "pop-logon-failure"),
      ("NO User is authenticated but not connected.", "pop-not-connected"),
      ("-ERR Server Unavailable. 21", "pop-unavailable"),
      ("server said Server Unavailable. 21", "pop-unavailable"),
      ("-ERR [SYS/TEMP] try later", "pop-temporary"),
      ("-ERR [SYS/PERM] no", "pop-server-permanent"),
      ("-ERR [IN-USE] maildrop locked", "pop-locked"),
      ("-ERR [LOGIN-DELAY] wait", "pop-login-delay"),
      ("-ERR Connection is closed. 10", "pop-protocol"),
      ("-ERR Connection is closed. 11", "pop-shutdown"),
      ("-ERR Connection is closed. 12", "pop-session-timeout"),
      ("-ERR Connection is closed. 13", "pop-no-certificate"),
      ("-ERR Protocol error. 19", "pop-unknown-command"),
      ("-ERR BYE Connection refused", "pop-too-many"),
      ("Request is throttled. Suggested Backoff Time: 300 milliseconds", "pop-throttled"),
      ("-ERR what nobody has said before", "pop-refused"),
      ("techmail reports a password error for the mailbox", "pop-denied"),
    ])
  func pop(_ line: String, _ id: String) {
    #expect(Self.ids(line) == [id])
  }

  @Test(
    "reads curl's exit codes and words",
    arguments: [
      ("curl: (5) Could not resolve proxy: p", "proxy-unreachable"),
      ("curl: (6) Could not resolve host: login.microsoftonline.com", "dns-not-found"),
      ("curl: (7) Failed to connect to a.example port 995: Connection refused", "tcp-refused"),
      (
        "curl: (7) Failed to connect to a.example port 995: No route to host", "network-unreachable"
      ),
      ("curl: (28) Failed to connect to a.example port 443 after 5000 ms: Timeout", "tcp-timeout"),
      ("curl: (28) Operation timed out after 30001 milliseconds", "network-silent"),
      ("curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL", "tls-handshake"),
      ("curl: (52) Empty reply from server", "network-cut"),
      ("curl: (56) CONNECT tunnel failed, response 407", "proxy-credentials"),
      ("curl: (56) Received HTTP code 403 from proxy after CONNECT", "proxy-refused"),
      ("curl: (56) Recv failure: Connection reset by peer", "network-cut"),
      ("curl: (60) SSL certificate problem: self-signed certificate", "tls-untrusted"),
      ("curl: (60) SSL certificate problem: certificate has expired", "tls-expired"),
      (
        "curl: (60) SSL: no alternative certificate subject name matches target host name 'a.b'",
        "tls-wrong-name"
      ),
      ("curl: (60)", "tls-untrusted"), ("curl exit code 28", "network-silent"),
      ("curl: (67) Access denied. Authentication failure", "pop-refused"),
      ("curl: (77) error setting certificate verify locations", "tls-authority-file"),
    ])
  func curl(_ line: String, _ id: String) {
    #expect(Self.ids(line) == [id])
  }

  @Test(
    "reads the words of name servers, connections and TLS",
    arguments: [
      ("getaddrinfo ENOTFOUND outlook.office365.com", "dns-not-found"),
      ("dial tcp 52.97.1.2:995: connect: connection refused", "tcp-refused"),
      ("connect ETIMEDOUT 52.97.1.2:995", "tcp-timeout"),
      ("java.net.SocketException: Connection reset", "network-cut"),
      ("x509: certificate signed by unknown authority", "tls-untrusted"),
      ("PKIX path building failed: unable to find valid certification path", "tls-untrusted"),
      ("x509: certificate is valid for a.example, not b.example", "tls-wrong-name"),
      ("error:0A00010B:SSL routines::wrong version number", "tls-handshake"),
      ("HTTP/1.1 503 Service Unavailable", "reply-status"),
    ])
  func network(_ line: String, _ id: String) {
    #expect(Self.ids(line) == [id])
  }

  @Test("names the host and port that a line names, and none where it names none")
  func hosts() {
    let named = Explainer.explain(
      "curl: (7) Failed to connect to outlook.office365.com port 995: Connection refused")
    #expect(named.found.first?.problem.title == "outlook.office365.com refuses the connection")
    #expect(named.found.first?.problem[detail: "port"] == "995")
    let bare = Explainer.explain("connection refused").found.first?.problem
    #expect(bare?.title == "HOST refuses the connection")
    #expect(bare?.details == [.init("library said", "connection refused")])
  }

  @Test("claims nothing of proxies and overrides for what happened elsewhere")
  func elsewhere() {
    for text in ["connection reset by peer", "unknown ca", "server_error", "HTTP/1.1 502 Bad"] {
      for found in Explainer.explain(text).found {
        #expect(found.problem.causes.allSatisfy { $0.likelihood == .open }, "\(text)")
      }
    }
  }

  @Test("explains several errors in order, each once, and counts them")
  func several() {
    let log = """
      10:00 start
      10:01 AADSTS50173: The grant was revoked. Trace ID: a-1 Timestamp: 2026-11-23 01:02:03Z
      10:02 acme: Mailbox a@acme.example: Network error
      10:03 {"level":"error","body":"{\\"error\\":\\"invalid_grant\\",\\"error_codes\\":[53003]}"}
      10:04 AADSTS50173: The grant was revoked. Trace ID: a-2 Timestamp: 2026-11-23 01:05:03Z
      10:05 acme: Mailbox b@acme.example: Network error
      10:06 curl: (6) Could not resolve host: login.microsoftonline.com
      """
    let found = Explainer.explain(log).found
    #expect(
      found.map(\.problem.id) == [
        "grant-revoked", "techmail-network-error", "aadsts-53003", "techmail-network-error",
        "dns-not-found",
      ])
    #expect(found.map(\.times) == [2, 1, 1, 1, 1])
    #expect(found.first?.problem[detail: "trace id"] == "a-1")
    #expect(found.first?.problem[detail: "timestamp"] == "2026-11-23 01:02:03Z")
  }

  @Test("keeps the ids that follow a description on lines of their own")
  func tails() {
    let problem = Explainer.explain(
      "AADSTS70043: The refresh token has expired.\r\nTrace ID: t\r\nCorrelation ID: c\r\n"
        + "Timestamp: 2026-07-23 04:41:54Z\r\nnext line"
    ).found.first?.problem
    #expect(problem?.id == "sign-in-frequency")
    #expect(problem?[detail: "trace id"] == "t")
    #expect(problem?[detail: "correlation id"] == "c")
    #expect(problem?[detail: "timestamp"] == "2026-07-23 04:41:54Z")
  }

  @Test("reads the address on which a browser ended")
  func redirect() {
    let problem = Explainer.explain(
      "https://acme.custhelp.com/x?error=access_denied&error_description=AADSTS65004%3a+User+"
        + "declined+to+consent.&state=1"
    ).found.first?.problem
    #expect(problem?.id == Problem.of(refusal: .init(status: 0, error: "", codes: [65004])).id)
    #expect(problem?[detail: "server said"] == "AADSTS65004: User declined to consent.")
  }

  @Test(
    "says of an unknown text that it is unknown, and keeps it",
    arguments: ["", " ", "hello world", "12345", "{", "{}", #"{"ok":true}"#, "AADSTS", "-err no"])
  func unknown(_ text: String) {
    let explanation = Explainer.explain(text)
    #expect(!explanation.isKnown)
    #expect(explanation.found.map(\.problem.id) == ["text-unknown"])
    #expect(explanation.found.first?.problem[detail: "text"] == (text.isEmpty ? nil : text))
  }

  @Test("keeps an unknown AADSTS number whole, with its ids")
  func unknownNumber() {
    let problem = Explainer.explain("AADSTS999999: New. Trace ID: t Correlation ID: c").found.first
    #expect(problem?.problem.id == "oauth-unknown")
    #expect(problem?.problem[detail: "codes"] == "AADSTS999999")
    #expect(problem?.problem[detail: "trace id"] == "t")
  }

  @Test("lets no token or secret of the text through")
  func redaction() {
    let token = "eyJ" + String(repeating: "aB3_", count: 60)
    let secret = "Xy8Q~aBcDeFgHiJkLmNoPqRsTuVwXyZ012345"
    let text = """
      POST client_secret=\(secret)&refresh_token=\(token)
      {"access_token":"\(token)","client_secret": "\(secret)"}
      Authorization: Bearer \(token)
      """
    for tail in ["", "\nAADSTS50173: revoked \(token)"] {
      let told = "\(Explainer.explain(text + tail))"
      #expect(!told.contains(token))
      #expect(!told.contains(secret))
    }
    #expect(
      Explainer.explain("the password has expired").found.first?.words
        == "the password has expired")
  }

  @Test("survives any change of any byte of a good text")
  func mutations() {
    let seeds = [
      #"a {"error":"invalid_grant","error_description":"AADSTS53003: x.\r\nTrace ID: t","#
        + #""error_codes":[53003],"claims":"{\"access_token\":{}}"} b"#,
      "acme: Mailbox a@b.example: Unable to generate new access token:-ERR [AUTH] no",
      "curl: (60) SSL: no alternative certificate subject name matches 'a.b' port 995",
      "http://localhost/?error=access_denied&error_description=AADSTS65004%3a+x%",
      "AADSTS50173: a Timestamp: 2026 AADSTS7000215: b Trace ID:",
    ]
    var random = SplitMix(state: 11864)
    for seed in seeds {
      let bytes = Array(seed.utf8)
      for cut in bytes.indices {
        _ = Explainer.explain(String(decoding: bytes[..<cut], as: UTF8.self))
      }
      for _ in 0..<1500 {
        var mutant = bytes
        for _ in 0...Int.random(in: 0...3, using: &random) {
          let at = Int.random(in: mutant.indices, using: &random)
          switch Int.random(in: 0...3, using: &random) {
          case 0: mutant[at] = UInt8.random(in: 0...255, using: &random)
          case 1: mutant.insert(mutant[at], at: at)
          case 2: mutant.insert(contentsOf: mutant[at...].prefix(9), at: 0)
          default: if mutant.count > 1 { mutant.remove(at: at) }
          }
        }
        let explanation = Explainer.explain(String(decoding: mutant, as: UTF8.self))
        #expect(!explanation.found.isEmpty)
      }
    }
  }

  @Test("takes time that grows with the text only", .timeLimit(.minutes(1)))
  func hostile() {
    for unit in ["{", "{\"", "[{", "AADSTS", "AADSTS50173 ", "curl ", "a:", "\\n", "Mailbox a:"] {
      let text = String(repeating: unit, count: 200_000 / unit.utf8.count)
      #expect(!Explainer.explain(text).found.isEmpty)
    }
  }
}
