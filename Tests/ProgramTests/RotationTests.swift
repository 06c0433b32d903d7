import Foundation
import Practice
import TestKit
import Testing

/// A new client secret: every grant Stale at once, and back with no code wherever that can be.
@Suite(.serialized)
struct RotationTests {
  private let server: PracticeServer
  private let registration = "Oracle B2C Service Email"

  init() throws { server = try PracticeServer("--authenticated") }

  private func store(_ secret: String) throws -> Run {
    try server.greenbox(
      "settings", "set", "--registration", registration, "--secret-file", "-",
      input: secret + "\n")
  }

  /// The auth words of `status`, by mailbox.
  private func auth() throws -> [String: String] {
    struct Row: Decodable {
      var mailbox: String?
      var auth: String?
    }
    var found: [String: String] = [:]
    for line in try server.greenbox("status", "--json").lines {
      let row = try JSONDecoder().decode(Row.self, from: Data(line.utf8))
      if let name = row.mailbox { found[name] = row.auth }
    }
    return found
  }

  private let allStale = [
    "support": "stale", "returns": "stale", "billing": "stale", "events": "stale",
    "sales": "stale", "legacy": "authenticated",
  ]

  @Test("Verified, a new secret, Stale on all, a silent authenticate with no code, Verified")
  func silent() throws {
    #expect(try server.greenbox("verify", "support").exit == 0)
    #expect(try store(server.newSecret()).exit == 0)
    #expect(try auth() == allStale)
    let before = try server.log().requests.count { $0.path.hasSuffix("/devicecode") }
    let run = try server.greenbox("authenticate", "support", "--json")
    #expect(run.exit == 0)
    #expect(
      run.masked == [
        #"{"greenbox":1,"event":"authenticated","authenticated":{"how":"silent"}}"#,
        #"{"greenbox":1,"event":"access","access":{"mailbox":"support","access":"verified","#
          + #""messages":4,"octets":9371,"problem":null,"warnings":[{"rule":"D9","field":"probe","severity":"warning","#
          + #""message":"The probe before this one was N s ago; techmail can meet a mailbox that is "#
          + #"held by a probe, and then says \"Network error\".","advice":"Leave a minute between two "#
          + #"probes of one mailbox.","fix":null}],"checks":"#
          + CheckObjects.verified + "}}",
      ])
    #expect(try server.log().requests.count { $0.path.hasSuffix("/devicecode") } == before)
    #expect(try auth() == allStale.merging(["support": "authenticated"]) { $1 })
  }

  @Test("verify --all brings back every mailbox whose grant still lives")
  func all() throws {
    #expect(try store(server.newSecret()).exit == 0)
    let run = try server.greenbox("verify", "--all", "--jobs", "4")
    // A wrong setting (legacy's secret has expired) comes before a denied mailbox (returns).
    #expect(run.exit == 6)
    #expect(
      try auth() == [
        "support": "authenticated", "returns": "authenticated", "billing": "authenticated",
        "events": "authenticated", "sales": "authenticated", "legacy": "authenticated",
      ])
  }

  @Test("one that was revoked meanwhile asks for a code, and ends Verified")
  func revoked() throws {
    #expect(try store(server.newSecret()).exit == 0)
    try server.client.revoke(["events"])
    let run = try server.signIn("authenticate", "events", "--ok", as: "events")
    #expect(run.exit == 0)
    #expect(run.names == ["device-code", "signed-in", "authenticated", "access"])
    #expect(run.value("authenticated", "how") == "sign-in")
    #expect(run.value("access", "access") == "verified")
  }

  @Test("a wrong new secret is refused before it is in force, and touches no grant")
  func wrongSecret() throws {
    let good = try server.newSecret()
    // Right in shape, and wrong.
    let wrong = String(good.dropLast(6)) + "AbCdE1"
    let before = try auth()
    let run = try server.greenbox(
      "settings", "set", "--registration", registration, "--secret-file", "-", "--json",
      input: wrong + "\n")
    #expect(run.exit == 6)
    #expect(run.names == ["failed"])
    #expect(run.value("failed", "problem", "id") == "secret-wrong")
    #expect(try store(wrong).errors.contains("the secret in force stays"))
    #expect(try auth() == before)
    #expect(try server.log().outcomes(of: "refresh_token").isEmpty)
    // The right one makes them Stale, and a refresh with it ends that.
    let stored = try store(good)
    #expect(stored.exit == 0)
    #expect(stored.output.contains("Saved: the identity server accepted the client secret."))
    #expect(try auth() == allStale)
    #expect(try server.greenbox("verify", "support", "returns", "--json").exit == 4)
    #expect(
      try auth()
        == allStale.merging(["support": "authenticated", "returns": "authenticated"]) { $1 })
  }

  @Test("an expired secret is named as such, and the grant is kept for the next one")
  func expired() throws {
    let run = try server.greenbox("verify", "legacy", "--json")
    #expect(run.exit == 6)
    #expect(run.output.contains(#""id":"secret-expired""#))
    #expect(run.output.contains(#""auth":"authenticated","access":"unchecked""#))
    #expect(try server.log().outcomes(of: "refresh_token") == ["invalid_client 7000222"])
  }
}
