/// In which display state a mailbox was found. It is kept so that the next console's first picture has
/// the numbers before every mailbox has been evaluated.
package struct MailboxState: Equatable, Sendable {
  /// The mailbox.
  package var mailbox: String
  /// S1–S16, by number.
  package var state: Int
  /// When it may change by time alone; nil when it will not.
  package var until: Moment?

  /// A state.
  package init(mailbox: String, state: Int, until: Moment?) {
    self.mailbox = mailbox
    self.state = state
    self.until = until
  }
}

/// What a first picture needs of a site, however large that is.
package struct FirstPage: Equatable, Sendable {
  /// The names of all mailboxes, in order.
  package var names: [String]
  /// All registrations, and whole with what belongs to them the first mailboxes and the changed ones.
  package var snapshot: Snapshot
  /// Mailboxes by the number of their kept state, all but the changed ones; nil when too many have
  /// changed for a first picture.
  package var stateCounts: [Int: Int]?
  /// Mailboxes that were changed since their state was kept, or whose state may have changed by time.
  package var changed: [String]
  /// What the rules of one mailbox need to know of the others; empty where nothing was changed.
  package var addresses: [MailboxAddress]

  /// A page.
  package init(
    names: [String], snapshot: Snapshot, stateCounts: [Int: Int]?, changed: [String] = [],
    addresses: [MailboxAddress] = []
  ) {
    self.names = names
    self.snapshot = snapshot
    self.stateCounts = stateCounts
    self.changed = changed
    self.addresses = addresses
  }
}

extension Registration {
  /// All of it that the state of a mailbox under it is evaluated by, as a text to compare.
  package var evaluationBasis: String {
    var parts = [
      name, accountType.rawValue, cloud, clientID, tenantID, clientMode.rawValue,
      interfaces.joined(separator: " "), confirmedPopServers.joined(separator: " "),
      domains.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
    ]
    if let secret {
      parts.append(secret.fingerprint)
      // A use of the secret counts against what the server said of its end, and against its day.
      if let said = secret.saidExpired {
        parts.append("\((secret.worked ?? secret.stored) <= said)")
      }
      if let day = secret.expires {
        parts.append("\(day.iso) \(secret.worked.map { Day(of: $0).iso } ?? "")")
      }
    }
    return parts.joined(separator: "\n")
  }
}
