import Fixtures
import Testing

@testable import Core
@testable import Diagnosis
@testable import Operations
@testable import Presentation

@Suite("OK, and how long it is waited for (R57)")
struct OKInTimeTests {
  /// A world in which somebody has just signed in, beside a working grant or not.
  private static func world(kept: Bool) -> WatchedWorld {
    let world = WatchedWorld()
    world.change { snapshot in
      guard var grant = snapshot.grants["support"],
        let registration = snapshot.registrations.values.first
      else { return }
      if !kept { snapshot.grants = [:] }
      grant.id = "p1"
      grant.accepted = nil
      snapshot.pendingGrants["support"] = grant
      snapshot.pending["support"] = PendingSignIn(
        mailbox: "support", id: "p1", method: .deviceCode, stage: .awaitingOK,
        began: WatchedWorld.start, who: "ann",
        tokenEndpoint: Script.tokenURL, scope: "s",
        madeUnder: RegistrationStamp(of: registration))
    }
    return world
  }

  private static func auth(_ world: WatchedWorld) throws -> AuthFacet {
    let snapshot = world.seen.snapshot
    return Facets(of: try #require(snapshot.mailboxes["support"]), in: snapshot, world.world).auth
  }

  private static func ok(_ world: WatchedWorld) async -> Failure? {
    do throws(Failure) {
      _ = try await AcceptDriver.ok(mailbox: "support", id: "p1", world.world) { _ in }
      return nil
    } catch {
      return error
    }
  }

  @Test("within the hour OK is waited for, and counts")
  func inTime() async throws {
    let world = Self.world(kept: false)
    try await world.world.sleep(.seconds(3599))
    #expect(try Self.auth(world) == .awaitingOK(as: "support@acme.example"))
    #expect(await Self.ok(world) == nil)
    #expect(try Self.auth(world) == .authenticated)
  }

  @Test("after it the state before shows again with the reason, and a late OK keeps nothing")
  func late() async throws {
    let world = Self.world(kept: false)
    try await world.world.sleep(.seconds(3600))
    #expect(try Self.auth(world) == .failed(.notAccepted))
    let snapshot = world.seen.snapshot
    let state = DisplayState(
      Facets(of: try #require(snapshot.mailboxes["support"]), in: snapshot, world.world))
    #expect(state.badge { _ in "" } == "Attempt failed: OK was not pressed")
    guard case .settings(.findings(let findings)) = await Self.ok(world) else {
      Issue.record("a late OK was taken")
      return
    }
    #expect(findings.map(\.rule) == [.okInTime])
    #expect(world.seen.snapshot.pendingGrants == [:] && world.seen.snapshot.pending == [:])
    #expect(world.seen.snapshot.grants == [:])
    #expect(try Self.auth(world) == .failed(.notAccepted))
  }

  @Test("a grant that was kept before is untouched, and resume tells why it is over")
  func kept() async throws {
    let world = Self.world(kept: true)
    let before = world.seen.snapshot.grants
    try await world.world.sleep(.seconds(4000))
    #expect(try Self.auth(world) == .authenticated)
    #expect(
      try await SignInDriver.resume(mailbox: "support", world.world) { _ in }
        == .ended(.notAccepted))
    #expect(world.seen.snapshot.grants == before)
    #expect(world.seen.snapshot.pendingGrants == [:])
    #expect(
      Problem.of(reason: .notAccepted).nextStep.contains("press OK"))
  }

  @Test("a verify drops the tokens of a sign-in whose hour is over, and no others")
  func verifyDrops() async throws {
    for (seconds, left) in [(3599, 1), (3600, 0)] as [(Int64, Int)] {
      let world = Self.world(kept: true)
      try await world.world.sleep(.seconds(seconds))
      _ = try await VerifyDriver(world.world) { _ in }.verify("support")
      #expect(world.seen.snapshot.pendingGrants.count == left)
      #expect(world.seen.snapshot.pending.count == left)
      #expect(world.seen.snapshot.grants.count == 1)
    }
  }
}
