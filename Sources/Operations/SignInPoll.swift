import Core

/// The polling of one sign-in: steps the `DeviceSignIn` machine against the world.
struct SignInPoll {
  let pending: PendingSignIn
  let code: PendingSignIn.DeviceCode
  /// The identity server, where it was looked for already; the poll itself needs none.
  let found: AuthorizationServer?
  let world: World
  let report: Report

  /// Polls until the sign-in ends one way or another.
  func run() async throws(Failure) -> SignInDriver.End {
    let registration = try await world.part(pending.mailbox).mailboxAndRegistration(pending.mailbox)
      .1
    var machine = DeviceSignIn(
      code: code, hasSecret: registration.secret != nil, mayFlip: registration.mayFlip)
    var action = machine.first
    var came: TokenArrival?
    while true {
      switch action {
      case .wait(let duration, let why, let changed):
        if changed { try await store(.pollChanged(pending.id, machine.code)) }
        report(.waiting(why))
        try await world.sleep(duration)
      case .flip:
        try await store(.pollChanged(pending.id, machine.code))
        report(.flipped(to: machine.code.mode))
      case .hold:
        guard let came else { break }
        return try await hold(came, machine.code)
      case .needConsent(let refusal):
        try await store(.consentNeeded(pending.id, refusal))
        return .consentNeeded(refusal)
      case .end(let reason):
        try await store(.attemptEnded(pending.id, reason))
        try await noteExpiry(reason)
        return .ended(reason)
      }
      let (event, reply) = try await poll(machine.code)
      came = reply
      // Once tokens are here they are held whatever the clock says.
      action = machine.take(event, now: world.now())
    }
  }

  // Tokens, and the registration as it was when its secret was sent for them.
  private struct TokenArrival {
    var reply: TokenReply
    var under: Registration
  }

  private func poll(
    _ code: PendingSignIn.DeviceCode
  ) async throws(Failure) -> (DeviceSignIn.Event, TokenArrival?) {
    let snapshot = try await world.part(pending.mailbox)
    let (mailbox, registration) = try snapshot.mailboxAndRegistration(pending.mailbox)
    guard let kept = snapshot.pending[mailbox.name], kept.id == pending.id,
      case .awaitingLogin = kept.phase,
      let deviceCode = try await world.secret(
        .deviceCode(mailbox: mailbox.name), .tokenEndpoint(hostPort(pending.tokenEndpoint)))
    else { throw replaced }
    try await checkUnchanged(registration)
    var secret: Secret?
    if code.mode == .secret {
      try AuthorizationServer.checkBinding(of: registration, token: pending.tokenEndpoint)
      secret = try await world.secret(
        .clientSecret(registration: registration.name, .inForce),
        .tokenEndpoint(hostPort(pending.tokenEndpoint)))
    }
    let form = TokenForms.poll(
      clientID: registration.clientID, deviceCode: deviceCode, secret: secret)
    do throws(Failure) {
      // A poll that is answered with tokens has used the code up, so it must not be cut off.
      let reply = try await world.exchange(
        HTTPRequest(url: pending.tokenEndpoint, form: form, mustFinish: true))
      let tokens = try TokenReply.decode(reply, host: hostPort(pending.tokenEndpoint))
      return (.tokens, TokenArrival(reply: tokens, under: registration))
    } catch {
      switch error {
      case .refused(let refusal): return (.refused(refusal), nil)
      case .network(let failure): return (.lost(failure), nil)
      case .reply(let failure): return (.unusable(failure), nil)
      case .vault, .settings, .cancelled: throw error
      }
    }
  }

  // A code made under another client or tenant opens nothing for the registration as it is now.
  private func checkUnchanged(_ registration: Registration) async throws(Failure) {
    let now = RegistrationStamp(of: registration).comparable(in: .public)
    guard now != pending.madeUnder.comparable(in: .public) else { return }
    try await store(.signInOutdated(pending.id))
    let field =
      now.clientID != pending.madeUnder.clientID ? FieldLabel.clientID : FieldLabel.tenantID
    throw .settings(
      .findings([
        Finding(
          rule: "C-SIGN-2", field: field, .error,
          "\(field) was changed after this code was made, so that the code is of no use.",
          advice: "Authenticate again: greenbox authenticate \(quoted(pending.mailbox))")
      ]))
  }

  // 7000222 is a word on the secret, for every mailbox under the registration.
  private func noteExpiry(_ reason: AttemptEvidence.Reason) async throws(Failure) {
    guard case .refused(let refusal) = reason, refusal.codes.contains(7_000_222) else { return }
    let registration = try await world.part(pending.mailbox).mailboxAndRegistration(pending.mailbox)
      .1
    guard let fingerprint = registration.secret?.fingerprint else { return }
    try await world.apply([
      .amend(
        registration: registration.name,
        .secretExpired(fingerprint: fingerprint, at: world.now()))
    ])
  }

  private func hold(
    _ came: TokenArrival, _ code: PendingSignIn.DeviceCode
  ) async throws(Failure) -> SignInDriver.End {
    let reply = came.reply
    let snapshot = try await world.part(pending.mailbox)
    let mailbox = try snapshot.mailboxAndRegistration(pending.mailbox).0
    guard reply.refreshToken != nil else {
      try await store(.attemptEnded(pending.id, .noRefreshToken))
      return .ended(.noRefreshToken)
    }
    let identity = reply.identity
    var grant = GrantFacts(
      mailbox: mailbox.name, id: pending.id, identity: identity,
      match: IdentityRule.match(identity, for: mailbox),
      scopes: reply.scopes ?? [], mode: code.mode, flipped: code.flipped,
      madeUnder: RegistrationStamp(of: came.under),
      binding: HostBinding(
        discovery: came.under.binding?.discovery
          ?? hostPort(AuthorizationServer.url(of: came.under, world.endpoints)),
        token: hostPort(pending.tokenEndpoint)),
      signedIn: world.now(), accessExpires: world.now() + .seconds(reply.expiresIn),
      refreshable: true)
    let tokens = Tokens(access: reply.accessToken, refresh: reply.refreshToken)
    try await store(.tokensArrived(grant, tokens))
    grant = try await GraphQuestion(pending: pending, world: world).answer(
      grant, mailbox, came.under)
    report(.signedIn(as: grant.identity?.username, scopes: grant.scopes))
    return SignInDriver.end(of: grant, for: mailbox, found: found)
  }

  // Nothing stored means that the sign-in is no longer this one: another was begun, or another
  // console that polls the same code was first.
  private func store(_ event: MailboxEvent) async throws(Failure) {
    let changes = MailboxTransition.changes(
      for: event, mailbox: pending.mailbox, in: try await world.part(pending.mailbox),
      at: world.now(),
      who: pending.who)
    guard !changes.isEmpty else { throw replaced }
    try await world.apply(changes)
  }

  private var replaced: Failure {
    .vault(.conflict("the sign-in of \(pending.mailbox) was ended, answered or begun anew"))
  }
}
