import Foundation
import Practice
import TestKit
import Testing

/// What `verify` prints and ends with.
@Suite(.serialized)
struct VerifyTests {
  private let server: PracticeServer

  init() throws { server = try PracticeServer("--authenticated", "--mailboxes", "8") }

  private struct Row: Decodable, Equatable {
    var mailbox: String?
    var access: String?
    var skipped: String?
  }

  private func rows(_ run: Run) throws -> [Row] {
    try run.lines.dropLast().map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
  }

  private func summary(_ run: Run) -> String { run.masked.last ?? "" }

  private func line(
    _ verified: Int, _ denied: Int = 0, _ unreachable: Int = 0, _ locked: Int = 0,
    _ unchecked: Int = 0, exit: Int
  ) -> String {
    let all = verified + denied + unreachable + locked + unchecked
    return #"{"greenbox":1,"summary":{"mailboxes":\#(all),"verified":\#(verified),"#
      + #""denied":\#(denied),"unreachable":\#(unreachable),"locked":\#(locked),"#
      + #""unchecked":\#(unchecked),"exit_code":\#(exit)}}"#
  }

  @Test("A silent identity server is waited for once in a run, not once a mailbox")
  func silentIdentityServer() throws {
    server.goSilent()
    defer { server.speak() }
    let began = ContinuousClock.now
    let run = try server.greenbox("verify", "--all", "--jobs", "4", "--json")
    #expect(run.exit == 5)
    #expect(summary(run) == line(0, 0, 14, exit: 5))
    #expect(ContinuousClock.now - began < .seconds(30))
  }

