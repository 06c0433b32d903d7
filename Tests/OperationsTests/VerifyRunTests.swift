import Fixtures
import Core
import Synchronization
import Testing
@testable import Operations

@Suite("Verifying many mailboxes")
struct VerifyRunTests {
  static let names = (1...9).map { "m\($0)" }

  static func snapshot() -> Snapshot {
    var snapshot = Script.snapshot()
    snapshot.mailboxes = [:]
    for name in names {
      let account = "\(name)@somecompany.onmicrosoft.com"
      snapshot.mailboxes[name] = RulesSamples.mailbox(name, account)
      snapshot.grants[name] = Script.grant(name, user: account)
    }
    return snapshot
  }

  static let opened = ProbeReport.Outcome.opened(messages: 1, octets: 2)
  static let denied = ProbeReport.Outcome.refused(.denied, at: .auth2, said: "-ERR")

  /// Runs with no refresh; the outcomes are by mailbox, in order.
  static func run(
    _ outcomes: [ProbeReport.Outcome], jobs: Int = 1, stopAfter: Int? = 5
  ) async throws -> (words: [String], sleeps: [Int64]) {
    var sealed = Script.clientSecret
    for name in names { sealed[.accessToken(mailbox: name, .kept)] = Secret("a") }
    let scripted = ScriptedWorld(snapshot(), sealed: sealed)
    scripted.probing { request in
      let number = names.firstIndex { request.login?.address.hasPrefix("\($0)@") == true } ?? 0
      return ProbeReport(stages: [], outcome: outcomes[min(number, outcomes.count - 1)])
    }
    let found = Mutex<[Verification]>([])
    try await VerifyRun(jobs: jobs, stopAfter: stopAfter, refresh: false).run(
      names, scripted.world, report: { _, _ in }
    ) { one in found.withLock { $0.append(one) } }
    let all = found.withLock { $0 }
    #expect(Set(all.map(\.mailbox)) == Set(names))
    #expect(all.count == names.count)
    let words = all.map { $0.skipped.map { "skipped: \($0)" } ?? $0.accessWord }
    return (words, scripted.sleeps)
  }

  static let left = "skipped: left out: 5 sign-ins in a row were refused before it"

  @Test("five refusals in a row leave the rest out, with the reason")
  func stops() async throws {
    let run = try await Self.run([Self.denied])
    #expect(
      run.words == Array(repeating: "denied", count: 5) + Array(repeating: Self.left, count: 4))
  }

  @Test("never means never, and a success between starts the count again")
  func goesOn() async throws {
    #expect(
      try await Self.run([Self.denied], stopAfter: nil).words
        == Array(repeating: "denied", count: 9))
    let four = Array(repeating: Self.denied, count: 4)
    #expect(
      try await Self.run(four + [Self.opened] + four).words
        == Array(repeating: "denied", count: 4) + ["verified"]
        + Array(repeating: "denied", count: 4))
  }

  @Test("trouble of the server slows the run and never counts; nor does a refusal at STAT")
  func trouble() async throws {
    let busy = ProbeReport.Outcome.refused(.temporary, at: .auth2, said: "-ERR [SYS/TEMP]")
    let run = try await Self.run([busy])
    #expect(run.words == Array(repeating: "unreachable", count: 9))
    #expect(run.sleeps == [2, 4, 8, 16, 30, 30, 30, 30])
    let stat = ProbeReport.Outcome.refused(.denied, at: .stat, said: "-ERR")
    #expect(try await Self.run([stat]).words == Array(repeating: "denied", count: 9))
  }

  @Test("several at a time give a result for each")
  func jobs() async throws {
    let run = try await Self.run([Self.opened], jobs: 4)
    #expect(run.words == Array(repeating: "verified", count: 9))
  }

  @Test("an identity server that asks to wait is waited for")
  func identityTrouble() async throws {
    var snapshot = Self.snapshot()
    snapshot.mailboxes = snapshot.mailboxes.filter { ["m1", "m2"].contains($0.key) }
    var sealed = Script.clientSecret
    for name in ["m1", "m2"] { sealed[.refreshToken(mailbox: name, .kept)] = Secret("r") }
    let scripted = ScriptedWorld(snapshot, sealed: sealed)
    scripted.always("openid-configuration") { _ throws(Failure) in Script.discovery }
    scripted.always("/token") { _ throws(Failure) in
      var reply = Script.refusal("temporarily_unavailable", status: 429)
      reply.retryAfter = "20"
      return reply
    }
    try await VerifyRun().run(["m1", "m2"], scripted.world, report: { _, _ in }) {
      #expect($0.accessWord == "unreachable")
    }
    #expect(scripted.sleeps == [20])
    #expect(scripted.sent("openid-configuration").count == 1)
  }

  @Test("a name that is not there stops the run before anything is sent")
  func unknown() async {
    let scripted = ScriptedWorld(Self.snapshot())
    await #expect(
      throws: Failure.settings(.unknown(kind: "mailbox", name: "x", known: Self.names))
    ) {
      try await VerifyRun().run(["m1", "x"], scripted.world, report: { _, _ in }) { _ in
        Issue.record("a result")
      }
    }
  }

  @Test(
    "A host that was silent is waited for once in a run, and the evidence says so",
    arguments: [1, 4])
  func silentHost(jobs: Int) async throws {
    let scripted = ScriptedWorld(Self.snapshot(), sealed: Script.clientSecret)
    scripted.always("openid-configuration") { _ throws(Failure) in
      throw .network(
        NetworkFailure(.connectTimeout, host: "login.microsoftonline.com", port: 443))
    }
    let found = Mutex<[Verification]>([])
    try await VerifyRun(jobs: jobs).run(
      Self.names, scripted.world, report: { _, _ in }
    ) { one in found.withLock { $0.append(one) } }
    #expect(scripted.requests.count == 1)
    let all = found.withLock { $0 }
    #expect(all.map(\.accessWord) == Array(repeating: "unreachable", count: 9))
    for one in all {
      guard case .network(let failure) = one.failure else {
        Issue.record("\(one.mailbox) does not say that the network was silent")
        return
      }
      #expect(failure.detail == "it was silent earlier in this run and was not asked again")
    }
  }

  @Test("A mail server that never greets is waited for once; one that stops later is asked again")
  func silentMailServer() async throws {
    @Sendable func silent(_ stage: ProbeStage) -> ProbeReport.Outcome {
      .broken(NetworkFailure(.timeout, host: "outlook.office365.com", port: 995, stage: stage))
    }
    for (stage, asked) in [(ProbeStage.greeting, 1), (.auth2, 9)] {
      var sealed = Script.clientSecret
      for name in Self.names { sealed[.accessToken(mailbox: name, .kept)] = Secret("a") }
      let scripted = ScriptedWorld(Self.snapshot(), sealed: sealed)
      scripted.probing { _ in ProbeReport(stages: [], outcome: silent(stage)) }
      try await VerifyRun(refresh: false).run(
        Self.names, scripted.world, report: { _, _ in }
      ) { _ in }
      #expect(scripted.probes.count == asked)
    }
  }
}
