import Fixtures
import Synchronization
import Testing

@testable import Core
@testable import Diagnosis
@testable import Operations

@Suite("Watching a mailbox past its access token")
struct WatchTests {
  private static let denied = ProbeReport.Outcome.refused(
    .denied, at: .auth2,
    said: "-ERR Authentication failure: unknown user name or bad password.")

  private static func refused(_ error: String, _ code: Int) -> Failure {
    .refused(OAuthRefusal(status: 400, error: error, codes: [code]))
  }

  private static func watch(
    _ watched: WatchedWorld
  ) async throws -> (WatchDriver.Watched, [String]) {
    let told = Mutex<[String]>([])
    let driver = WatchDriver(watched.world) { event in
      if case .waiting(let phase, let until) = event {
        told.withLock {
          $0.append("\(phase.rawValue) \((until - WatchedWorld.start).wholeSeconds)")
        }
      }
    }
    return (try await driver.watch("support"), told.withLock { $0 })
  }

  @Test("it looks at once, 5 minutes before the end, after it with a refresh, and 30 minutes on")
  func holds() async throws {
    let world = WatchedWorld()
    let (watched, waits) = try await Self.watch(world)
    #expect(watched.verdict == .holds)
    #expect(watched.looks.map(\.phase) == WatchDriver.Phase.allCases)
    #expect(waits == ["before-expiry 3700", "after-refresh 4030", "half-an-hour-later 5830"])
    #expect(
      world.seen.probes == ["0 first", "3700 first", "4030 second", "5830 second"])
    #expect(world.seen.refreshes == [4030])
    #expect(world.seen.slept.allSatisfy { $0 <= .seconds(900) })
  }

  @Test("a refusal before the end is one of rights, and ends the watch", arguments: [0, 3700])
  func rights(_ from: Int64) async throws {
    let world = WatchedWorld(probe: { second, _ in
      second >= from ? Self.denied : .opened(messages: 1, octets: 9)
    })
    let (watched, _) = try await Self.watch(world)
    #expect(watched.verdict == .rights)
    #expect(watched.looks.count == (from == 0 ? 1 : 2))
    #expect(world.seen.refreshes == [])
  }

  @Test("a refusal at the refresh is one of the secret or of the grant, never of rights")
  func refresh() async throws {
    let secret = WatchedWorld(refresh: { _ in Self.refused("invalid_client", 7_000_215) })
    let (first, _) = try await Self.watch(secret)
    #expect(first.verdict == .secret)
    #expect(first.decided?.phase == .afterRefresh)
    let grant = WatchedWorld(refresh: { _ in Self.refused("invalid_grant", 50173) })
    let (second, _) = try await Self.watch(grant)
    #expect(second.verdict == .grant)
    #expect(second.decided?.phase == .afterRefresh)
  }

  @Test("a server that cannot be reached decides nothing, and the watch goes on")
  func unreachable() async throws {
    let world = WatchedWorld(probe: { second, _ in
      second == 3700
        ? .broken(NetworkFailure(.connectTimeout, host: "h", port: 995, stage: .tcp))
        : .opened(messages: 0, octets: 0)
    })
    let (watched, _) = try await Self.watch(world)
    #expect(watched.looks.count == 4)
    #expect(watched.verdict == .notChecked)
  }

  @Test("a token that has little time left is renewed first, so that one can be held")
  func short() async throws {
    let world = WatchedWorld()
    world.change { $0.grants["support"]?.accessExpires = WatchedWorld.start + .seconds(300) }
    let (watched, _) = try await Self.watch(world)
    #expect(watched.verdict == .holds)
    #expect(world.seen.refreshes == [0, 4030])
  }

  @Test("with no sign-in there is nothing to watch")
  func nothing() async throws {
    let world = WatchedWorld()
    world.change { $0.grants = [:] }
    let (watched, _) = try await Self.watch(world)
    #expect(watched.verdict == .nothing)
    #expect(world.seen.probes == [])
  }
}

@Suite("What a verify says beside its verdict")
struct AdvisoryTests {
  private static let denied = ProbeReport.Outcome.refused(
    .denied, at: .auth2,
    said: "-ERR Authentication failure: unknown user name or bad password.")

  private static let alias = Identity(
    username: "sam@acme.onmicrosoft.com", addresses: ["support@acme.example"])

  private static func verify(
    _ world: WatchedWorld, refresh: Bool = true
  ) async throws -> Verification {
    try await VerifyDriver(world.world) { _ in }.verify("support", refresh: refresh)
  }

  private static func rules(_ found: Verification) -> [String] {
    found.warnings.map(\.rule.rawValue)
  }

