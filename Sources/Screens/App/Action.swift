package import Canvas
package import Core
package import Operations

/// What happens to the console: everything that `App.apply` is told.
package enum Action: Equatable, Sendable {
  /// A key, a paste, or a mouse event. While `App.secretField` is set, only Enter, Escape, Tab,
  /// Shift-Tab, Up, Down and control keys come here; all else goes to the secret entry.
  case key(Key)
  /// The window's size, at the start and whenever it changes.
  case resize(columns: Int, rows: Int)
  /// The time: wall clock, time that no clock change moves, and the seconds by which local time is
  /// ahead of UTC. Comes with every wake-up before anything else, and at `App.wakeAt`.
  case tick(Moment, uptime: Duration, offset: Int)
  /// The first names and mailboxes of a site, for the first picture: comes before the first
  /// `reloaded`, or not at all. No key may come between the two.
  case opened(FirstPage)
  /// The whole site as the vault has it: at the start and after changes that are not one mailbox's.
  case reloaded(Snapshot)
  /// One mailbox's part of the site, as `World.part` reads it; answers `Effect.readDetail`, and comes
  /// before the `ended` of a job that changed the mailbox.
  case updated(mailbox: String, Snapshot)
  /// A driver told its progress.
  case progress(JobID, Progress)
  /// A batch told what happened. What a mailbox's end has changed is told before it.
  case batch(JobID, BatchEvent)
  /// A job is over.
  case ended(JobID, Outcome)
  /// Something was typed into the secret field: whether it holds anything, and what the shape rules
  /// say of it. Never the secret.
  case secretChanged(filled: Bool, shape: [Finding])
  /// The newest lines of the journal, newest first; answers `Effect.readJournal`.
  case journal([JournalEntry])
  /// What the console before this one left: comes after the first `reloaded`.
  case restored(UnsavedEdits)
  /// An effect that reads the vault, or that changes it, was refused. Nothing was changed; what was to
  /// be changed comes back with it.
  case refused(Failure, of: [AdminEdit] = [])
  /// A sentence for the status line, as after a copy: "sent to your terminal's clipboard".
  case notice(String, isWarning: Bool = false)
}

/// How a job ended.
package enum Outcome: Equatable, Sendable {
  /// Authenticate was left, as it then stood.
  case authenticated(Authentication.Standing)
  /// A verify came to a verdict, which the mailbox's part of the site holds. `failure` is
  /// `Verification.failure`: what kept it from one.
  case verified(failure: Failure?)
  /// The settings check is over; `failure` is the first one, nil where everything passed.
  case checked(failure: Failure?)
  /// A client secret was judged, and kept or not.
  case stored(SecretDriver.Result)
  /// The client secret from before is in force again; the registration as it now is.
  case putBack(Registration)
  /// It did what it was to do.
  case done
  /// The driver threw, `.cancelled` included.
  case failed(Failure)
}
