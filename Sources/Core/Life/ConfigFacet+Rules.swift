extension ConfigFacet {
  /// Judges a mailbox by the offline rules: empty fields first, then the first error.
  ///
  /// - Parameters:
  ///   - mailbox: The mailbox.
  ///   - site: Its registration is looked up here.
  ///   - census: The count of that site, for judging many mailboxes.
  ///   - endpoints: Overrides.
  ///   - now: The time.
  package init(
    of mailbox: Mailbox, in site: Site, census: Census? = nil, endpoints: Endpoints, now: Moment
  ) {
    let missing = MailboxRules.missing(in: mailbox, endpoints: endpoints)
    if !missing.isEmpty {
      self = .draft(missing: missing)
    } else if mailbox.authenticationType != .oauth {
      self = .notOAuth
    } else {
      let findings = MailboxRules.findings(
        for: mailbox, in: site, census: census ?? Census(site), endpoints: endpoints, now: now)
      self = findings.first { $0.severity == .error }.map { .invalid($0) } ?? .configured
    }
  }
}

extension Facets {
  /// The facets of a mailbox as the world has them now.
  package init(
    of mailbox: Mailbox, in site: Site, census: Census? = nil, _ world: World,
    fresh: Duration = Facets.freshness
  ) {
    let now = world.now()
    self.init(
      of: mailbox,
      config: ConfigFacet(
        of: mailbox, in: site, census: census, endpoints: world.endpoints, now: now),
      in: site, endpoints: world.endpoints, now: now, fresh: fresh)
  }
}
