import Fixtures
import Core
import Testing
@testable import Operations

@Suite("A client secret is judged before it is in force")
struct SecretDriverTests {
  static let name = Registration.suggestedName
  static let value = "Zb8Q~w7kPq_3nLr.T5vXyC2dHsJ0aGfEuMiOkR1t"
  static let newPrint = "of \(value)"

  /// What the identity server does with the new secret.
  enum Server: Sendable { case accepts, silent, html, says(String, Int, status: Int) }

  static func scripted(
    _ server: Server?, _ snapshot: Snapshot = Script.snapshot(), endpoints: Endpoints = Endpoints()
  ) -> ScriptedWorld {
    let scripted = ScriptedWorld(snapshot, sealed: Script.clientSecret, endpoints: endpoints)
    guard let server else { return scripted }
    scripted.always(endpoints.discovery == nil ? "openid-configuration" : "openid") {
      _ throws(Failure) in
      if case .silent = server {
        throw .network(NetworkFailure(.connectTimeout, host: "h", port: 443))
      }
      guard endpoints.discovery != nil else { return Script.discovery }
      return Script.json([
        "issuer": "https://id.example.net", "token_endpoint": "https://id.example.net/token",
      ])
    }
    scripted.always("/token") { _ throws(Failure) in
      switch server {
      case .accepts: return Script.tokens()
      case .html: return Script.text("<html><title>Proxy</title></html>", status: 502)
      case .says(let error, let code, let status):
        return Script.json(
          ["error": error, "error_codes": code == 0 ? [] : [code]], status: status)
      case .silent: throw .network(NetworkFailure(.cut, host: "h", port: 443))
      }
    }
    return scripted
  }

  static func request(
    _ scripted: ScriptedWorld, _ value: String = value, first: Bool = false,
    edit: (inout SecretDriver.Request) -> Void = { _ in }
  ) -> SecretDriver.Request {
    let held = scripted.vault.snapshot.registrations[name]
    var fresh = RulesSamples.registration()
    fresh.secret = nil
    var request = SecretDriver.Request(
      before: first ? nil : held, registration: first ? fresh : held ?? fresh,
      secret: Secret(value))
    edit(&request)
    return request
  }

  static func registration(_ scripted: ScriptedWorld) -> Registration? {
    scripted.vault.snapshot.registrations[name]
  }

  static func sealed(_ scripted: ScriptedWorld, _ place: SecretPlace) -> Secret? {
    scripted.vault.secret(.clientSecret(registration: name, place))
  }

  @Test(
    "accepted: in force and proved, the old one before it, its day and id cleared and asked for")
  func proved() async throws {
    let scripted = Self.scripted(.accepts)
    let result = try await SecretDriver.store(Self.request(scripted), scripted.world)
    #expect(result.verdict == .proved && result.isKept && !result.isFirst)
    let kept = try #require(Self.registration(scripted))
    #expect(kept == result.registration)
    #expect(kept.secret?.fingerprint == Self.newPrint)
    #expect(kept.secret?.proof == .proved && kept.secret?.worked == scripted.now)
    #expect(kept.secret?.expires == nil && kept.secret?.secretID == nil)
    #expect(kept.secret?.binding == HostBinding(discovery: Script.host, token: Script.host))
    #expect(kept.formerSecret?.fingerprint == "f1")
    #expect(Self.sealed(scripted, .inForce) == Secret(Self.value))
    #expect(Self.sealed(scripted, .before) == Secret("s3cret"))
    #expect(scripted.vault.events == ["secret-changed"])
    #expect(result.words.hasPrefix("Saved:") && result.words.contains("--undo-secret"))
    #expect(result.asks?.contains("secret-expires=YYYY-MM-DD") == true)
    // It was the new one that was shown.
    #expect(scripted.sent("/token").count == 1)
    let form = try #require(scripted.sent("/token").first?.form)
    #expect(form.has("client_secret"))
  }

  @Test("a day and an id given with it are its own, and edits come in the same transaction")
  func given() async throws {
    let scripted = Self.scripted(.accepts)
    let day = Day(iso: "2027-09-30")
    let request = Self.request(scripted) {
      ($0.expires, $0.secretID) = (day, RulesSamples.otherTenant)
      $0.registration.interfaces.append("other.custhelp.com")
    }
    let result = try await SecretDriver.store(request, scripted.world)
    #expect(result.registration.secret?.expires == day && result.asks == nil)
    #expect(Self.registration(scripted)?.interfaces.count == 2)
    #expect(scripted.vault.applied == 1)
  }

