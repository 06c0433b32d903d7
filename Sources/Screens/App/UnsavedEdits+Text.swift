import Core

/// The stored form of unsaved edits, `edits.json`: one JSON object, written with its members by name.
///
///     {"format":1,
///      "mailboxes":[{"base":MAILBOX or null,"edited":MAILBOX}, …],
///      "registration":{"base":REGISTRATION or null,"edited":REGISTRATION} or null,
///      "chosen":"support" or null,"lost_secret":"Oracle B2C Service Email" or null,
///      "unread":"what another file held that could not be read" or left out}
///
/// MAILBOX has the texts `name`, `registration`, `interface`, `type` (`service`, `outreach`),
/// `display_name`, `envelope_from`, `friendly_from`, `reply_to`, `pop_server`, `pop_account`,
/// `authentication_type` (`OAuth`, `password`), `forward_rejected_to`, `ssl_method` and, or null,
/// `sign_in_name`; true or false are `default_for_interface`, `outgoing_enabled`, `incoming_enabled`,
/// `force_reply_between_lines` and `identity_exception`. REGISTRATION has the texts `name`,
/// `account_type` (`single`, `multi`), `cloud`, `client_id`, `tenant_id`, `client_mode` (`automatic`,
/// `public`, `secret`), `secret_expires` and `secret_id` as typed, and `interfaces`, a list of texts.
/// Ticks, secrets and codes are in none of it. A member that is missing, of another kind, or with a word
/// that is not among these makes the whole unreadable; members beside these are passed over.
extension UnsavedEdits {
  private static let format = 1

  /// The stored form.
  package var text: String {
    let edits: JSONValue = .object([
      "format": .number(Double(UnsavedEdits.format)),
      "mailboxes": .array(
        mailboxes.sorted { $0.key < $1.key }.map { _, edit in
          .object(["base": edit.base.map(\.json) ?? .null, "edited": edit.edited.json])
        }),
      "registration": registration.map { edit in
        .object(["base": edit.base.map(\.json) ?? .null, "edited": edit.edited.json])
      } ?? .null,
      "chosen": JSONValue(chosen), "lost_secret": JSONValue(lostSecret),
    ])
    return (unread.map { edits.adding(["unread": .string($0)]) } ?? edits).canonicalText
  }

  /// Reads the stored form; nil for anything else, another format too.
  package init?(_ bytes: [UInt8]) {
    guard let json = JSONValue(bytes), json["format"]?.integer == UnsavedEdits.format,
      let edits = json["mailboxes"]?.array
    else { return nil }
    self.init()
    for edit in edits {
      guard let edited = edit["edited"].flatMap({ Mailbox(json: $0) }), let old = edit["base"]
      else { return nil }
      guard old != .null else {
        mailboxes[""] = MailboxEdit(base: nil, edited: edited)
        continue
      }
      guard let base = Mailbox(json: old), base.name == edited.name else { return nil }
      mailboxes[base.name] = MailboxEdit(base: base, edited: edited)
    }
    if let edit = json["registration"], edit != .null {
      guard let edited = edit["edited"].flatMap({ RegistrationFields(json: $0) }),
        let old = edit["base"]
      else { return nil }
      let base = RegistrationFields(json: old)
      guard old == .null || base != nil else { return nil }
      registration = RegistrationEdit(base: base, edited: edited)
    }
    chosen = json["chosen"]?.string
    lostSecret = json["lost_secret"]?.string
    unread = json["unread"]?.string
  }
}

extension Mailbox {
  fileprivate var json: JSONValue {
    .object([
      "name": .string(name), "registration": .string(registration),
      "interface": .string(interface), "type": .string(type.rawValue),
      "default_for_interface": .bool(defaultForInterface),
      "outgoing_enabled": .bool(outgoingEnabled), "display_name": .string(displayName),
      "envelope_from": .string(envelopeFrom), "friendly_from": .string(friendlyFrom),
      "reply_to": .string(replyTo), "incoming_enabled": .bool(incomingEnabled),
      "pop_server": .string(popServer), "pop_account": .string(popAccount),
      "authentication_type": .string(authenticationType.rawValue),
      "force_reply_between_lines": .bool(forceReplyBetweenLines),
      "forward_rejected_to": .string(forwardRejectedTo), "ssl_method": .string(sslMethod.label),
      "sign_in_name": JSONValue(signInName), "identity_exception": .bool(identityException),
    ])
  }

  fileprivate init?(json: JSONValue) {
    guard let name = json["name"]?.string, let registration = json["registration"]?.string,
      let account = json["pop_account"]?.string, let interface = json["interface"]?.string,
      let type = json["type"]?.string.flatMap({ MailboxType(rawValue: $0) }),
      let isDefault = json["default_for_interface"]?.bool,
      let outgoing = json["outgoing_enabled"]?.bool, let shown = json["display_name"]?.string,
      let envelope = json["envelope_from"]?.string, let friendly = json["friendly_from"]?.string,
      let reply = json["reply_to"]?.string, let incoming = json["incoming_enabled"]?.bool,
      let server = json["pop_server"]?.string,
      let authentication = json["authentication_type"]?.string
        .flatMap({ AuthenticationType(rawValue: $0) }),
      let force = json["force_reply_between_lines"]?.bool,
      let forward = json["forward_rejected_to"]?.string, let ssl = json["ssl_method"]?.string,
      let exception = json["identity_exception"]?.bool
    else { return nil }
    self.init(
      name: name, registration: registration, popAccount: account, at: Moment(milliseconds: 0))
    self.interface = interface
    self.type = type
    defaultForInterface = isDefault
    outgoingEnabled = outgoing
    displayName = shown
    envelopeFrom = envelope
    friendlyFrom = friendly
    replyTo = reply
    incomingEnabled = incoming
    popServer = server
    authenticationType = authentication
    forceReplyBetweenLines = force
    forwardRejectedTo = forward
    sslMethod = SSLMethod(label: ssl)
    signInName = json["sign_in_name"]?.string
    identityException = exception
  }
}

extension UnsavedEdits.RegistrationFields {
  fileprivate var json: JSONValue {
    .object([
      "name": .string(name), "account_type": .string(accountType.rawValue),
      "cloud": .string(cloud), "client_id": .string(clientID), "tenant_id": .string(tenantID),
      "client_mode": .string(clientMode.rawValue),
      "interfaces": .array(interfaces.map { .string($0) }), "secret_expires": .string(expires),
      "secret_id": .string(secretID),
    ])
  }

  fileprivate init?(json: JSONValue) {
    guard let name = json["name"]?.string,
      let type = json["account_type"]?.string.flatMap({ AccountType(rawValue: $0) }),
      let cloud = json["cloud"]?.string, let client = json["client_id"]?.string,
      let tenant = json["tenant_id"]?.string,
      let mode = json["client_mode"]?.string.flatMap({ ClientModeSetting(rawValue: $0) }),
      let listed = json["interfaces"]?.array, let expires = json["secret_expires"]?.string,
      let secretID = json["secret_id"]?.string
    else { return nil }
    let texts = listed.compactMap(\.string)
    guard texts.count == listed.count else { return nil }
    var registration = Registration(name: name, at: Moment(milliseconds: 0))
    (registration.accountType, registration.cloud) = (type, cloud)
    (registration.clientID, registration.tenantID) = (client, tenant)
    (registration.clientMode, registration.interfaces) = (mode, texts)
    self.init(registration, expires: expires, secretID: secretID)
  }
}
