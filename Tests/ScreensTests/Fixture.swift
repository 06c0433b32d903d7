import Canvas
import Core
import Screens
@testable import Operations

/// A site with a mailbox in every state, made by hand, and consoles that show it.
enum Fixture {
  static let now = Moment(iso: "2026-11-23T13:05:00Z") ?? Moment(seconds: 0)
  static let clientID = "3f1c9a52-7b6e-4d0a-9a51-0c2f5c7d9e11"
  static let tenantID = "7c0d2e90-1f4b-4b0e-8f57-2f6a3c5d8b22"

  static var registration: Registration {
    var registration = Registration(at: now - .seconds(86_400))
    registration.clientID = clientID
    registration.tenantID = tenantID
    registration.secret = SecretFacts(
      fingerprint: "new", secretID: nil, expires: Day(iso: "2026-12-05"),
      stored: now - .seconds(7200), proof: .proved,
      binding: HostBinding(
        discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"))
    registration.interfaces = ["support.contoso.example", "sales.contoso.example"]
    registration.domains = ["contoso.example": tenantID]
    for setting in SettingName.allCases {
      registration.attested["support.contoso.example", default: [:]][setting] = Attestation(
        who: "ana", at: now - .seconds(3600),
        of: SettingsMatrix.value(of: setting, in: registration)
      )
    }
    let stamp = RegistrationStamp(of: registration)
    let check = CheckResult(
      at: now - .seconds(600), endpoint: "login.microsoftonline.com:443", under: stamp,
      verdict: .passed, ms: 84)
    registration.checks.discovery = check
    registration.checks.secret = check
    registration.checks.pop["outlook.office365.com:995"] = PopCheck(
      at: now - .seconds(600), stages: stages(until: .capa), failure: nil)
    return registration
  }

  /// What a verify of a mailbox of the site found.
  static func verification(_ name: String, failure: Failure? = nil) -> Verification {
    let mailbox = mailbox(name)
    return Verification(
      mailbox,
      Facets(of: mailbox, config: .configured, in: snapshot, endpoints: Endpoints(), now: now),
      failure: failure)
  }

  static func stages(until last: ProbeStage, said: String = "") -> [StageResult] {
    var isOver = false
    return ProbeStage.allCases.map { stage in
      defer { isOver = isOver || stage == last }
      if isOver { return StageResult(stage, ms: nil, .skipped) }
      let failed = stage == last && !said.isEmpty
      return StageResult(stage, ms: 12.4, failed ? .failed : .passed, said: failed ? said : "")
    }
  }

  static func mailbox(_ name: String, _ account: String? = nil) -> Mailbox {
    var mailbox = Mailbox(
      name: name, registration: Registration.suggestedName,
      popAccount: account ?? "\(name)@contoso.example", at: now - .seconds(80_000))
    mailbox.interface = "support.contoso.example"
    mailbox.displayName = "Contoso"
    mailbox.envelopeFrom = mailbox.popAccount
    mailbox.replyTo = mailbox.popAccount
    return mailbox
  }

  static func grant(_ mailbox: Mailbox, secret: String = "new", as user: String? = nil)
    -> GrantFacts
  {
    var grant = GrantFacts(
      mailbox: mailbox.name, id: "grant-\(mailbox.name)",
      identity: Identity(username: user ?? mailbox.popAccount), match: .same,
      scopes: ["https://outlook.office.com/POP.AccessAsUser.All"], mode: .secret, flipped: false,
      madeUnder: RegistrationStamp(clientID: clientID, tenantID: tenantID, secret: secret),
      binding: HostBinding(
        discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"),
      signedIn: now - .seconds(5000),
      accessExpires: now + .seconds(2000), refreshable: true)
    grant.accepted = now - .seconds(4900)
    grant.refreshed = now - .seconds(4800)
    return grant
  }

  static func evidence(_ mailbox: Mailbox, _ access: Access) -> Evidence {
    var evidence = Evidence()
    evidence.refreshCheck = RefreshCheck(
      at: now - .seconds(4800), endpoint: "login.microsoftonline.com:443", mode: .secret,
      result: .passed, ms: 143)
    evidence.probe = ProbeEvidence(
      at: now - .seconds(4790), endpoint: "outlook.office365.com:995",
      against: AccessStamp(of: mailbox, endpoints: Endpoints()), grant: "grant-\(mailbox.name)",
      under: RegistrationStamp(of: registration),
      access: access)
    return evidence
  }

  static func detail(_ stages: [StageResult]) -> ProbeDetail {
    ProbeDetail(
      stages: stages,
      transcript: [
        "S: +OK The Microsoft Exchange POP3 service is ready.", "C: CAPA", "S: +OK",
        "S: SASL XOAUTH2",
        "C: AUTH XOAUTH2", "S: +", "C: <redacted 2140 bytes>",
      ],
      tls: TLSFacts(
        version: "TLSv1.3", subject: "CN=outlook.com", issuer: "CN=DigiCert Cloud Services CA-1",
        expires: "Mar  3 23:59:59 2027 GMT"))
  }

  static func code(_ left: Int = 899) -> PendingSignIn.DeviceCode {
    PendingSignIn.DeviceCode(
      userCode: "CSJ3KFGHQ", verificationURI: "https://microsoft.com/devicelogin",
      expires: now + .seconds(left), interval: 5, mode: .secret)
  }

  static func pending(_ name: String, _ stage: PendingSignIn.Stage) -> PendingSignIn {
    PendingSignIn(
      mailbox: name, id: "pending-\(name)", method: .deviceCode, stage: stage,
      began: now - .seconds(20), who: "ana",
      tokenEndpoint: "https://login.microsoftonline.com/t/oauth2/v2.0/token", scope: "s",
      madeUnder: RegistrationStamp(of: registration))
  }

  static let denied = "-ERR Authentication failure: unknown user name or bad password."

  /// Sixteen states, and names of many scripts.
  static var snapshot: Snapshot {
    var snapshot = Snapshot()
    snapshot.registrations[Registration.suggestedName] = registration
    func add(
      _ mailbox: Mailbox, _ grant: GrantFacts? = nil, _ evidence: Evidence? = nil,
      _ stages: [StageResult]? = nil
    ) {
      snapshot.mailboxes[mailbox.name] = mailbox
      snapshot.grants[mailbox.name] = grant
      snapshot.evidence[mailbox.name] = evidence
      snapshot.probeDetails[mailbox.name] = stages.map { detail($0) }
    }
    var support = mailbox("support")
    support.attested[.editor] = Attestation(who: "ana", at: now - .seconds(9000))
    support.editorClient = .browserUI
    support.attested[.sslMethod] = Attestation(who: "ana", at: now - .seconds(9000))
    support.attested[.authenticate] = Attestation(
      who: "ana", at: now - .seconds(9000), of: "older")
    let opened = { (box: Mailbox) in
      evidence(box, .verified(as: box.popAccount, messages: 3, octets: 48_210))
    }
    add(support, grant(support), opened(support), stages(until: .quit))
    let billing = mailbox("billing")
    add(
      billing, grant(billing),
      evidence(billing, .denied(.auth2, said: denied)), stages(until: .auth2, said: denied))
    let returns = mailbox("returns")
    add(returns, grant(returns, secret: "old"), opened(returns), stages(until: .quit))
    let orders = mailbox("orders")
    add(orders, grant(orders))
    let slow = mailbox("slow-line")
    let lost = NetworkFailure(
      .connectTimeout, host: "outlook.office365.com", port: 995, stage: .tcp)
    add(slow, grant(slow), evidence(slow, .broken(lost)), stages(until: .tcp, said: "timeout"))
    let other = mailbox("press")
    add(other, grant(other, as: "kim@contoso.example"))
    let ended = mailbox("hr")
    var endedGrant = grant(ended)
    endedGrant.standing = .ended(
      OAuthRefusal(
        status: 400, error: "invalid_grant",
        description: "AADSTS50173: The provided grant has expired.", codes: [50173],
        traceID: "0b1c2d3e-0000-4000-8000-5d3b9c4a1200"), at: now - .seconds(60))
    add(ended, endedGrant)
    add(mailbox("jobs"))
    var draft = mailbox("draft")
    draft.popAccount = ""
    add(draft)
    var wrong = mailbox("wrong-server")
    wrong.popServer = "outlook.office.com"
    add(wrong)
    var password = mailbox("legacy")
    password.authenticationType = .password
    add(password)
    add(mailbox("支払い", "shiharai@contoso.example"))
    snapshot.pending["支払い"] = pending("支払い", .awaitingLogin(.deviceCode(code())))
    add(mailbox("דואר", "doar@contoso.example"))
    snapshot.pending["דואר"] = pending("דואר", .awaitingAdminConsent(nil))
    let cafe = mailbox("cafe\u{301}-💌", "cafe@contoso.example")
    add(cafe)
    snapshot.pending[cafe.name] = pending(cafe.name, .awaitingOK)
    // In time: OK is waited for an hour.
    var signedIn = grant(cafe)
    signedIn.signedIn = now - .seconds(300)
    snapshot.pendingGrants[cafe.name] = signedIn
    let failed = mailbox("failed")
    var attempt = Evidence()
    attempt.attempt = AttemptEvidence(at: now - .seconds(50), reason: .declined)
    add(failed, nil, attempt)
    return snapshot
  }

  static func setting(ascii: Bool = false, practice: Bool = false) -> App.Setting {
    App.Setting(
      version: "1.0.0", who: "ana", home: "/var/lib/greenbox", isASCII: ascii,
      visitors: practice
        ? [
          Visitor(id: "right", label: "right person"), Visitor(id: "admin", label: "admin"),
          Visitor(id: "decline", label: "decline"),
        ] : [])
  }

  /// A console on the site.
  static func app(
    _ columns: Int = 120, _ rows: Int = 36, snapshot: Snapshot = Fixture.snapshot,
    ascii: Bool = false,
    practice: Bool = false
  ) -> App {
    var app = App(setting(ascii: ascii, practice: practice))
    _ = app.apply(.resize(columns: columns, rows: rows))
    _ = app.apply(.tick(now, uptime: .seconds(100), offset: 3600))
    _ = app.apply(.reloaded(snapshot))
    return app
  }
}

extension App {
  /// Presses keys by name; a text in quotes is typed.
  mutating func keys(_ names: String) -> [Effect] {
    names.split(separator: " ").flatMap { name -> [Effect] in
      if name.first == "'" {
        return name.dropFirst().flatMap { apply(.key(.character($0))) }
      }
      guard let key = Key(name: String(name)) else { return [] }
      return apply(.key(key))
    }
  }

  /// Goes to a mailbox of the list.
  mutating func choose(_ name: String) {
    _ = keys("/")
    _ = apply(.key(.paste(name)))
    _ = keys("Enter Esc")
  }

  func drawn(_ columns: Int, _ rows: Int) -> Grid {
    var grid = Grid(columns: columns, rows: rows)
    draw(on: &grid)
    return grid
  }
}

extension App {
  /// What a batch tells of one mailbox's whole turn.
  mutating func turn(_ job: Int, _ name: String) {
    _ = apply(.batch(JobID(job), .began(name)))
    _ = apply(.batch(JobID(job), .ended(name, .verified(Fixture.verification(name)))))
  }
}
