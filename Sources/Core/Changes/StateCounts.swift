/// How many mailboxes are in each display state, as a console counted them last. It is kept so that
/// the next one's first picture has the numbers before every mailbox has been evaluated; it holds for
/// the revision of the vault it was counted at, and for no other.
package struct StateCounts: Equatable, Sendable {
  /// What the mailboxes were evaluated by besides the vault; the numbers hold for no other.
  package var basis: String
  /// Mailboxes by the number of their state (S1–S16); none is 0.
  package var counts: [Int: Int]
  /// When a state may change by time alone; nil when none will.
  package var until: Moment?

  /// A count.
  package init(basis: String, counts: [Int: Int], until: Moment?) {
    self.basis = basis
    self.counts = counts
    self.until = until
  }
}

/// What a first picture needs of a site, however large that is.
package struct FirstPage: Equatable, Sendable {
  /// The names of all mailboxes, in order.
  package var names: [String]
  /// All registrations, and of the mailboxes the first ones with what belongs to them.
  package var snapshot: Snapshot
  /// The last count; nil when something has changed since, or it was made by another basis.
  package var stateCounts: StateCounts?

  /// A page.
  package init(names: [String], snapshot: Snapshot, stateCounts: StateCounts?) {
    self.names = names
    self.snapshot = snapshot
    self.stateCounts = stateCounts
  }
}