  @Test("refused: exit, nothing changes, the working one stays; with --unproved too")
  func refused() async throws {
    for unproved in [false, true] {
      let scripted = Self.scripted(.says("invalid_client", 7_000_215, status: 401))
      let before = scripted.vault.snapshot
      let request = Self.request(scripted) {
        $0.keepsUnproved = unproved
        $0.registration.interfaces = []
      }
      let result = try await SecretDriver.store(request, scripted.world)
      #expect(!result.isKept)
      #expect(scripted.vault.snapshot == before)
      #expect(scripted.vault.sealed == Script.clientSecret)
      #expect(result.words.contains("the secret in force stays"))
    }
  }

  @Test(
    "what the server cannot judge alone is in force, not proved, with the old one before it",
    arguments: [
      ("unauthorized_client", 700_016), ("unsupported_grant_type", 0), ("invalid_scope", 0),
      ("invalid_request", 0), ("invalid_client", 700_025),
    ])
  func notJudged(error: String, code: Int) async throws {
    let scripted = Self.scripted(.says(error, code, status: 400))
    let result = try await SecretDriver.store(Self.request(scripted), scripted.world)
    guard case .notJudged = result.verdict else {
      Issue.record("\(result.verdict)")
      return
    }
    #expect(result.isKept && Self.registration(scripted)?.secret?.proof == .unproved)
    #expect(Self.registration(scripted)?.secret?.worked == nil)
    #expect(Self.sealed(scripted, .before) == Secret("s3cret"))
    #expect(result.words.hasPrefix("Kept, not proved:"))
  }

  @Test("a public client's secret is kept as not proved, and nobody is asked")
  func publicClient() async throws {
    let snapshot = Script.snapshot { registration, _ in registration.clientMode = .public }
    let scripted = Self.scripted(nil, snapshot)
    let result = try await SecretDriver.store(Self.request(scripted), scripted.world)
    #expect(result.verdict == .notJudged(nil) && result.isKept)
    #expect(scripted.requests == [])
  }

  @Test("no answer: nothing changes, unless it is to be kept all the same")
  func noAnswer() async throws {
    let servers: [Server] = [
      .silent, .html, .says("temporarily_unavailable", 0, status: 503),
    ]
    for server in servers {
      let scripted = Self.scripted(server)
      let before = scripted.vault.snapshot
      let result = try await SecretDriver.store(Self.request(scripted), scripted.world)
      #expect(!result.isKept && scripted.vault.snapshot == before)
      #expect(result.words.hasPrefix("Not saved:") && result.words.contains("--unproved"))
      let anyway = try await SecretDriver.store(
        Self.request(scripted) { $0.keepsUnproved = true }, scripted.world)
      #expect(anyway.isKept && Self.registration(scripted)?.secret?.proof == .unproved)
      #expect(Self.registration(scripted)?.formerSecret?.fingerprint == "f1")
    }
  }

  @Test("without a client ID a later secret counts as unanswered, and nobody is asked")
  func noClient() async throws {
    let snapshot = Script.snapshot { registration, _ in registration.clientID = "" }
    let scripted = Self.scripted(nil, snapshot)
    let result = try await SecretDriver.store(Self.request(scripted), scripted.world)
    #expect(!result.isKept && scripted.requests == [])
    #expect(result.words.contains("Application (client) ID is empty"))
  }

  @Test("a first secret is kept all the same: not proved, or as refused")
  func first() async throws {
    let cases: [(Server, SecretProof)] = [
      (.accepts, .proved), (.silent, .unproved), (.html, .unproved),
      (.says("unsupported_grant_type", 0, status: 400), .unproved),
      (.says("invalid_client", 7_000_215, status: 401), .refused),
    ]
    for (server, proof) in cases {
      let scripted = Self.scripted(server, Snapshot())
      let result = try await SecretDriver.store(
        Self.request(scripted, first: true), scripted.world)
      #expect(result.isKept && result.isFirst)
      #expect(Self.registration(scripted)?.secret?.proof == proof)
      #expect(Self.registration(scripted)?.formerSecret == nil)
      #expect(Self.registration(scripted)?.binding?.discovery == Script.host)
    }
    let scripted = Self.scripted(nil, Snapshot())
    let result = try await SecretDriver.store(
      Self.request(scripted, first: true) { $0.registration.clientID = "" }, scripted.world)
    #expect(result.isKept && result.registration.secret?.proof == .unproved)
  }

