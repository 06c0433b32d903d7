import Fixtures
import Core
import Synchronization
import Testing
@testable import Operations

@Suite("Many mailboxes")
struct BatchRunTests {
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
    let request = BatchRequest(
      .verify(refresh: false), names, jobs: jobs,
      patience: stopAfter.map { .leavesOut(after: $0) } ?? .endless)
    let all = try await ends(of: request, scripted)
    #expect(Set(all.map(\.0)) == Set(names))
    #expect(all.count == names.count)
    return (all.map { words($0.1) }, scripted.sleeps)
  }

  /// How each mailbox's turn came out, in the order in which that was told.
  static func ends(
    of request: BatchRequest, _ scripted: ScriptedWorld, control: BatchControl? = nil,
    told: @escaping @Sendable (BatchEvent) -> Void = { _ in }
  ) async throws -> [(String, BatchEnd)] {
    let found = Mutex<[(String, BatchEnd)]>([])
    try await BatchRun(request, scripted.world, control: control).run { event in
      if case .ended(let name, let end) = event { found.withLock { $0.append((name, end)) } }
      told(event)
    }
    return found.withLock { $0 }
  }

  static func words(_ end: BatchEnd) -> String {
    switch end {
    case .verified(let found): found.access.rawValue
    case .leftOut(let why): "left out: \(why)"
    default: "\(end)"
    }
  }

  static let left = "left out: refusals(5)"

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
    let ends = try await Self.ends(
      of: BatchRequest(.verify(refresh: true), ["m1", "m2"]), scripted)
    #expect(ends.map { Self.words($0.1) } == ["unreachable", "unreachable"])
    #expect(scripted.sleeps == [20])
    #expect(scripted.sent("openid-configuration").count == 1)
  }

  @Test("a name that is not there stops the run before anything is sent")
  func unknown() async {
    let scripted = ScriptedWorld(Self.snapshot())
    await #expect(
      throws: Failure.settings(.unknown(kind: "mailbox", name: "x", known: Self.names))
    ) {
      _ = try await Self.ends(of: BatchRequest(.verify(refresh: true), ["m1", "x"]), scripted) {
        _ in
        Issue.record("an event")
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
    let ends = try await Self.ends(
      of: BatchRequest(.verify(refresh: true), Self.names, jobs: jobs), scripted)
    #expect(scripted.requests.count == 1)
    #expect(ends.map { Self.words($0.1) } == Array(repeating: "unreachable", count: 9))
    for (name, end) in ends {
      guard case .verified(let one) = end, case .server(.network(let failure)) = one.failure else {
        Issue.record("\(name) does not say that the network was silent")
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
      _ = try await Self.ends(of: BatchRequest(.verify(refresh: false), Self.names), scripted)
      #expect(scripted.probes.count == asked)
    }
  }

  @Test(
    "What is seen while it goes on: a pause begins nothing, a skip leaves one out, and it goes on")
  func steered() async throws {
    var sealed = Script.clientSecret
    for name in Self.names { sealed[.accessToken(mailbox: name, .kept)] = Secret("a") }
    let scripted = ScriptedWorld(Self.snapshot(), sealed: sealed)
    scripted.probing { _ in ProbeReport(stages: [], outcome: Self.opened) }
    let control = BatchControl()
    let paused = Mutex(0)
    let ends = try await Self.ends(
      of: BatchRequest(.verify(refresh: false), Self.names), scripted, control: control
    ) { event in
      switch event {
      case .ended("m2", _):
        control.give(.pause)
        control.give(.skip("m5"))
      case .paused(let refusals):
        #expect(refusals == nil)
        paused.withLock { $0 += 1 }
        control.give(.resume)
      default: break
      }
    }
    #expect(paused.withLock { $0 } == 1)
    let expected = Self.names.map { "\($0) \($0 == "m5" ? "left out: skipped" : "verified")" }
    #expect(Set(ends.map { "\($0.0) \(Self.words($0.1))" }) == Set(expected))
  }

  @Test("Where somebody sees it, five refusals in a row pause it, and it goes on when told so")
  func pausesByItself() async throws {
    var sealed = Script.clientSecret
    for name in Self.names { sealed[.accessToken(mailbox: name, .kept)] = Secret("a") }
    let scripted = ScriptedWorld(Self.snapshot(), sealed: sealed)
    scripted.probing { _ in ProbeReport(stages: [], outcome: Self.denied) }
    let control = BatchControl()
    let told = Mutex<[Int?]>([])
    let ends = try await Self.ends(
      of: BatchRequest(.verify(refresh: false), Self.names, patience: .pauses(after: 5)), scripted,
      control: control
    ) { event in
      guard case .paused(let refusals) = event else { return }
      told.withLock { $0.append(refusals) }
      control.give(.resume)
    }
    #expect(told.withLock { $0 } == [5])
    #expect(ends.map { Self.words($0.1) } == Array(repeating: "denied", count: 9))
  }

  @Test("A skip ends the turn of a mailbox that hangs, and the next has its own")
  func skipsOneThatHangs() async throws {
    var sealed = Script.clientSecret
    for name in ["m1", "m2"] { sealed[.accessToken(mailbox: name, .kept)] = Secret("a") }
    let scripted = ScriptedWorld(Self.snapshot(), sealed: sealed)
    var world = scripted.world
    world.probe = { request, _ in
      guard request.login?.address.hasPrefix("m1@") ?? false else {
        return ProbeReport(stages: [], outcome: Self.opened)
      }
      // As a server that never answers, until it is given up.
      while !Task.isCancelled { await Task.yield() }
      return ProbeReport(stages: [], outcome: .cancelled)
    }
    let control = BatchControl()
    let found = Mutex<[String]>([])
    try await BatchRun(
      BatchRequest(.verify(refresh: false), ["m1", "m2"]), world, control: control
    ).run { event in
      switch event {
      case .began("m1"): control.give(.skip("m1"))
      case .ended(let name, let end): found.withLock { $0.append("\(name) \(Self.words(end))") }
      default: break
      }
    }
    #expect(found.withLock { $0 } == ["m1 left out: skipped", "m2 verified"])
  }
}
