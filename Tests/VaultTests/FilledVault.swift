import Core

@testable import Vault

/// A vault with every table and every column filled, each with a value of its own; whatever can be free
/// text has the host `a.example` in it.
enum FilledVault {
  static let host = "a.example"
  static let hosts = HostBinding(discovery: "login.a.example:443", token: "token.a.example:444")
  static let destination = SecretDestination.tokenEndpoint("token.a.example:444")

  static func at(_ seconds: Int64) -> Moment { noon + .seconds(seconds) }

  static func refusal(_ number: Int) -> OAuthRefusal {
    OAuthRefusal(
      status: 400 + number, error: "error-\(number)", description: "said by a.example \(number)\n",
      codes: [number, 70008], suberror: "sub-\(number)", traceID: "trace-\(number)",
      correlationID: "correlation-\(number)", timestamp: "2026-11-30 12:00:0\(number)Z",
      claims: "{\"access_token\":{}}", retryAfter: number)
  }

  static let network = NetworkFailure(
    .proxyRefused, host: "host.a.example", port: 1080, stage: .tls, proxy: "proxy.a.example",
    detail: "in a.example's words")
  static let reply = ReplyFailure(
    .html, document: "token", status: 502, host: "reply.a.example", detail: "<html>",
    retryAfter: 7)

  static func stamp(_ number: Int) -> RegistrationStamp {
    RegistrationStamp(
      clientID: "client-\(number).a.example", tenantID: "tenant-\(number).a.example",
      secret: "print-\(number).a.example")
  }

  static func check(_ number: Int, _ verdict: CheckResult.Verdict) -> CheckResult {
    CheckResult(
      at: at(Int64(number)), endpoint: "check-\(number).a.example:443", under: stamp(number),
      verdict: verdict, ms: Double(number) + 0.5)
  }

  static func tick(_ number: Int) -> Attestation {
    Attestation(who: "ann-\(number)@a.example", at: at(Int64(number)), of: "a.example-\(number)")
  }

  static let registration: Registration = {
    var value = Registration(name: "registration a.example", at: at(1))
    value.accountType = .multi
    value.cloud = "cloud.a.example"
    value.clientID = "client.a.example"
    value.tenantID = "tenant.a.example"
    value.clientMode = .secret
    value.interfaces = ["one.a.example", "two.a.example"]
    value.attested = [
      "one.a.example": [.clientID: tick(1), .clientSecret: tick(2)],
      "two.a.example": [.tenant: tick(3)],
    ]
    value.domains = ["mail.a.example": "owner.a.example"]
    value.confirmedPopServers = ["pop2.a.example", "pop1.a.example"]
    value.consents = [
      TenantConsent(tenant: "b.a.example", source: .graph, who: "bob@a.example", at: at(2)),
      TenantConsent(tenant: "a.a.example", source: .attested, who: "ann@a.example", at: at(3)),
    ]
    value.publisher = tick(4)
    value.binding = hosts
    value.checks.clockSkew = -12
    value.checks.discovery = check(1, .passed)
    value.checks.secret = check(2, .refused(refusal(2)))
    value.checks.graph = check(3, .skipped("not asked at a.example"))
    value.checks.pop = [
      "pop1.a.example:995": PopCheck(at: at(4), stages: stages, failure: nil),
      "pop2.a.example:996": PopCheck(at: at(5), stages: [], failure: network),
    ]
    return value
  }()

  static let stages = [
    StageResult(.dns, ms: 1.25, .passed, said: "a.example"),
    StageResult(.auth2, ms: nil, .failed, said: "-ERR \u{1B}[0m \u{0}"),
  ]

  static func secret(_ place: SecretPlace) -> (Secret, SecretFacts) {
    let number = SecretPlace.allCases.firstIndex(of: place) ?? 0
    var facts = SecretFacts(
      fingerprint: "print-\(number).a.example", secretID: "id-\(number).a.example",
      expires: Day(number: 20_000 + Int64(number)), stored: at(6),
      proof: SecretProof.allCases[number], binding: hosts)
    facts.worked = at(7)
    facts.saidExpired = at(8)
    return (Secret("secret-\(number)"), facts)
  }