  @Test("errors of shape are refused before anything is sent, the Secret ID under any discovery")
  func shape() async throws {
    for endpoints in [Endpoints(), RulesSamples.foreignDiscovery] {
      let scripted = Self.scripted(nil, endpoints: endpoints)
      let before = scripted.vault.snapshot
      let request = Self.request(scripted, RulesSamples.otherTenant)
      let failure = await #expect(throws: Failure.self) {
        _ = try await SecretDriver.store(request, scripted.world)
      }
      #expect(failure.map { if case .settings(.findings) = $0 { true } else { false } } == true)
      #expect(scripted.requests == [] && scripted.vault.snapshot == before)
    }
    let insisting = Self.scripted(.accepts)
    let result = try await SecretDriver.store(
      Self.request(insisting, RulesSamples.otherTenant) { $0.acceptsShape = true },
      insisting.world)
    #expect(result.isKept)
  }

  @Test("it goes to the host in force now, whatever the secret before it is bound to")
  func boundElsewhere() async throws {
    let scripted = Self.scripted(.accepts, endpoints: RulesSamples.foreignDiscovery)
    let result = try await SecretDriver.store(Self.request(scripted), scripted.world)
    #expect(result.verdict == .proved)
    let binding = HostBinding(discovery: "id.example.net:443", token: "id.example.net:443")
    #expect(Self.registration(scripted)?.secret?.binding == binding)
    #expect(Self.registration(scripted)?.binding == binding)
    #expect(Self.registration(scripted)?.formerSecret?.binding.discovery == Script.host)
    // The old one went nowhere.
    #expect(scripted.requests.allSatisfy { $0.url.hasPrefix("https://id.example.net/") })
  }

  @Test("the same Value again proves it, and keeps its day and the one before")
  func same() async throws {
    let scripted = Self.scripted(.accepts)
    let result = try await SecretDriver.store(
      Self.request(scripted, "s3cret") { $0.acceptsShape = true }, scripted.world)
    #expect(result.isKept && !result.hasCleared)
    #expect(result.registration.secret?.expires == Day(iso: "2026-12-31"))
    #expect(result.registration.formerSecret == nil)
  }

  @Test("the same Value that nobody judges this time is as proved as it was")
  func sameNotJudged() async throws {
    let scripted = Self.scripted(.says("unsupported_grant_type", 0, status: 400))
    let before = try #require(Self.registration(scripted)?.secret)
    let result = try await SecretDriver.store(
      Self.request(scripted, "s3cret") { $0.acceptsShape = true }, scripted.world)
    #expect(result.registration.secret?.proof == before.proof)
    #expect(result.registration.secret?.stored == before.stored)
  }

  @Test("a secret that somebody else stored meanwhile is not written over")
  func raced() async throws {
    let scripted = Self.scripted(.accepts)
    let request = Self.request(scripted)
    scripted.vault.edit {
      $0.snapshot.registrations[Self.name]?.secret?.fingerprint = "somebody else's"
    }
    let failure = await #expect(throws: Failure.self) {
      _ = try await SecretDriver.store(request, scripted.world)
    }
    #expect(failure.map { if case .vault(.conflict) = $0 { true } else { false } } == true)
    #expect(Self.sealed(scripted, .inForce) == Secret("s3cret"))
  }

  @Test("undo puts the one before back, and is itself undone by another undo")
  func undo() async throws {
    let scripted = Self.scripted(.accepts)
    await #expect(throws: Failure.self) {
      _ = try await SecretDriver.undo(registration: Self.name, scripted.world)
    }
    _ = try await SecretDriver.store(Self.request(scripted), scripted.world)
    let undone = try await SecretDriver.undo(registration: Self.name, scripted.world)
    #expect(undone == Self.registration(scripted))
    #expect(undone.secret?.fingerprint == "f1" && undone.secret?.expires != nil)
    #expect(undone.formerSecret?.fingerprint == Self.newPrint)
    #expect(Self.sealed(scripted, .inForce) == Secret("s3cret"))
    #expect(Self.sealed(scripted, .before) == Secret(Self.value))
    let again = try await SecretDriver.undo(registration: Self.name, scripted.world)
    #expect(again.secret?.fingerprint == Self.newPrint)
  }
}
