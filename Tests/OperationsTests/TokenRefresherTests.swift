import Fixtures
import Core
import Testing
@testable import Diagnosis

@Suite("Redeeming a refresh token")
struct TokenRefresherTests {
  static let name = Script.name

  static func asked(seen: Moment? = nil) -> RefreshRequest { Script.refreshRequest(seen: seen) }

  static func scripted(_ replies: HTTPReply..., snapshot: Snapshot = Script.kept()) -> ScriptedWorld
  {
    let scripted = ScriptedWorld(snapshot, sealed: Script.keptTokens)
    for reply in replies { scripted.next("/token") { _ throws(Failure) in reply } }
    return scripted
  }

  static func refresh(_ scripted: ScriptedWorld) -> Secret? {
    scripted.vault.secret(.refreshToken(mailbox: name, .kept))
  }

  @Test("the rotated token comes with the access token in one transaction")
  func rotated() async throws {
    let scripted = Self.scripted(Script.tokens())
    let redeemed = try await scripted.world.redeem(Self.asked())
    #expect(redeemed.access == Secret("access-1"))
    #expect(scripted.vault.history.map(\.count) == [1, 2])
    #expect(Self.refresh(scripted) == Secret("refresh-1"))
    #expect(scripted.vault.secret(.accessToken(mailbox: Self.name, .kept)) == Secret("access-1"))
    #expect(scripted.requests.map(\.mustFinish) == [true])
  }

  @Test("without a new refresh token the old one stays")
  func notRotated() async throws {
    let scripted = Self.scripted(Script.tokens(refresh: false))
    _ = try await scripted.world.redeem(Self.asked())
    #expect(Self.refresh(scripted) == Secret("refresh-0"))
  }

  @Test("what another process refreshed meanwhile is shared, not redeemed again")
  func shared() async throws {
    let scripted = Self.scripted(Script.tokens())
    _ = try await scripted.world.redeem(Self.asked())
    let again = try await scripted.world.redeem(Self.asked())
    #expect(again.access == Secret("access-1"))
    #expect(scripted.requests.count == 1)
    scripted.next("/token") { _ throws(Failure) in Script.tokens(2) }
    let third = try await scripted.world.redeem(Self.asked(seen: scripted.now))
    #expect(third.access == Secret("access-2"))
  }

  @Test("tokens wait for a vault that is busy, and for nothing else")
  func busy() async throws {
    let scripted = Self.scripted(Script.tokens())
    scripted.vault.edit { $0.failures = Array(repeating: .vault(.busy), count: 5) }
    _ = try await scripted.world.redeem(Self.asked())
    #expect(Self.refresh(scripted) == Secret("refresh-1"))
    let full = Self.scripted(Script.tokens())
    full.vault.edit { $0.failures = [.vault(.input(path: "p", detail: "full"))] }
    await #expect(throws: Failure.vault(.input(path: "p", detail: "full"))) {
      _ = try await full.world.redeem(Self.asked())
    }
  }

  @Test(
    "a refusal is handed on and changes no token",
    arguments: [
      ("invalid_grant", 400), ("invalid_client", 401), ("temporarily_unavailable", 503),
    ])
  func refused(error: String, status: Int) async {
    let scripted = Self.scripted(Script.refusal(error, status: status))
    await #expect(throws: Failure.refused(OAuthRefusal(status: status, error: error))) {
      _ = try await scripted.world.redeem(Self.asked())
    }
    #expect(scripted.vault.sealed == Script.keptTokens)
    #expect(scripted.vault.snapshot.grants == Script.kept().grants)
  }

  @Test("one flip a grant: kept whatever follows, never made again")
  func flip() async throws {
    let scripted = Self.scripted(
      Script.refusal("invalid_client", 700_025, status: 401), Script.refusal("invalid_grant"))
    await #expect(throws: Failure.refused(OAuthRefusal(status: 400, error: "invalid_grant"))) {
      _ = try await scripted.world.redeem(Self.asked())
    }
    #expect(scripted.sent("/token").map { $0.form?.has("client_secret") } == [true, false])
    #expect(scripted.vault.snapshot.grants[Self.name]?.mode == .public)
    #expect(scripted.vault.snapshot.grants[Self.name]?.flipped == true)
    scripted.next("/token") { _ throws(Failure) in
      Script.refusal("invalid_client", 7_000_218, status: 401)
    }
    await #expect(
      throws: Failure.refused(
        OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_218]))
    ) { _ = try await scripted.world.redeem(Self.asked()) }
    #expect(scripted.requests.count == 3)
  }

  @Test("a grant goes to its own host and only while it is the grant")
  func bound() async {
    let scripted = Self.scripted()
    var foreign = Self.asked()
    foreign.tokenEndpoint = "https://127.0.0.1:9443/token"
    await #expect(
      throws: Failure.settings(
        .boundElsewhere(
          what: "grant of support", boundTo: Script.host, asked: "127.0.0.1:9443"))
    ) { _ = try await scripted.world.redeem(foreign) }
    var other = Self.asked()
    other.grant = "g9"
    await #expect(throws: Failure.vault(.conflict("the grant was replaced or forgotten"))) {
      _ = try await scripted.world.redeem(other)
    }
    #expect(scripted.requests == [])
  }
}
