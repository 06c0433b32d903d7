import Testing

@testable import Core
@testable import Diagnosis

@Suite("Every failure has words of its own")
struct DiagnosisMappingTests {
  static let errors = [
    "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client",
    "unsupported_grant_type", "invalid_scope", "access_denied", "unsupported_response_type",
    "server_error", "temporarily_unavailable", "authorization_pending", "slow_down",
    "expired_token", "authorization_declined", "bad_verification_code", "interaction_required",
    "login_required", "account_selection_required", "consent_required", "invalid_resource",
    "invalid_tenant", "permission_denied", "invalid_token",
  ]
  static let vaultFailures: [VaultFailure] = [
    .wrongKey, .passphraseNeeded, .readableByOthers(path: "/v/key", mode: "0644"),
    .foreignOwner(path: "/v"), .replaceable(path: "/v/key", folder: "/v", mode: "777"),
    .unusableKey(path: "/v/key", detail: "it is empty"),
    .networkFileSystem(path: "/v", kind: "nfs"),
    .newerSchema(found: 9, known: 3), .damaged(path: "/v/db", detail: "malformed"), .busy,
    .input(path: "/v/db", detail: "disk full"), .conflict("grant of support"),
  ]
  static let settingsFailures: [SettingsFailure] = [
    .unknown(kind: "mailbox", name: "suport", known: ["support", "sales"]),
    .exists(kind: "mailbox", name: "support"),
    .findings([
      Finding(
        rule: .guid, field: "Client ID", .error, "The Client ID is empty.", advice: "Fill it.")
    ]),
    .boundElsewhere(what: "client secret", boundTo: "a.example:443", asked: "b.example:443"),
    .notHTTPS("http://login.example"),
    .text(source: "config.toml", line: 3, column: 7, message: "A string was expected."),
    .file(.missing(path: "/no file")),
    .noPractice(home: "/home/ana/.local/share/greenbox"), .noSignIn(mailbox: "support"),
  ]

  @Test("an OAuth error value alone leads to an entry that names it", arguments: errors)
  func error(_ error: String) {
    let problem = Problem.of(refusal: OAuthRefusal(status: 400, error: error))
    #expect(problem.id != "oauth-unknown")
    #expect(ErrorCatalog.entry(problem.id).errors.contains(error))
    #expect(problem.details.first == .init("error", error))
  }

  @Test("a kind of network failure leads to an entry of its own")
  func network() {
    let problems = NetworkFailure.Kind.allCases.map { kind in
      Problem.of(network: NetworkFailure(kind, host: "h.example", port: 995, stage: .tcp))
    }
    #expect(Set(problems.map(\.id)).count == NetworkFailure.Kind.allCases.count)
    #expect(problems.allSatisfy { $0.id != "oauth-unknown" && Self.isWhole($0) })
  }

