internal import Core
internal import Vault
internal import Wire
internal import Operations

extension World {
  /// The world as it is: this vault, this engine, this machine's clocks.
  static func live(
    vault: VaultFile, engine: Engine, loop: Loop, output: Output, endpoints: Endpoints
  ) -> World {
    let exchange = { @Sendable (request: HTTPRequest) async throws(Failure) -> HTTPReply in
      try await engine.exchange(request, mustFinish: request.mustFinish)
    }
    let lease = { @Sendable (mailbox: String) async throws(Failure) -> any GrantLease in
      // What nobody reads yet must not grow without end, and what was redeemed is told.
      guard await output.room() else { throw .cancelled }
      return HeldLease(try await World.lock(mailbox, vault: vault, engine: engine), loop)
    }
    let tokenRefresher = TokenRefresher(
      lock: lease,
      grant: { mailbox, slot async throws(Failure) in
        let snapshot = try await vault.snapshot(of: [mailbox])
        return slot == .kept ? snapshot.grants[mailbox] : snapshot.pendingGrants[mailbox]
      },
      secret: { slot, host async throws(Failure) in try await vault.secret(slot, for: host) },
      apply: { changes async throws(Failure) in try await vault.apply(changes) },
      exchange: exchange, now: Clock.now, uptime: Clock.uptime)
    return World(
      exchange: exchange,
      probe: { request, report in await engine.probe(request, report: report) },
      redirect: { request, listening async throws(Failure) in
        try await engine.redirect(request, listening: listening)
      },
      redeem: { refreshRequest async throws(Failure) in
        try await tokenRefresher.redeem(refreshRequest)
      },
      lease: lease,
      snapshot: { () async throws(Failure) in try await vault.snapshot() },
      part: { mailbox async throws(Failure) in try await vault.snapshot(of: [mailbox]) },
      secret: { slot, host async throws(Failure) in try await vault.secret(slot, for: host) },
      apply: { changes async throws(Failure) in try await vault.apply(changes) },
      journal: { last, mailbox async throws(Failure) in
        try await vault.journal(last: last, mailbox: mailbox)
      },
      now: Clock.now, uptime: Clock.uptime,
      sleep: { duration async throws(Failure) in try await engine.sleep(duration) },
      random: World.random, sha256: { Digest.sha256($0) },
      fingerprint: { secret throws(Failure) in vault.fingerprint(secret) },
      who: Person.name, endpoints: endpoints)
  }

  // The lock is asked for again and again, with the waits on the engine's clock: a blocking flock
  // would stand on the loop's own thread.
  private static func lock(
    _ mailbox: String, vault: VaultFile, engine: Engine
  ) async throws(Failure) -> any GrantLease {
    let deadline = Clock.uptime() + .seconds(60)
    while true {
      if let lock = try await vault.grantLock(mailbox) { return lock }
      guard Clock.uptime() < deadline else { throw .vault(.busy) }
      try await engine.sleep(.milliseconds(40))
    }
  }

  // The system's generator is getrandom(2).
  private static func random(_ count: Int) -> [UInt8] {
    var source = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &source) }
  }
}

/// A grant's lock that keeps the process alive: while it is held, an answer that cannot be had again may be
/// under way, or be waiting for the store.
private final class HeldLease: GrantLease {
  private let lease: any GrantLease
  private let loop: Loop

  init(_ lease: any GrantLease, _ loop: Loop) {
    self.lease = lease
    self.loop = loop
    loop.hold()
  }

  deinit { loop.release() }

  func reserveRoom() throws(Failure) { try lease.reserveRoom() }
  func freeRoom() { lease.freeRoom() }
}
