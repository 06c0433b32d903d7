import Core

/// Values for rule tests: a registration and a mailbox that no rule finds fault with.
enum RulesSamples {
  static let client = "11111111-2222-3333-4444-555555555555"
  static let tenant = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
  static let otherTenant = "99999999-bbbb-cccc-dddd-eeeeeeeeeeee"
  static let interface = "phone-support.custhelp.com"
  static let now = Moment(iso: "2026-03-01T12:00:00Z") ?? Moment(seconds: 0)

  static func registration() -> Registration {
    var made = Registration(at: now)
    made.clientID = client
    made.tenantID = tenant
    made.secret = SecretFacts(
      fingerprint: "f1", expires: Day(iso: "2026-12-31"), stored: now)
    made.interfaces = [interface]
    for setting in SettingName.allCases {
      made.attested[interface, default: [:]][setting] = Attestation(
        who: "ann", at: now, of: SettingsMatrix.value(of: setting, in: made))
    }
    return made
  }

  static func mailbox(
    _ name: String = "support", _ account: String = "somebody@somecompany.onmicrosoft.com"
  ) -> Mailbox {
    Mailbox(name: name, registration: Registration.suggestedName, popAccount: account, at: now)
  }

  static func snapshot(_ registration: Registration, _ mailboxes: Mailbox...) -> Snapshot {
    var snapshot = Snapshot()
    snapshot.registrations[registration.name] = registration
    for mailbox in mailboxes { snapshot.mailboxes[mailbox.name] = mailbox }
    return snapshot
  }

  static func findings(
    _ mailbox: Mailbox, _ registration: Registration = registration(),
    others: [Mailbox] = [], _ endpoints: Endpoints = Endpoints()
  ) -> [Finding] {
    var all = snapshot(registration, mailbox)
    for other in others { all.mailboxes[other.name] = other }
    return MailboxRules.findings(for: mailbox, in: all, endpoints: endpoints, now: now)
  }

  static var foreignDiscovery: Endpoints {
    var endpoints = Endpoints()
    endpoints.discovery = .init("https://id.example.net/.well-known/openid", .environment)
    return endpoints
  }
}

extension Finding {
  /// Rule, severity, field and fix in one line, for whole-list comparison.
  var line: String { "\(rule) \(severity.rawValue) \(field)" + (fix.map { " => \($0)" } ?? "") }
}