  static let mailbox: Mailbox = {
    var value = Mailbox(
      name: "support.a.example", registration: registration.name,
      popAccount: "support@mail.a.example", at: at(9))
    value.interface = "one.a.example"
    value.type = .outreach
    value.defaultForInterface = true
    value.outgoingEnabled = false
    value.displayName = "Support of a.example"
    value.envelopeFrom = "envelope@a.example"
    value.friendlyFrom = "friendly@a.example"
    value.replyTo = "reply@a.example"
    value.incomingEnabled = false
    value.popServer = "pop1.a.example"
    value.authenticationType = .password
    value.forceReplyBetweenLines = true
    value.forwardRejectedTo = "rejected@a.example"
    value.sslMethod = .other("tls of a.example")
    value.signInName = "person@a.example"
    value.identityException = true
    value.editorClient = .dotNET
    for (number, step) in Step.allCases.enumerated() { value.attested[step] = tick(number) }
    return value
  }()

  static func grant(_ slot: GrantSlot) -> GrantFacts {
    let name = StoredWords.slot[slot]
    var value = GrantFacts(
      mailbox: mailbox.name, id: "grant-\(name).a.example",
      identity: Identity(
        username: "person@a.example", name: "Person of a.example", objectID: "oid.a.example",
        tenant: "tid.a.example", mail: "mail@a.example", addresses: ["x@a.example", "y@a.example"]),
      match: .exception, scopes: ["https://a.example/POP", "offline_access"], mode: .public,
      flipped: true, madeUnder: stamp(5), binding: hosts, signedIn: at(10),
      accessExpires: at(11), refreshable: true)
    value.refreshed = at(13)
    value.standing = .usedUp(refusal(3), cutOff: at(14), at: at(15))
    value.graph = check(6, .reply(reply))
    if slot == .kept { value.accepted = at(12) } else { value.redeeming = at(16) }
    return value
  }

  static func tokens(_ slot: GrantSlot) -> Tokens {
    Tokens(
      access: Secret("access-\(StoredWords.slot[slot])"),
      refresh: Secret("refresh-\(StoredWords.slot[slot])"))
  }

  static let login = PendingSignIn(
    mailbox: mailbox.name, id: "login.a.example",
    method: .deviceCode,
    stage: .awaitingLogin(
      .deviceCode(
        PendingSignIn.DeviceCode(
          userCode: "CODE-a.example", verificationURI: "https://page.a.example/device",
          verificationURIComplete: "https://page.a.example/device?code=1", expires: at(17),
          interval: 6, mode: .secret, flipped: true))),
    began: at(18), who: "ann@a.example", tokenEndpoint: "https://token.a.example:444/token",
    scope: "scope.a.example", madeUnder: stamp(7))

  /// A sign-in of a second mailbox, which waits for an administrator.
  static let waiting = PendingSignIn(
    mailbox: "second.a.example", id: "login2.a.example",
    method: .deviceCode,
    stage: .awaitingAdminConsent(refusal(4)), began: at(19), who: "bob@a.example",
    tokenEndpoint: "https://token.a.example:444/token", scope: "scope.a.example",
    madeUnder: stamp(8))

  static let second = Mailbox(
    name: "second.a.example", registration: registration.name, popAccount: "second@a.example",
    at: at(20))

  static let probe = ProbeEvidence(
    at: at(21), endpoint: "pop1.a.example:995",
    against: AccessStamp(
      popAccount: "support@mail.a.example", popServer: "pop1.a.example", port: 996,
      sslMethod: .other("tls of a.example")),
    grant: "grant-kept.a.example", under: stamp(9),
    access: .verified(as: "person@a.example", messages: 3, octets: 4567))

  /// Of the second mailbox: what the first one's columns leave empty.
  static let broken = ProbeEvidence(
    at: at(22), endpoint: "pop2.a.example:995", against: probe.against,
    grant: "grant-kept.a.example", under: stamp(9), access: .broken(network))

  static let detail: ProbeDetail = {
    var value = ProbeDetail(
      stages: stages, transcript: ["+OK a.example ready", "-ERR \u{0}"],
      tls: TLSFacts(
        version: "TLSv1.3", subject: "CN=a.example", issuer: "CN=ca.a.example",
        expires: "Nov 30 12:00:00 2027 GMT"), proxy: "proxy.a.example")
    value.other = ProbeDetail.OtherName(name: "other@a.example", opened: true, said: "said")
    value.token = TokenShape(
      length: 1978, audience: "https://a.example", scopes: ["POP"], issued: at(23),
      expires: at(24))
    return value
  }()

