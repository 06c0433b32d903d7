/// A device-code sign-in (RFC 8628 §3.4, §3.5) as a value: an event goes in, what to do comes out.
///
/// It knows no clock and no network. `error` drives it; Microsoft's numbers count only for the one
/// flip between sending and not sending the secret, which is made before the code is consumed.
package struct DeviceSignIn: Equatable, Sendable {
  /// The code as it stands: its interval grows, its mode may flip once.
  package private(set) var code: PendingSignIn.DeviceCode
  /// Whether a secret is stored, so that a flip towards it is possible.
  package let hasSecret: Bool
  /// Whether the mode may flip at all: not where the admin has set one.
  package let mayFlip: Bool
  /// How many polls in a row got no reply.
  package private(set) var lost = 0

  /// The longest wait, in seconds, that lost polls alone grow to.
  static let rarest = 60

  /// A sign-in whose code was just made, or read from the vault.
  package init(code: PendingSignIn.DeviceCode, hasSecret: Bool, mayFlip: Bool = true) {
    self.code = code
    self.hasSecret = hasSecret
    self.mayFlip = mayFlip
  }

  /// What a poll brought.
  package enum Event: Equatable, Sendable {
    case tokens
    case refused(OAuthRefusal)
    case lost(NetworkFailure)
    case unusable(ReplyFailure)
  }

  /// What to do next.
  package enum Action: Equatable, Sendable {
    /// Wait, then poll. `changed` says that the code's interval or mode must be stored first.
    case wait(Duration, why: Waiting, changed: Bool)
    /// Poll at once in the other client mode; store the flip first.
    case flip
    /// The person signed in; hold the tokens as pending.
    case hold
    /// An admin must consent first.
    case needConsent(OAuthRefusal)
    /// The sign-in is over.
    case end(AttemptEvidence.Reason)
  }

  /// Why the next poll waits.
  package enum Waiting: Equatable, Sendable {
    /// Nobody has finished at the page yet.
    case pending
    /// The server asked for slower polls.
    case slowDown
    /// The server has trouble of its own, or asked to come back later.
    case serverTrouble
    /// The last poll got no reply.
    case lostNetwork(NetworkFailure)
  }

  /// The first wait, before anything was asked.
  package var first: Action { .wait(.seconds(code.interval), why: .pending, changed: false) }

  /// Takes what a poll brought. `now` decides whether the code has expired.
  package mutating func take(_ event: Event, now: Moment) -> Action {
    switch event {
    case .tokens: return .hold
    case .refused(let refusal): return refused(refusal, now)
    case .lost(let failure):
      // RFC 8628 §3.5: without a reply the polls must become rarer; each loss doubles the wait.
      lost += 1
      let wait = min(code.interval << min(lost, 8), DeviceSignIn.rarest)
      return again(.lostNetwork(failure), after: wait, now)
    case .unusable(let failure):
      lost = 0
      guard failure.status == 429 || failure.status >= 500 else { return .end(.reply(failure)) }
      return again(.serverTrouble, after: failure.retryAfter, now)
    }
  }

  private mutating func refused(_ refusal: OAuthRefusal, _ now: Moment) -> Action {
    lost = 0
    switch refusal.error {
    case "authorization_pending":
      return again(.pending, after: refusal.retryAfter, now)
    case "slow_down":
      // RFC 8628 §3.5: five seconds more for this and all later polls.
      code.interval += 5
      return again(.slowDown, after: refusal.retryAfter, now, changed: true)
    case "expired_token": return .end(.expired)
    case "authorization_declined": return .end(.declined)
    case "access_denied":
      // RFC 8628's word for a refusal by the person; Microsoft also uses it where an admin must
      // consent first, and for its policies.
      if refusal.wantsConsent { return .needConsent(refusal) }
      return refusal.codes.allSatisfy { $0 == 65_004 } ? .end(.declined) : .end(.refused(refusal))
    case "invalid_client":
      guard let mode = flip(refusal) else { return .end(.refused(refusal)) }
      code.mode = mode
      code.flipped = true
      return .flip
    case "temporarily_unavailable", "server_error":
      return again(.serverTrouble, after: refusal.retryAfter, now)
    default:
      if refusal.wantsConsent { return .needConsent(refusal) }
      if refusal.status == 429 || refusal.status >= 500 {
        return again(.serverTrouble, after: refusal.retryAfter, now)
      }
      return .end(.refused(refusal))
    }
  }

  private func flip(_ refusal: OAuthRefusal) -> ClientMode? {
    guard mayFlip, !code.flipped else { return nil }
    return ClientMode.flip(code.mode, after: refusal, hasSecret: hasSecret)
  }

  private func again(
    _ why: Waiting, after seconds: Int?, _ now: Moment, changed: Bool = false
  ) -> Action {
    let wait = Duration.seconds(max(code.interval, min(seconds ?? 0, 3600)))
    // Waiting past the end would only learn what the clock says already; but the last moment counts.
    guard now < code.expires else { return .end(.expired) }
    return .wait(min(wait, max(.seconds(1), code.expires - now)), why: why, changed: changed)
  }
}

extension ClientMode {
  /// The mode to try instead, where the server says that this one is wrong for the registration: the
  /// one place where Microsoft's numbers drive behaviour, bounded to once per grant by the caller.
  package static func flip(
    _ mode: ClientMode, after refusal: OAuthRefusal, hasSecret: Bool
  ) -> ClientMode? {
    guard refusal.error == "invalid_client" else { return nil }
    if mode == .public, hasSecret, refusal.codes.contains(7_000_218) { return .secret }
    if mode == .secret, refusal.codes.contains(700_025) { return .public }
    return nil
  }
}

extension OAuthRefusal {
  /// Whether consent is what is missing: by `error` or `suberror`, else by Microsoft's numbers.
  package var wantsConsent: Bool {
    error == "consent_required" || suberror == "consent_required"
      || codes.contains { [65_001, 90_094, 90_095].contains($0) }
  }
}
