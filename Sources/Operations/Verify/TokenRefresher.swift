package import Core

/// Redeems refresh tokens, one at a time for each grant whatever process asks.
///
/// The order is what keeps a rotated token from being lost: take the lock, read the newest token, set
/// room aside for the answer, commit that a redemption has begun, post, parse, commit both tokens in
/// one transaction. Once the first byte is sent nothing here looks at cancellation any more. A mark that
/// is found under the lock says that an earlier answer was cut off.
package struct TokenRefresher: Sendable {
  /// Takes the lock of a mailbox's grant and holds it until the returned object goes.
  package var lock: @Sendable (_ mailbox: String) async throws(Failure) -> any GrantLease
  /// Reads the facts of one grant.
  package var grant: @Sendable (_ mailbox: String, GrantSlot) async throws(Failure) -> GrantFacts?
  /// Opens a sealed value to send it there.
  package var secret: @Sendable (SecretSlot, SecretDestination) async throws(Failure) -> Secret?
  /// Applies changes.
  package var apply: @Sendable ([Change]) async throws(Failure) -> Void
  /// Sends one request.
  package var exchange: @Sendable (HTTPRequest) async throws(Failure) -> HTTPReply
  /// Wall-clock time.
  package var now: @Sendable () -> Moment
  /// Time that no clock change moves.
  package var uptime: @Sendable () -> Duration

  /// A redeemer of these members.
  package init(
    lock: @escaping @Sendable (String) async throws(Failure) -> any GrantLease,
    grant: @escaping @Sendable (String, GrantSlot) async throws(Failure) -> GrantFacts?,
    secret: @escaping @Sendable (SecretSlot, SecretDestination) async throws(Failure) -> Secret?,
    apply: @escaping @Sendable ([Change]) async throws(Failure) -> Void,
    exchange: @escaping @Sendable (HTTPRequest) async throws(Failure) -> HTTPReply,
    now: @escaping @Sendable () -> Moment, uptime: @escaping @Sendable () -> Duration
  ) {
    self.lock = lock
    self.grant = grant
    self.secret = secret
    self.apply = apply
    self.exchange = exchange
    self.now = now
    self.uptime = uptime
  }

  /// Redeems; see `RefreshRequest`.
  ///
  /// - Throws: `.refused` when the server ends the grant or refuses the secret, `.network` and
  ///   `.reply` when nothing is known, `.vault(.conflict)` when the grant was replaced meanwhile,
  ///   `.vault(.input)` before anything is sent where there is no room for the answer.
  package func redeem(_ asked: RefreshRequest) async throws(Failure) -> RefreshResult {
    let lease = try await lock(asked.mailbox)
    defer { withExtendedLifetime(lease) {} }
    guard var facts = try await grant(asked.mailbox, asked.slot), facts.id == asked.grant else {
      throw .vault(.conflict("the grant was replaced or forgotten"))
    }
    try checkHost(asked, facts)
    if let shared = try await alreadyRefreshed(asked, facts) { return shared }
    let shown = try await credentials(asked, facts)
    try lease.reserveRoom()
    let cutOff = facts.redeeming
    let began = uptime()
    let reply: TokenReply
    do throws(Failure) {
      try await applyPatiently([amend(asked, .redeeming(since: now()))])
    } catch {
      lease.freeRoom()
      throw error
    }
    do throws(Unanswered) {
      reply = try await post(asked, shown, &facts)
    } catch {
      lease.freeRoom()
      try await settle(error, asked, cutOff: cutOff)
      throw error.failure
    }
    lease.freeRoom()
    try await commit(reply, asked, shown, &facts)
    return RefreshResult(
      access: reply.accessToken, grant: facts, ms: milliseconds(uptime() - began))
  }

  private func amend(_ asked: RefreshRequest, _ amendment: GrantAmendment) -> Change {
    .amendGrant(mailbox: asked.mailbox, slot: asked.slot, id: asked.grant, amendment)
  }

  private func checkHost(_ asked: RefreshRequest, _ facts: GrantFacts) throws(Failure) {
    let host = hostPort(asked.tokenEndpoint)
    guard host == facts.tokenHost else {
      throw .settings(
        .boundElsewhere(
          what: "grant of \(asked.mailbox)", boundTo: facts.tokenHost, asked: host))
    }
  }

  private func alreadyRefreshed(
    _ asked: RefreshRequest, _ facts: GrantFacts
  ) async throws(Failure) -> RefreshResult? {
    guard asked.keepsAccess, facts.refreshed != asked.seen, facts.madeUnder == asked.under,
      facts.accessExpires > now(),
      let access = try await secret(.accessToken(mailbox: asked.mailbox, asked.slot), .mailServer)
    else { return nil }
    return RefreshResult(access: access, grant: facts, ms: 0)
  }

  // What is shown to the server: both are opened before the mark is set.
  private struct Credentials {
    let refresh: Secret
    let client: Secret?
    /// The mailbox's own access token, where the new one is for something else: read before anything
    /// is sent, since nothing may fail between an answer and its commit.
    var access: Secret?
  }

  private func credentials(
    _ asked: RefreshRequest, _ facts: GrantFacts
  ) async throws(Failure) -> Credentials {
    let there = SecretDestination.tokenEndpoint(hostPort(asked.tokenEndpoint))
    guard let token = try await secret(.refreshToken(mailbox: asked.mailbox, asked.slot), there)
    else { throw .vault(.conflict("the grant has no refresh token")) }
    let kept =
      asked.keepsAccess
      ? nil : try await secret(.accessToken(mailbox: asked.mailbox, asked.slot), .mailServer)
    let slot = SecretSlot.clientSecret(registration: asked.registration, .inForce)
    do throws(Failure) {
      return Credentials(refresh: token, client: try await secret(slot, there), access: kept)
    } catch {
      // A secret bound to another host hinders only a grant that shows it.
      guard case .settings(.boundElsewhere) = error, facts.mode == .public else { throw error }
      return Credentials(refresh: token, client: nil, access: kept)
    }
  }

  // A failure with the reply it was read from, if one came.
  private struct Unanswered: Error {
    let failure: Failure
    let reply: HTTPReply?

    // A new refresh token is kept whatever else is wrong with the reply.
    var refreshToken: Secret? {
      guard let reply, let text = JSONValue(reply.body)?["refresh_token"]?.string, !text.isEmpty
      else { return nil }
      return Secret(text)
    }
  }

  // Posts, and once more in the other client mode where the server says that this one is wrong:
  // client authentication fails before the token is consumed. The flip is kept whatever follows.
  private func post(
    _ asked: RefreshRequest, _ shown: Credentials, _ facts: inout GrantFacts
  ) async throws(Unanswered) -> TokenReply {
    do throws(Unanswered) {
      return try await send(asked, shown, facts.mode)
    } catch {
      guard let refusal = error.failure.refusal, error.refreshToken == nil, asked.mayFlip,
        !facts.flipped,
        let mode = ClientMode.flip(facts.mode, after: refusal, hasSecret: shown.client != nil)
      else { throw error }
      facts.mode = mode
      facts.flipped = true
      do throws(Failure) { try await apply([amend(asked, .flipped(to: mode))]) } catch {
        throw Unanswered(failure: error, reply: nil)
      }
      return try await send(asked, shown, mode)
    }
  }

  private func send(
    _ asked: RefreshRequest, _ shown: Credentials, _ mode: ClientMode
  ) async throws(Unanswered) -> TokenReply {
    let form = TokenForms.refresh(
      clientID: asked.clientID, refreshToken: shown.refresh, scope: asked.scope,
      secret: mode == .secret ? shown.client : nil)
    var answered: HTTPReply?
    do throws(Failure) {
      let reply = try await exchange(
        HTTPRequest(url: asked.tokenEndpoint, form: form, mustFinish: true))
      answered = reply
      return try TokenReply.decode(reply, host: hostPort(asked.tokenEndpoint))
    } catch {
      throw Unanswered(failure: error, reply: answered)
    }
  }

  // What a redemption without tokens leaves: a new refresh token all the same, the end of the mark
  // where the token was surely not used up, or the word that an answer cut off before has used it up.
  // Else the mark stays, with the time at which the first answer was cut off.
  private func settle(
    _ unanswered: Unanswered, _ asked: RefreshRequest, cutOff: Moment?
  ) async throws(Failure) {
    if let token = unanswered.refreshToken {
      try await applyPatiently([
        .putRefreshToken(mailbox: asked.mailbox, slot: asked.slot, id: asked.grant, token)
      ])
      return
    }
    var changes: [Change] = []
    switch (unanswered.failure, cutOff) {
    case (.server(.refused(let refusal)), let cutOff?) where refusal.error == "invalid_grant":
      changes = [
        amend(asked, .standing(.usedUp(refusal, cutOff: cutOff, at: now()))),
        amend(asked, .redeemed),
      ]
    case (let failure, nil) where failure.leavesTokenUnused: changes = [amend(asked, .redeemed)]
    default: return
    }
    // Where this cannot be written the mark stays, which claims less and is true as well.
    try? await applyPatiently(changes)
  }

  private func commit(
    _ reply: TokenReply, _ asked: RefreshRequest, _ shown: Credentials, _ facts: inout GrantFacts
  ) async throws(Failure) {
    let time = now()
    var access = reply.accessToken
    facts.refreshed = time
    facts.standing = .good
    facts.madeUnder = asked.under
    facts.redeeming = nil
    if asked.keepsAccess {
      facts.accessExpires = time + .seconds(reply.expiresIn)
      if let scopes = reply.scopes { facts.scopes = scopes }
    } else {
      access = shown.access ?? access
    }
    // RFC 6749 §6: a server may send no new refresh token; the old one then stays in force.
    let tokens = Tokens(access: access, refresh: reply.refreshToken ?? shown.refresh)
    var changes: [Change] = [.putTokens(facts, tokens, slot: asked.slot)]
    if facts.mode == .secret, let fingerprint = asked.under.secret {
      changes.append(
        .amend(
          registration: asked.registration, .secretWorked(fingerprint: fingerprint, at: time)))
    }
    try await applyPatiently(changes)
  }

  // What the server has rotated cannot be had again: while another process holds the vault, each try
  // waits as long as the vault does.
  private func applyPatiently(_ changes: [Change]) async throws(Failure) {
    for _ in 1..<TokenRefresher.tries {
      do throws(Failure) { return try await apply(changes) } catch {
        guard error == .vault(.busy) else { throw error }
      }
    }
    try await apply(changes)
  }

  private static let tries = 6
}

extension Failure {
  /// Whether a refresh token that was to be posted is surely not used up: nothing was sent, or the
  /// server said no.
  var leavesTokenUnused: Bool {
    switch self {
    case .cancelled, .settings, .vault: true
    // A server in trouble may have used it up before it failed.
    case .server(.refused(let refusal)):
      refusal.error != "server_error" && (refusal.status < 500 || refusal.status == 503)
    case .server(.network(let failure)): failure.kind.isBeforeSending
    // What stands before the server turned it away.
    case .server(.reply(let failure)): (400...499).contains(failure.status) || failure.status == 503
    }
  }
}

extension NetworkFailure.Kind {
  /// Whether no byte of a request can have been sent.
  var isBeforeSending: Bool {
    switch self {
    case .nameNotFound, .connectionRefused, .connectTimeout, .unreachable, .untrustedIssuer,
      .wrongName, .expiredCertificate, .tlsHandshake, .badAuthorityFile, .proxyUnreachable,
      .proxyCredentials, .proxyRefused, .badAddress:
      true
    case .cut, .timeout, .garbage, .tooLong, .other: false
    }
  }
}