  @Test("one object a mailbox, with every stage and the redacted transcript, then a summary")
  func wholeObject() throws {
    let run = try server.greenbox("verify", "support", "--json")
    #expect(run.exit == 0)
    let stages = [
      ("dns", ""), ("tcp", ""), ("tls", "TLSv1.3"),
      ("greeting", "+OK The Microsoft Exchange POP3 service is ready. [NAME]"),
      ("capa", "SASL PLAIN XOAUTH2"), ("auth-1", "+ "),
      ("auth-2", "+OK User successfully authenticated."), ("stat", "+OK 4 9371"),
    ].map { #"{"name":"\#($0.0)","ms":0,"verdict":"passed","said":"\#($0.1)"}"# }
    let transcript = [
      "S: +OK The Microsoft Exchange POP3 service is ready. [NAME]", "C: CAPA", "S: +OK",
      "S: TOP", "S: UIDL", "S: SASL PLAIN XOAUTH2", "S: USER", "S: .", "C: AUTH XOAUTH2", "S: + ",
      "C: <redacted n bytes>", "S: +OK User successfully authenticated.", "C: STAT",
      "S: +OK 4 9371", "C: QUIT",
    ].map { "\"\($0)\"" }
    // Whether QUIT's answer came before the result was told is the network's choice.
    let quit = try #require(
      run.masked.first?.firstMatch(of: /,(\{"name":"quit"[^}]*\})/).map { String($0.1) })
    let farewell = #","S: +OK Microsoft Exchange Server POP3 server signing off.""#
    #expect(
      run.masked.map { $0.replacing(farewell, with: "") } == [
        #"{"greenbox":1,"mailbox":"support","pop_account":"support@practice.example","#
          + #""auth":"authenticated","access":"verified","state":"verified","#
          + #""badge":"Authenticated · Verified NOW","messages":4,"octets":9371,"#
          + #""stages":[\#(stages.joined(separator: ",")),\#(quit)],"#
          + #""transcript":[\#(transcript.joined(separator: ","))],"skipped":null,"#
          + #""problem":null,"does_not_prove":"proves this registration, account and mailbox; "#
          + #"does not prove the token stored in the mailbox editor","warnings":[{"rule":"D20","field":"waiting messages","#
          + #""severity":"warning","message":"4 messages will become incidents at the next techmail "#
          + #"run.","advice":"If they should not, move them out of the inbox before techmail comes "#
          + #"(about every 15 minutes).","fix":null}],"#
          + #""overridden":["discovery","graph","pop_server","pop_port","ca_file"],"checks":"#
          + CheckObjects.verified + "}",
        line(1, exit: 0),
      ])
  }

  @Test("--all goes in order of name; mixed results end with the first code that applies")
  func all() throws {
    let run = try server.greenbox("verify", "--all", "--json")
    #expect(run.exit == 6)
    let boxes = (1...8).map { Row(mailbox: "box-000\($0)", access: "verified") }
    #expect(
      try rows(run) == [Row(mailbox: "billing", access: "verified")] + boxes + [
        Row(mailbox: "events", access: "verified"), Row(mailbox: "legacy", access: "unchecked"),
        Row(mailbox: "returns", access: "denied"), Row(mailbox: "sales", access: "verified"),
        Row(mailbox: "support", access: "verified"),
      ])
    #expect(summary(run) == line(12, 1, 0, 0, 1, exit: 6))
    try server.client.revoke(["billing"])
    #expect(try server.greenbox("verify", "returns", "billing").exit == 3)
    try server.setFaults("cut-stat=support", "in-use=sales")
    #expect(try server.greenbox("verify", "returns", "support").exit == 4)
    #expect(try server.greenbox("verify", "sales", "support").exit == 5)
    let wide = try server.greenbox("verify", "--all", "--jobs", "8", "--json")
    #expect(summary(wide) == line(9, 1, 1, 1, 2, exit: 6))
  }

  @Test("--all stops after that many refusals in a row; --stop-after never goes on")
  func stopAfter() throws {
    try server.setFaults("wrong-audience")
    // The tokens at hand are good; only a refresh fetches the wrong ones.
    let run = try server.greenbox("verify", "--all", "--json")
    #expect(run.exit == 4)
    let found = try rows(run)
    #expect(found.count { $0.access == "denied" } == 5)
    #expect(found.filter { $0.skipped != nil }.allSatisfy { $0.access == "unchecked" })
    #expect(found.count { $0.skipped != nil } == 9)
    let three = try server.greenbox("verify", "--all", "--stop-after", "3", "--json")
    #expect(try rows(three).count { $0.access == "denied" } == 3)
    let never = try server.greenbox("verify", "--all", "--stop-after", "never", "--json")
    #expect(summary(never) == line(0, 13, 0, 0, 1, exit: 6))
  }

  @Test("temporary errors never count as refusals")
  func temporary() throws {
    try server.setFaults("cut-auth-2")
    let run = try server.greenbox("verify", "--all", "--stop-after", "1", "--json")
    #expect(summary(run) == line(0, 0, 13, 0, 1, exit: 6))
  }

  @Test("--no-refresh redeems nothing")
  func noRefresh() throws {
    let run = try server.greenbox("verify", "support", "sales", "--no-refresh", "--json")
    #expect(run.exit == 0)
    #expect(try server.log().outcomes(of: "refresh_token").isEmpty)
    #expect(try server.greenbox("verify", "support", "--json").exit == 0)
    #expect(try server.log().outcomes(of: "refresh_token") == ["ok"])
  }

  @Test("results come as they are found, not at the end")
  func asTheyCome() throws {
    try server.setFaults("stall-auth-2=support")
    let process = try server.start(["verify", "sales", "support", "--json"])
    let first = process.readLine() ?? ""
    #expect(first.hasPrefix(#"{"greenbox":1,"mailbox":"sales""#))
    process.kill(SIGINT)
    let end = process.wait()
    #expect(end.exitCode == 130)
    // The stopped one has no verdict, and its grant is untouched.
    try server.setFaults()
    #expect(try server.greenbox("verify", "support").exit == 0)
  }

  @Test("in words: the verdict, what it proves, the count, and what to do next")
  func words() throws {
    let run = try server.greenbox("verify", "sales")
    #expect(run.exit == 0)
    #expect(
      run.output.split(separator: "\n").map { Run.maskText(String($0)) }
        .filter { !$0.hasPrefix("  quit") } == [
          "✓ sales <sales@practice.example>: Authenticated · Verified NOW",
          "  ✓ dns N ms", "  ✓ tcp N ms", "  ✓ tls N ms  TLSv1.3",
          "  ✓ greeting N ms  +OK The Microsoft Exchange POP3 service is ready. [NAME]",
          "  ✓ capa N ms  SASL PLAIN XOAUTH2", "  ✓ auth-1 N ms  + ",
          "  ✓ auth-2 N ms  +OK User successfully authenticated.",
          "  ✓ stat N ms  +OK 3 5676", "  3 messages waiting, about 5676 octets",
          "  proves this registration, account and mailbox; does not prove the token stored in the"
            + " mailbox editor",
          "  3 messages will become incidents at the next techmail run. If they should not, move "
            + "them out of the inbox before techmail comes (about every 15 minutes).",
          "1 verified", "Overridden endpoints: discovery, graph, pop_server, pop_port, ca_file",
          "Next: nothing; all that was asked for holds",
        ])
  }

  @Test("an answer that is cut off is not called Verified, whatever was proved before")
  func cutOff() throws {
    #expect(try server.greenbox("verify", "support").exit == 0)
    try server.setFaults("cut-token")
    let run = try server.greenbox("verify", "support")
    #expect(run.exit == 5)
    #expect(
      run.lines.first
        == "? support <support@practice.example>: Authenticated · unreachable (not checked)")
    #expect(!run.output.contains("Verified"), "\(run.output)")
    let status = try server.greenbox("status", "support", "--json").output
    #expect(!status.contains(#""state":"verified""#), "\(status)")
    try server.setFaults()
    #expect(try server.greenbox("verify", "support").masked.first?.contains("✓ support") == true)
  }

  @Test("a closed pipe ends any verb as SIGPIPE would", arguments: ["status", "verify"])
  func closedPipe(verb: String) throws {
    let rest = verb == "verify" ? "support" : ""
    let line = "'\(Greenbox.path)' \(verb) \(rest); echo $? >&3"
    let folder = try TemporaryFolder()
    let all = Greenbox.environment.merging(server.environment) { $1 }
    let code = folder.file("code")
    // `true` reads nothing; the fifo's reader is gone before the first line is written.
    let shell = try ChildProcess(
      [
        "/bin/sh", "-c",
        "exec 3>'\(code)'; mkfifo '\(code).p'; true <'\(code).p' & "
          + "exec 4>'\(code).p'; wait; \(line.replacing("; echo", with: " >&4; echo"))",
      ],
      environment: all)
    shell.closeInput()
    _ = shell.wait()
    #expect(try folder.read("code") == "141\n")
  }
}
