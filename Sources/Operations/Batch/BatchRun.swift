package import Core

/// Does a deed over many mailboxes, some at a time: one identity server found for all, a silent host
/// waited for once, slower where a server has trouble, and stopped before one punishes the address.
package struct BatchRun: Sendable {
  /// What the batch waits for.
  enum Message: Sendable {
    case ended(String, BatchEnd)
    /// The vault, or whatever else ends it.
    case failed(Failure)
    case waited
    case ordered(BatchOrder)
  }

  private let request: BatchRequest
  private let world: World
  private let fresh: Duration
  private let control: BatchControl?

  /// A batch.
  ///
  /// - Parameters:
  ///   - request: What is asked for.
  ///   - world: The world.
  ///   - fresh: How long a verification counts.
  ///   - control: By which somebody who sees it steers it, and answers its sign-ins; nil where nobody does.
  package init(
    _ request: BatchRequest, _ world: World, fresh: Duration = Facets.freshness,
    control: BatchControl? = nil
  ) {
    self.request = request
    self.world = world
    self.fresh = fresh
    self.control = control
  }

  /// Does the deed for every mailbox.
  ///
  /// - Parameter report: Told of what happens; `.ended` comes once for each mailbox, one at a time, and
  ///   before anything that follows from it.
  /// - Throws: An unknown mailbox, before anything is sent; the vault, or `.cancelled`: whatever was found
  ///   before has been told.
  package func run(_ report: @escaping @Sendable (BatchEvent) -> Void) async throws(Failure) {
    let snapshot = try await world.snapshot()
    for name in request.mailboxes { _ = try snapshot.mailboxAndRegistration(name) }
    let world = DeadHosts().world(world)
    let control = control
    let hasPerson = control != nil
    let context = BatchContext(
      snapshot: snapshot, mailboxIndex: MailboxIndex(snapshot),
      authorizationServers: await authorizationServers(in: snapshot, world), world: world,
      fresh: fresh, report: { report(.progress($0, $1)) },
      answering: { name in hasPerson ? control?.turn(of: name)?.answering : nil })
    let inbox = control?.inbox ?? Inbox<Message>()
    var batch = Batch(request)
    var failure: Failure?
    await withDiscardingTaskGroup { group in
      var steps = batch.take(.begin)
      while failure == nil {
        for step in steps {
          switch step {
          case .start(let name):
            report(.began(name))
            let turn = control?.begin(name)
            group.addTask { inbox.give(await self.turn(of: name, turn, context)) }
          case .skip(let name): control?.turn(of: name)?.skip.give(())
          case .leaveOut(let name, let why): report(.ended(name, .leftOut(why)))
          case .wait(let time):
            report(.waiting(until: world.now() + time))
            group.addTask {
              if (try? await world.sleep(time)) != nil { inbox.give(.waited) }
            }
          case .paused(let refusals): report(.paused(refusals: refusals))
          case .over: return
          }
        }
        do throws(Failure) {
          switch try await inbox.next() {
          case .ended(let name, let end):
            control?.end(name)
            report(.ended(name, end))
            steps = batch.take(.ended(name, end.weight))
          case .failed(let trouble): failure = trouble
          case .waited: steps = batch.take(.waited)
          case .ordered(let order): steps = batch.take(.ordered(order))
          }
        } catch {
          failure = error
        }
      }
      group.cancelAll()
    }
    if let failure { throw failure }
  }

  // One mailbox's turn, which a skip ends.
  private func turn(
    of name: String, _ turn: BatchControl.Turn?, _ context: BatchContext
  ) async -> Message {
    guard let turn else { return await perform(name, context) }
    return await withTaskGroup(of: Message?.self) { group in
      group.addTask { await perform(name, context) }
      group.addTask {
        (try? await turn.skip.next()) == nil ? nil : .ended(name, .leftOut(.skipped))
      }
      var ended: Message?
      while let message = await group.next() {
        group.cancelAll()
        switch (message, ended) {
        case (.some(.failed(.cancelled)), .some), (nil, _): break
        // A result that was there all the same is told.
        default: ended = message
        }
      }
      return ended ?? .failed(.cancelled)
    }
  }

  private func perform(_ name: String, _ context: BatchContext) async -> Message {
    do throws(Failure) {
      return .ended(name, try await request.deed.perform(name, context))
    } catch {
      return .failed(error)
    }
  }

  // One discovery document for all mailboxes of a registration. Where it cannot be had, each
  // mailbox asks for itself and reports the failure as its own.
  private func authorizationServers(
    in snapshot: Snapshot, _ world: World
  ) async -> [String: AuthorizationServer] {
    guard request.deed.needsAuthorizationServer else { return [:] }
    let names = Set(request.mailboxes.compactMap { snapshot.mailboxes[$0]?.registration })
    var found: [String: AuthorizationServer] = [:]
    for name in names.sorted() {
      guard let registration = snapshot.registrations[name],
        let authorizationServer = try? await AuthorizationServer.find(for: registration, world)
      else { continue }
      found[name] = authorizationServer
    }
    return found
  }
}

extension BatchControl.Turn {
  /// How its sign-in is answered by whoever is told of its questions.
  fileprivate var answering: Authentication.Answering { .person(answers) }
}
