import Foundation
import TestKit
import Testing

@Suite("greenbox watch and practice diagnose, as a program")
struct WatchProgramTests {
  @Test("watch looks at once, says when it looks next, and ^C ends it cleanly")
  func interrupt() throws {
    let practice = try PracticeServer("--authenticated")
    let process = try practice.start(["watch", "support", "--json"])
    process.closeInput()
    let first = process.readLine() ?? ""
    #expect(
      first.hasPrefix(
        #"{"greenbox":1,"event":"looked","looked":{"mailbox":"support","phase":"at-once","#))
    #expect(first.contains(#""access":"verified","auth":"authenticated","problem":null"#))
    let second = process.readLine() ?? ""
    #expect(
      second.hasPrefix(
        #"{"greenbox":1,"event":"waiting","waiting":{"mailbox":"support","for":"before-expiry","#))
    process.kill(SIGINT)
    #expect(process.wait(timeout: 20).exitCode == 130)
    #expect(try practice.greenbox("verify", "support").exit == 0)
  }

  @Test("a denied mailbox ends the watch at once: rights")
  func denied() throws {
    let practice = try PracticeServer("--authenticated")
    let run = try practice.greenbox("watch", "returns", "--json")
    #expect(run.exit == 4)
    #expect(run.names == ["looked", "watched"])
    #expect(run.value("watched", "verdict") == "rights")
  }

  @Test("with no sign-in kept there is nothing to watch")
  func nothing() throws {
    let practice = try PracticeServer()
    let run = try practice.greenbox("watch")
    #expect(run.exit == 3)
    #expect(run.lines.first == "No mailbox has a sign-in that could be watched.")
  }

  @Test(
    "where evidence separates the causes, the true one is named first, with its owner",
    arguments: [
      ("wrong-audience", "pop-denied", "The token is for another service than Exchange Online."),
      ("long-token", "pop-protocol", "The token is longer than 4096 characters."),
      ("expired-secret", "secret-expired", ""), ("device-blocked", "aadsts-53003", ""),
      ("in-use", "pop-locked", ""), ("sys-temp", "pop-temporary", ""),
      ("server-unavailable", "pop-unavailable", ""), ("wrong-name", "tls-wrong-name", ""),
      ("expired-certificate", "tls-expired", ""), ("unknown-ca", "tls-untrusted", ""),
      ("no-xoauth2", "pop-not-offered", ""), ("greeting-refused", "pop-too-many", ""),
      ("cut-greeting", "network-cut", ""), ("garbage-greeting", "network-garbage", ""),
      ("html-reply", "reply-html", ""), ("empty-reply", "reply-empty", ""),
      ("bad-json", "reply-not-json", ""), ("long-line", "network-too-long", ""),
    ])
  func causes(_ fault: String, _ id: String, _ cause: String) throws {
    let process = try ChildProcess(
      [Greenbox.path, "practice", "diagnose", "--json", "--fault", fault],
      environment: Greenbox.environment, session: true)
    process.closeInput()
    let run = Run(process.wait(timeout: 60))
    #expect(run.exit == 0, "\(run.errors)")
    let line = run.lines.first ?? ""
    #expect(line.contains("\"problem\":{\"id\":\"\(id)\""), "\(line)")
    #expect(line.contains("\"owner\":\""))
    if !cause.isEmpty { #expect(line.contains("\"first_cause\":\"\(cause)\""), "\(line)") }
  }
}
