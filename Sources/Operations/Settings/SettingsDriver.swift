package import Core

/// Step 1: tries everything that needs no mailbox token (C-IDP-1, C-IDP-3, C-POP-1 to 3, E38).
package enum SettingsDriver {
  /// What was found.
  package struct Found: Equatable, Sendable {
    package var checks: RegistrationChecks
    /// The first failure, nil when everything that was tried passed.
    package var failure: Failure?
    /// The identity server, where it was found: what follows need not look for it again.
    package var authorizationServer: AuthorizationServer?
  }

  /// Tries the identity server, the secret and the Pop Servers of a registration, and keeps the
  /// results with it.
  ///
  /// - Parameters:
  ///   - name: The registration.
  ///   - servers: Which Pop Servers to try, `nil` for those of every mailbox under it.
  ///   - known: The identity server, where it was found just now.
  ///   - world: The world.
  ///   - report: Told of each check as it ends.
  /// - Returns: All results, and the first failure among them.
  /// - Throws: What keeps anything from being tried: an unknown registration, a secret bound to
  ///   another host, the vault.
  package static func run(
    registration name: String, servers: Set<PopServer>? = nil,
    found known: AuthorizationServer? = nil, _ world: World, report: Report
  ) async throws(Failure) -> Found {
    let snapshot = try await world.snapshot()
    guard let registration = snapshot.registrations[name] else {
      throw .settings(
        .unknown(kind: "registration", name: name, known: snapshot.registrations.keys.sorted()))
    }
    var found = Found(checks: registration.checks, failure: nil)
    do throws(Failure) {
      let authorizationServer: AuthorizationServer
      if let known {
        authorizationServer = known
      } else {
        authorizationServer = try await AuthorizationServer.find(for: registration, world)
      }
      found.authorizationServer = authorizationServer
      found.checks.discovery = authorizationServer.check
      found.checks.clockSkew = authorizationServer.clockSkew
      report(.check(name: "discovery", authorizationServer.check))
      try await ping(registration, authorizationServer, world, &found, report)
      try await learnDomains(of: registration, in: snapshot, world)
    } catch {
      guard
        let check = CheckResult(
          error, url: AuthorizationServer.url(of: registration, world.endpoints),
          registration, world.now())
      else { throw error }
      found.checks.discovery = check
      found.failure = error
      report(.check(name: "discovery", check))
    }
    let asked = servers ?? PopServer.all(under: name, in: snapshot, world.endpoints)
    for server in asked.sorted() {
      let check = try await pop(server, world)
      found.checks.pop[server.name] = check
      report(.pop(server: server.name, check))
      if let failure = check.failure, found.failure == nil { found.failure = .network(failure) }
    }
    try await world.apply([.amend(registration: name, .checks(found.checks))])
    return found
  }

  // C-IDP-2: which tenant each mail domain belongs to, so that single or multi tenant is decided on
  // tenants and not on names. A domain that cannot be told stays unknown; that is no failure.
  private static func learnDomains(
    of registration: Registration, in snapshot: Snapshot, _ world: World
  ) async throws(Failure) {
    let url = AuthorizationServer.url(of: registration, world.endpoints)
    let part = "/\(registration.tenantID)/"
    guard !registration.tenantID.isEmpty, let place = url.firstRange(of: part) else { return }
    let used = snapshot.mailboxes.values.filter { $0.registration == registration.name }
      .compactMap { $0.popAccount.split(separator: "@").last.map { $0.lowercased() } }
    for domain in Set(used).sorted() where registration.domains[domain] == nil {
      var asked = url
      asked.replaceSubrange(place, with: "/\(Form.encode(domain))/")
      do throws(Failure) {
        let reply = try await world.exchange(HTTPRequest(url: asked))
        let tenant = try Discovery.decode(reply, host: hostPort(asked)).tenantID
        guard let tenant else { continue }
        try await world.apply([
          .amend(registration: registration.name, .domain(domain, tenant: tenant))
        ])
      } catch {
        switch error {
        case .vault, .cancelled: throw error
        case .server, .settings: continue
        }
      }
    }
  }

  private static func ping(
    _ registration: Registration, _ authorizationServer: AuthorizationServer, _ world: World,
    _ found: inout Found, _ report: Report
  ) async throws(Failure) {
    let check: CheckResult
    if registration.firstMode == .public {
      check = authorizationServer.check.with(
        .skipped("public client: there is no secret to try"), ms: nil)
    } else if let secret = try await world.secret(
      .clientSecret(registration: registration.name, .inForce),
      .tokenEndpoint(authorizationServer.tokenHost))
    {
      let began = world.uptime()
      let verdict = try await ask(registration, authorizationServer, secret, world)
      check = authorizationServer.check.with(verdict, ms: milliseconds(world.uptime() - began))
    } else {
      check = authorizationServer.check.with(.skipped("no client secret is stored"), ms: nil)
    }
    found.checks.secret = check
    report(.check(name: "secret", check))
    try await note(check, registration, world)
    switch check.verdict {
    case .failed(let failure): found.failure = .server(failure)
    case .passed, .skipped: break
    }
  }

  // A server of another make may not know this grant, or want consent for it: that is no word on the
  // secret. Only a refused client is.
  private static func ask(
    _ registration: Registration, _ authorizationServer: AuthorizationServer, _ secret: Secret,
    _ world: World
  ) async throws(Failure) -> CheckResult.Verdict {
    let verdict = try await SecretPing.verdict(
      on: secret, of: registration, authorizationServer, world)
    if case .failed(.refused(let refusal)) = verdict, !refusal.refusesSecret,
      // A number of Microsoft's names a setting that is wrong: the client, the tenant.
      world.endpoints.discovery != nil || (refusal.codes.isEmpty && !refusal.isServerTrouble)
    {
      return .skipped("this server does not answer a secret alone (\(refusal.error))")
    }
    return verdict
  }

  private static func note(
    _ check: CheckResult, _ registration: Registration, _ world: World
  ) async throws(Failure) {
    guard let fingerprint = registration.secret?.fingerprint else { return }
    switch check.verdict {
    case .passed:
      try await world.apply([
        .amend(
          registration: registration.name, .secretWorked(fingerprint: fingerprint, at: check.at))
      ])
    case .failed(.refused(let refusal)) where refusal.codes.contains(7_000_222):
      try await world.apply([
        .amend(
          registration: registration.name, .secretExpired(fingerprint: fingerprint, at: check.at))
      ])
    default: break
    }
  }

  private static func pop(
    _ server: PopServer, _ world: World
  ) async throws(Failure) -> PopCheck {
    let report = await world.probe(
      ProbeRequest(host: server.host, port: server.port, login: nil), { _ in })
    // Giving up says nothing of the server, and must not take the place of what was known.
    if report.outcome == .cancelled { throw .cancelled }
    return PopCheck(at: world.now(), stages: report.stages, failure: report.failure(of: server))
  }
}