  @Test("E31: an alias that is refused is tried once as its user, after a pause, and told to work")
  func aliasOpens() async throws {
    let world = WatchedWorld(
      identity: Self.alias,
      probe: { _, name in name.hasPrefix("sam@") ? .opened(messages: 2, octets: 9) : Self.denied })
    let found = try await Self.verify(world)
    #expect(world.seen.names == ["support@acme.example", "sam@acme.onmicrosoft.com"])
    #expect(world.seen.slept == [.seconds(2)])
    #expect(found.access == .denied)
    #expect(
      found.detail?.other
        == ProbeDetail.OtherName(name: "sam@acme.onmicrosoft.com", opened: true, said: ""))
    var context = Problem.Context(
      registration: world.seen.snapshot.registrations.values.first,
      mailbox: world.seen.snapshot.mailboxes["support"],
      grant: world.seen.snapshot.grants["support"])
    context.other = found.detail?.other
    let problem = try #require(
      found.probe.flatMap { Problem.of(access: $0.access, context: context) })
    #expect(
      problem.causes.first
        == Problem.Cause(
          text: "The Pop Account is an alias, and the server wants the user's own name.",
          likelihood: .shown,
          evidenceFor: [
            "The mailbox opened as sam@acme.onmicrosoft.com, and not as support@acme.example."
          ], evidenceAgainst: []))
    #expect(problem.owner == .you)
    #expect(!problem.undecidable)
    #expect(
      problem.nextStep
        == "Set the Pop Account to sam@acme.onmicrosoft.com, here with `greenbox mailbox edit "
        + "support --pop-account sam@acme.onmicrosoft.com` and in the mailbox editor; then "
        + "`greenbox verify support`.")
  }

  @Test("E32: a shared mailbox that is refused while its delegate's own opens lacks FullAccess")
  func shared() async throws {
    let world = WatchedWorld(
      popAccount: "shared@acme.example", identity: Identity(username: "agent@acme.example"),
      probe: { _, name in name.hasPrefix("agent@") ? .opened(messages: 2, octets: 9) : Self.denied }
    )
    world.change { $0.mailboxes["support"]?.identityException = true }
    let found = try await Self.verify(world)
    var context = Problem.Context(
      mailbox: world.seen.snapshot.mailboxes["support"],
      grant: world.seen.snapshot.grants["support"])
    context.match = .exception
    context.other = found.detail?.other
    let problem = try #require(
      found.probe.flatMap { Problem.of(access: $0.access, context: context) })
    #expect(problem.causes.first?.text.hasPrefix("The mailbox is shared") == true)
    // POP may be off for the one mailbox as well; that the app is kept out is excluded.
    #expect(problem.causes.first?.likelihood == .likely)
    #expect(problem.undecidable)
    #expect(
      problem.causes.first { $0.text.hasPrefix("Conditional Access") }?.evidenceAgainst
        == ["The same token opened the mailbox of agent@acme.example from here."])
    #expect(problem.owner == .tenantAdmin)
    #expect(
      problem.nextStep.contains(
        "`Add-MailboxPermission -Identity shared@acme.example -User agent@acme.example "
          + "-AccessRights FullAccess`"))
  }

  @Test("what a refused token looks like is kept as evidence, of one that opens nothing is")
  func shape() async throws {
    let denied = WatchedWorld(probe: { _, _ in Self.denied })
    let detail = try #require(try await Self.verify(denied).detail)
    #expect(detail.token == TokenShape(length: denied.seen.access.utf8.count))
    #expect(denied.seen.snapshot.probeDetails["support"]?.token == detail.token)
    let opened = WatchedWorld()
    #expect(try await Self.verify(opened).detail?.token == nil)
  }

  @Test("a mailbox whose Pop Account is the user's name is tried once only")
  func once() async throws {
    let world = WatchedWorld(probe: { _, _ in Self.denied })
    let found = try await Self.verify(world)
    #expect(world.seen.names == ["support@acme.example"])
    #expect(found.detail?.other == nil)
  }

  @Test("never more than two tries, refused by both names, and none after another trouble")
  func twice() async throws {
    let denied = WatchedWorld(identity: Self.alias, probe: { _, _ in Self.denied })
    #expect(try await Self.verify(denied).detail?.other?.opened == false)
    #expect(denied.seen.names.count == 2)
    let locked = WatchedWorld(
      identity: Self.alias,
      probe: { _, _ in .refused(.locked, at: .auth2, said: "-ERR [IN-USE] locked") })
    #expect(try await Self.verify(locked).detail?.other == nil)
    #expect(locked.seen.names.count == 1)
  }

  @Test("waiting messages are told before the first time that the mailbox opens (D20)")
  func backlog() async throws {
    let world = WatchedWorld(probe: { _, _ in .opened(messages: 312, octets: 9) })
    let first = try await Self.verify(world)
    #expect(
      first.warnings.map(\.message) == [
        "312 messages will become incidents at the next techmail run."
      ])
    try await world.world.sleep(.seconds(61))
    #expect(Self.rules(try await Self.verify(world)) == [])
  }

  @Test("a second probe within a minute is advised against, and made all the same (D9)")
  func haste() async throws {
    let world = WatchedWorld()
    _ = try await Self.verify(world)
    try await world.world.sleep(.seconds(59))
    let second = try await Self.verify(world)
    #expect(Self.rules(second) == ["D9"])
    #expect(second.isVerified)
    try await world.world.sleep(.seconds(60))
    #expect(Self.rules(try await Self.verify(world)) == [])
  }

  @Test("a mailbox that is green and off is told not to be read (D21)")
  func off() async throws {
    let world = WatchedWorld()
    world.change { $0.mailboxes["support"]?.incomingEnabled = false }
    #expect(Self.rules(try await Self.verify(world)) == ["D21"])
  }

  @Test("E38: a clock that is more than five minutes off is named with its way")
  func clock() async throws {
    let world = WatchedWorld()
    for (ahead, words) in [
      (Int64(301), "This clock is 5 minutes behind the identity server's."),
      (-660, "This clock is 11 minutes ahead of the identity server's."),
    ] {
      world.change { snapshot in
        for name in snapshot.registrations.keys {
          snapshot.registrations[name]?.checks.clockSkew = ahead
        }
      }
      try await world.world.sleep(.seconds(61))
      #expect(try await Self.verify(world).warnings.map(\.message) == [words])
    }
    world.change { snapshot in
      for name in snapshot.registrations.keys {
        snapshot.registrations[name]?.checks.clockSkew = 300
      }
    }
    try await world.world.sleep(.seconds(61))
    #expect(try await Self.verify(world).warnings == [])
  }
}
