package import Core

/// Values for rule tests: a registration and a mailbox that no rule finds fault with.
package enum RulesSamples {
  package static let client = "11111111-2222-3333-4444-555555555555"
  package static let tenant = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
  package static let otherTenant = "99999999-bbbb-cccc-dddd-eeeeeeeeeeee"
  package static let interface = "phone-support.custhelp.com"
  package static let now = Moment(iso: "2026-03-01T12:00:00Z") ?? Moment(seconds: 0)

  package static func registration() -> Registration {
    var made = Registration(at: now)
    made.clientID = client
    made.tenantID = tenant
    made.secret = SecretFacts(
      fingerprint: "f1", expires: Day(iso: "2026-12-31"), stored: now, proof: .proved,
      binding: HostBinding(
        discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"))
    made.interfaces = [interface]
    for setting in SettingName.allCases {
      made.attested[interface, default: [:]][setting] = Attestation(
        who: "ann", at: now, of: SettingsMatrix.value(of: setting, in: made))
    }
    return made
  }

  package static func mailbox(
    _ name: String = "support", _ account: String = "somebody@somecompany.onmicrosoft.com"
  ) -> Mailbox {
    Mailbox(name: name, registration: Registration.suggestedName, popAccount: account, at: now)
  }

  package static func snapshot(_ registration: Registration, _ mailboxes: Mailbox...) -> Snapshot {
    var snapshot = Snapshot()
    snapshot.registrations[registration.name] = registration
    for mailbox in mailboxes { snapshot.mailboxes[mailbox.name] = mailbox }
    return snapshot
  }

  package static func findings(
    _ mailbox: Mailbox, _ registration: Registration = registration(),
    others: [Mailbox] = [], _ endpoints: Endpoints = Endpoints()
  ) -> [Finding] {
    var all = snapshot(registration, mailbox)
    for other in others { all.mailboxes[other.name] = other }
    return MailboxRules.findings(for: mailbox, in: all, endpoints: endpoints, now: now)
  }

  package static var foreignDiscovery: Endpoints {
    var endpoints = Endpoints()
    endpoints.discovery = .init("https://id.example.net/.well-known/openid", .environment)
    return endpoints
  }
}

extension Finding {
  /// Rule, severity, field and fix in one line, for whole-list comparison.
  package var line: String {
    "\(rule.rawValue) \(severity.rawValue) \(field)" + (fix.map { " => \($0)" } ?? "")
  }
}

extension RulesSamples {
  /// The shape of today's values: three characters, a digit, Q~, then 34 more.
  package static let goodSecret = "abc8Q~" + String(repeating: "x9_-.", count: 6) + "ABCD"

  /// What the shape rules say of a secret, a line each.
  package static func shapeLines(_ text: String, opaque: Bool = false) -> [String] {
    SecretRules.shape(of: Secret(text), clientID: client, tenantID: tenant, opaque: opaque)
      .map { "\($0.rule.rawValue) \($0.severity.rawValue) \($0.message)" }
  }

  /// Changes the one registration of a snapshot.
  package static func edit(_ snapshot: inout Snapshot, _ body: (inout Registration) -> Void) {
    guard var registration = snapshot.registrations[Registration.suggestedName] else { return }
    body(&registration)
    snapshot.registrations[registration.name] = registration
  }
}
