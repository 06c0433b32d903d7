package import Core

/// D2: watches one grant past the end of its access token, which is where mailboxes stop that looked
/// well: the product's own advice is to look again after an hour and a half.
///
/// One access token is held and tried at once and five minutes before its end; just after its end the
/// refresh token is redeemed and the new access token tried, and once more half an hour later. A
/// failure before the end is one of rights, at the refresh one of secret or grant.
package struct WatchDriver: Sendable {
  /// The four looks.
  package enum Phase: String, Sendable, CaseIterable {
    case atOnce = "at-once"
    case beforeExpiry = "before-expiry"
    case afterRefresh = "after-refresh"
    case halfAnHourLater = "half-an-hour-later"
  }

  /// What a watch tells while it goes on.
  package enum Event: Equatable, Sendable {
    /// The next look, and when it is.
    case waiting(Phase, until: Moment)
    /// A look is over.
    case looked(Look)
  }

  /// One look at the mailbox.
  package struct Look: Equatable, Sendable {
    package var phase: Phase
    package var at: Moment
    package var found: Verification
  }

  /// What a watch came to.
  package enum Verdict: String, Sendable, CaseIterable {
    /// Every look found the mailbox open.
    case holds
    /// The mailbox was refused to a token in force: rights, POP, licence, the address.
    case rights
    /// The refresh was refused for the client's sake: the secret.
    case secret
    /// The refresh was refused for the grant's sake: revoked, expired, a policy.
    case grant
    /// A server could not be reached at some look, and no other look says more.
    case notChecked = "not-checked"
    /// There is nothing to watch: no sign-in is kept, or a setting is wrong.
    case nothing
  }

  /// A watch that is over.
  package struct Watched: Equatable, Sendable {
    package var mailbox: String
    package var looks: [Look]
    package var verdict: Verdict
    /// The look that decided.
    package var decided: Look? { looks.last { Verdict($0.found) == verdict } }
  }

  let world: World
  let fresh: Duration
  let report: @Sendable (Event) -> Void

  /// A driver that tells its events to `report`.
  package init(
    _ world: World, fresh: Duration = Facets.freshness,
    report: @escaping @Sendable (Event) -> Void
  ) {
    self.world = world
    self.fresh = fresh
    self.report = report
  }

  // A token with less than this left has no room for a look five minutes before its end.
  private static let room = Duration.seconds(10 * 60)
  private static let early = Duration.seconds(5 * 60)
  private static let late = Duration.seconds(30)
  private static let later = Duration.seconds(30 * 60)

  /// Watches a mailbox to its end, or to the look that decides.
  ///
  /// - Throws: An unknown mailbox, the vault, or `.cancelled`.
  package func watch(_ name: String) async throws(Failure) -> Watched {
    let driver = VerifyDriver(world, fresh: fresh) { _ in }
    var watched = Watched(mailbox: name, looks: [], verdict: .holds)
    let kept = try await world.part(name).grants[name]
    let isShort = kept.map { $0.accessExpires - world.now() < Self.room } ?? true
    let first = try await driver.verify(name, refresh: isShort)
    guard try take(first, .atOnce, &watched) else { return watched }
    guard let held = try await HeldToken(name, world) else { return watched }
    try await wait(for: .beforeExpiry, until: held.expires - Self.early)
    guard try take(try await driver.look(name, with: held), .beforeExpiry, &watched) else {
      return watched
    }
    try await wait(for: .afterRefresh, until: held.expires + Self.late)
    let refreshed = try await driver.verify(name)
    guard try take(refreshed, .afterRefresh, &watched) else { return watched }
    try await wait(for: .halfAnHourLater, until: world.now() + Self.later)
    _ = try take(try await driver.verify(name, refresh: false), .halfAnHourLater, &watched)
    return watched
  }

  /// The access token that is held, whatever becomes of the one in the vault meanwhile.
  struct HeldToken: Sendable {
    let token: Secret
    let grant: GrantFacts
    let expires: Moment

    init?(_ name: String, _ world: World) async throws(Failure) {
      guard let grant = try await world.part(name).grants[name],
        let token = try await world.secret(.accessToken(mailbox: name, .kept), .mailServer)
      else { return nil }
      self.token = token
      self.grant = grant
      expires = grant.accessExpires
    }
  }

  // False where the watch is over: a refusal is not mended by waiting. A server that could not be
  // reached decides nothing, so the watch goes on.
  private func take(
    _ found: Verification, _ phase: Phase, _ watched: inout Watched
  ) throws(Failure) -> Bool {
    let look = Look(phase: phase, at: world.now(), found: found)
    watched.looks.append(look)
    report(.looked(look))
    let verdict = Verdict(found)
    if verdict == .holds { return true }
    watched.verdict = verdict
    return verdict == .notChecked
  }

  // By the wall clock, which is what tokens end by, and in parts: a machine that slept, or whose
  // clock was set, is not late by that.
  private func wait(for phase: Phase, until time: Moment) async throws(Failure) {
    report(.waiting(phase, until: time))
    while true {
      let left = time - world.now()
      guard left > .zero else { return }
      try await world.sleep(min(left, .seconds(15 * 60)))
    }
  }
}

extension WatchDriver.Verdict {
  /// What one look says by itself.
  init(_ found: Verification) {
    switch found.access {
    case .verified: self = .holds
    case .denied: self = .rights
    case .unreachable, .locked: self = .notChecked
    case .unchecked:
      switch found.failure {
      case .server(.refused(let refusal)):
        self =
          ["invalid_client", "unauthorized_client"].contains(refusal.error) ? .secret : .grant
      default: self = .nothing
      }
    }
  }

  /// The verdict in a sentence.
  package var words: String {
    switch self {
    case .holds:
      "It opened before the access token's end, after the refresh and half an hour later. Now look "
        + "at the badge in the mailbox editor: it holds a token of its own."
    case .rights:
      "It was refused to a token that was in force: rights, not the secret. See the causes above."
    case .secret:
      "It opened until the refresh, which was refused for the secret's sake: the secret, not rights."
    case .grant:
      "The refresh was refused and the grant is over: somebody has to sign in again; not rights, "
        + "not the secret."
    case .notChecked:
      "A server could not be reached at one of the looks; nothing speaks against the mailbox."
    case .nothing: "There is no sign-in here that could be watched."
    }
  }
}