  static let attempt = AttemptEvidence(
    at: at(25), reason: .wrongPerson(as: "x@a.example", expected: "y@a.example"))
  static let refreshCheck = RefreshCheck(
    at: at(26), endpoint: "token.a.example:444", mode: .secret, result: .refused(refusal(5)),
    ms: 88.75)
  static let denied = ProbeEvidence(
    at: at(27), endpoint: "pop1.a.example:995", against: probe.against,
    grant: "grant-kept.a.example", under: stamp(9),
    access: .denied(.auth2, said: "-ERR by a.example"))
  static let third = Mailbox(
    name: "third.a.example", registration: registration.name, popAccount: "third@a.example",
    at: at(28))

  static let lines = [
    JournalEntry(
      at: at(29), who: "ann@a.example", mailbox: mailbox.name, event: "event of a.example",
      fields: ["host": "a.example", "n": "1"]),
    JournalEntry(at: at(30), who: "bob@a.example", mailbox: nil, event: "second event"),
  ]

  /// The state that a console found each mailbox in.
  static let states = changes.compactMap { change -> MailboxState? in
    guard case .addMailbox(let mailbox) = change else { return nil }
    return MailboxState(
      mailbox: mailbox.name, state: 14, until: Moment(milliseconds: 1_795_000_777_001))
  }

  /// Makes an empty vault this one.
  static func fill(_ vault: VaultFile) async throws {
    try await vault.apply(changes)
    _ = try await vault.snapshot()
    try await vault.keep(states, basis: "golden")
  }

  /// What makes an empty vault this one, but for the count.
  static var changes: [Change] {
    var changes: [Change] = [.addRegistration(registration)]
    let former = secret(.before)
    changes.append(
      .putSecret(registration: registration.name, former.0, former.1, .inForce, replacing: nil))
    let now = secret(.inForce)
    changes.append(
      .putSecret(
        registration: registration.name, now.0, now.1, .inForce,
        replacing: former.1.fingerprint))
    let proposed = secret(.proposed)
    changes.append(
      .putSecret(
        registration: registration.name, proposed.0, proposed.1, .proposed, replacing: nil))
    changes += [
      .addMailbox(mailbox), .addMailbox(second), .addMailbox(third),
      .putPendingGrant(grant(.kept), tokens(.kept)),
      .keepGrant(mailbox: mailbox.name, id: grant(.kept).id, at: at(12)),
      .putPendingGrant(grant(.pending), tokens(.pending)),
      .putPending(login, deviceCode: Secret("device-code")),
      .putPending(waiting, deviceCode: nil), .putProbe(mailbox: mailbox.name, probe, detail),
      .putProbe(mailbox: second.name, broken, ProbeDetail(stages: [])),
      .putProbe(mailbox: third.name, denied, ProbeDetail(stages: [])),
      .putAttempt(mailbox: mailbox.name, attempt),
      .putRefreshCheck(mailbox: mailbox.name, refreshCheck),
    ]
    return changes + lines.map { .journal($0) }
  }

  /// What is then read from it.
  static var snapshot: Snapshot {
    var snapshot = Snapshot()
    var registration = registration
    for place in SecretPlace.allCases { registration[place] = secret(place).1 }
    snapshot.registrations = [registration.name: registration]
    for mailbox in [mailbox, second, third] { snapshot.mailboxes[mailbox.name] = mailbox }
    snapshot.grants = [mailbox.name: grant(.kept)]
    snapshot.pendingGrants = [mailbox.name: grant(.pending)]
    snapshot.pending = [login.mailbox: login, waiting.mailbox: waiting]
    var evidence = Evidence()
    evidence.probe = probe
    evidence.attempt = attempt
    evidence.refreshCheck = refreshCheck
    snapshot.evidence[mailbox.name] = evidence
    for (mailbox, probe) in [(second, broken), (third, denied)] {
      snapshot.evidence[mailbox.name, default: Evidence()].probe = probe
    }
    return snapshot
  }

  /// Every sealed value with what it holds.
  static var sealed: [(SecretSlot, Secret)] {
    var sealed: [(SecretSlot, Secret)] = SecretPlace.allCases.map {
      (.clientSecret(registration: registration.name, $0), secret($0).0)
    }
    for slot in GrantSlot.allCases {
      sealed.append((.accessToken(mailbox: mailbox.name, slot), tokens(slot).access))
      if let refresh = tokens(slot).refresh {
        sealed.append((.refreshToken(mailbox: mailbox.name, slot), refresh))
      }
    }
    return sealed + [(.deviceCode(mailbox: mailbox.name), Secret("device-code"))]
  }
}
