import Foundation
import Practice
import TestKit
import Testing
@testable import Diagnosis

/// Servers that misbehave: every one ends in a verdict in words, within its time.
@Suite(.serialized)
struct FaultTests {
  private struct Verdict: Decodable, Equatable {
    struct Problem: Decodable, Equatable { var id: String }
    var auth: String
    var access: String
    var problem: Problem?
  }

  private struct Outcome: Equatable, CustomStringConvertible {
    var fault: String
    var exit: Int32
    var access: String
    var problem: String?

    init(_ fault: String, _ exit: Int32, _ access: String, _ problem: String? = nil) {
      self.fault = fault
      self.exit = exit
      self.access = access
      self.problem = problem
    }

    var description: String { "\(fault): \(exit) \(access) \(problem ?? "-")" }
  }

  private let server: PracticeServer

  init() throws { server = try PracticeServer("--authenticated") }

  /// Bytes that would move a terminal's cursor, or worse.
  private func control(_ run: Run) -> [UInt8] {
    Array((run.output + run.errors).utf8).filter { ($0 < 32 && $0 != 10) || $0 == 127 }
  }

  private func verify(_ fault: String, _ mailbox: String = "support") throws -> Outcome {
    try server.setFaults(fault)
    let run = try server.greenbox("verify", mailbox, "--json")
    let text = try server.greenbox("verify", mailbox)
    #expect(control(run).isEmpty && control(text).isEmpty, "\(fault)")
    #expect(text.exit == run.exit, "\(fault)")
    let found = try JSONDecoder().decode(Verdict.self, from: Data((run.lines.first ?? "").utf8))
    // Trouble of the servers' own never costs a mailbox its grant.
    #expect(found.auth == "authenticated", "\(fault)")
    return Outcome(fault, run.exit, found.access, found.problem?.id)
  }

  @Test("what the mail server does wrong is told apart, and only a refusal is denied")
  func mailServer() throws {
    let expected = [
      Outcome("sys-temp", 5, "unreachable", "pop-temporary"),
      Outcome("server-unavailable", 5, "unreachable", "pop-unavailable"),
      Outcome("in-use", 5, "locked", "pop-locked"),
      Outcome("stat-refused", 4, "denied", "pop-denied-at-stat"),
      Outcome("wrong-audience", 4, "denied", "pop-denied"),
      Outcome("long-token", 5, "unreachable", "pop-protocol"),
      Outcome("no-xoauth2", 5, "unreachable", "pop-not-offered"),
      Outcome("greeting-refused", 5, "unreachable", "pop-too-many"),
      Outcome("long-line", 5, "unreachable", "network-too-long"),
      Outcome("long-line=support", 5, "unreachable", "network-too-long"),
      Outcome("control-characters", 0, "verified"),
      Outcome("nul", 0, "verified"),
      Outcome("pipelining", 0, "verified"),
      Outcome("plaintext", 5, "unreachable", "tls-handshake"),
      Outcome("wrong-name", 5, "unreachable", "tls-wrong-name"),
      Outcome("expired-certificate", 5, "unreachable", "tls-expired"),
      Outcome("unknown-ca", 5, "unreachable", "tls-untrusted"),
    ]
    #expect(try expected.map { try verify($0.fault) } == expected)
    #expect(
      try verify("challenge=returns", "returns")
        == Outcome("challenge=returns", 4, "denied", "pop-denied"))
  }

  @Test("a mail server that breaks off or talks garbage is unreachable, at every stage but QUIT")
  func brokenStages() throws {
    var expected: [Outcome] = []
    for stage in ["tcp", "tls", "greeting", "capa", "auth-1", "auth-2", "stat"] {
      expected.append(Outcome("cut-\(stage)", 5, "unreachable", "network-cut"))
      let early = stage == "tcp" || stage == "tls"
      expected.append(
        Outcome(
          "garbage-\(stage)", 5, "unreachable", early ? "tls-handshake" : "network-garbage"))
    }
    expected += ["cut-quit", "garbage-quit"].map { Outcome($0, 0, "verified") }
    #expect(try expected.map { try verify($0.fault) } == expected)
  }

  @Test("what the identity server does wrong is unreachable, never denied")
  func identityServer() throws {
    let expected = [
      Outcome("html-reply", 5, "unreachable", "reply-html"),
      Outcome("empty-reply", 5, "unreachable", "reply-empty"),
      Outcome("bad-json", 5, "unreachable", "reply-not-json"),
      Outcome("html-discovery", 5, "unreachable", "reply-html"),
      Outcome("empty-discovery", 5, "unreachable", "reply-empty"),
      Outcome("bad-json-discovery", 5, "unreachable", "reply-not-json"),
      Outcome("cut-token", 5, "unreachable", "network-cut"),
      Outcome("garbage-token", 5, "unreachable", "network-garbage"),
      Outcome("cut-discovery", 5, "unreachable", "network-cut"),
      Outcome("server-trouble", 5, "unreachable", "service-trouble"),
      Outcome("throttle", 5, "unreachable", "aadsts-90055"),
      Outcome("no-refresh-token", 0, "verified"),
      Outcome("no-id-token", 0, "verified"),
    ]
    #expect(try expected.map { try verify($0.fault) } == expected)
  }

  @Test("a registration that is a public client flips the mode once, and the sign-in works")
  func publicClient() throws {
    try server.setFaults("public-client")
    #expect(try server.greenbox("verify", "support", "--json").exit == 0)
    #expect(try server.greenbox("verify", "support", "--json").exit == 0)
    #expect(
      try server.log().outcomes(of: "refresh_token")
        == ["invalid_client 700025", "ok", "ok"])
    let run = try server.signIn(
      "authenticate", "sales", "--new-sign-in", "--ok",
      as: "sam.porter@contosopractice.onmicrosoft.com")
    #expect(run.exit == 0, "\(run.output)")
    let polls = try server.log().outcomes(of: "urn:ietf:params:oauth:grant-type:device_code")
    #expect(polls.filter { $0.hasPrefix("invalid_client") } == ["invalid_client 700025"])
    #expect(
      try server.greenbox("verify", "sales").output.contains("does not prove the token stored"))
  }
}
