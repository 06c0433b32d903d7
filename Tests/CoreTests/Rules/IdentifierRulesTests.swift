import Fixtures
import Core
import Testing

@Suite("Ids of a registration (C-OFF-1, C-OFF-2)")
struct IdentifierRulesTests {
  typealias Samples = RulesSamples

  @Test("A registration as the article makes it has no finding")
  func clean() {
    #expect(
      RegistrationRules.findings(
        for: Samples.registration(), endpoints: Endpoints(), now: Samples.now) == [])
    #expect(
      RegistrationRules.missing(in: Samples.registration(), endpoints: Endpoints()) == [])
  }

  @Test("An id in braces, quotes, capitals or without dashes is offered as the bare GUID")
  func pasted() {
    let dashless = Samples.client.filter { $0 != "-" }
    for text in [
      "{\(Samples.client)}", "(\(Samples.client))", "urn:uuid:\(Samples.client)", dashless,
    ] {
      #expect(
        IdentifierRules.clientID(text, opaque: false).map(\.line)
          == ["C-OFF-1 error Application (client) ID => \(Samples.client)"])
    }
    for text in ["\"\(Samples.client)\"", "\(Samples.client)\u{A0}", "\t\(Samples.client)\n"] {
      #expect(
        IdentifierRules.clientID(text, opaque: false).map(\.line)
          == ["C-OFF-10 error Application (client) ID => \(Samples.client)"])
    }
    #expect(IdentifierRules.clientID(Samples.tenant.uppercased(), opaque: false) == [])
  }

  @Test("All zeros, one digit short, one long and a letter out of place are refused with no fix")
  func refused() {
    let zero = "00000000-0000-0000-0000-000000000000"
    let short = String(Samples.client.dropLast())
    for text in [zero, short, Samples.client + "5", "g" + Samples.client.dropFirst(), "my app"] {
      #expect(
        IdentifierRules.clientID(text, opaque: false).map(\.line)
          == ["C-OFF-1 error Application (client) ID"])
    }
  }

  @Test("Every single changed byte of a GUID is judged by the grammar alone")
  func everyByte() {
    let bytes = Array(Samples.client.utf8)
    for index in bytes.indices {
      for byte in UInt8(0)...127 {
        var changed = bytes
        changed[index] = byte
        let isDash = [8, 13, 18, 23].contains(index)
        let fits =
          isDash
          ? byte == UInt8(ascii: "-")
          : Character(Unicode.Scalar(byte)).isHexDigit
        #expect((GUID(String(decoding: changed, as: UTF8.self)) != nil) == fits)
      }
    }
  }

  @Test("With overridden discovery ids are opaque: no GUID is asked for, hidden characters are")
  func opaque() {
    #expect(IdentifierRules.clientID("greenbox", opaque: true) == [])
    #expect(IdentifierRules.tenantID("realm one", accountType: .single, opaque: true) == [])
    #expect(
      IdentifierRules.clientID("greenbox\u{200B}", opaque: true).map(\.line)
        == ["C-OFF-10 error Application (client) ID => greenbox"])
    var registration = Samples.registration()
    registration.clientID = "client"
    registration.tenantID = "client"
    #expect(
      RegistrationRules.findings(
        for: registration, endpoints: Samples.foreignDiscovery, now: Samples.now
      ).filter { $0.rule != .interfaces } == [])
  }

  @Test("Words and domains in place of the tenant id are told apart by the account type")
  func tenantWords() {
    func line(_ text: String, _ type: AccountType) -> [String] {
      IdentifierRules.tenantID(text, accountType: type, opaque: false).map(\.line)
    }
    let field = "Directory (tenant) ID"
    #expect(line("common", .single) == ["C-OFF-1 error \(field)"])
    #expect(line("organizations", .multi) == ["C-OFF-1 notice \(field)"])
    #expect(line("consumers", .multi) == ["C-OFF-1 error \(field)"])
    #expect(line("example.onmicrosoft.com", .single) == ["C-OFF-1 warning \(field)"])
    #expect(line(Samples.tenant, .single) == [])
  }

  @Test("The same value twice, and the Secret ID in place of an id, are named")
  func equality() {
    func line(_ client: String, _ tenant: String, _ secretID: String?) -> [String] {
      EqualityRules.findings(clientID: client, tenantID: tenant, secretID: secretID).map(\.line)
    }
    let client = Samples.client
    let tenant = Samples.tenant
    #expect(line(client, tenant, Samples.otherTenant) == [])
    #expect(line("", "", "") == [])
    #expect(line(tenant.uppercased(), tenant, nil) == ["C-OFF-2 error Directory (tenant) ID"])
    #expect(line(client, tenant, client) == ["C-OFF-2 error Application (client) ID"])
    #expect(line(client, tenant, tenant) == ["C-OFF-2 error Directory (tenant) ID"])
  }

  @Test("Swapped ids are seen when discovery has met the tenant, and each gets the other's value")
  func swap() {
    var registration = Samples.registration()
    registration.clientID = Samples.tenant
    registration.tenantID = Samples.client
    registration.domains = ["example.onmicrosoft.com": Samples.tenant]
    registration.attested = [:]
    registration.interfaces = []
    #expect(
      RegistrationRules.findings(for: registration, endpoints: Endpoints(), now: Samples.now)
        .filter { $0.severity == .error }.map(\.line) == [
          "C-OFF-2 error Application (client) ID => \(Samples.client)",
          "C-OFF-2 error Directory (tenant) ID => \(Samples.tenant)",
        ])
    registration.domains = [:]
    #expect(
      RegistrationRules.findings(for: registration, endpoints: Endpoints(), now: Samples.now)
        .filter { $0.severity == .error } == [])
  }

  @Test("A registration lacks its ids and secret, but no secret in public mode")
  func missing() {
    var empty = Registration(at: Samples.now)
    let ids = ["Application (client) ID", "Directory (tenant) ID"]
    #expect(RegistrationRules.missing(in: empty, endpoints: Endpoints()) == ids + ["Client secret"])
    #expect(
      RegistrationRules.missing(in: empty, endpoints: Samples.foreignDiscovery)
        == ["Application (client) ID"])
    empty.clientMode = .public
    #expect(RegistrationRules.missing(in: empty, endpoints: Endpoints()) == ids)
    empty.clientMode = .secret
    #expect(
      RegistrationRules.missing(in: empty, endpoints: Samples.foreignDiscovery)
        == ["Application (client) ID", "Client secret"])
  }

  @Test("The registration's name decides nothing (R6), and is the article's by default (R7)")
  func name() {
    #expect(Registration(at: Samples.now).name == "Oracle B2C Service Email")
    var registration = Samples.registration()
    registration.clientID = "wrong"
    let before = RegistrationRules.findings(
      for: registration, endpoints: Endpoints(), now: Samples.now)
    registration.name = "\u{A0}anything else"
    #expect(
      RegistrationRules.findings(for: registration, endpoints: Endpoints(), now: Samples.now)
        == before)
  }

  static let secrets = [
    "abc8Q~Xy1z_-.kLmNoPqRsTuVwXyZ0123456789ABCD"[...].prefix(40).description,
    "Pn98Q~dk3BvTq.aZx0LmWcY7-rEuHs_GfJtKiObQ", "k7X/9aQ=Zb2+mW4?vR8[tL1]cN6:pD3@",
    "wT5-qZ8.xK2_vB9-nM4.jH7_gF1-dS6.aP3_",
  ]

  @Test("A client secret in any id is an error that does not repeat it", arguments: secrets)
  func secret(_ secret: String) {
    #expect(SecretShape.looksLikeSecret(secret))
    #expect(SecretShape.looksLikeSecret(" \(secret)\u{200B}"))
    var registration = Samples.registration()
    registration.clientID = secret
    registration.tenantID = secret + "\u{A0}"
    registration.secret?.secretID = secret
    for endpoints in [Endpoints(), Samples.foreignDiscovery] {
      let found = RegistrationRules.findings(
        for: registration, endpoints: endpoints, now: Samples.now
      ).filter { $0.message.hasSuffix("looks like a client secret.") }
      #expect(
        found.map(\.field)
          == ["Application (client) ID", "Directory (tenant) ID", "Secret ID"])
      #expect(found.allSatisfy { $0.severity == .error && $0.fix == nil })
      #expect(!found.contains { ($0.message + $0.advice).contains(secret) })
    }
  }

  @Test(
    "No id, domain or word is taken for a client secret",
    arguments: [
      "", "common", "organizations", "consumers", Samples.client, "{\(Samples.client)}",
      Samples.client.filter { $0 != "-" }, Samples.client.uppercased(), "contoso.onmicrosoft.com",
      "A1b2C3.d4E5f6.G7h8I9.j0K1l2.Contoso.example", "greenbox", "0oa1a2b3C4D5e6F7g8h9",
      "My-Application-Client-For-Oracle-2027-Production", "urn:Example:Oracle:B2C:Client:2027:Mail",
      "https://login.example.com/Realm1/~mail/v2", "32555940559-abc123def456ghi789.apps.example",
      "d41d8cd98f00b204e9800998ecf8427e", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
      "abcDEF123ghiJKL456mnoPQR789stuVWX", "realm one with words and Digits 1234567",
    ])
  func noSecret(_ text: String) { #expect(!SecretShape.looksLikeSecret(text)) }
}
