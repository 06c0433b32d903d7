import Core
import Synchronization

/// Hosts that gave no answer in one run over many mailboxes. Each is waited for once: a silent server
/// costs its time limit a single time and not once a mailbox.
///
/// Only silence counts. A host that refuses, or whose name is not found, says so at once and may be
/// asked again; and a mail server that stops in the middle of one mailbox' dialogue may serve the next.
final class DeadHosts: Sendable {
  private let silent = Mutex<[String: NetworkFailure]>([:])
  private let unreached = Mutex<[String: ProbeReport]>([:])

  /// The same world, in which a host that was silent is not asked again.
  func world(_ world: World) -> World {
    var careful = world
    careful.exchange = { [self] (request) async throws(Failure) in
      try await once(hostPort(request.url)) { () async throws(Failure) in
        try await world.exchange(request)
      }
    }
    careful.redeem = { [self] (request) async throws(Failure) in
      try await once(hostPort(request.tokenEndpoint)) { () async throws(Failure) in
        try await world.redeem(request)
      }
    }
    careful.probe = { [self] request, report in
      let name = "\(request.host):\(request.port)"
      if var known = unreached.withLock({ $0[name] }) {
        for stage in known.stages { report(stage) }
        if case .broken(let failure) = known.outcome {
          known.outcome = .broken(failure.notAskedAgain)
        }
        return known
      }
      let found = await world.probe(request, report)
      if found.isUnreached { unreached.withLock { $0[name] = found } }
      return found
    }
    return careful
  }

  private func once<Answer: Sendable>(
    _ host: String, _ ask: () async throws(Failure) -> Answer
  ) async throws(Failure) -> Answer {
    if let known = silent.withLock({ $0[host] }) { throw .network(known.notAskedAgain) }
    do throws(Failure) {
      return try await ask()
    } catch {
      if case .server(.network(let failure)) = error, failure.kind.isSilence {
        silent.withLock { $0[host] = failure }
      }
      throw error
    }
  }
}

extension NetworkFailure {
  /// The same as evidence for a mailbox for whose sake the host was not asked once more.
  fileprivate var notAskedAgain: NetworkFailure {
    var failure = self
    failure.detail = "it was silent earlier in this run and was not asked again"
    return failure
  }
}

extension ProbeReport {
  /// Whether the server was silent before it has said who it is.
  fileprivate var isUnreached: Bool {
    guard case .broken(let failure) = outcome, failure.kind.isSilence else { return false }
    return [.tcp, .tls, .greeting].contains(failure.stage)
  }
}

extension NetworkFailure.Kind {
  /// Whether a time limit passed without an answer.
  fileprivate var isSilence: Bool { self == .connectTimeout || self == .timeout }
}
