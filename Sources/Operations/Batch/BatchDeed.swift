import Core

/// What a batch does with each of its mailboxes. A new deed is a case, its entries in the tables here, and
/// a file of its own that performs it.
package enum BatchDeed: Equatable, Sendable {
  /// Step 10: the refresh check, unless it is left out, and the probe.
  case verify(refresh: Bool)
  /// Steps 8 to 10, with the person at a browser and the one who is asked here.
  case authenticate
}

/// What the mailboxes of a batch share.
struct BatchContext: Sendable {
  /// What was kept when it began.
  let snapshot: Snapshot
  let mailboxIndex: MailboxIndex
  /// The identity servers that were found, by registration.
  let authorizationServers: [String: AuthorizationServer]
  /// The world, in which a host that was silent is not asked again.
  let world: World
  /// How long a verification counts.
  let fresh: Duration
  /// What is told of a mailbox's turn.
  let report: @Sendable (String, Progress) -> Void
  /// Answers the questions of a mailbox's sign-in; nil where nobody is there to answer.
  let answering: @Sendable (String) -> Authentication.Answering?

  /// The identity server of a mailbox' registration, where it was found.
  func authorizationServer(of name: String) -> AuthorizationServer? {
    snapshot.mailboxes[name].flatMap { authorizationServers[$0.registration] }
  }
}

/// The table of the deeds.
extension BatchDeed {
  /// Does it for one mailbox.
  ///
  /// - Returns: How it came out: troubles of network, rights and settings are results.
  /// - Throws: What ends the whole batch: the vault, or `.cancelled`.
  func perform(_ name: String, _ context: BatchContext) async throws(Failure) -> BatchEnd {
    switch self {
    case .verify(let refresh): try await VerifyDeed(refresh: refresh).perform(name, context)
    case .authenticate: try await AuthenticateDeed().perform(name, context)
    }
  }

  /// Whether it asks the identity server, which is then looked for once for all.
  var needsAuthorizationServer: Bool {
    switch self {
    case .verify(let refresh): refresh
    case .authenticate: true
    }
  }
}

extension BatchEnd {
  /// What it means for the mailboxes after it.
  var weight: Batch.Weight {
    switch self {
    case .verified(let found), .authenticated(.verified(let found)): found.weight
    case .failed(let failure), .authenticated(.failed(let failure)): failure.weight
    case .authenticated, .leftOut: .nothing
    }
  }
}

extension Verification {
  // Only a refusal of AUTH counts: no server punishes for one after it.
  fileprivate var weight: Batch.Weight {
    switch probe?.access {
    case .verified: .opened
    case .denied(.auth1, _), .denied(.auth2, _): .refused
    case .serverTrouble: .trouble(retryAfter: nil)
    case .denied, .locked, .broken: .nothing
    case nil: failure?.weight ?? .nothing
    }
  }
}

extension Failure {
  fileprivate var weight: Batch.Weight {
    switch self {
    case .server(.refused(let refusal)) where refusal.isServerTrouble:
      .trouble(retryAfter: refusal.retryAfter)
    case .server(.reply(let failure)) where failure.status == 429 || failure.status >= 500:
      .trouble(retryAfter: failure.retryAfter)
    default: .nothing
    }
  }
}
