import Fixtures
import Testing

@testable import Core
@testable import Diagnosis
@testable import Operations
@testable import Presentation

@Suite("Edge cases of ids, tenants and mailboxes")
struct EdgeCaseTests {
  private typealias Samples = RulesSamples

  private static let denied = ProbeReport.Outcome.refused(
    .denied, at: .auth2,
    said: "-ERR Authentication failure: unknown user name or bad password.")

  private static func state(_ world: WatchedWorld) throws -> DisplayState {
    let snapshot = world.seen.snapshot
    let mailbox = try #require(snapshot.mailboxes["support"])
    return DisplayState(Facets(of: mailbox, in: snapshot, world.world))
  }

  private static func badge(_ world: WatchedWorld) throws -> String {
    try state(world).badge { _ in "hh:mm" }
  }

  private static func verify(_ world: WatchedWorld) async throws -> Verification {
    try await VerifyDriver(world.world) { _ in }.verify("support")
  }

  @Test("E10: swapped ids are seen, and each gets the other's value as the fix")
  func swapped() {
    #expect(
      EqualityRules.looksSwapped(
        clientID: Samples.tenant, tenantID: Samples.client,
        knownTenants: [Samples.tenant]))
    var registration = Samples.registration()
    registration.clientID = Samples.tenant
    registration.tenantID = Samples.client
    registration.domains = ["example.onmicrosoft.com": Samples.tenant]
    let fixes = RegistrationRules.findings(
      for: registration, endpoints: Endpoints(), now: Samples.now
    ).compactMap(\.fix)
    #expect(Set(fixes).isSuperset(of: [Samples.client, Samples.tenant]))
  }

  @Test("E11: an app that the tenant does not know may be an Object ID in place of the Client ID")
  func objectID() {
    let problem = Problem.of(
      refusal: OAuthRefusal(status: 400, error: "unauthorized_client", codes: [700_016]))
    #expect(problem.causes.contains { $0.text.contains("Object ID") })
    #expect(problem.owner == .you)
  }

  @Test("E12: where an admin must consent, the mailbox waits for the admin, and the owner is named")
  func consent() throws {
    let world = WatchedWorld()
    let refusal = OAuthRefusal(status: 400, error: "consent_required", codes: [65001])
    world.change { snapshot in
      snapshot.grants = [:]
      snapshot.pending["support"] = PendingSignIn(
        mailbox: "support", id: "p", method: .deviceCode,
        stage: .awaitingAdminConsent(refusal),
        began: WatchedWorld.start, who: "ann", tokenEndpoint: "https://login.example/token",
        scope: Cloud.global.scope,
        madeUnder: RegistrationStamp(clientID: "c", tenantID: "t", secret: nil))
    }
    #expect(try Self.badge(world) == "Awaiting admin consent")
    #expect(Problem.of(refusal: refusal).owner == .tenantAdmin)
  }

  @Test("E13: an admin's sign-in is the wrong account's, and is never probed")
  func admin() async throws {
    let world = WatchedWorld(identity: Identity(username: "admin@acme.example"))
    #expect(try Self.badge(world) == "Wrong account: authenticated as admin@acme.example")
    #expect(try await Self.verify(world).probe == nil)
    #expect(world.seen.probes == [])
  }

  @Test("E14: an admin with FullAccess is verified only with an exception, and is named in it")
  func fullAccess() async throws {
    let world = WatchedWorld(identity: Identity(username: "admin@acme.example"))
    world.change { $0.mailboxes["support"]?.identityException = true }
    #expect(try await Self.verify(world).isVerified)
    let step = Checklist.rows(
      for: try #require(world.seen.snapshot.mailboxes["support"]), in: world.seen.snapshot,
      endpoints: Endpoints(), now: WatchedWorld.start)[7]
    #expect(step.evidence.joined().contains("admin@acme.example"))
  }

  @Test("E15: one consent serves every mailbox of a tenant, and stands on none of them")
  func oneConsent() {
    var registration = Samples.registration()
    let consent = TenantConsent(
      tenant: Samples.tenant, source: .attested, who: "ann", at: Samples.now)
    Amendment.consent(consent).apply(to: &registration)
    Amendment.consent(consent).apply(to: &registration)
    #expect(registration.consents == [consent])
  }

  @Test("E16: with mailboxes of several tenants each tenant has its own consent link")
  func severalTenants() {
    var registration = Samples.registration()
    registration.accountType = .multi
    registration.domains = ["two.example": Samples.otherTenant]
    let letter = AdminLetter(
      registration,
      mailboxes: [Samples.mailbox("a", "a@one.example"), Samples.mailbox("b", "b@two.example")],
      grants: [:])
    #expect(letter.tenants == [Samples.tenant, Samples.otherTenant])
    #expect(
      Set(letter.tenants.map { letter.consentLink(tenant: $0) }).count == 2)
  }

  @Test("E17: several domains of one tenant need no multitenant registration")
  func domains() {
    var registration = Samples.registration()
    registration.domains = ["one.example": Samples.tenant, "two.example": Samples.tenant]
    let (one, two) = (Samples.mailbox("a", "a@one.example"), Samples.mailbox("b", "b@two.example"))
    #expect(Samples.findings(one, registration, others: [two]) == [])
    #expect(
      AccountTypeRules.foreignMailboxes(
        of: registration, in: Samples.snapshot(registration, one, two))
        == [])
  }

  @Test("E18: several tenants under single is an error that lists the mailboxes")
  func single() {
    var registration = Samples.registration()
    registration.domains = ["one.example": Samples.tenant, "two.example": Samples.otherTenant]
    let (one, two) = (Samples.mailbox("a", "a@one.example"), Samples.mailbox("b", "b@two.example"))
    #expect(
      AccountTypeRules.foreignMailboxes(
        of: registration, in: Samples.snapshot(registration, one, two))
        == ["b"])
    #expect(
      Samples.findings(two, registration, others: [one]).map(\.severity) == [.error])
  }

  @Test("E19: under multi with the home tenant's id a foreign mailbox is warned of")
  func homeTenant() {
    var registration = Samples.registration()
    registration.accountType = .multi
    registration.domains = ["one.example": Samples.tenant, "two.example": Samples.otherTenant]
    let found = Samples.findings(Samples.mailbox("b", "b@two.example"), registration)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.severity == .warning })
  }

  @Test("E20: multitenant says what the publisher needs, and does not block")
  func partner() {
    var registration = Samples.registration()
    registration.accountType = .multi
    let found = AccountTypeRules.findings(for: registration)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.severity != .error })
    #expect(
      AdminLetter(registration, mailboxes: [], grants: [:]).markdown.contains(
        "the publisher must be verified with a partner ID"))
  }

  @Test("E24: an interface with two hosts has both redirect URIs")
  func vanity() {
    var registration = Samples.registration()
    registration.interfaces = ["acme.custhelp.com", "help.acme.example", "ACME.custhelp.com"]
    #expect(
      RedirectURI.all(for: registration) == [
        "https://acme.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth",
        "https://help.acme.example/AgentWeb/Bookmark/Mailboxes/Auth",
      ])
  }

  @Test("E33: POP switched off cannot be told apart from here; the deciding check has an owner")
  func popOff() async throws {
    let world = WatchedWorld(probe: { _, _ in Self.denied })
    let found = try await Self.verify(world)
    #expect(try Self.badge(world) == "Authenticated · Access denied")
    let problem = try #require(
      found.probe.flatMap {
        Problem.of(
          access: $0.access,
          context: Problem.Context(mailbox: world.seen.snapshot.mailboxes["support"])
        )
      })
    #expect(problem.undecidable)
    #expect(problem.causes.map(\.text).contains("POP is switched off for this mailbox."))
    #expect(problem.decider?.owner == .tenantAdmin)
    #expect(problem.nextStep.contains("Set-CASMailbox -Identity support@acme.example"))
  }

  @Test("E34: an admin's password reset ends the grant, and only a sign-in helps")
  func reset() async throws {
    let refusal = OAuthRefusal(status: 400, error: "invalid_grant", codes: [50173])
    let world = WatchedWorld(refresh: { _ in .refused(refusal) })
    _ = try await Self.verify(world)
    #expect(try Self.badge(world) == "Unauthenticated")
    #expect(Problem.of(refusal: refusal).nextStep.contains("greenbox authenticate"))
  }

  @Test("E35: rights granted later need no new sign-in")
  func later() async throws {
    let world = WatchedWorld(probe: { second, _ in
      second < 100 ? Self.denied : .opened(messages: 0, octets: 0)
    })
    _ = try await Self.verify(world)
    #expect(try Self.state(world).number == 11)
    try await world.world.sleep(.seconds(100))
    _ = try await Self.verify(world)
    #expect(try Self.state(world).number == 14)
  }

  @Test("E36: a mailbox that techmail holds is no error of the mailbox")
  func locked() async throws {
    let world = WatchedWorld(probe: { _, _ in
      .refused(.locked, at: .auth2, said: "-ERR [IN-USE] locked")
    })
    #expect(try await Self.verify(world).access == .locked)
    #expect(try Self.state(world).number == 12)
    #expect(
      Explainer.explain("acme : Mailbox a@acme.example: Network error").found.map(\.problem.id)
        == ["techmail-network-error"])
  }
}
