import Core
import Foundation
import Practice
import TestKit
import Testing
import Vault

/// Where secrets may go: sealed into the vault, to the host they were stored for, and nowhere else.
@Suite(.serialized)
struct SecrecyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("a discovery URL in the environment of a foreign home gets nothing at all")
  func foreignHome() throws {
    let server = try PracticeServer()
    let home = folder.path
    func real(_ arguments: String..., input: String = "") throws -> Run {
      let process = try ChildProcess(
        [Greenbox.path] + arguments,
        environment: Greenbox.environment.merging([
          // No word of this test may reach the real identity server.
          "GREENBOX_HOME": home, "GREENBOX_PROXY": "http://127.0.0.1:1",
        ]) { $1 }, session: true)
      process.write(input)
      process.closeInput()
      return Run(process.wait())
    }
    let set = try real(
      "settings", "set", "client-id=2b6ae789-b57d-4c86-ae8e-6e8797fc38c8",
      "tenant-id=20e6ec45-9bc2-41d2-88f2-df4da88d9417", "--secret-file", "-",
      input: "Zx1Q~abcdefghijklmnopqrstuvwxyz.012345_-\n")
    #expect(set.exit == 0, "\(set.errors)")
    #expect(set.output.contains("Kept, not proved: the identity server gave no answer"))
    #expect(set.output.contains("Bound to             login.microsoftonline.com"))
    #expect(
      try real("mailbox", "add", "Support", "--pop-account", "support@practice.example").exit == 0)
    for verb in [
      ["settings", "verify"], ["authenticate", "Support"], ["authenticate", "Support", "--anyway"],
    ] {
      let process = try server.start(verb + ["--json"], home: home)
      process.closeInput()
      let run = Run(process.wait())
      #expect(run.exit == 6, "\(verb)")
      #expect(run.output.contains(#""id":"settings-bound-elsewhere""#), "\(verb)")
    }
    let log = try server.log()
    #expect(log.requests.isEmpty)
    #expect(log.commands.isEmpty)
  }

  @Test("a secret and tokens are found in nothing that was written or printed")
  func canary() async throws {
    let server = try PracticeServer()
    let canary = try server.newSecret()
    var printed = ""
    func note(_ run: Run) { printed += run.output + run.errors }
    let registration = "Oracle B2C Service Email"
    note(
      try server.greenbox(
        "settings", "set", "--registration", registration, "--secret-file", "-", input: canary))
    note(try server.signIn("authenticate", "support", as: "support"))
    note(try server.greenbox("resume", "--ok"))
    note(try server.signIn("authenticate", "returns", "--ok", as: "returns"))
    for json in [[], ["--json"]] {
      for verb in [
        ["status"], ["verify", "support", "returns"], ["checklist", "support"],
        ["registration", "show", registration], ["mailbox", "show", "support"],
        ["settings", "show", "--registration", registration],
        ["settings", "verify", "--registration", registration],
      ] {
        let process = try server.start(verb + json)
        process.closeInput()
        note(Run(process.wait()))
      }
    }
    try server.setFaults("html-reply")
    note(try server.greenbox("verify", "support"))
    try server.setFaults("expired-secret")
    note(try server.greenbox("verify", "support"))
    // A wrong secret is a secret too.
    let wrong = String(canary.dropLast(4)) + "Wr0n"
    note(
      try server.greenbox(
        "settings", "set", "--registration", registration, "--secret-file", "-", input: wrong))
    note(try server.greenbox("authenticate", "support", "--json"))

    let tokens = try await keptTokens(in: server.home, of: ["support", "returns"])
    #expect(tokens.count == 4)
    for secret in [canary, wrong] + tokens {
      #expect(!printed.contains(secret))
      #expect(!printed.contains(Data(secret.utf8).base64EncodedString()))
      for (file, data) in try files(of: server.home) {
        #expect(data.range(of: Data(secret.utf8)) == nil, "\(file)")
      }
    }
    #expect(printed.contains("<redacted"))
  }

  /// The tokens as the vault opens them with its key.
  private func keptTokens(in home: String, of names: [String]) async throws -> [String] {
    var found: [String] = []
    let vault = try await VaultFile.open(
      home: home, key: .keyFile(home + "/key"), sleep: { _ in })
    let snapshot = try await vault.snapshot()
    for name in names {
      for slot in [
        SecretSlot.accessToken(mailbox: name, .kept), .refreshToken(mailbox: name, .kept),
      ] {
        let host = SecretDestination.tokenEndpoint(snapshot.grants[name]?.tokenHost ?? "")
        if let secret = try await vault.secret(slot, for: host) {
          found.append(String(decoding: secret.bytes, as: UTF8.self))
        }
      }
    }
    return found
  }

  private func files(of home: String) throws -> [(String, Data)] {
    try FileManager.default.subpathsOfDirectory(atPath: home).compactMap { name in
      let data = try? Data(contentsOf: URL(filePath: home + "/" + name))
      return data.map { (name, $0) }
    }
  }
}
