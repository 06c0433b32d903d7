import Foundation
import TestKit
import Testing

@testable import Practice

@Suite("A running practice tenant and Dovecot side by side", .serialized)
struct DovecotServeTests {
  @Test(
    "Seeded mailboxes are verified with the counts of Dovecot, and never denied for a dead tenant")
  func seeded() throws {
    let folder = try TemporaryFolder()
    var environment = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no",
      "TMPDIR": folder.path,
    ]
    let program = ChildProcess.product("greenbox")
    let practice = try ChildProcess(
      [program, "practice", "--serve", "--mailboxes", "6", "--authenticated", "--json"],
      environment: environment, session: true)
    let line = try #require(practice.readLine())
    let served = try JSONDecoder().decode(Served.self, from: Data(line.utf8))
    environment.merge(served.environment) { $1 }
    let tenantCA = try String(
      contentsOfFile: served.environment["GREENBOX_CA_FILE"] ?? "", encoding: .utf8)

    let authority = try CertificateAuthority(name: "Dovecot test authority")
    let shown = try authority.issue(names: ["IP:127.0.0.1"], days: -1...30)
    var plan = DovecotPlan(
      .introspection(url: served.introspection, caPEM: tenantCA),
      certificatePEM: String(decoding: shown.certificatePEM, as: UTF8.self),
      keyPEM: String(decoding: shown.keyPEM, as: UTF8.self))
    let counts = [0, 1, 2, 5, 13, 40]
    let names = counts.indices.map { "box-000\($0 + 1)" }
    for (name, count) in zip(names, counts) { plan.messages[name + "@practice.example"] = count }
    let dovecot = try Dovecot(plan)
    environment["GREENBOX_POP_SERVER"] = "127.0.0.1"
    environment["GREENBOX_POP_PORT"] = "\(dovecot.port)"
    environment["GREENBOX_CA_FILE"] = try folder.write("both.pem", tenantCA + authority.pem)

    func verify(_ arguments: [String]) throws -> ProgramRun {
      ProgramRun(
        try ChildProcess.run([program, "verify", "--json"] + arguments, environment: environment))
    }
    let verified = try verify(names + ["--jobs", "3"])
    #expect(verified.exitCode == 0, "\(verified.words)")
    #expect(names.map { verified.mailbox($0)?.access } == names.map { _ in "verified" })
    #expect(names.map { verified.mailbox($0)?.messages } == counts)
    #expect(
      names.map { verified.mailbox($0)?.octets }
        == names.map { plan.octets(of: $0 + "@practice.example") })

    practice.kill(SIGKILL)
    _ = practice.wait()
    let probed = try verify(["box-0004", "--no-refresh"])
    #expect(probed.verdict == .unreachable, "\(probed.words)")
    let said = probed.mailbox("box-0004")?.stages?.first { $0.name == "auth-2" }?.said
    #expect(said?.hasPrefix("-ERR [SYS/TEMP] ") == true, "\(said ?? "nothing")")
    let checked = try verify(["box-0005"])
    #expect(checked.verdict == .unreachable, "\(checked.words)")
    // Nobody knows now whether it opens, whatever was proved before.
    let status = ProgramRun(
      try ChildProcess.run([program, "status", "--json"], environment: environment))
    #expect(status.mailbox("box-0005")?.access == "unreachable", "\(status.words)")
    #expect(status.mailbox("box-0006")?.access == "verified", "\(status.words)")
  }

  /// What `practice --serve --json` prints, as far as this test needs it.
  private struct Served: Decodable {
    var environment: [String: String]
    var introspection: String
  }
}
