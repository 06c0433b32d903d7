/// All offline rules of a mailbox.
package enum MailboxRules {
  /// The labels of required fields that are empty; with any of them the mailbox is a draft.
  package static func missing(in mailbox: Mailbox, endpoints: Endpoints) -> [String] {
    var labels: [String] = []
    if mailbox.name.isEmpty { labels.append(FieldLabel.mailboxName) }
    if mailbox.registration.isEmpty { labels.append(FieldLabel.registration) }
    if mailbox.popServer.isEmpty, endpoints.popServer == nil { labels.append(FieldLabel.popServer) }
    if mailbox.popAccount.isEmpty { labels.append(FieldLabel.popAccount) }
    if mailbox.sslMethod.label.isEmpty { labels.append(FieldLabel.sslMethod) }
    return labels
  }

  /// What is wrong with the fields that are filled in. For many mailboxes count the site once and
  /// hand the census in.
  package static func findings(
    for mailbox: Mailbox, in snapshot: Snapshot, endpoints: Endpoints, now: Moment
  ) -> [Finding] {
    findings(
      for: mailbox, in: snapshot, mailboxIndex: MailboxIndex(snapshot), endpoints: endpoints,
      now: now)
  }

  /// What is wrong with the fields that are filled in.
  ///
  /// - Parameters:
  ///   - mailbox: The mailbox as edited; the site may hold an older state of it under its name.
  ///   - snapshot: Its registration is looked up here.
  ///   - mailboxIndex: The count of that site.
  ///   - endpoints: Overrides, which relax what only Microsoft's servers ask for.
  ///   - now: The time.
  /// - Returns: The findings, field by field in the editor's order.
  package static func findings(
    for mailbox: Mailbox, in snapshot: Snapshot, mailboxIndex: MailboxIndex, endpoints: Endpoints,
    now: Moment
  ) -> [Finding] {
    let opaque = endpoints.discovery != nil
    var found = MailboxNameRules.findings(mailbox.name)
    let registration = snapshot.registrations[mailbox.registration]
    if registration == nil, !mailbox.registration.isEmpty {
      found.append(
        Finding(
          rule: .gate, field: FieldLabel.registration, .error,
          "There is no registration named \"\(mailbox.registration)\".",
          advice: "Make it, or put the mailbox under one that exists.",
          fix: snapshot.registrations.count == 1 ? snapshot.registrations.first?.key : nil))
    }
    if let registration { found += interface(of: mailbox, registration) }
    found += hidden(in: mailbox)
    if !mailbox.incomingEnabled {
      found.append(
        Finding(
          rule: .exactValue, field: FieldLabel.incomingEnabled, .warning,
          "Incoming mail is off: even when authenticated, techmail does not read this mailbox.",
          advice: "Enable it on the Incoming tab when the mailbox is ready."))
    }
    found += PopServerRules.findings(
      mailbox.popServer, registration: registration ?? Registration(at: now),
      endpoints: endpoints)
    found += PopAccountRules.findings(mailbox.popAccount, opaque: opaque)
    if let registration, !opaque {
      found += AccountTypeRules.findings(
        for: mailbox, registration: registration, mailboxIndex: mailboxIndex)
    }
    found += DuplicateRules.findings(for: mailbox, mailboxIndex: mailboxIndex)
    if let name = mailbox.signInName {
      found += PopAccountRules.findings(name, field: FieldLabel.signInName, opaque: opaque)
    }
    found += security(of: mailbox)
    return found
  }

  private static func interface(of mailbox: Mailbox, _ registration: Registration) -> [Finding] {
    guard !mailbox.interface.isEmpty, !registration.interfaces.isEmpty else { return [] }
    // Spelled alike it is the same, whatever is wrong with it.
    if registration.interfaces.contains(mailbox.interface) { return [] }
    let own = SettingsMatrix.key(mailbox.interface)
    let admins = registration.interfaces.map(SettingsMatrix.key)
    if admins.contains(own) { return [] }
    return [
      Finding(
        rule: .redirectURI, field: FieldLabel.interface, .notice,
        "The mailbox belongs to \(own), admins sign in on \(Quantity.shortList(admins)); that is "
          + "fine.",
        advice: "The redirect URI follows the interface on which the admin signs in.")
    ]
  }

  private static func hidden(in mailbox: Mailbox) -> [Finding] {
    let fields = [
      (FieldLabel.displayName, mailbox.displayName),
      (FieldLabel.envelopeFrom, mailbox.envelopeFrom),
      (FieldLabel.friendlyFrom, mailbox.friendlyFrom), (FieldLabel.replyTo, mailbox.replyTo),
      (FieldLabel.forwardRejectedTo, mailbox.forwardRejectedTo),
    ]
    return fields.compactMap { label, text in
      let hits = UnsafeText.hits(in: text)
      if hits.isEmpty { return nil }
      return Finding(
        rule: .text, field: label, .warning, "\(label) has \(UnsafeText.words(hits)).",
        advice: "Use the text without it.", fix: UnsafeText.cleaned(text))
    }
  }

  private static func security(of mailbox: Mailbox) -> [Finding] {
    guard mailbox.authenticationType == .oauth else {
      return [
        Finding(
          rule: .exactValue, field: FieldLabel.authenticationType, .notice,
          "This mailbox signs in with a password; tokens held for it are not in use.",
          advice: "Set Authentication Type to OAuth to use them.",
          fix: AuthenticationType.oauth.rawValue)
      ]
    }
    guard case .other(let label) = mailbox.sslMethod, !label.isEmpty else { return [] }
    return [
      Finding(
        rule: .exactValue, field: FieldLabel.sslMethod, .error,
        "SSL Method is \"\(label)\"; OAuth needs \"\(SSLMethod.pop3SSLPort.label)\".",
        advice: "Set it on the Security tab, here and in the mailbox editor.",
        fix: SSLMethod.pop3SSLPort.label)
    ]
  }
}
