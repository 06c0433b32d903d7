/// Everything that is known and not secret: one value, read from the vault at once.
public struct Site: Equatable, Sendable {
  /// By name.
  public var registrations: [String: Registration]
  /// By name.
  public var mailboxes: [String: Mailbox]
  /// Kept grants by mailbox: OK was given.
  public var grants: [String: GrantFacts]
  /// Pending grants by mailbox: tokens are here, OK is not.
  public var pendingGrants: [String: GrantFacts]
  /// Sign-ins under way, by mailbox.
  public var pending: [String: PendingLogin]
  /// The newest check results, by mailbox.
  public var evidence: [String: Evidence]

  /// A site with nothing in it.
  public init() {
    registrations = [:]
    mailboxes = [:]
    grants = [:]
    pendingGrants = [:]
    pending = [:]
    evidence = [:]
  }
}
