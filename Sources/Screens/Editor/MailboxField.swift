import Core

/// The tabs of the mailbox editor.
enum EditorTab: String, CaseIterable, Sendable {
  case general = "General"
  case incoming = "Incoming"
  case outgoing = "Outgoing"
  case security = "Security"
}

/// A line of the mailbox editor, as the vendor's has it, plus two that only Greenbox needs.
enum MailboxField: CaseIterable, Sendable {
  case name, registration, interface, type, defaultForInterface
  case incomingEnabled, popServer, port, popAccount, password, authenticationType, authenticate
  case forceReply, forwardRejected, signInName, identityException
  case outgoingEnabled, displayName, envelopeFrom, friendlyFrom, replyTo
  case sslMethod, smime

  /// How a line is changed.
  enum Kind: Sendable {
    case text, choice, fixed, button
  }

  static func of(_ tab: EditorTab) -> [MailboxField] { allCases.filter { $0.tab == tab } }

  var tab: EditorTab {
    switch self {
    case .name, .registration, .interface, .type, .defaultForInterface: .general
    case .incomingEnabled, .popServer, .port, .popAccount, .password, .authenticationType,
      .authenticate, .forceReply, .forwardRejected, .signInName, .identityException:
      .incoming
    case .outgoingEnabled, .displayName, .envelopeFrom, .friendlyFrom, .replyTo: .outgoing
    case .sslMethod, .smime: .security
    }
  }

  var label: String {
    switch self {
    case .name: FieldLabel.mailboxName
    case .registration: FieldLabel.registration
    case .interface: FieldLabel.interface
    case .type: "Type"
    case .defaultForInterface: "Default for interface"
    case .incomingEnabled, .outgoingEnabled: "Enabled"
    case .popServer: FieldLabel.popServer
    case .port: "Port"
    case .popAccount: FieldLabel.popAccount
    case .password: "Password"
    case .authenticationType: FieldLabel.authenticationType
    case .authenticate: "Authenticate"
    case .forceReply: "Force reply between lines"
    case .forwardRejected: FieldLabel.forwardRejectedTo
    case .signInName: FieldLabel.signInName
    case .identityException: "Accept another person"
    case .displayName: FieldLabel.displayName
    case .envelopeFrom: "Envelope From / Bounce Address"
    case .friendlyFrom: "Friendly From / Branded Address"
    case .replyTo: FieldLabel.replyTo
    case .sslMethod: FieldLabel.sslMethod
    case .smime: "S/MIME"
    }
  }

  /// The label by which rules know it.
  var ruleLabel: String {
    switch self {
    case .incomingEnabled: FieldLabel.incomingEnabled
    case .envelopeFrom: FieldLabel.envelopeFrom
    case .friendlyFrom: FieldLabel.friendlyFrom
    default: label
    }
  }

  func kind(isNew: Bool) -> Kind {
    switch self {
    // A grant belongs to its mailbox's name, so that a name is given once.
    case .name: isNew ? .text : .fixed
    case .port, .password, .smime: .fixed
    case .authenticate: .button
    case .registration, .type, .defaultForInterface, .incomingEnabled, .authenticationType,
      .forceReply, .identityException, .outgoingEnabled:
      .choice
    case .interface, .popServer, .popAccount, .forwardRejected, .signInName, .displayName,
      .envelopeFrom, .friendlyFrom, .replyTo, .sslMethod:
      .text
    }
  }

  /// What it is good for, in a sentence, where the label does not say it.
  var hint: String? {
    switch self {
    case .port: "Follows from the SSL Method; the mailbox editor has no field for it."
    case .password: "Not used with OAuth, and never asked for here."
    case .smime: "Certificate, key, signing and encryption are set there."
    case .signInName: "Who signs in where it is not the Pop Account: an alias' user, a delegate."
    case .identityException: "For shared mailboxes and service accounts."
    case .interface: "The interface the mailbox belongs to; the redirect URI does not depend on it."
    case .sslMethod:
      "pop3 ssl port, or what else the mailbox editor has; an empty text is pop3 ssl port."
    default: nil
    }
  }
}

extension MailboxField {
  static let elsewhere = "kept in the mailbox editor, not here"

  /// The field's text in a mailbox.
  func value(of mailbox: Mailbox) -> String {
    switch self {
    case .name: mailbox.name
    case .registration: mailbox.registration
    case .interface: mailbox.interface
    case .type: mailbox.type == .service ? "Service" : "Outreach"
    case .defaultForInterface: MailboxField.word(mailbox.defaultForInterface)
    case .incomingEnabled: MailboxField.word(mailbox.incomingEnabled)
    case .popServer: mailbox.popServer
    case .port: ""
    case .popAccount: mailbox.popAccount
    case .password, .smime: MailboxField.elsewhere
    case .authenticationType: mailbox.authenticationType.rawValue
    case .authenticate: ""
    case .forceReply: MailboxField.word(mailbox.forceReplyBetweenLines)
    case .forwardRejected: mailbox.forwardRejectedTo
    case .signInName: mailbox.signInName ?? ""
    case .identityException: MailboxField.word(mailbox.identityException)
    case .outgoingEnabled: MailboxField.word(mailbox.outgoingEnabled)
    case .displayName: mailbox.displayName
    case .envelopeFrom: mailbox.envelopeFrom
    case .friendlyFrom: mailbox.friendlyFrom
    case .replyTo: mailbox.replyTo
    case .sslMethod: mailbox.sslMethod.label
    }
  }

  /// Puts a text into a text field.
  func set(_ text: String, in mailbox: inout Mailbox) {
    switch self {
    case .name: mailbox.name = text
    case .interface: mailbox.interface = text
    case .popServer: mailbox.popServer = text
    case .popAccount: mailbox.popAccount = text
    case .forwardRejected: mailbox.forwardRejectedTo = text
    case .signInName: mailbox.signInName = text.isEmpty ? nil : text
    case .displayName: mailbox.displayName = text
    case .envelopeFrom: mailbox.envelopeFrom = text
    case .friendlyFrom: mailbox.friendlyFrom = text
    case .replyTo: mailbox.replyTo = text
    case .sslMethod: mailbox.sslMethod = SSLMethod(label: text)
    case .registration: mailbox.registration = text
    case .authenticationType:
      mailbox.authenticationType = AuthenticationType(rawValue: text) ?? mailbox.authenticationType
    case .type, .defaultForInterface, .incomingEnabled, .port, .password, .authenticate,
      .forceReply, .identityException, .outgoingEnabled, .smime:
      break
    }
  }

  /// The next value of a choice.
  func turn(_ mailbox: inout Mailbox, registrations: [String]) {
    switch self {
    case .registration:
      let at = registrations.firstIndex(of: mailbox.registration) ?? -1
      guard !registrations.isEmpty else { return }
      mailbox.registration = registrations[(at + 1) % registrations.count]
    case .type: mailbox.type = mailbox.type == .service ? .outreach : .service
    case .defaultForInterface: mailbox.defaultForInterface.toggle()
    case .incomingEnabled: mailbox.incomingEnabled.toggle()
    case .authenticationType:
      mailbox.authenticationType = mailbox.authenticationType == .oauth ? .password : .oauth
    case .forceReply: mailbox.forceReplyBetweenLines.toggle()
    case .identityException: mailbox.identityException.toggle()
    case .outgoingEnabled: mailbox.outgoingEnabled.toggle()
    default: break
    }
  }

  private static func word(_ value: Bool) -> String { value ? "yes" : "no" }
}
