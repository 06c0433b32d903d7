package import Core

/// Verifies many mailboxes, some at a time, and stops before a server starts to punish the address.
package struct VerifyRun: Sendable {
  /// How many at a time.
  package var jobs: Int
  /// After how many AUTH refusals in a row, with no success between, the rest is left out; nil never.
  package var stopAfter: Int?
  /// Redeems the refresh tokens first.
  package var refresh: Bool
  /// Asks no server: every mailbox is left out, and none is verified (I8).
  package var isOffline = false
  /// How long a verification counts.
  package var fresh: Duration

  /// A run; one at a time and stopping after five refusals unless told otherwise.
  package init(
    jobs: Int = 1, stopAfter: Int? = 5, refresh: Bool = true, fresh: Duration = Facets.freshness
  ) {
    self.jobs = max(1, jobs)
    self.stopAfter = stopAfter
    self.refresh = refresh
    self.fresh = fresh
  }

  /// Verifies the mailboxes in the order given.
  ///
  /// - Parameters:
  ///   - names: The mailboxes.
  ///   - world: The world.
  ///   - report: Told of each mailbox's progress, with its name.
  ///   - each: Called once a mailbox, as its result comes.
  /// - Throws: The vault, or `.cancelled`; whatever was found before has been handed over.
  package func run(
    _ names: [String], _ world: World, report: @escaping @Sendable (String, Progress) -> Void,
    each: @Sendable (Verification) -> Void
  ) async throws(Failure) {
    let snapshot = try await world.snapshot()
    for name in names { _ = try snapshot.mailboxAndRegistration(name) }
    let mailboxIndex = MailboxIndex(snapshot)
    guard !isOffline else {
      for name in names {
        guard let mailbox = snapshot.mailboxes[name] else { continue }
        var found = Verification(
          mailbox,
          Facets(of: mailbox, in: snapshot, mailboxIndex: mailboxIndex, world, fresh: fresh),
          skipped: Check.offline)
        found.checks = CheckRecord.offline
        each(found.diagnosed(in: snapshot, world))
      }
      return
    }
    let world = DeadHosts().world(world)
    let authorizationServers = refresh ? await find(for: names, in: snapshot, world) : [:]
    var refusals = RefusalCounter(stopAfter: stopAfter)
    var waiting = names[...]
    var failure: Failure?
    await withTaskGroup(of: Outcome.self) { group in
      var running = 0
      while failure == nil, !Task.isCancelled {
        while running < jobs, let name = waiting.first, !refusals.stopped,
          refusals.pause == nil
        {
          waiting.removeFirst()
          running += 1
          let registration = snapshot.mailboxes[name]?.registration ?? ""
          let authorizationServer = authorizationServers[registration]
          group.addTask {
            await one(
              name, snapshot: snapshot, mailboxIndex: mailboxIndex,
              authorizationServer: authorizationServer, world, report)
          }
        }
        guard running > 0, let outcome = await group.next() else { break }
        running -= 1
        switch outcome {
        case .found(let verification):
          refusals.take(verification)
          each(verification)
        case .failed(let trouble): failure = trouble
        }
        if let pause = refusals.pause, running == 0, !waiting.isEmpty, !refusals.stopped {
          do throws(Failure) { try await world.sleep(pause) } catch { failure = error }
          refusals.paused()
        }
      }
      group.cancelAll()
    }
    if let failure { throw failure }
    if Task.isCancelled { throw .cancelled }
    for name in waiting {
      guard let mailbox = snapshot.mailboxes[name] else { continue }
      each(
        Verification(
          mailbox,
          Facets(of: mailbox, in: snapshot, mailboxIndex: mailboxIndex, world, fresh: fresh),
          skipped: "left out: \(refusals.count) sign-ins in a row were refused before it"
        ).diagnosed(in: snapshot, world))
    }
  }

  private enum Outcome: Sendable {
    case found(Verification)
    case failed(Failure)
  }

  private func one(
    _ name: String, snapshot: Snapshot, mailboxIndex: MailboxIndex,
    authorizationServer: AuthorizationServer?, _ world: World,
    _ report: @escaping @Sendable (String, Progress) -> Void
  ) async -> Outcome {
    let driver = VerifyDriver(world, fresh: fresh) { report(name, $0) }
    do throws(Failure) {
      return .found(
        try await driver.verify(
          name, refresh: refresh, authorizationServer: authorizationServer, snapshot: snapshot,
          mailboxIndex: mailboxIndex))
    } catch {
      return .failed(error)
    }
  }

  // One discovery document for all mailboxes of a registration. Where it cannot be had, each
  // mailbox asks for itself and reports the failure as its own.
  private func find(
    for names: [String], in snapshot: Snapshot, _ world: World
  ) async -> [String: AuthorizationServer] {
    var found: [String: AuthorizationServer] = [:]
    for name in Set(names.compactMap { snapshot.mailboxes[$0]?.registration }).sorted() {
      guard let registration = snapshot.registrations[name],
        let authorizationServer = try? await AuthorizationServer.find(for: registration, world)
      else { continue }
      found[name] = authorizationServer
    }
    return found
  }
}

/// Counts AUTH refusals in a row. Temporary trouble, of the mail server or of the identity server,
/// slows the run and never counts; nor does a refusal after AUTH, for which no server punishes.
struct RefusalCounter: Equatable {
  let stopAfter: Int?
  private(set) var count = 0
  private(set) var troubles = 0
  private(set) var pause: Duration?

  init(stopAfter: Int?) {
    self.stopAfter = stopAfter
  }

  /// Whether the rest is to be left out.
  var stopped: Bool { stopAfter.map { count >= $0 } ?? false }

  mutating func take(_ found: Verification) {
    switch found.probe?.access {
    case .verified:
      count = 0
      troubles = 0
    case .denied(.auth1, _), .denied(.auth2, _): count += 1
    case .serverTrouble: slow(asked: nil)
    case .denied, .locked, .broken: break
    case nil:
      switch found.failure {
      case .refused(let refusal) where refusal.isServerTrouble: slow(asked: refusal.retryAfter)
      case .reply(let failure) where failure.status == 429 || failure.status >= 500:
        slow(asked: failure.retryAfter)
      default: break
      }
    }
  }

  private mutating func slow(asked: Int?) {
    troubles += 1
    let seconds = max(min(30, 1 << min(troubles, 5)), min(asked ?? 0, 60))
    pause = .seconds(seconds)
  }

  mutating func paused() { pause = nil }
}
