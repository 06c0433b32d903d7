import Foundation
import Practice
import TestKit
import Testing

/// Many processes on one home, and processes that are ended in the middle: a server whose refresh
/// tokens die with their use must never see a dead one, and no grant may be lost.
@Suite(.serialized)
struct RacingTests {
  private let server: PracticeServer

  init() throws {
    server = try PracticeServer("--authenticated")
    try server.setFaults("strict-rotation")
  }

  private func expectGrantIsGood() throws {
    let run = try server.greenbox("verify", "support", "--json")
    #expect(run.exit == 0, "\(run.output)")
    let log = try server.log()
    #expect(log.dead_token_uses == 0)
    #expect(log.outcomes(of: "refresh_token").allSatisfy { $0 == "ok" })
  }

  @Test("ten processes at once verify one mailbox, and its grant is redeemed safely")
  func ten() throws {
    let all = try (0..<10).map { _ in try server.start(["verify", "support", "--json"]) }
    for process in all {
      process.closeInput()
      let run = Run(process.wait())
      #expect(run.exit == 0, "\(run.output) \(run.errors)")
    }
    try expectGrantIsGood()
  }

  @Test(
    "a verify that is ended at any moment loses no grant", arguments: [SIGTERM, SIGHUP, SIGINT])
  func ended(signal: Int32) throws {
    // The moments are spread over the time that one verify takes.
    let clock = ContinuousClock()
    let whole = try clock.measure { try expectGrantIsGood() }
    for step in 0..<16 {
      let process = try server.start(["verify", "support", "--json"])
      process.closeInput()
      let milliseconds = Int(whole / .milliseconds(1)) * step / 14
      process.wait(milliseconds: milliseconds)
      process.kill(signal)
      let end = process.wait().end
      // Before its first instruction a signal ends it as it ends any program.
      #expect(
        [.exited(0), .exited(128 + signal), .signalled(signal)].contains(end), "\(end)")
    }
    try expectGrantIsGood()
  }

  @Test("verify --all --jobs and authenticate at once: two processes share one vault")
  func twoVerbs() throws {
    let all = try server.start(["verify", "--all", "--jobs", "4", "--json"])
    let sign = try server.start(["authenticate", "support", "--new-sign-in", "--ok", "--json"])
    let edits = try (0..<4).map {
      try server.start(["mailbox", "edit", "sales", "--display-name", "Sales \($0)", "--json"])
    }
    try server.answer(sign, as: "support")
    #expect(sign.wait().exitCode == 0)
    // They set one field: who comes second is told, and nothing of it is written.
    let ends = edits.map { Run($0.wait()) }
    #expect(ends.contains { $0.exit == 0 })
    for end in ends where end.exit != 0 {
      #expect(end.exit == 7 && end.output.contains("vault-conflict"), "\(end.output)")
      #expect(end.output.contains("Display Name"), "\(end.output)")
    }
    #expect(all.wait().exitCode == 6)
    #expect(try server.greenbox("verify", "support", "sales").exit == 0)
    #expect(try server.log().dead_token_uses == 0)
    #expect(
      try server.greenbox("mailbox", "show", "sales").output.firstMatch(
        of: /Display Name +Sales [0-3]/)
        != nil)
  }

  @Test("two processes that wait for one code: both end well, and one of them keeps the grant")
  func oneCode() throws {
    for _ in 0..<3 {
      let first = try server.start(["authenticate", "support", "--new-sign-in", "--ok", "--json"])
      first.closeInput()
      let code = try #require(server.code(of: first))
      let second = try server.start(["authenticate", "support", "--ok", "--json"])
      second.closeInput()
      #expect(server.code(of: second) == code)
      try server.client.answer(code: code, as: "support@practice.example")
      let runs = [Run(first.wait()), Run(second.wait())]
      for run in runs {
        #expect(run.exit == 0, "\(run.output) \(run.errors)")
        #expect(!run.output.contains("vault-"), "\(run.output)")
      }
      #expect(runs.count { $0.names.contains("authenticated") } == 1)
      #expect(runs.count { $0.names.contains("another-kept") } == 1)
    }
    try expectGrantIsGood()
  }

  @Test("a code that another sign-in replaced: told which, and once that one is kept all is well")
  func newCode() throws {
    let first = try server.start(["authenticate", "support", "--new-sign-in", "--ok", "--json"])
    first.closeInput()
    _ = try #require(server.code(of: first))
    let second = try server.start(["authenticate", "support", "--new-sign-in", "--json"])
    second.closeInput()
    let code = try #require(server.code(of: second))
    let loser = Run(first.wait())
    #expect(loser.exit == 3, "\(loser.output)")
    #expect(loser.names == ["device-code", "replaced"])
    #expect(loser.value("replaced", "mailbox") == "support")

    let third = try server.start(["resume", "support", "--json"])
    third.closeInput()
    #expect(server.code(of: third) == code)
    third.kill(SIGSTOP)
    try server.client.answer(code: code, as: "support@practice.example")
    #expect(Run(second.wait()).exit == 3)
    #expect(try server.greenbox("resume", "support", "--ok", "--json").exit == 0)
    third.kill(SIGCONT)
    let told = Run(third.wait())
    #expect(told.exit == 0, "\(told.output)")
    #expect(told.names == ["device-code", "another-kept"])
    #expect(told.value("another-kept", "as") == "support@practice.example")
    try expectGrantIsGood()
  }

  @Test("a sign-in that is ended while its code is being taken loses no tokens")
  func endedWhilePolling() throws {
    for step in 0..<7 {
      let process = try server.start(["authenticate", "support", "--json", "--new-sign-in"])
      process.closeInput()
      try server.answer(process, as: "support")
      process.wait(milliseconds: step * 180)
      process.kill(SIGTERM)
      #expect([.exited(143), .exited(3)].contains(process.wait().end))
      let resumed = try server.greenbox("resume", "--ok", "--json")
      #expect(resumed.exit == 0, "\(resumed.output)")
    }
    #expect(try server.log().dead_token_uses == 0)
  }
}

extension ChildProcess {
  /// Lets it run for that long: the moment at which it is ended is what the test varies.
  fileprivate func wait(milliseconds: Int) {
    var none = pollfd(fd: -1, events: 0, revents: 0)
    _ = poll(&none, 0, Int32(milliseconds))
  }
}
