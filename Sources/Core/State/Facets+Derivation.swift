extension Facets {
  /// How long a verification counts as fresh unless the admin says otherwise.
  package static let freshness = Duration.seconds(24 * 3600)

  /// The facets of a mailbox, from what is known and the clock alone.
  ///
  /// - Parameters:
  ///   - mailbox: The mailbox.
  ///   - config: Its config facet, judged by the offline rules.
  ///   - snapshot: Everything else that is known.
  ///   - endpoints: Where its server is, when that is overridden.
  ///   - now: The time.
  ///   - fresh: How long a verification counts.
  package init(
    of mailbox: Mailbox, config: ConfigFacet, in snapshot: Snapshot, endpoints: Endpoints,
    now: Moment,
    fresh: Duration = Facets.freshness
  ) {
    let registration = snapshot.registrations[mailbox.registration]
    let grant = snapshot.grants[mailbox.name]
    let evidence = snapshot.evidence[mailbox.name]
    self.config = config
    auth = AuthFacet(
      of: mailbox, under: registration, grant: grant, pending: snapshot.pending[mailbox.name],
      pendingGrant: snapshot.pendingGrants[mailbox.name], evidence: evidence, now: now)
    access = AccessFacet(
      probe: evidence?.probe, grant: grant, under: registration.map { RegistrationStamp(of: $0) },
      stamp: AccessStamp(of: mailbox, endpoints: endpoints), now: now, fresh: fresh)
    if let refreshCheck = evidence?.refreshCheck { access.take(refreshCheck) }
    // I4: with a registration that refuses the grant, or another than it was made under, nothing
    // counts as verified, a sign-in under way or not.
    if let grant, let probe = evidence?.probe,
      AuthFacet.staleness(of: grant, under: registration) != nil
    {
      access = .outdated(since: probe.at)
    }
    secretExpired = Facets.secretExpired(registration?.secret, grant: grant, now: now)
  }

  /// S10's rule: the server said so, or the typed day has passed with no success after it. A success
  /// after the typed day shows that the day held here is wrong.
  static func secretExpired(_ secret: SecretFacts?, grant: GrantFacts?, now: Moment) -> Bool {
    guard let secret, let grant, grant.mode == .secret else { return false }
    if let said = secret.saidExpired, (secret.worked ?? secret.stored) <= said { return true }
    guard let day = secret.expires, day < Day(of: now) else { return false }
    guard let worked = secret.worked else { return true }
    return Day(of: worked) <= day
  }
}

extension AuthFacet {
  init(
    of mailbox: Mailbox, under registration: Registration?, grant: GrantFacts?,
    pending: PendingSignIn?, pendingGrant: GrantFacts?, evidence: Evidence?, now: Moment
  ) {
    if let pending, let waiting = AuthFacet(pending, grant: pendingGrant, now: now) {
      self = waiting
      return
    }
    guard let grant else {
      if let pendingGrant, pending != nil, pendingGrant.isLapsed(at: now) {
        self = .failed(.notAccepted)
        return
      }
      self = evidence?.attempt.map { .failed($0.reason) } ?? .none
      return
    }
    let reasons = AuthFacet.staleness(of: grant, under: registration)
    if IdentityRule.match(grant.identity, for: mailbox) == .other {
      self = .authenticatedOther(as: grant.identity?.username ?? "")
    } else if let reasons, !reasons.allSatisfy(\.curedByRefresh) {
      self = .stale(reasons)
    } else if let refusal = grant.standing.ending {
      // A new secret does not bring back what the server has ended.
      self = .unauthenticated(refusal)
    } else {
      self = reasons.map { .stale($0) } ?? .authenticated
    }
  }

  // A code, or an OK, whose time has passed is no longer waited for: the state before it shows again.
  private init?(_ pending: PendingSignIn, grant: GrantFacts?, now: Moment) {
    switch pending.stage {
    case .awaitingLogin(let login):
      guard login.expires > now else { return nil }
      self = .awaitingLogin(until: login.expires)
    case .awaitingAdminConsent: self = .awaitingAdminConsent
    case .awaitingOK:
      guard grant?.isLapsed(at: now) != true else { return nil }
      self = .awaitingOK(as: grant?.identity?.username)
    }
  }

  /// Why a grant is Stale, or nil when it is not.
  package static func staleness(of grant: GrantFacts, under registration: Registration?)
    -> [StaleReason]?
  {
    guard let registration else { return [.clientID] }
    let now = RegistrationStamp(of: registration)
    var reasons: [StaleReason] = []
    if grant.madeUnder.clientID != now.clientID { reasons.append(.clientID) }
    if grant.madeUnder.tenantID != now.tenantID { reasons.append(.tenant) }
    if grant.madeUnder.comparable(in: grant.mode).secret != now.comparable(in: grant.mode).secret {
      reasons.append(.secret)
    }
    if case .secretRefused(let refusal, _) = grant.standing, reasons.isEmpty,
      !refusal.codes.contains(7_000_222)
    {
      reasons.append(refusal.error == "invalid_client" ? .secretRefused : .clientRefused)
    }
    return reasons.isEmpty ? nil : reasons
  }
}

extension AccessFacet {
  // A refusal is the grant's own matter, and told as such.
  fileprivate mutating func take(_ refreshCheck: RefreshCheck) {
    guard case .verified(let at, _, _, _) = self, refreshCheck.at > at,
      case .failed(let failure) = refreshCheck.result
    else { return }
    switch failure {
    case .network, .reply: break
    case .refused(let refusal): guard refusal.isServerTrouble else { return }
    }
    self = .unreachable(at: refreshCheck.at, .identityServer(failure))
  }

  init(
    probe: ProbeEvidence?, grant: GrantFacts?, under: RegistrationStamp?, stamp: AccessStamp,
    now: Moment, fresh: Duration
  ) {
    guard let probe, let grant else {
      self = .unchecked
      return
    }
    guard probe.against == stamp, probe.grant == grant.id,
      probe.under.comparable(in: grant.mode) == under?.comparable(in: grant.mode)
    else {
      self = .outdated(since: probe.at)
      return
    }
    switch probe.access {
    case .verified(let user, let messages, let octets):
      self =
        now - probe.at > fresh
        ? .outdated(since: probe.at)
        : .verified(at: probe.at, as: user, messages: messages, octets: octets)
    case .denied(let stage, let said): self = .denied(at: probe.at, stage, said: said)
    case .locked(let said): self = .locked(at: probe.at, said: said)
    case .serverTrouble, .broken: self = .unreachable(at: probe.at, .mailServer(probe.access))
    }
  }
}

extension AccessStamp {
  /// What a probe of the mailbox would be made against now.
  package init(of mailbox: Mailbox, endpoints: Endpoints) {
    self.init(
      popAccount: mailbox.popAccount,
      popServer: endpoints.popServer?.value ?? mailbox.popServer,
      port: endpoints.popPort?.value ?? 995, sslMethod: mailbox.sslMethod)
  }
}
