/// One change of what the vault holds. Effects are data: a driver returns a list of them, and the
/// vault applies the whole list in one transaction or not at all.
package enum Change: Equatable, Sendable {
  /// Writes a new registration; a conflict where the name is taken.
  case addRegistration(Registration)
  /// Makes the edit that leads from one value to the other on whatever the vault holds at that moment:
  /// only fields that differ between the two are written (`Registration.edited(from:to:)`). Secrets
  /// and bindings are no part of it but for the day and the Secret ID of the secret in force. Another
  /// name renames it, with all that is under it. A conflict where it is gone, where the new name is
  /// taken, or where somebody changed the same field meanwhile.
  case editRegistration(from: Registration, to: Registration)
  /// Amends a registration as it is in the vault at that moment; nothing when it is gone.
  case amend(registration: String, Amendment)
  /// Removes a registration and its secrets; refused while a mailbox is under it.
  case removeRegistration(String)
  /// Seals a client secret for the hosts of its facts. Put in force, the one that was becomes the one
  /// before, and the registration is bound to the secret's hosts. `replacing` is the fingerprint in
  /// force (or proposed) as the caller read it; a conflict where it is another one now.
  case putSecret(
    registration: String, Secret, SecretFacts, SecretPlace, replacing: String?)
  /// Puts the proposed secret, or the one before, in force; the one that was becomes the one before.
  /// A conflict where the place holds no secret of that fingerprint.
  case promoteSecret(registration: String, SecretPlace, fingerprint: String)
  /// Drops the proposed secret of that fingerprint; nothing when it is not there.
  case dropProposedSecret(registration: String, fingerprint: String)

  /// Writes a new mailbox; a conflict where the name is taken or its registration is not there.
  case addMailbox(Mailbox)
  /// Makes the edit that leads from one value to the other, as with `editRegistration`: ticks one by
  /// one. The name stays.
  case editMailbox(from: Mailbox, to: Mailbox)
  /// Removes a mailbox with its tokens, pending sign-in and evidence.
  case removeMailbox(String)

  /// Changes nothing. A conflict, and with it none of the other changes, unless the sign-in of that id is
  /// under way (nil: unless none is) and, where that matters, still waits for its person.
  case expectPending(mailbox: String, id: String?, isAwaited: Bool = false)
  /// Writes a sign-in under way; the device code is sealed when there is one, else left as it was.
  /// Another sign-in's code never stays.
  case putPending(PendingSignIn, deviceCode: Secret?)
  /// Ends the sign-in of that id, and drops its pending grant; nil for whichever there is. Nothing
  /// where another one has begun meanwhile.
  case dropPending(mailbox: String, id: String?)
  /// Writes the tokens of a sign-in as the mailbox's pending grant. The kept one stays untouched.
  case putPendingGrant(GrantFacts, Tokens)
  /// OK: the pending grant of that id becomes the kept one, and the sign-in ends. With another id,
  /// or none pending, the whole transaction is refused as a conflict.
  case keepGrant(mailbox: String, id: String, at: Moment)
  /// Writes rotated tokens and facts of a grant, and ends its redemption; without a new refresh token
  /// the old one stays (RFC 6749 §6). Refused as a conflict when the grant of that id is gone.
  case putTokens(GrantFacts, Tokens, slot: GrantSlot)
  /// A new refresh token from an answer that was wrong in every other way: it replaces the old one,
  /// all else stays. Ends the redemption. A conflict when the grant of that id is gone.
  case putRefreshToken(mailbox: String, slot: GrantSlot, id: String, Secret)
  /// Changes one thing that is known of a grant, as it is in the vault at that moment. A conflict when
  /// the grant of that id is no longer there.
  case amendGrant(mailbox: String, slot: GrantSlot, id: String, GrantAmendment)
  /// Erases the tokens of a mailbox, kept and pending, ends its sign-in, and drops its evidence.
  case forget(mailbox: String)

  /// Writes the newest probe of a mailbox.
  case putProbe(mailbox: String, ProbeEvidence, ProbeDetail)
  /// Writes the last sign-in attempt that ended without a grant; nil when one has succeeded.
  case putAttempt(mailbox: String, AttemptEvidence?)
  /// Writes the last refresh check; nil when none stands for the grant.
  case putRefreshCheck(mailbox: String, RefreshCheck?)
  /// Adds a line to the journal.
  case journal(JournalEntry)
}

/// One change of what is known of a grant.
package enum GrantAmendment: Equatable, Sendable {
  /// The one flip of the client mode was made.
  case flipped(to: ClientMode)
  /// A redemption begins; committed before the refresh token is posted.
  case redeeming(since: Moment)
  /// The redemption ended with an answer that left the grant as it was, or was never sent.
  case redeemed
  /// What the last refresh said of it.
  case standing(GrantFacts.Standing)
  /// What Graph said of who signed in.
  case identity(Identity?, IdentityMatch, graph: CheckResult)

  /// Makes the change.
  package func apply(to grant: inout GrantFacts) {
    switch self {
    case .flipped(let mode):
      grant.mode = mode
      grant.flipped = true
    case .redeeming(let since): grant.redeeming = grant.redeeming ?? since
    case .redeemed: grant.redeeming = nil
    case .standing(let standing): grant.standing = standing
    case .identity(let identity, let match, let check):
      grant.identity = identity
      grant.match = match
      grant.graph = check
    }
  }
}

/// Which grant of a mailbox.
package enum GrantSlot: String, Sendable, CaseIterable {
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
  case clientSecret(registration: String, SecretPlace)
  case deviceCode(mailbox: String)
  case accessToken(mailbox: String, GrantSlot)
  case refreshToken(mailbox: String, GrantSlot)
}

/// Where an opened value is about to go. The vault opens it for no host that it is not bound to.
package enum SecretDestination: Equatable, Hashable, Sendable {
  /// A token endpoint, by host and port. Anything but the bound one is `.settings(.boundElsewhere)`.
  case tokenEndpoint(String)
  /// A Pop Server: access tokens only; which servers may have one is decided by `PopServerRules`.
  case mailServer
}

/// The right to redeem one grant, held by one process at a time until it goes.
package protocol GrantLease: AnyObject, Sendable {
  /// Sets room for an answer aside (64 KiB), so that a disk that fills up meanwhile cannot lose it.
  ///
  /// - Throws: `.vault(.input)` where there is no room, or the process may not write that much.
  func reserveRoom() throws(Failure)
  /// Frees the room; called right before the answer is committed.
  func freeRoom()
}

/// One line of the journal: who did what to which mailbox. Fields never hold a secret.
package struct JournalEntry: Equatable, Sendable {
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
