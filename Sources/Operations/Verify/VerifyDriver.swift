package import Core

/// Step 10 for one mailbox: the refresh check, then the probe.
package struct VerifyDriver: Sendable {
  let world: World
  let report: Report
  let fresh: Duration

  /// A driver that tells its progress to `report`.
  package init(_ world: World, fresh: Duration = Facets.freshness, report: @escaping Report) {
    self.world = world
    self.fresh = fresh
    self.report = report
  }

  /// Verifies one mailbox.
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - refresh: Redeems the refresh token with the secret in force first; without it the probe
  ///     uses the access token at hand.
  ///   - server: The identity server, when it has been found already; it is kept there when it is now.
  ///   - snapshot: What is known, when it has been read already.
  ///   - mailboxIndex: The count of that site, when many mailboxes are verified.
  /// - Returns: What was found; troubles of network and rights are findings, not errors.
  /// - Throws: An unknown mailbox, the vault, or `.cancelled`.
  package func verify(
    _ name: String, refresh: Bool = true,
    authorizationServer server: FoundServer = FoundServer(nil),
    snapshot: Snapshot? = nil, mailboxIndex: MailboxIndex? = nil
  ) async throws(Failure) -> Verification {
    let known: Snapshot
    if let snapshot { known = snapshot } else { known = try await world.snapshot() }
    // One that was asked since then has its hour before it.
    if known.pendingGrants[name] != nil { try await SignInDriver.dropLapsed(of: name, world) }
    // A sign-in under way concerns the next grant; the one that is kept is verified all the same.
    let snapshot = known.withoutSignIn(of: name)
    let (mailbox, registration) = try snapshot.mailboxAndRegistration(name)
    let facets = Facets(of: mailbox, in: snapshot, mailboxIndex: mailboxIndex, world, fresh: fresh)
    guard let grant = snapshot.grants[name], facets.mayBeVerified else {
      return Verification(mailbox, facets, failure: facets.hindrance).diagnosed(in: snapshot, world)
    }
    let popServer = PopServer(of: mailbox, world.endpoints)
    guard popServer.mayReceiveTokens(of: registration, world.endpoints) else {
      return Verification(mailbox, facets, failure: .settings(.findings([popServer.unconfirmed])))
        .diagnosed(in: snapshot, world)
    }
    try AuthorizationServer.checkBinding(of: registration, world.endpoints)
    let token: Secret
    var current = grant
    do throws(Failure) {
      if refresh || facets.auth != .authenticated {
        let redeemed = try await refreshCheck(mailbox, registration, grant, server)
        token = redeemed.access
        current = redeemed.grant
      } else {
        token = try await tokenAtHand(grant)
      }
    } catch {
      switch error {
      case .vault(let failure) where !failure.isConflict: throw error
      case .cancelled: throw error
      default: return try await finding(mailbox, failure: error)
      }
    }
    return try await probe(mailbox, popServer, current, token, before: snapshot.evidence[name])
  }

  /// Probes with a token that is held, without looking at the one in the vault.
  func look(_ name: String, with held: WatchDriver.HeldToken) async throws(Failure) -> Verification
  {
    let snapshot = try await world.part(name)
    let (mailbox, registration) = try snapshot.mailboxAndRegistration(name)
    let server = PopServer(of: mailbox, world.endpoints)
    guard server.mayReceiveTokens(of: registration, world.endpoints) else {
      let facets = Facets(of: mailbox, in: snapshot, world, fresh: fresh)
      return Verification(mailbox, facets, failure: .settings(.findings([server.unconfirmed])))
        .diagnosed(in: snapshot, world)
    }
    return try await probe(
      mailbox, server, held.grant, held.token, before: snapshot.evidence[name])
  }

  private func refreshCheck(
    _ mailbox: Mailbox, _ registration: Registration, _ grant: GrantFacts,
    _ server: FoundServer
  ) async throws(Failure) -> RefreshResult {
    let began = world.uptime()
    var endpoint = grant.tokenHost
    do throws(Failure) {
      let found: AuthorizationServer
      if let known = server.found {
        found = known
      } else {
        found = try await AuthorizationServer.find(for: registration, world)
        server.keep(found)
      }
      endpoint = found.tokenHost
      let redeemed = try await world.redeem(
        RefreshRequest(
          mailbox: mailbox.name, slot: .kept, grant: grant.id,
          tokenEndpoint: found.discovery.tokenEndpoint, clientID: registration.clientID,
          registration: registration.name, under: RegistrationStamp(of: registration),
          scope: Scopes.mailbox(registration, world.endpoints), seen: grant.refreshed,
          mayFlip: registration.mayFlip))
      let evidence = RefreshCheck(
        at: world.now(), endpoint: endpoint, mode: redeemed.grant.mode, result: .passed,
        ms: redeemed.ms)
      report(.refreshCheck(evidence))
      try await store(.refreshed(evidence), mailbox.name)
      if case .stale = AuthFacet(grant, registration) { report(.authenticated(.silent)) }
      return redeemed
    } catch {
      if let result = RefreshCheck.Result(error) {
        let evidence = RefreshCheck(
          at: world.now(), endpoint: endpoint, mode: grant.mode, result: result,
          ms: milliseconds(world.uptime() - began))
        report(.refreshCheck(evidence))
        try await store(.refreshFailed(evidence), mailbox.name)
        try await noteExpiry(error, registration)
      }
      throw error
    }
  }

  private func noteExpiry(_ failure: Failure, _ registration: Registration) async throws(Failure) {
    guard let refusal = failure.refusal, refusal.codes.contains(7_000_222),
      let fingerprint = registration.secret?.fingerprint
    else { return }
    try await world.apply([
      .amend(
        registration: registration.name,
        .secretExpired(fingerprint: fingerprint, at: world.now()))
    ])
  }

  private func tokenAtHand(_ grant: GrantFacts) async throws(Failure) -> Secret {
    guard grant.accessExpires > world.now(),
      let token = try await world.secret(
        .accessToken(mailbox: grant.mailbox, .kept), .mailServer)
    else {
      // Sent all the same it would be refused, and look like missing rights.
      throw .settings(
        .findings([
          Finding(
            rule: .refresh, field: "access token", .error,
            "The access token at hand has run out at \(grant.accessExpires.iso).",
            advice: "Verify without --no-refresh, so that a new one is fetched first.",
            next: .init(.verify))
        ]))
    }
    return token
  }

  private func probe(
    _ mailbox: Mailbox, _ server: PopServer, _ grant: GrantFacts, _ token: Secret,
    before: Evidence?
  ) async throws(Failure) -> Verification {
    let probed = await world.probe(
      ProbeRequest(
        host: server.host, port: server.port,
        login: .init(address: mailbox.popAccount, token: token)), { report(.stage($0)) })
    if probed.outcome == .cancelled { throw .cancelled }
    var evidence = ProbeEvidence(
      at: world.now(), endpoint: server.name,
      against: AccessStamp(of: mailbox, endpoints: world.endpoints), grant: grant.id,
      under: grant.madeUnder, access: Access(probed, user: mailbox.popAccount, server: server))
    var detail = ProbeDetail(
      stages: probed.stages, transcript: probed.transcript, tls: probed.tls, proxy: probed.proxy)
    if case .verified = evidence.access {} else { detail.token = TokenShape(token) }
    if let otherName = OtherNameProbe(mailbox, grant, after: evidence.access) {
      detail = try await otherName.run(world, server, token, after: detail)
      evidence.at = world.now()
    }
    try await store(.probed(evidence, detail), mailbox.name)
    return try await finding(mailbox, probe: (evidence, detail), before: before)
  }

  // Reads the vault again: what is told is what is now kept.
  private func finding(
    _ mailbox: Mailbox, failure: Failure? = nil,
    probe: (evidence: ProbeEvidence, detail: ProbeDetail)? = nil, before: Evidence? = nil
  ) async throws(Failure) -> Verification {
    var snapshot = try await world.part(mailbox.name).withoutSignIn(of: mailbox.name)
    if let probe { snapshot.probeDetails[mailbox.name] = probe.detail }
    let facets = Facets(
      of: snapshot.mailboxes[mailbox.name] ?? mailbox, in: snapshot, world, fresh: fresh)
    var found = Verification(mailbox, facets, probe: probe?.evidence, failure: failure)
    found.detail = probe?.detail
    found.checks = CheckRecord.all(
      of: mailbox.name, in: snapshot, probe: probe?.evidence, world.endpoints)
    found.warnings = Advisory.findings(
      mailbox, snapshot.registrations[mailbox.registration], before: before,
      probe: probe?.evidence,
      authenticated: snapshot.grants[mailbox.name] != nil)
    return found.diagnosed(in: snapshot, world)
  }

  private func store(_ event: MailboxEvent, _ mailbox: String) async throws(Failure) {
    try await world.apply(
      MailboxTransition.changes(
        for: event, mailbox: mailbox, in: try await world.part(mailbox), at: world.now(),
        who: world.who))
  }
}
