package import Core
package import Operations

/// What the console wants done, as data. The loop does it and answers with actions.
package enum Effect: Equatable, Sendable {
  /// Run a driver; its progress and its end come back under this id. The secret of `keepSecret` is the
  /// one that the secret entry holds, which keeps it until `dropSecret`.
  case start(JobID, Job)
  /// Cancel a job; its `ended` still comes.
  case cancel(JobID)
  /// Answer what a job asks for a mailbox: an `authenticate`, or a batch of them.
  case answer(JobID, mailbox: String, Authentication.Answer)
  /// Order something of a batch.
  case steer(JobID, BatchOrder)
  /// Make edits in one transaction, then send `reloaded` or `updated` and a `notice` of `saying`,
  /// or `refused` and no notice: nothing is said to be done that is not written. What comes after it
  /// waits for it; a `quit` right after one that was refused is left out.
  case edit([AdminEdit], saying: String? = nil)
  /// Wipe the secret entry.
  case dropSecret
  /// Read the vault and send `reloaded`.
  case reload
  /// Read one mailbox's part of the site, its probe stage by stage included, and send `updated`. Done
  /// before the next painting where the vault lets it.
  case readDetail(mailbox: String)
  /// Read the journal and send `journal`.
  case readJournal
  /// Copy by every way there is, then send a `notice` that says what was done.
  case copy(String)
  /// In practice: the person of that id does their part at the page of the code.
  case visit(String, mailbox: String, userCode: String)
  /// Switch the mouse on or off.
  case mouse(Bool)
  /// Show the next theme and send a `notice` with its name.
  case nextTheme
  /// Paint everything anew.
  case redraw
  /// Give the terminal back and stop, as ^Z does.
  case suspend
  /// End the program.
  case quit
}

/// A job's number, never used twice in a run.
package struct JobID: Hashable, Sendable {
  /// The number.
  package let number: Int

  /// The id of that number.
  package init(_ number: Int) { self.number = number }
}

/// One operation that takes its time.
package enum Job: Equatable, Sendable {
  /// `Authentication`: its questions come as progress and are answered by `Effect.answer`. Ends with
  /// `.authenticated`.
  case authenticate(mailbox: String, Authentication.Start)
  /// `VerifyDriver.verify`; ends with `.verified`.
  case verify(mailbox: String)
  /// `BatchRun`, steered by `Effect.steer`; ends with `.done`.
  case batch(BatchRequest)
  /// `SettingsDriver.run`; ends with `.checked`.
  case checkSettings(registration: String)
  /// `SecretDriver.store`; ends with `.stored`.
  case keepSecret(SecretEdit)
  /// `SecretDriver.undo`; ends with `.putBack`.
  case undoSecret(registration: String)

  /// The mailbox it is for; nil for a registration's, and for a batch.
  package var mailbox: String? {
    switch self {
    case .authenticate(let name, _), .verify(let name): name
    case .batch, .checkSettings, .keepSecret, .undoSecret: nil
    }
  }
}

/// A client secret that was typed, without its value: what it belongs to.
package struct SecretEdit: Equatable, Sendable {
  /// The registration as it was when the edits began; nil for a new one.
  package var before: Registration?
  /// The registration as it is to be, but for its secret.
  package var registration: Registration
  /// The day on which it expires, where that was typed for it.
  package var expires: Day?
  /// Its Secret ID, where that was typed for it.
  package var secretID: String?
  /// Whether it is to be kept though the identity server gives no answer.
  package var keepsUnproved: Bool

  /// A secret of a registration.
  package init(
    before: Registration?, registration: Registration, expires: Day?, secretID: String?,
    keepsUnproved: Bool = false
  ) {
    self.before = before
    self.registration = registration
    self.expires = expires
    self.secretID = secretID
    self.keepsUnproved = keepsUnproved
  }
}

/// In practice, somebody whom one key sends to the sign-in page.
package struct Visitor: Equatable, Hashable, Sendable {
  /// What the loop knows them by.
  package let id: String
  /// What the key does, in a few words: "sign in as the mailbox's person".
  package let label: String

  /// A visitor.
  ///
  /// - Parameters:
  ///   - id: What the loop knows them by.
  ///   - label: What the key does.
  package init(id: String, label: String) {
    self.id = id
    self.label = label
  }
}
