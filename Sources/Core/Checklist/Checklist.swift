/// The ten steps of the article for one mailbox: a pure function of what is known.
package enum Checklist {
  /// What no check of this program can prove; said with every Verified.
  package static let limit =
    "proves this registration, account and mailbox; does not prove the token stored in the "
    + "mailbox editor"

  /// The ten rows. Where the site has many mailboxes, count it once and hand the census in.
  ///
  /// `clock` turns a moment into the words that the reader wants: UTC for programs, local time for
  /// people.
  package static func rows(
    for mailbox: Mailbox, in snapshot: Snapshot, mailboxIndex: MailboxIndex? = nil,
    endpoints: Endpoints, now: Moment,
    fresh: Duration = Facets.freshness, clock: @escaping (Moment) -> String = { $0.iso }
  ) -> [ChecklistRow] {
    let case_ = ChecklistCase(
      mailbox: mailbox, snapshot: snapshot, mailboxIndex: mailboxIndex ?? MailboxIndex(snapshot),
      endpoints: endpoints, now: now,
      fresh: fresh, clock: clock)
    return Step.allCases.map { case_.row($0) }
  }
}

/// Everything one mailbox's checklist is made from, gathered once.
struct ChecklistCase {
  let mailbox: Mailbox
  package let snapshot: Snapshot
  let endpoints: Endpoints
  let now: Moment
  let clock: (Moment) -> String
  let registration: Registration?
  let grant: GrantFacts?
  let pendingGrant: GrantFacts?
  let evidence: Evidence
  let detail: ProbeDetail?
  let facets: Facets
  let findings: [Finding]

  init(
    mailbox: Mailbox, snapshot: Snapshot, mailboxIndex: MailboxIndex, endpoints: Endpoints,
    now: Moment,
    fresh: Duration, clock: @escaping (Moment) -> String
  ) {
    self.mailbox = mailbox
    self.snapshot = snapshot
    self.endpoints = endpoints
    self.now = now
    self.clock = clock
    registration = snapshot.registrations[mailbox.registration]
    grant = snapshot.grants[mailbox.name]
    pendingGrant = snapshot.pendingGrants[mailbox.name]
    evidence = snapshot.evidence[mailbox.name] ?? Evidence()
    detail = snapshot.probeDetails[mailbox.name]
    facets = Facets(
      of: mailbox,
      config: ConfigFacet(
        of: mailbox, in: snapshot, mailboxIndex: mailboxIndex, endpoints: endpoints, now: now),
      in: snapshot, endpoints: endpoints, now: now, fresh: fresh)
    findings = MailboxRules.findings(
      for: mailbox, in: snapshot, mailboxIndex: mailboxIndex, endpoints: endpoints, now: now)
  }

  func row(_ step: Step) -> ChecklistRow {
    switch step {
    case .settings: settings()
    case .editor: editor()
    case .mailbox: opened()
    case .sslMethod: sslMethod()
    case .popServer: popServer()
    case .popAccount: popAccount()
    case .authenticationType: authenticationType()
    case .authenticate: authenticate()
    case .ok: ok()
    case .greenBox: greenBox()
    }
  }

  /// The editor's column: a tick counts until the secret, client ID or tenant ID changes under it.
  func editorMark(_ step: Step) -> ChecklistRow.EditorMark {
    guard let tick = mailbox.attested[step] else { return .open }
    guard step >= .authenticate, let registration else { return .attested(tick) }
    return tick.of == ChecklistCase.stamp(of: registration) ? .attested(tick) : .cleared(tick)
  }

  /// What a tick of steps 8 to 10 is bound to.
  static func stamp(of registration: Registration) -> String {
    let stamp = RegistrationStamp(of: registration)
    return "\(stamp.clientID)|\(stamp.tenantID)|\(stamp.secret ?? "")"
  }

  /// The findings about one field.
  func about(_ field: String) -> [Finding] { findings.filter { $0.field == field } }
}

extension Registration {
  /// What a tick of the steps 8 to 10 in the mailbox editor is bound to: a new secret, client ID or
  /// tenant ID clears it.
  package var editorStamp: String { ChecklistCase.stamp(of: self) }
}
