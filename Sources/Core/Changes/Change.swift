/// One change of what the vault holds. Effects are data: a driver returns a list of them, and the
/// vault applies the whole list in one transaction or not at all.
package enum Change: Equatable, Sendable {
  /// Writes a registration, new or changed.
  case putRegistration(Registration)
  /// Amends a registration as it is in the vault at that moment; nothing when it is gone.
  case amend(registration: String, Amendment)
  /// Removes a registration and its secret; refused while a mailbox is under it.
  case removeRegistration(String)
  /// Seals a registration's client secret in place of any other.
  case putSecret(registration: String, Secret)
  /// Removes a registration's client secret.
  case removeSecret(registration: String)

  /// Writes a mailbox, new or changed.
  case putMailbox(Mailbox)
  /// Removes a mailbox with its tokens, pending sign-in and evidence.
  case removeMailbox(String)

  /// Writes a sign-in under way; the device code is sealed when there is one, else left as it was.
  /// Another sign-in's code never stays.
  case putPending(PendingSignIn, deviceCode: Secret?)
  /// Ends a sign-in under way, and drops its pending grant.
  case dropPending(mailbox: String)
  /// Writes the tokens of a sign-in as the mailbox's pending grant. The kept one stays untouched.
  case putPendingGrant(GrantFacts, Tokens)
  /// OK: the pending grant of that id becomes the kept one, and the sign-in ends. With another id,
  /// or none pending, the whole transaction is refused as a conflict.
  case keepGrant(mailbox: String, id: String, at: Moment)
  /// Writes rotated tokens and facts of a grant; without a new refresh token the old one stays
  /// (RFC 6749 §6). Refused as a conflict when the grant of that id is no longer there.
  case putTokens(GrantFacts, Tokens, slot: GrantSlot)
  /// Writes the facts of a kept grant without its tokens. Refused as a conflict when the grant of
  /// that id is no longer there.
  case putGrantFacts(GrantFacts, slot: GrantSlot)
  /// Erases the tokens of a mailbox, kept and pending, and ends its sign-in.
  case forget(mailbox: String)

  /// Writes the newest check results of a mailbox.
  case putEvidence(mailbox: String, Evidence)
  /// Adds a line to the journal.
  case journal(JournalEntry)
}

/// Which grant of a mailbox.
package enum GrantSlot: String, Sendable, Codable, CaseIterable {
  case kept
  case pending
}

/// The tokens of a grant.
package struct Tokens: Equatable, Sendable {
  package var access: Secret
  /// Nil only where a server sends none; such a sign-in cannot be kept.
  package var refresh: Secret?

  /// The tokens of a reply.
  package init(access: Secret, refresh: Secret?) {
    self.access = access
    self.refresh = refresh
  }
}

/// A sealed value of the vault.
package enum SecretSlot: Equatable, Hashable, Sendable {
  case clientSecret(registration: String)
  case deviceCode(mailbox: String)
  case accessToken(mailbox: String, GrantSlot)
  case refreshToken(mailbox: String, GrantSlot)
}

/// One line of the journal: who did what to which mailbox. Fields never hold a secret.
package struct JournalEntry: Equatable, Sendable, Codable {
  package var at: Moment
  /// `SUDO_USER`, else the login name.
  package var who: String
  /// The mailbox; nil for what concerns a registration or the program.
  package var mailbox: String?
  /// What happened, as a short fixed word: `authenticated`, `verified`, `secret-changed`.
  package var event: String
  /// Details by name.
  package var fields: [String: String]

  /// A line of the journal.
  package init(
    at: Moment, who: String, mailbox: String?, event: String, fields: [String: String] = [:]
  ) {
    self.at = at
    self.who = who
    self.mailbox = mailbox
    self.event = event
    self.fields = fields
  }
}
