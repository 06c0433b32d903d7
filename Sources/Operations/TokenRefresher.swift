package import Core

/// Redeems refresh tokens, one at a time for each grant whatever process asks.
///
/// The order is what keeps a rotated token from being lost: take the lock, read the newest token,
/// post, parse, commit both tokens in one transaction. Once the first byte is sent nothing here looks
/// at cancellation any more.
package struct TokenRefresher: Sendable {
  /// Takes the lock of a mailbox's grant and holds it until the returned object goes.
  package var lock: @Sendable (_ mailbox: String) async throws(Failure) -> any AnyObject & Sendable
  /// Reads the facts of one grant.
  package var grant: @Sendable (_ mailbox: String, GrantSlot) throws(Failure) -> GrantFacts?
  /// Reads a sealed value.
  package var secret: @Sendable (SecretSlot) throws(Failure) -> Secret?
  /// Applies changes.
  package var apply: @Sendable ([Change]) throws(Failure) -> Void
  /// Sends one request.
  package var exchange: @Sendable (HTTPRequest) async throws(Failure) -> HTTPReply
  /// Wall-clock time.
  package var now: @Sendable () -> Moment
  /// Time that no clock change moves.
  package var uptime: @Sendable () -> Duration

  /// A redeemer of these members.
  package init(
    lock: @escaping @Sendable (String) async throws(Failure) -> any AnyObject & Sendable,
    grant: @escaping @Sendable (String, GrantSlot) throws(Failure) -> GrantFacts?,
    secret: @escaping @Sendable (SecretSlot) throws(Failure) -> Secret?,
    apply: @escaping @Sendable ([Change]) throws(Failure) -> Void,
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
  ///   `.reply` when nothing is known, `.vault(.conflict)` when the grant was replaced meanwhile.
  package func redeem(_ asked: RefreshRequest) async throws(Failure) -> RefreshResult {
    let held = try await lock(asked.mailbox)
    defer { withExtendedLifetime(held) {} }
    guard var facts = try grant(asked.mailbox, asked.slot), facts.id == asked.grant else {
      throw .vault(.conflict("the grant was replaced or forgotten"))
    }
    try checkHost(asked, facts)
    if let shared = try alreadyRefreshed(asked, facts) { return shared }
    let began = uptime()
    let reply = try await post(asked, &facts)
    try commit(reply, asked, &facts)
    return RefreshResult(
      access: reply.accessToken, grant: facts, ms: milliseconds(uptime() - began))
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
  ) throws(Failure) -> RefreshResult? {
    guard asked.keepsAccess, facts.refreshed != asked.seen, facts.madeUnder == asked.under,
      facts.accessExpires > now(),
      let access = try secret(.accessToken(mailbox: asked.mailbox, asked.slot))
    else { return nil }
    return RefreshResult(access: access, grant: facts, ms: 0)
  }

  // Posts, and once more in the other client mode where the server says that this one is wrong:
  // client authentication fails before the token is consumed. The flip is kept whatever follows.
  private func post(
    _ asked: RefreshRequest, _ facts: inout GrantFacts
  ) async throws(Failure) -> TokenReply {
    guard let token = try secret(.refreshToken(mailbox: asked.mailbox, asked.slot)) else {
      throw .vault(.conflict("the grant has no refresh token"))
    }
    let stored = try secret(.clientSecret(registration: asked.registration))
    do throws(Failure) {
      return try await send(asked, token, facts.mode == .secret ? stored : nil)
    } catch {
      guard case .refused(let refusal) = error, asked.mayFlip, !facts.flipped,
        let mode = ClientMode.flip(facts.mode, after: refusal, hasSecret: stored != nil)
      else { throw error }
      facts.mode = mode
      facts.flipped = true
      try apply([.putGrantFacts(facts, slot: asked.slot)])
      return try await send(asked, token, mode == .secret ? stored : nil)
    }
  }

  private func send(
    _ asked: RefreshRequest, _ token: Secret, _ secret: Secret?
  ) async throws(Failure) -> TokenReply {
    let form = TokenForms.refresh(
      clientID: asked.clientID, refreshToken: token, scope: asked.scope, secret: secret)
    let reply = try await exchange(
      HTTPRequest(url: asked.tokenEndpoint, form: form, mustFinish: true))
    return try TokenReply.decode(reply, host: hostPort(asked.tokenEndpoint))
  }

  private func commit(
    _ reply: TokenReply, _ asked: RefreshRequest, _ facts: inout GrantFacts
  ) throws(Failure) {
    let time = now()
    // RFC 6749 §6: a server may send no new refresh token; the old one then stays in force.
    let old = try secret(.refreshToken(mailbox: asked.mailbox, asked.slot))
    var access = reply.accessToken
    facts.refreshed = time
    facts.standing = .good
    facts.madeUnder = asked.under
    if asked.keepsAccess {
      facts.accessExpires = time + .seconds(reply.expiresIn)
      if let scopes = reply.scopes { facts.scopes = scopes }
    } else {
      access = try secret(.accessToken(mailbox: asked.mailbox, asked.slot)) ?? access
    }
    var changes: [Change] = [
      .putTokens(
        facts, Tokens(access: access, refresh: reply.refreshToken ?? old), slot: asked.slot)
    ]
    if facts.mode == .secret, let fingerprint = asked.under.secret {
      changes.append(
        .amend(
          registration: asked.registration, .secretWorked(fingerprint: fingerprint, at: time)))
    }
    try applyPatiently(changes)
  }

  // What the server has rotated cannot be had again: while another process holds the vault, each try
  // waits as long as the vault does.
  private func applyPatiently(_ changes: [Change]) throws(Failure) {
    for _ in 1..<TokenRefresher.tries {
      do throws(Failure) { return try apply(changes) } catch {
        guard error == .vault(.busy) else { throw error }
      }
    }
    try apply(changes)
  }

  private static let tries = 6
}
