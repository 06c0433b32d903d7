package import Core

extension Problem.Context {
  /// All that a site tells around a mailbox, the same for every caller.
  ///
  /// - Parameters:
  ///   - name: The mailbox; one that the site does not have leaves everything but the time unknown.
  ///   - snapshot: The site, or the mailbox's part of it.
  ///   - endpoints: Overrides.
  ///   - now: The time.
  package init(of name: String, in snapshot: Snapshot, endpoints: Endpoints, now: Moment) {
    guard let mailbox = snapshot.mailboxes[name] else {
      self.init(endpoints: endpoints, now: now)
      return
    }
    let grant = snapshot.grants[name] ?? snapshot.pendingGrants[name]
    self.init(
      registration: snapshot.registrations[mailbox.registration], mailbox: mailbox, grant: grant,
      endpoints: endpoints, now: now)
    guard let grant else { return }
    match = IdentityRule.match(grant.identity, for: mailbox)
    guard let probe = snapshot.evidence[name]?.probe, probe.grant == grant.id else { return }
    other = snapshot.probeDetails[name]?.other
    token = snapshot.probeDetails[name]?.token
    probed = probe.at
    if case .verified(_, let messages, _) = probe.access {
      self.messages = messages
      lastVerified = probe.at
    }
  }
}

extension Problem {
  /// What is wrong with a mailbox by what is kept; asks no server. The same for status, report and
  /// console.
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - facets: Its facets, as of `now`.
  ///   - snapshot: The site, or the mailbox's part of it.
  ///   - mailboxIndex: The count of the whole site, for judging many mailboxes.
  ///   - endpoints: Overrides.
  ///   - now: The time.
  /// - Returns: The problem of its settings, its grant, its access or its last refresh, the first
  ///   that there is; nil where nothing is known to be wrong.
  package static func known(
    of name: String, _ facets: Facets, in snapshot: Snapshot, mailboxIndex: MailboxIndex? = nil,
    endpoints: Endpoints,
    now: Moment
  ) -> Problem? {
    guard let mailbox = snapshot.mailboxes[name] else { return nil }
    // Most mailboxes of a long list have none, so that nothing is gathered for those.
    var context: Context { Context(of: name, in: snapshot, endpoints: endpoints, now: now) }
    if case .invalid = facets.config {
      let findings = MailboxRules.findings(
        for: mailbox, in: snapshot, mailboxIndex: mailboxIndex ?? MailboxIndex(snapshot),
        endpoints: endpoints, now: now)
      return of(
        .settings(.findings(findings.filter { $0.severity == .error })), context: context)
    }
    switch facets.auth {
    case .unauthenticated(let refusal): return of(refusal: refusal, context: context)
    case .failed(let reason): return of(reason: reason, context: context)
    case .authenticatedOther(let person):
      return of(
        reason: .wrongPerson(as: person, expected: mailbox.expectedSignIn), context: context)
    case .stale:
      if case .secretRefused(let refusal, _) = snapshot.grants[name]?.standing {
        return of(refusal: refusal, context: context)
      }
    default: break
    }
    // With no grant yet the state is another; what keeps a sign-in from succeeding is the same.
    let registration = snapshot.registrations[mailbox.registration]
    let expiry = SecretExpiry(of: registration?.secret, now: now)
    let isOver =
      facets.auth == .none && registration?.clientMode != .public && expiry.isExpired
    if facets.secretExpired || isOver {
      var context = context
      context.isByCalendar = expiry != .saidExpired
      let refusal = OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_222])
      return of(refusal: refusal, context: context)
    }
    switch facets.access {
    case .denied(_, let stage, let said):
      return of(access: .denied(stage, said: said), context: context)
    case .unreachable(_, .mailServer(let access)): return of(access: access, context: context)
    case .unreachable(_, .identityServer(let failure)):
      return of(.server(failure), context: context)
    case .locked(_, let said): return of(access: .locked(said: said), context: context)
    case .unchecked, .verified, .outdated: break
    }
    return snapshot.evidence[name]?.refreshCheck.flatMap {
      of(refreshCheck: $0.result, context: context)
    }
  }
}
