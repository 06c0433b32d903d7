package import Core

/// A deed over many mailboxes, as it is asked for.
package struct BatchRequest: Equatable, Sendable {
  /// What becomes of the rest when the mail server refuses one sign-in after the other, with no success
  /// between: servers punish an address for more.
  package enum Patience: Equatable, Sendable {
    /// The rest is left out after so many.
    case leavesOut(after: Int)
    /// It pauses after so many, for somebody who sees it to go on or to stop.
    case pauses(after: Int)
    /// It goes on.
    case endless
  }

  /// What is done with each.
  package var deed: BatchDeed
  /// The mailboxes, in the order in which they are taken.
  package var mailboxes: [String]
  /// How many at a time, at least 1.
  package var jobs: Int
  /// How many refusals it bears.
  package var patience: Patience

  /// After how many refusals in a row it stops unless told otherwise.
  package static let refusals = 5

  /// A deed over mailboxes.
  package init(
    _ deed: BatchDeed, _ mailboxes: [String], jobs: Int = 1,
    patience: Patience = .leavesOut(after: refusals)
  ) {
    self.deed = deed
    self.mailboxes = mailboxes
    self.jobs = max(1, jobs)
    self.patience = patience
  }
}

/// What somebody who sees a batch orders. To stop it is to cancel it.
package enum BatchOrder: Equatable, Sendable {
  /// Nothing begins any more; what is under way goes on.
  case pause
  case resume
  /// A mailbox has no turn, or its turn ends.
  case skip(String)
}

/// What a batch tells while it goes on.
package enum BatchEvent: Equatable, Sendable {
  /// A mailbox's turn has begun.
  case began(String)
  /// What its deed tells.
  case progress(String, Progress)
  /// Its turn is over, or it had none; told once for every mailbox.
  case ended(String, BatchEnd)
  /// Nothing begins before then: a server has trouble, or asked for it.
  case waiting(until: Moment)
  /// Nothing begins before somebody goes on; after so many refusals in a row where it was they.
  case paused(refusals: Int?)
}

/// How a mailbox's turn came out.
package enum BatchEnd: Equatable, Sendable {
  case verified(Verification)
  /// Authenticate was left as it stood.
  case authenticated(Authentication.Standing)
  case failed(Failure)
  case leftOut(LeftOut)

  /// Why a mailbox had no turn, or one without a result.
  package enum LeftOut: Equatable, Sendable {
    /// So many sign-ins in a row were refused before it.
    case refusals(Int)
    /// Somebody skipped it.
    case skipped
    /// It was removed, or renamed, since the batch began.
    case gone
    /// Something of it is not as it must be for the deed.
    case unmet(Finding)
  }
}
