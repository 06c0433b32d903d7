package import Core
import Synchronization
import Testing
package import Operations

/// A world in which nothing happens but what a test scripts: replies are taken in order by the last
/// part of the address, time passes by sleeping, and everything that was sent is kept.
package final class ScriptedWorld: Sendable {
  package typealias Answer = @Sendable (HTTPRequest) throws(Failure) -> HTTPReply
  package typealias Probing = @Sendable (ProbeRequest) -> ProbeReport

  private struct State {
    var time = RulesSamples.now
    var answers: [(part: String, answer: Answer)] = []
    var standing: [(part: String, answer: Answer)] = []
    var probing: Probing?
    var requests: [HTTPRequest] = []
    var probes: [ProbeRequest] = []
    var sleeps: [Duration] = []
    var progress: [Progress] = []
    var cancelAt: Int?
  }

  package let vault: ScriptedVault
  package let lease = ScriptedLease()
  package let endpoints: Endpoints
  private let state = Mutex(State())

  package init(
    _ snapshot: Snapshot, sealed: [SecretSlot: Secret] = [:], endpoints: Endpoints = Endpoints()
  ) {
    vault = ScriptedVault(snapshot, sealed)
    self.endpoints = endpoints
  }

  // MARK: Scripting

  /// The next request whose address contains the part gets this answer.
  package func next(_ part: String, _ answer: @escaping Answer) {
    state.withLock { $0.answers.append((part, answer)) }
  }

  /// Every request whose address contains the part gets this answer when none is queued.
  package func always(_ part: String, _ answer: @escaping Answer) {
    state.withLock { $0.standing.append((part, answer)) }
  }

  package func probing(_ probing: @escaping Probing) { state.withLock { $0.probing = probing } }

  /// The request of that number, from 0, is cancelled in place of being sent.
  package func cancel(at number: Int?) { state.withLock { $0.cancelAt = number } }

  package func pass(_ time: Duration) { state.withLock { $0.time = $0.time + time } }

  // MARK: What happened

  package var now: Moment { state.withLock { $0.time } }
  package var requests: [HTTPRequest] { state.withLock { $0.requests } }
  package var probes: [ProbeRequest] { state.withLock { $0.probes } }
  package var sleeps: [Int64] { state.withLock { $0.sleeps.map(\.wholeSeconds) } }
  package var progress: [Progress] { state.withLock { $0.progress } }

  package func sent(_ part: String) -> [HTTPRequest] { requests.filter { $0.url.contains(part) } }

  package var report: Report {
    { progress in self.state.withLock { $0.progress.append(progress) } }
  }

  private func answer(_ request: HTTPRequest) throws(Failure) -> HTTPReply {
    let answer: Result<Answer?, Failure> = state.withLock { state in
      if state.cancelAt == state.requests.count {
        state.cancelAt = nil
        return .failure(.cancelled)
      }
      state.requests.append(request)
      if let place = state.answers.firstIndex(where: { request.url.contains($0.part) }) {
        return .success(state.answers.remove(at: place).answer)
      }
      return .success(state.standing.first { request.url.contains($0.part) }?.answer)
    }
    guard let answer = try answer.get() else {
      Issue.record("unexpected request to \(request.url)")
      throw .network(NetworkFailure(.other, host: request.url, port: 0))
    }
    return try answer(request)
  }

  private func probe(_ request: ProbeRequest) -> ProbeReport {
    let probing = state.withLock { state in
      state.probes.append(request)
      return state.probing
    }
    guard let probing else {
      Issue.record("unexpected probe of \(request.host)")
      return ProbeReport(stages: [], outcome: .cancelled)
    }
    return probing(request)
  }

  package var world: World {
    let vault = vault
    let exchange = { @Sendable (request: HTTPRequest) async throws(Failure) -> HTTPReply in
      try self.answer(request)
    }
    let tokenRefresher = TokenRefresher(
      lock: { (_) async throws(Failure) in self.lease },
      grant: { (name, slot) throws(Failure) in
        slot == .kept ? vault.snapshot.grants[name] : vault.snapshot.pendingGrants[name]
      },
      secret: { (slot, host) throws(Failure) in try vault.secret(slot, for: host) },
      apply: { (changes) throws(Failure) in try vault.apply(changes) },
      exchange: exchange, now: { self.now }, uptime: { .zero })
    return World(
      exchange: exchange,
      probe: { request, report in
        let found = self.probe(request)
        for stage in found.stages { report(stage) }
        return found
      },
      redirect: { (request, _) async throws(Failure) in
        Issue.record("unexpected wait for a redirect to \(request.path)")
        throw .cancelled
      },
      redeem: { (asked) async throws(Failure) in try await tokenRefresher.redeem(asked) },
      lease: { (_) async throws(Failure) in self.lease },
      snapshot: { () throws(Failure) in vault.snapshot },
      part: { (_) throws(Failure) in vault.snapshot },
      secret: { (slot, host) throws(Failure) in try vault.secret(slot, for: host) },
      apply: { (changes) throws(Failure) in try vault.apply(changes) },
      journal: { (last, mailbox) throws(Failure) in
        vault.journal.filter { mailbox == nil || $0.mailbox == mailbox }.suffix(last)
      },
      now: { self.now }, uptime: { .zero },
      sleep: { (time) async throws(Failure) in
        self.state.withLock {
          $0.sleeps.append(time)
          $0.time = $0.time + time
        }
      },
      random: { Array(repeating: UInt8(truncatingIfNeeded: vault.applied), count: $0) },
      sha256: { bytes in
        Issue.record("unexpected digest of \(bytes.count) bytes")
        return []
      },
      // What a test stores tells itself apart; the sample's own secret has the sample's fingerprint.
      fingerprint: { (secret) throws(Failure) in
        secret == Secret("s3cret") ? "f1" : "of \(String(decoding: secret.bytes, as: UTF8.self))"
      }, who: "ann", endpoints: endpoints)
  }
}

/// A lease that keeps account of its room.
package final class ScriptedLease: GrantLease {
  private let state = Mutex((steps: [String](), failure: Failure?.none))

  /// `reserved`, `freed`, in their order.
  package var steps: [String] { state.withLock { $0.steps } }

  /// Refuses room from now on.
  package func refuse(_ failure: Failure) { state.withLock { $0.failure = failure } }

  package func reserveRoom() throws(Failure) {
    let failure = state.withLock { state in
      if state.failure == nil { state.steps.append("reserved") }
      return state.failure
    }
    if let failure { throw failure }
  }

  package func freeRoom() { state.withLock { $0.steps.append("freed") } }
}
