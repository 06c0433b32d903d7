package import Core

/// A batch's verify of one mailbox.
struct VerifyDeed {
  /// Whether the refresh token is redeemed first.
  let refresh: Bool

  func perform(_ name: String, _ context: BatchContext) async throws(Failure) -> BatchEnd {
    let driver = VerifyDriver(context.world, fresh: context.fresh) { context.report(name, $0) }
    do throws(Failure) {
      return .verified(
        try await driver.verify(
          name, refresh: refresh,
          authorizationServer: FoundServer(context.authorizationServer(of: name)),
          snapshot: context.snapshot, mailboxIndex: context.mailboxIndex))
    } catch {
      switch error {
      case .vault, .cancelled: throw error
      case .settings(.unknown(kind: "mailbox", _, _)): return .leftOut(.gone)
      case .settings, .server: return .failed(error)
      }
    }
  }
}

extension Verification {
  /// What is kept of a mailbox that was not tried now, with the reason.
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - why: Why it was not tried.
  ///   - snapshot: What is kept.
  ///   - mailboxIndex: The index of that snapshot.
  ///   - world: The world.
  ///   - fresh: How long a verification counts.
  /// - Returns: A result in which nothing is verified; nil for a mailbox that is not there.
  package static func skipped(
    _ name: String, _ why: Skipped, in snapshot: Snapshot, _ mailboxIndex: MailboxIndex,
    _ world: World, fresh: Duration
  ) -> Verification? {
    guard let mailbox = snapshot.mailboxes[name] else { return nil }
    let facets = Facets(of: mailbox, in: snapshot, mailboxIndex: mailboxIndex, world, fresh: fresh)
    switch why {
    case .offline:
      // No server is asked: none is verified (I8).
      var found = Verification(mailbox, facets, skipped: Check.offline)
      found.checks = CheckRecord.offline
      return found.diagnosed(in: snapshot, world)
    case .refusals(let number):
      return Verification(
        mailbox, facets,
        skipped: "left out: \(number) sign-ins in a row were refused before it"
      ).diagnosed(in: snapshot, world)
    }
  }

  /// Why a mailbox was not tried.
  package enum Skipped: Equatable, Sendable {
    /// No server is to be asked.
    case offline
    /// So many sign-ins in a row were refused before it.
    case refusals(Int)
  }
}
