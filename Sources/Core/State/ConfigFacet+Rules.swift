extension ConfigFacet {
  /// Judges a mailbox by the offline rules: empty fields first, then the first error.
  ///
  /// - Parameters:
  ///   - mailbox: The mailbox.
  ///   - snapshot: Its registration is looked up here.
  ///   - mailboxIndex: The count of that site, for judging many mailboxes.
  ///   - endpoints: Overrides.
  ///   - now: The time.
  package init(
    of mailbox: Mailbox, in snapshot: Snapshot, mailboxIndex: MailboxIndex? = nil,
    endpoints: Endpoints, now: Moment
  ) {
    let missing = MailboxRules.missing(in: mailbox, endpoints: endpoints)
    if !missing.isEmpty {
      self = .draft(missing: missing)
    } else if mailbox.authenticationType != .oauth {
      self = .notOAuth
    } else {
      let findings = MailboxRules.findings(
        for: mailbox, in: snapshot, mailboxIndex: mailboxIndex ?? MailboxIndex(snapshot),
        endpoints: endpoints, now: now)
      self = findings.first { $0.severity == .error }.map { .invalid($0) } ?? .configured
    }
  }
}

extension Facets {
  /// The facets of a mailbox as the world has them now.
  package init(
    of mailbox: Mailbox, in snapshot: Snapshot, mailboxIndex: MailboxIndex? = nil, _ world: World,
    fresh: Duration = Facets.freshness
  ) {
    let now = world.now()
    self.init(
      of: mailbox,
      config: ConfigFacet(
        of: mailbox, in: snapshot, mailboxIndex: mailboxIndex, endpoints: world.endpoints, now: now),
      in: snapshot, endpoints: world.endpoints, now: now, fresh: fresh)
  }
}
