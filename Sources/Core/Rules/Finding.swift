/// One thing a rule found in what was typed: which rule, where, how bad, and the one-key fix.
package struct Finding: Equatable, Hashable, Sendable {
  /// How bad it is.
  package enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Worth knowing; nothing is wrong.
    case notice
    /// Likely wrong, but it never greys Authenticate.
    case warning
    /// Wrong: Authenticate waits until it is mended.
    case error

    package static func < (a: Severity, b: Severity) -> Bool {
      allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
    }
  }

  /// The rule that found it.
  package var rule: RuleID
  /// The field it is about, by its label: "Pop Server", "Client ID".
  package var field: String
  package var severity: Severity
  /// What is wrong, in one sentence for people.
  package var message: String
  /// What to do about it, in one sentence.
  package var advice: String
  /// The value that would mend it, where a rule knows one.
  package var fix: String?
  /// What does it, where that is not a change of the field.
  package var next: Next?

  /// What mends it, as data.
  package struct Next: Equatable, Hashable, Sendable {
    package var action: ProblemAction
    /// What stands after the command.
    package var arguments: [String] = []

    package init(_ action: ProblemAction, _ arguments: String...) {
      self.action = action
      self.arguments = arguments
    }

    /// The command that does it.
    package func command(mailbox: String) -> String {
      ([action.command(mailbox: mailbox)] + arguments.map(\.shellWord)).joined(separator: " ")
    }
  }

  /// A finding.
  package init(
    rule: RuleID, field: String, _ severity: Severity, _ message: String, advice: String,
    fix: String? = nil, next: Next? = nil
  ) {
    self.rule = rule
    self.field = field
    self.severity = severity
    self.message = message
    self.advice = advice
    self.fix = fix
    self.next = next
  }
}

/// The rules, each by what it is about; the raw value is its id, as JSON and the report tell it.
package enum RuleID: String, CaseIterable, Sendable {
  /// Client ID and tenant ID are GUIDs.
  case guid = "C-OFF-1"
  /// What must differ differs: client, tenant, secret, Secret ID.
  case equality = "C-OFF-2"
  /// A client secret looks like one, and is there.
  case secretShape = "C-OFF-3"
  case redirectURI = "C-OFF-4"
  /// Pop Server, SSL Method and Authentication Type are the article's.
  case exactValue = "C-OFF-5"
  case popAccount = "C-OFF-6"
  /// Single or multi tenant fits the domains.
  case accountType = "C-OFF-7"
  case secretExpiry = "C-OFF-8"
  /// The settings are the same on all interfaces.
  case interfaces = "C-OFF-9"
  /// Names and texts have no duplicate and nothing unseen in them.
  case text = "C-OFF-10"
  /// What comes first is done first.
  case gate = "C-OFF-11"
  /// The expected person signed in.
  case identity = "C-SIGN-1"
  /// The registration is what it was when the sign-in began.
  case unchanged = "C-SIGN-2"
  /// A token is fresh, or fetched.
  case refresh = "D1"
  case probedJustNow = "D9"
  case waitingMessages = "D20"
  case incomingOff = "D21"
  case clock = "E38"
  /// A Pop Server is the cloud's, or confirmed.
  case popServer = "R2"
  case missing = "R3"
  case order = "R4"
  case userRead = "R21"
  /// Consent is told by the server, or attested.
  case consent = "R50"
  case okInTime = "R57"
}
