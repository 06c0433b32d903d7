import Fixtures
import Testing

@testable import Core
@testable import Diagnosis
@testable import Operations
@testable import Presentation

@Suite("Edge cases of the client secret")
struct SecretEdgeCaseTests {
  private typealias Samples = RulesSamples

  private static func lines(_ text: String) -> [String] {
    RulesSamples.shapeLines(text)
  }

  private static func badge(_ world: WatchedWorld) throws -> DisplayState {
    let snapshot = world.seen.snapshot
    let mailbox = try #require(snapshot.mailboxes["support"])
    return DisplayState(Facets(of: mailbox, in: snapshot, world.world))
  }

  private static func verify(_ world: WatchedWorld) async throws -> Verification {
    try await VerifyDriver(world.world) { _ in }.verify("support")
  }

  @Test("E1: the Secret ID in place of the Value is refused at entry, and named by 7000215")
  func secretID() {
    #expect(
      Self.lines(Samples.otherTenant) == ["C-OFF-2 error That is the Secret ID; paste the Value."])
    let problem = Problem.of(
      refusal: OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_215]))
    #expect(problem.id == "secret-wrong")
    #expect(problem.causes.map(\.text).contains("The Secret ID was pasted in place of the Value."))
    #expect(problem.nextStep.contains("copy its Value"))
  }

  @Test("E2: a masked value is refused at entry")
  func masked() {
    #expect(
      Self.lines("abc********")
        == ["C-OFF-3 error That is the masked value which the portal shows later on."])
  }

  @Test("E3: a secret that is cut, or has a hidden space or line end, is told so and never shown")
  func spoilt() {
    for secret in [
      "abc8Q~short", RulesSamples.goodSecret + "\u{A0}", RulesSamples.goodSecret + "\n",
    ] {
      #expect(!Self.lines(secret).isEmpty)
      #expect(Self.lines(secret).allSatisfy { !$0.contains("abc8Q~") })
    }
  }

  @Test("E4: an expiring secret is counted down, and the header speaks at 30 days")
  func expiring() {
    let day = Day(iso: "2026-03-31")
    let secret = SecretFacts(
      fingerprint: "f", expires: day, stored: Samples.now, proof: .proved,
      binding: HostBinding(
        discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"))
    #expect(SecretExpiry(of: secret, now: Samples.now) == .left(days: 30))
    #expect(
      SecretExpiry.findings(for: secret, now: Samples.now, opaque: false).map(\.rule)
        == [.secretExpiry])
  }

  @Test("E5: a green mailbox does not stay green when its secret has expired")
  func expired() async throws {
    let world = WatchedWorld(refresh: { _ in
      .refused(OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_222]))
    })
    _ = try await Self.verify(world)
    #expect(try Self.badge(world).number == 10)
    #expect(try Self.badge(world).badge { $0.iso } == "Secret expired")
  }

  @Test("E6: a secret replaced in Azure only is told at the drill, though nothing changed here")
  func replacedInAzure() async throws {
    let world = WatchedWorld(refresh: { _ in
      .refused(OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_215]))
    })
    let found = try await Self.verify(world)
    #expect(found.access == .unchecked)
    #expect(try Self.badge(world).badge { $0.iso } == "Stale: authenticate again (secret refused)")
    var context = Problem.Context(registration: world.seen.snapshot.registrations.values.first)
    context.secret?.worked = WatchedWorld.start
    context.now = WatchedWorld.start
    let problem = try #require(found.failure.map { Problem.of($0, context: context) })
    #expect(problem.causes.first?.text == "The secret was deleted or replaced in the portal.")
  }

  @Test("E7: a new secret that only one interface has names the other one")
  func oneInterface() {
    var registration = Samples.registration()
    registration.interfaces = ["a.custhelp.com", "b.custhelp.com"]
    registration.secret?.fingerprint = "f2"
    let value = SettingsMatrix.value(of: .clientSecret, in: registration)
    for (interface, of) in [("a.custhelp.com", value), ("b.custhelp.com", "f1")] {
      registration.attested[interface] = [
        .clientSecret: Attestation(who: "ann", at: Samples.now, of: of)
      ]
    }
    let found = SettingsMatrix(of: registration).findings.filter {
      $0.field == SettingName.clientSecret.rawValue
    }
    #expect(
      found.map(\.message) == [
        "The value here has changed since it was confirmed on b.custhelp.com."
      ])
    #expect(found.first?.advice.contains("about an hour") == true)
  }

  @Test("E8: a mailbox that was not authenticated since the rotation is Stale")
  func stale() throws {
    let world = WatchedWorld()
    world.change { snapshot in
      for name in snapshot.registrations.keys {
        snapshot.registrations[name]?.secret?.fingerprint = "f2"
      }
    }
    #expect(try Self.badge(world).badge { $0.iso } == "Stale: authenticate again (secret changed)")
  }

  @Test("E9: while two secrets are valid, a refresh with the new one ends Stale with no sign-in")
  func twoSecrets() async throws {
    let world = WatchedWorld()
    world.change { snapshot in
      for name in snapshot.registrations.keys {
        snapshot.registrations[name]?.secret?.fingerprint = "f2"
      }
    }
    _ = try await Self.verify(world)
    #expect(world.seen.refreshes == [0])
    #expect(world.seen.names == ["support@acme.example"])
  }
}
