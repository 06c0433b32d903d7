/// A refresh token to be redeemed. One call does it all: lock, read the newest token, post, parse,
/// commit. Once its first byte is sent it runs to the end whatever the caller does.
package struct RefreshRequest: Equatable, Sendable {
  /// The mailbox whose grant it is.
  package var mailbox: String
  /// Which of its grants.
  package var slot: GrantSlot
  /// The grant's id; another sign-in meanwhile makes it a conflict.
  package var grant: String
  /// Where to post; its host must be the one the grant is bound to.
  package var tokenEndpoint: String
  /// The client.
  package var clientID: String
  /// Whose secret is sent, in secret mode.
  package var registration: String
  /// The registration's values in force, which the grant will be stamped with.
  package var under: RegistrationStamp
  /// What the new access token is for.
  package var scope: String
  /// When the grant had last been refreshed as far as the caller knows. Where another process has
  /// refreshed it since, its access token is handed out and nothing is redeemed twice.
  package var seen: Moment?
  /// Whether the access token is the mailbox's (kept with the grant) or is handed out only, as for a
  /// question to Graph. The rotated refresh token is kept either way.
  package var keepsAccess: Bool
  /// Whether it may be tried once more in the other client mode.
  package var mayFlip: Bool

  /// A refresh token to be redeemed.
  package init(
    mailbox: String, slot: GrantSlot, grant: String, tokenEndpoint: String, clientID: String,
    registration: String, under: RegistrationStamp, scope: String, seen: Moment?,
    keepsAccess: Bool = true, mayFlip: Bool = true
  ) {
    self.mailbox = mailbox
    self.slot = slot
    self.grant = grant
    self.tokenEndpoint = tokenEndpoint
    self.clientID = clientID
    self.registration = registration
    self.under = under
    self.scope = scope
    self.seen = seen
    self.keepsAccess = keepsAccess
    self.mayFlip = mayFlip
  }
}

/// What a redemption brought.
package struct RefreshResult: Equatable, Sendable {
  /// The new access token.
  package var access: Secret
  /// The grant as it now stands in the vault.
  package var grant: GrantFacts
  /// Milliseconds the exchange took.
  package var ms: Double

  /// A successful redemption.
  package init(access: Secret, grant: GrantFacts, ms: Double) {
    self.access = access
    self.grant = grant
    self.ms = ms
  }
}
