/// C-OFF-11: what must hold before Authenticate may be pressed (R3, R4, R35, R45).
package enum Prerequisites {
  /// The article's three phases, in its order (R4).
  package enum Phase: Int, Sendable, CaseIterable {
    case registration = 1
    case settings = 2
    case mailbox = 3
  }

  /// Where one phase stands for a mailbox.
  package struct Gate: Equatable, Sendable {
    package var phase: Phase
    /// The first phase before it that is not done; nil when it is open.
    package var lockedBy: Phase?
    /// What is still to be mended in it; empty when it is done.
    package var unmet: [Finding]
  }

  /// What greys Authenticate: every finding is an error, and none means that it may be pressed.
  package static func unmet(
    for mailbox: Mailbox, in snapshot: Snapshot, endpoints: Endpoints, now: Moment
  ) -> [Finding] {
    gates(
      for: mailbox, in: snapshot, mailboxIndex: MailboxIndex(snapshot), endpoints: endpoints,
      now: now
    )
    .flatMap(\.unmet)
  }

  /// The three phases of a mailbox, each with what is unmet in it.
  ///
  /// - Parameters:
  ///   - mailbox: The mailbox.
  ///   - snapshot: Its registration is looked up here.
  ///   - mailboxIndex: The count of that site.
  ///   - endpoints: Overrides.
  ///   - now: The time.
  /// - Returns: One gate a phase, in order.
  package static func gates(
    for mailbox: Mailbox, in snapshot: Snapshot, mailboxIndex: MailboxIndex, endpoints: Endpoints,
    now: Moment
  ) -> [Gate] {
    var unmet: [Phase: [Finding]] = [:]
    if let registration = snapshot.registrations[mailbox.registration] {
      let empty = RegistrationRules.missing(in: registration, endpoints: endpoints)
      let wrong = RegistrationRules.findings(for: registration, endpoints: endpoints, now: now)
        .filter { $0.severity == .error }
      for finding in empty.map(missing) + wrong {
        unmet[phase(of: finding), default: []].append(finding)
      }
    }
    var own = MailboxRules.missing(in: mailbox, endpoints: endpoints).map(missing)
    own += MailboxRules.findings(
      for: mailbox, in: snapshot, mailboxIndex: mailboxIndex, endpoints: endpoints, now: now
    ).filter { $0.severity == .error }
    if mailbox.authenticationType != .oauth {
      own.append(
        Finding(
          rule: .gate, field: FieldLabel.authenticationType, .error,
          "Only a mailbox with Authentication Type OAuth can be authenticated.",
          advice: "Set Authentication Type to OAuth.", fix: AuthenticationType.oauth.rawValue))
    }
    for finding in own {
      // A mailbox without a registration is stopped in the first phase.
      let phase: Phase = finding.field == FieldLabel.registration ? .registration : .mailbox
      unmet[phase, default: []].append(finding)
    }
    let firstOpen = Phase.allCases.first { unmet[$0] != nil }
    return Phase.allCases.map { phase in
      let before = firstOpen.flatMap { $0.rawValue < phase.rawValue ? $0 : nil }
      return Gate(phase: phase, lockedBy: before, unmet: unmet[phase] ?? [])
    }
  }

  private static func missing(_ label: String) -> Finding {
    Finding(
      rule: .gate, field: label, .error, "\(label) is empty.",
      advice: advice[label] ?? "Fill it in.")
  }

  private static let advice = [
    FieldLabel.clientID: "Copy it from the registration's Overview page.",
    FieldLabel.tenantID: "Copy it from the registration's Overview page.",
    FieldLabel.clientSecret:
      "Make a client secret under Certificates & secrets and paste its Value.",
    FieldLabel.registration: "Put the mailbox under a registration.",
  ]

  /// The values of the three settings are phase 2; what the portal alone decides is phase 1.
  private static func phase(of finding: Finding) -> Phase {
    switch finding.field {
    case FieldLabel.clientID, FieldLabel.tenantID, FieldLabel.clientSecret: .settings
    default: finding.rule == .interfaces ? .settings : .registration
    }
  }
}
