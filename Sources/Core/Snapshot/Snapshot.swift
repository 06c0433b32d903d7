/// Everything that is known and not secret: one value, read from the vault at once.
package struct Snapshot: Equatable, Sendable {
  /// By name.
  package var registrations: [String: Registration]
  /// By name.
  package var mailboxes: [String: Mailbox]
  /// Kept grants by mailbox: OK was given.
  package var grants: [String: GrantFacts]
  /// Pending grants by mailbox: tokens are here, OK is not.
  package var pendingGrants: [String: GrantFacts]
  /// Sign-ins under way, by mailbox.
  package var pending: [String: PendingSignIn]
  /// The newest check results, by mailbox.
  package var evidence: [String: Evidence]
  /// The newest probe stage by stage, by mailbox: only of those that were read one by one
  /// (`World.part`), never of a whole site.
  package var probeDetails: [String: ProbeDetail]

  /// A site with nothing in it.
  package init() {
    registrations = [:]
    mailboxes = [:]
    grants = [:]
    pendingGrants = [:]
    pending = [:]
    evidence = [:]
    probeDetails = [:]
  }
}

extension Snapshot {
  /// Whether tokens, or a sign-in that may bring some, are held for a mailbox.
  package func holdsTokens(of mailbox: String) -> Bool {
    grants[mailbox] != nil || pendingGrants[mailbox] != nil || pending[mailbox] != nil
  }
}
