import Fixtures
import Core
import Testing

@Suite("Account type and tenants (C-OFF-7)")
struct AccountTypeRulesTests {
  typealias Samples = RulesSamples
  let home = Samples.mailbox("home", "user@example.onmicrosoft.com")
  let other = Samples.mailbox("other", "user@other.onmicrosoft.com")

  static func registration(
    _ type: AccountType, tenant: String = Samples.tenant, _ domains: [String: String] = [:]
  ) -> Registration {
    var made = Samples.registration()
    made.accountType = type
    made.tenantID = tenant
    made.domains = domains
    return made
  }

  @Test("The article's own example is accepted under single tenant (R10)")
  func example() {
    #expect(Samples.findings(home, Self.registration(.single)) == [])
    let known = Self.registration(.single, ["example.onmicrosoft.com": Samples.tenant])
    #expect(Samples.findings(home, known) == [])
  }

  @Test("Another domain under single is a warning until its tenant is known, then an error (R10)")
  func foreign() {
    let known = ["example.onmicrosoft.com": Samples.tenant]
    #expect(
      Samples.findings(other, Self.registration(.single, known)).map(\.line)
        == ["C-OFF-7 warning Pop Account"])
    #expect(
      Samples.findings(other, Self.registration(.single), others: [home]).map(\.line)
        == ["C-OFF-7 warning Pop Account"])
    #expect(
      Samples.findings(other, Self.registration(.single, tenant: "example.onmicrosoft.com"))
        .map(\.line) == ["C-OFF-7 warning Pop Account"])
    let both = known.merging(["other.onmicrosoft.com": Samples.otherTenant]) { $1 }
    let registration = Self.registration(.single, both)
    #expect(
      Samples.findings(other, registration).map(\.line) == ["C-OFF-7 error Pop Account"])
    #expect(
      AccountTypeRules.foreignMailboxes(
        of: registration, in: Samples.snapshot(registration, home, other)) == ["other"])
    let named = Self.registration(.single, tenant: "example.onmicrosoft.com", both)
    #expect(Samples.findings(other, named).map(\.line) == ["C-OFF-7 error Pop Account"])
    #expect(Samples.findings(home, named) == [])
  }

  @Test("Several domains of one tenant need no multitenant (E17)")
  func oneTenant() {
    let registration = Self.registration(
      .single,
      [
        "example.onmicrosoft.com": Samples.tenant.uppercased(),
        "other.onmicrosoft.com": Samples.tenant,
      ])
    #expect(Samples.findings(home, registration, others: [other]) == [])
    #expect(Samples.findings(other, registration, others: [home]) == [])
  }

  @Test("Under multi a foreign tenant is no error; the home tenant's id is a warning (E19)")
  func multi() {
    let domains = ["other.onmicrosoft.com": Samples.otherTenant]
    #expect(
      Samples.findings(other, Self.registration(.multi, domains)).map(\.line)
        == ["C-OFF-7 warning Pop Account"])
    #expect(
      Samples.findings(other, Self.registration(.multi, tenant: "organizations", domains)) == [])
    #expect(Samples.findings(other, Self.registration(.multi), others: [home]) == [])
    #expect(
      AccountTypeRules.findings(for: Self.registration(.multi)).map(\.line)
        == ["C-OFF-7 notice Account types"])
  }

  @Test("Multitenant shows what it requires, and who says that it is done (R14)")
  func publisher() {
    #expect(Registration(at: Samples.now).accountType == .single)
    var registration = Self.registration(.multi)
    let asked = AccountTypeRules.findings(for: registration)
    #expect(asked.map(\.severity) == [.notice])
    #expect(asked[0].message.contains("Microsoft Partner Network"))
    #expect(asked[0].message.contains("not checked from here"))
    Amendment.publisher(Attestation(who: "ann", at: Samples.now, of: nil)).apply(
      to: &registration)
    let told = AccountTypeRules.findings(for: registration)
    #expect(told.map(\.severity) == [.notice])
    #expect(told[0].message.contains("confirmed by ann, \(Samples.now.iso)"))
    #expect(told[0].message.contains("not checked from here"))
    Amendment.publisher(nil).apply(to: &registration)
    #expect(AccountTypeRules.findings(for: registration) == asked)
  }

  @Test("Mailboxes of another registration do not count")
  func otherRegistration() {
    var stranger = other
    stranger.registration = "Second"
    #expect(Samples.findings(home, Self.registration(.single), others: [stranger]) == [])
  }

  @Test("With overridden discovery there are no tenants to compare")
  func opaque() {
    let registration = Self.registration(
      .single, ["other.onmicrosoft.com": Samples.otherTenant])
    #expect(Samples.findings(other, registration, Samples.foreignDiscovery) == [])
  }
}
