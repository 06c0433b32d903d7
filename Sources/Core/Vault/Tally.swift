/// How many mailboxes are in each display state, as a console counted them last. It is kept so that
/// the next one's first picture has the numbers before every mailbox has been judged; the vault drops
/// it at the first change of anything it was counted from.
public struct Tally: Equatable, Sendable, Codable {
  /// What the mailboxes were judged by besides the vault; the numbers hold for no other.
  public var basis: String
  /// Mailboxes by the number of their state (S1–S16).
  public var counts: [Int: Int]
  /// When a state may change by time alone; nil when none will.
  public var until: Moment?

  /// A count.
  public init(basis: String, counts: [Int: Int], until: Moment?) {
    self.basis = basis
    self.counts = counts
    self.until = until
  }
}

/// What a first picture needs of a site, however large that is.
public struct FirstPage: Equatable, Sendable {
  /// The names of all mailboxes, in order.
  public var names: [String]
  /// All registrations, and of the mailboxes the first ones with what belongs to them.
  public var site: Site
  /// The last count; nil when something has changed since.
  public var tally: Tally?

  /// A page.
  public init(names: [String], site: Site, tally: Tally?) {
    self.names = names
    self.site = site
    self.tally = tally
  }
}
