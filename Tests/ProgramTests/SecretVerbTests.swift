import Foundation
import Practice
import TestKit
import Testing

/// `settings set` with a client secret: what is kept, and what the exit code says.
@Suite(.serialized)
struct SecretVerbTests {
  private let server: PracticeServer
  private let registration = "Oracle B2C Service Email"
  /// Nobody listens there: the identity server cannot be reached.
  private let cutOff = ["GREENBOX_PROXY": "http://127.0.0.1:9"]

  init() throws { server = try PracticeServer("--authenticated") }

  private func set(
    _ options: String..., secret: String? = nil, adding: [String: String] = [:]
  ) throws -> Run {
    let arguments = ["settings", "set", "--registration", registration] + options
    let file = secret == nil ? [] : ["--secret-file", "-"]
    let process = try server.start(arguments + file, adding: adding)
    process.write(secret.map { $0 + "\n" } ?? "")
    process.closeInput()
    return Run(process.wait())
  }

  private func proof() throws -> String? {
    struct Shown: Decodable { var secret_proof: String? }
    let run = try server.greenbox("settings", "show", "--registration", registration, "--json")
    return try run.lines.first.map { try JSONDecoder().decode(Shown.self, from: Data($0.utf8)) }?
      .secret_proof
  }

  @Test("a new secret is proved, and one undo brings the one before back to every grant")
  func undo() throws {
    let new = try server.newSecret()
    #expect(try set(secret: new).exit == 0)
    #expect(try proof() == "proved")
    #expect(try server.greenbox("verify", "sales").exit == 0)
    #expect(try set("--undo-secret").exit == 0)
    #expect(try server.greenbox("verify", "sales").exit == 0)
    // The way back leads forth again.
    #expect(try set("--undo-secret").exit == 0)
    #expect(try server.greenbox("verify", "sales").exit == 0)
  }

  @Test("with no answer nothing changes, unless it is to be kept all the same")
  func unanswered() throws {
    let new = try server.newSecret()
    let refused = try set(secret: new, adding: cutOff)
    #expect(refused.exit == 5)
    #expect(refused.errors.contains("--unproved"), "\(refused.errors)")
    #expect(try server.greenbox("verify", "sales").exit == 0)
    #expect(try set("--unproved", secret: new, adding: cutOff).exit == 0)
    #expect(try proof() == "not-proved")
    #expect(try server.greenbox("verify", "sales").exit == 0)
    #expect(try proof() == "proved")
  }

  @Test("a Secret ID is refused before anybody is asked, unless its shape is accepted")
  func secretID() throws {
    let identifier = "0f8fad5b-d9cb-469f-a165-70867728950e"
    let before = try server.log().outcomes(of: "client_credentials").count
    #expect(try set(secret: identifier).exit == 6)
    #expect(try server.log().outcomes(of: "client_credentials").count == before)
    #expect(try proof() == "proved")
    // Accepted in shape, the server refuses it: the one that works stays.
    #expect(try set("--accept-secret-shape", secret: identifier).exit == 6)
    #expect(try server.greenbox("verify", "sales").exit == 0)
  }
}
