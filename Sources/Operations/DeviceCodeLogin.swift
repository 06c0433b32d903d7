import Core

/// The polling of one device code (RFC 8628 §3.4, §3.5): steps the `DeviceSignIn` machine against the
/// world.
struct DeviceCodeLogin: SignInLogin {
  let code: PendingSignIn.DeviceCode

  func shown(resumed: Bool) -> LoginProgress { .deviceCode(.code(code, resumed: resumed)) }

  func run(_ attempt: SignInAttempt) async throws(Failure) -> SignInDriver.End {
    guard let registration = try await attempt.registration() else {
      return try await attempt.elsewhere()
    }
    var machine = DeviceSignIn(
      code: code, hasSecret: registration.secret != nil, mayFlip: registration.mayFlip)
    var action = machine.first
    var came: TokenArrival?
    while true {
      switch action {
      case .wait(let duration, let why, let changed):
        if changed, try await !store(machine.code, attempt) {
          return try await attempt.elsewhere()
        }
        attempt.report(.signIn(.deviceCode(.waiting(why))))
        try await attempt.world.sleep(duration)
      case .flip:
        guard try await store(machine.code, attempt) else { return try await attempt.elsewhere() }
        attempt.report(.flipped(to: machine.code.mode))
      case .hold:
        guard let came else { break }
        return try await attempt.take(came)
      case .needConsent(let refusal): return try await attempt.needConsent(refusal)
      case .end(let reason): return try await attempt.end(reason)
      }
      guard let (event, reply) = try await poll(machine.code, attempt) else {
        return try await attempt.elsewhere()
      }
      came = reply
      // Once tokens are here they are held whatever the clock says.
      action = machine.take(event, now: attempt.world.now())
    }
  }

  private func store(
    _ code: PendingSignIn.DeviceCode, _ attempt: SignInAttempt
  ) async throws(Failure) -> Bool {
    try await attempt.store(.loginChanged(attempt.pending.id, .deviceCode(code)))
  }

  // One poll; nil where the sign-in waits for its person no more.
  private func poll(
    _ code: PendingSignIn.DeviceCode, _ attempt: SignInAttempt
  ) async throws(Failure) -> (DeviceSignIn.Event, TokenArrival?)? {
    let (pending, world) = (attempt.pending, attempt.world)
    guard let registration = try await attempt.registration(),
      let deviceCode = try await world.secret(
        .deviceCode(mailbox: pending.mailbox), .tokenEndpoint(hostPort(pending.tokenEndpoint)))
    else { return nil }
    let secret = try await attempt.clientSecret(of: registration, in: code.mode)
    let form = TokenForms.poll(
      clientID: registration.clientID, deviceCode: deviceCode, secret: secret)
    do throws(Failure) {
      // A poll that is answered with tokens has used the code up, so it must not be cut off.
      let reply = try await world.exchange(
        HTTPRequest(url: pending.tokenEndpoint, form: form, mustFinish: true))
      let tokens = try TokenReply.decode(reply, host: hostPort(pending.tokenEndpoint))
      return (
        .tokens,
        TokenArrival(reply: tokens, under: registration, mode: code.mode, flipped: code.flipped)
      )
    } catch {
      switch error {
      case .refused(let refusal): return (.refused(refusal), nil)
      case .network(let failure): return (.lost(failure), nil)
      case .reply(let failure): return (.unusable(failure), nil)
      case .vault, .settings, .cancelled: throw error
      }
    }
  }
}