  @Test("a kind of unusable reply leads to an entry of its own")
  func reply() {
    let problems = ReplyFailure.Kind.allCases.map { kind in
      Problem.of(reply: ReplyFailure(kind, document: "token", status: 200, host: "h.example"))
    }
    #expect(
      problems.map(\.id) == [
        "reply-empty", "reply-html", "reply-not-json", "reply-field", "reply-status",
      ])
    #expect(problems.allSatisfy(Self.isWhole))
  }

  @Test("a vault failure leads to an entry of its own and touches no mailbox words")
  func vault() {
    let problems = Self.vaultFailures.map { Problem.of(.vault($0)) }
    #expect(
      problems.map(\.id) == [
        "vault-wrong-key", "vault-passphrase", "vault-readable", "vault-owner",
        "vault-folder", "vault-key", "vault-network-file-system", "vault-newer", "vault-damaged",
        "vault-busy", "vault-disk",
        "vault-conflict",
      ])
    #expect(problems.allSatisfy { Self.isWhole($0) && $0.owner == .you })
  }

  @Test("a settings failure leads to an entry of its own")
  func settings() {
    let problems = Self.settingsFailures.map { Problem.of(.settings($0)) }
    #expect(
      problems.map(\.id) == [
        "settings-unknown", "settings-exists", "settings-findings", "settings-bound-elsewhere",
        "settings-not-https", "settings-text", "settings-file", "settings-no-practice",
        "settings-no-sign-in",
      ])
    #expect(problems.allSatisfy(Self.isWhole))
    #expect(problems[0].meaning == "Nothing was done. Known are: support, sales.")
    #expect(problems[2].meaning == "The Client ID is empty. Nothing was sent.")
    #expect(problems[2].nextStep == "Fill it. Then run `greenbox settings verify`.")
    #expect(problems[5].title == "A setting cannot be read: config.toml, line 3, column 7")
    #expect(problems[6].title == "The file cannot be read: /no file")
    #expect(problems[6].meaning == "The reason: No such file or directory. Nothing was done.")
    #expect(problems[6].nextStep.contains("ls -ld '/no file'"))
    #expect(problems[7].title == "No practice tenant runs for this home")
    #expect(problems[8].title == "No sign-in of support is under way")
    #expect(problems[8].nextStep.contains("`greenbox authenticate support`"))
    #expect(problems[7].nextStep.contains("`greenbox practice --serve` and point GREENBOX_HOME"))
  }

  @Test("a file that is not taken is told by what is wrong, where, and what to run")
  func files() {
    let faults: [FileFault] = [
      .missing(path: "/a b"), .unreadable(path: "/a b", reason: "it is a pipe, not a file"),
      .foreignOwner(path: "/a b", owner: "ana", account: "greenbox"),
      .readable(path: "/a b", mode: "644"), .writable(path: "/a b", mode: "666"),
      .replaceable(path: "/x/a b", folder: "/a b", mode: "777"),
    ]
    let problems = faults.map { Problem.of(.settings(.file($0))) }
    #expect(
      problems.map(\.id) == [
        "settings-file", "settings-file", "settings-file-owner", "settings-file-readable",
        "settings-file-writable", "settings-folder-writable",
      ])
    #expect(problems.allSatisfy(Self.isWhole))
    #expect(problems.allSatisfy { $0.title.contains("/a b") || $0.id == "settings-file" })
    #expect(problems[1].meaning == "The reason: it is a pipe, not a file. Nothing was done.")
    #expect(problems[2].nextStep.contains("`sudo chown greenbox '/a b'`"))
    #expect(problems[3].nextStep.contains("`chmod go-rwx '/a b'`"))
    #expect(problems[4].nextStep.contains("`chmod go-w '/a b'`"))
    #expect(problems[5].meaning.contains("in the place of /x/a b"))
    #expect(
      faults.map(\.words) == [
        "No such file or directory", "it is a pipe, not a file",
        "/a b belongs to ana; run sudo chown greenbox '/a b'",
        "others can read it (mode 644); run chmod go-rwx '/a b'",
        "others can change it (mode 666); run chmod go-w '/a b'",
        "others can replace it (mode 777 of /a b); run chmod go-w '/a b'",
      ])
  }

  @Test("which registration is meant is asked with the option and a quoted name")
  func which() {
    let known = ["Oracle B2C Service Email", "Second"]
    let problem = Problem.of(.settings(.unknown(kind: "registration", name: "", known: known)))
    #expect(
      problem.nextStep
        == "Repeat the command with one of these names: "
        + "`--registration 'Oracle B2C Service Email'`, say.")
    let mailbox = Problem.of(
      .settings(.unknown(kind: "sign-in under way", name: "", known: ["a", "b"])))
    #expect(mailbox.nextStep == "Repeat the command with one of these names.")
  }

  @Test("a settings failure with no finding at all still says something")
  func noFindings() {
    #expect(Self.isWhole(Problem.of(.settings(.findings([])))))
  }

  @Test("the gravest finding gives the words, the first of equals")
  func gravest() {
    func finding(_ severity: Finding.Severity, _ message: String) -> Finding {
      Finding(rule: .equality, field: "Secret", severity, message, advice: "Do.")
    }
    let problem = Problem.of(
      .settings(.findings([finding(.warning, "W."), finding(.error, "E."), finding(.error, "F.")]))
    )
    #expect(problem.meaning == "E. Nothing was sent.")
    #expect(problem.details == [.init("C-OFF-2 Secret", "warning: W.; error: E.; error: F.")])
  }

  @Test("a sign-in's end leads to the entry of its reason")
  func attempts() {
    let refusal = OAuthRefusal(status: 400, error: "invalid_grant", codes: [53003])
    let reasons: [(AttemptEvidence.Reason, String)] = [
      (.refused(refusal), "aadsts-53003"),
      (.network(NetworkFailure(.wrongName, host: "h", port: 443)), "tls-wrong-name"),
      (.reply(ReplyFailure(.html, document: "token", status: 200, host: "h")), "reply-html"),
      (.expired, "code-expired"), (.declined, "sign-in-declined"),
      (.refusedHere, "sign-in-refused-here"),
      (.wrongPerson(as: "admin@x.example", expected: "box@x.example"), "wrong-person"),
      (.noRefreshToken, "no-refresh-token"),
    ]
    for (reason, id) in reasons {
      let problem = Problem.of(reason: reason)
      #expect(problem.id == id)
      #expect(Self.isWhole(problem))
    }
  }

  @Test("a drill that passed is no problem, any other is")
  func drills() {
    #expect(Problem.of(refreshCheck: .passed) == nil)
    let refusal = OAuthRefusal(status: 401, error: "invalid_client", codes: [7000222])
    #expect(Problem.of(refreshCheck: .refused(refusal))?.id == "secret-expired")
    let silent = NetworkFailure(.timeout, host: "h", port: 443)
    #expect(Problem.of(refreshCheck: .network(silent))?.id == "network-silent")
    let empty = ReplyFailure(.empty, document: "token", status: 200, host: "h")
    #expect(Problem.of(refreshCheck: .reply(empty))?.id == "reply-empty")
  }

  @Test("being stopped is told as such")
  func cancelled() {
    #expect(Problem.of(.cancelled).id == "cancelled")
  }

  @Test(
    "a mail server's line leads to the entry of its words",
    arguments: [
      (.denied(.auth2, said: denial), "pop-denied"),
      (.denied(.auth2, said: "-ERR [AUTH] Authentication failed."), "pop-refused"),
      (.denied(.auth2, said: "-ERR Logon failure: unknown user name."), "pop-logon-failure"),
      (.denied(.auth2, said: "-ERR User is authenticated but not connected."), "pop-not-connected"),
      (.denied(.stat, said: denial), "pop-denied-at-stat"),
      (.locked(said: "-ERR [IN-USE] Mailbox is locked"), "pop-locked"),
      (.locked(said: "-ERR [LOGIN-DELAY] wait"), "pop-login-delay"),
      (
        .serverTrouble(.auth1, said: "-ERR Protocol error. Connection is closed. 10"),
        "pop-protocol"
      ),
      (.serverTrouble(.auth2, said: "-ERR Connection is closed. 11"), "pop-shutdown"),
      (.serverTrouble(.auth2, said: "-ERR Connection is closed. 12"), "pop-session-timeout"),
      (.serverTrouble(.capa, said: "-ERR Connection is closed. 13"), "pop-no-certificate"),
      (.serverTrouble(.capa, said: "-ERR Protocol error. 19"), "pop-unknown-command"),
      (.serverTrouble(.auth1, said: "-ERR Protocol error. 7"), "pop-protocol-error"),
      (
        .serverTrouble(.auth1, said: "-ERR Command is not valid in this state."),
        "pop-not-in-this-state"
      ),
      (.serverTrouble(.auth2, said: "-ERR Server Unavailable. 21"), "pop-unavailable"),
      (.serverTrouble(.greeting, said: "-ERR BYE Connection refused"), "pop-too-many"),
      (.serverTrouble(.auth2, said: "-ERR Request is throttled."), "pop-throttled"),
      (.serverTrouble(.auth2, said: "-ERR [SYS/TEMP] later"), "pop-temporary"),
      (.serverTrouble(.auth2, said: "-ERR [SYS/PERM] broken"), "pop-server-permanent"),
      (.serverTrouble(.greeting, said: "-ERR go away"), "pop-greeting"),
      (.serverTrouble(.capa, said: "TOP UIDL SASL PLAIN"), "pop-not-offered"),
      (.serverTrouble(.capa, said: "-ERR hm"), "pop-temporary"),
      (.broken(NetworkFailure(.cut, host: "h", port: 995, stage: .auth2)), "network-cut"),
    ] as [(Access, String)])
  func lines(_ access: Access, _ id: String) throws {
    let problem = try #require(Problem.of(access: access))
    #expect(problem.id == id)
    #expect(Self.isWhole(problem))
  }

  @Test("an open mailbox is no problem")
  func verified() {
    #expect(Problem.of(access: .verified(as: "a@x.example", messages: 1, octets: 2)) == nil)
  }

  static let denial = "-ERR Authentication failure: unknown user name or bad password."

  /// Whether nothing is empty and nothing is left to fill in.
  static func isWhole(_ problem: Problem) -> Bool {
    let texts =
      [problem.title, problem.meaning, problem.nextStep] + problem.causes.map(\.text)
      + problem.causes.flatMap { $0.evidenceFor + $0.evidenceAgainst }
    return !problem.causes.isEmpty
      && texts.allSatisfy { !$0.isEmpty && !$0.contains("{") && !$0.contains("}") }
  }
}
