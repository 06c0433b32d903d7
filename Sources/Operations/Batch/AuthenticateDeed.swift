import Core

/// A batch's Authenticate of one mailbox: whoever sees the batch is asked what a sign-in asks.
struct AuthenticateDeed {
  func perform(_ name: String, _ context: BatchContext) async throws(Failure) -> BatchEnd {
    let snapshot = try await context.world.part(name)
    guard let mailbox = snapshot.mailboxes[name] else { return .leftOut(.gone) }
    // Of the whole site: whether two mailboxes have one Pop Account is not told by a part.
    let unmet = Prerequisites.unmet(
      for: mailbox, in: try await context.world.snapshot(), endpoints: context.world.endpoints,
      now: context.world.now())
    if let first = unmet.first { return .leftOut(.unmet(first)) }
    guard let answering = context.answering(name) else { return .leftOut(.skipped) }
    let standing = try await Authentication(
      context.world, fresh: context.fresh, answering: answering
    ) { context.report(name, $0) }
    .run(name, from: .choice(), found: context.authorizationServer(of: name))
    return .authenticated(standing)
  }
}
