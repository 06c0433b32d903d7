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
    var held: SignInAttempt.Held?
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
        guard let held else { break }
        return try await attempt.conclude(held)
      case .needConsent(let refusal): return try await attempt.needConsent(refusal)
      case .end(let reason): return try await attempt.end(reason)
      }
      guard let polled = try await poll(machine.code, attempt) else {
        return try await attempt.elsewhere()
      }
      held = polled.1
      // Once tokens are here they are held whatever the clock says.
      action = machine.take(polled.0, now: attempt.world.now())
    }
  }

  private func store(
    _ code: PendingSignIn.DeviceCode, _ attempt: SignInAttempt
  ) async throws(Failure) -> Bool {
    try await attempt.store(.loginChanged(attempt.pending.id, .deviceCode(code)))
  }

  // One poll, under the grant's lock: where several processes poll one code, the next one must see the
  // tokens before it asks, or it would take the used code for the end of the sign-in. Nil where the
  // sign-in waits for its person no more.
  private func poll(
    _ code: PendingSignIn.DeviceCode, _ attempt: SignInAttempt
  ) async throws(Failure) -> (DeviceSignIn.Event, SignInAttempt.Held?)? {
    let (pending, world) = (attempt.pending, attempt.world)
    let lease = try await world.lease(pending.mailbox)
    defer { withExtendedLifetime(lease) {} }
    guard let registration = try await attempt.registration(),
      let deviceCode = try await world.secret(
        .deviceCode(mailbox: pending.mailbox), .tokenEndpoint(hostPort(pending.tokenEndpoint)))
    else { return nil }
    let secret = try await attempt.clientSecret(of: registration, in: code.mode)
    let form = TokenForms.poll(
      clientID: registration.clientID, deviceCode: deviceCode, secret: secret)
    let reply: TokenReply
    do throws(Failure) {
      // A poll that is answered with tokens has used the code up, so it must not be cut off.
      let answer = try await world.exchange(
        HTTPRequest(url: pending.tokenEndpoint, form: form, mustFinish: true))
      reply = try TokenReply.decode(answer, host: hostPort(pending.tokenEndpoint))
    } catch {
      switch error {
      case .server(.refused(let refusal)): return (.refused(refusal), nil)
      case .server(.network(let failure)): return (.lost(failure), nil)
      case .server(.reply(let failure)): return (.unusable(failure), nil)
      case .vault, .settings, .cancelled: throw error
      }
    }
    let held = try await attempt.hold(
      TokenArrival(reply: reply, under: registration, mode: code.mode, flipped: code.flipped))
    return (.tokens, held)
  }
}
