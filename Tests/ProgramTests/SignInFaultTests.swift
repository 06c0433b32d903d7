import Foundation
import Practice
import TestKit
import Testing

/// Identity servers that do what RFC 8628 and Microsoft allow, and some that do not.
@Suite(.serialized)
struct SignInFaultTests {
  private let server: PracticeServer

  init() throws { server = try PracticeServer() }

  @Test(
    "slow_down, a throttled poll and servers that tell less still end Verified",
    arguments: ["slow-down", "throttle", "secret-on-start", "no-id-token", "no-me"])
  func works(fault: String) throws {
    try server.setFaults(fault)
    let run = try server.signIn("authenticate", "support", "--ok", as: "support")
    #expect(run.exit == 0, "\(run.errors)")
    #expect(run.names == ["device-code", "signed-in", "authenticated", "access"])
  }

  @Test("a server that tells no identity is shown so, and the probe decides")
  func identityNotTold() throws {
    try server.setFaults("no-id-token", "no-me")
    let run = try server.signIn("authenticate", "support", "--ok", as: "support")
    #expect(run.exit == 0)
    #expect(
      run.lines[1]
        == #"{"greenbox":1,"event":"signed-in","signed-in":{"as":null,"#
        + #""scopes":["https://outlook.office.com/POP.AccessAsUser.All"]}}"#)
    #expect(
      try server.greenbox("checklist", "support").output.contains("identity not told"))
    let other = try server.signIn("authenticate", "events", "--ok", as: "pat.lee")
    #expect(other.value("access", "access") == "denied")
  }

  @Test(
    "a sign-in that ends without a grant says why, and only then says failed",
    arguments: [
      ("decline", 3, "sign-in-declined"), ("rfc-denied,decline", 3, "sign-in-declined"),
      ("no-refresh-token", 3, "no-refresh-token"), ("device-blocked", 3, "aadsts-53003"),
    ] as [(String, Int32, String)])
  func fails(faults: String, exit: Int32, problem: String) throws {
    for fault in faults.split(separator: ",") {
      try server.client.faults(set: [PracticeFault(parsing: String(fault))])
    }
    let run = try server.signIn("authenticate", "support", "--ok", as: "support")
    #expect(run.exit == exit)
    #expect(run.names.last == "failed")
    #expect(!run.names.contains("authenticated") && !run.names.contains("access"))
    #expect(run.value("failed", "problem", "id") == problem)
  }

  @Test("a code that expires is said to have expired, and there is nothing left to resume")
  func expires() throws {
    try server.setFaults("short-code")
    let process = try server.start(["authenticate", "support", "--json"])
    process.closeInput()
    let run = Run(process.wait())
    #expect(run.exit == 3)
    #expect(run.names == ["device-code", "failed"])
    #expect(run.value("failed", "problem", "id") == "code-expired")
    #expect(try server.greenbox("resume").errors.hasPrefix("There is no sign-in under way yet"))
  }

  @Test("no code is shown while the mail server cannot be reached; --anyway shows it")
  func settingsCheckFirst() throws {
    try server.setFaults("cut-greeting")
    let run = try server.greenbox("authenticate", "support", "--json")
    #expect(run.exit == 5)
    #expect(run.names == ["failed"])
    let anyway = try server.signIn("authenticate", "support", "--anyway", "--ok", as: "support")
    #expect(anyway.exit == 5)
    #expect(anyway.names == ["device-code", "signed-in", "authenticated", "access"])
    #expect(anyway.value("access", "access") == "unreachable")
  }

  @Test("one that is ended after OK is authenticated, and its one access says unchecked")
  func endedAfterOK() throws {
    try server.setFaults("stall-stat=support")
    let process = try server.start(["authenticate", "support", "--ok", "--json"])
    process.closeInput()
    try server.answer(process, as: "support")
    _ = process.readLine()
    #expect(
      process.readLine() == #"{"greenbox":1,"event":"authenticated","#
        + #""authenticated":{"how":"sign-in"}}"#)
    process.kill(SIGTERM)
    let run = Run(process.wait())
    #expect(run.exit == 143)
    #expect(run.names == ["device-code", "signed-in", "authenticated", "access"])
    #expect(run.value("access", "access") == "unchecked")
    try server.setFaults()
    #expect(try server.greenbox("verify", "support").exit == 0)
  }

  @Test("waiting for a person costs nothing between polls")
  func rest() throws {
    let process = try server.start(["authenticate", "support", "--json"])
    _ = try #require(server.code(of: process))
    func polls() throws -> Int { try server.log().requests.count { $0.grant_type != nil } }
    let (pollsBefore, before) = (try polls(), try switches(of: process.id))
    // Nothing is printed while it waits, and that is waited for.
    #expect(process.readLine(timeout: 5) == nil)
    let (made, after) = (try polls() - pollsBefore, try switches(of: process.id))
    #expect((3...6).contains(made))
    process.kill(SIGTERM)
    _ = process.wait()
    // A poll is a TLS connection on the engine's thread: some wake-ups each, and no ticking.
    #expect((after - before) / max(1, made) < 60, "\(after - before) for \(made) polls")
  }

  /// Voluntary context switches of all threads of a process.
  private func switches(of process: pid_t) throws -> Int {
    var sum = 0
    let folder = "/proc/\(process)/task"
    for thread in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let text = try String(contentsOfFile: "\(folder)/\(thread)/status", encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasPrefix("voluntary_ctxt_switches") {
        sum += Int(line.split(separator: "\t").last ?? "") ?? 0
      }
    }
    return sum
  }
}
