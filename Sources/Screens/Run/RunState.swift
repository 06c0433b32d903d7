import Canvas
import Core
import Operations

/// A batch as it is shown: each mailbox with where it is.
struct RunState: Equatable, Sendable {
  struct Item: Equatable, Sendable {
    var name: String
    var stage = Stage.waiting
  }

  enum Stage: Equatable, Sendable {
    case waiting
    case running(String)
    /// Done; the list has the state.
    case done
    /// In words, why it has no result.
    case skipped(String)
  }

  let deed: BatchDeed
  var items: [Item]
  /// The job that does it; nil once it is over.
  var job: JobID?
  var index = 0
  var top = 0
  /// Somebody paused it, or refusals in a row did.
  var isPaused = false
  /// Nothing begins before then, for a server's sake.
  var waitsUntil: Moment?
  /// Mailboxes of the list that are to be signed in, and so have no part in a run that verifies.
  var withoutToken = 0

  /// How many mailboxes are verified at a time: enough that a slow server does not hold up the rest,
  /// and few enough that a refused address is not tried often before the run pauses.
  static let atOnce = 4

  var ended: Int { items.count { $0.stage.isOver } }
  var isOver: Bool { job == nil }
  var running: [Item] { items.filter { if case .running = $0.stage { true } else { false } } }

  /// What is under way, in words; nil where nothing is.
  var underWay: String? {
    let running = running
    guard let first = running.first, case .running(let words) = first.stage else { return nil }
    return running.count == 1
      ? "\(Printable.text(first.name)): \(words)" : "\(running.count) mailboxes at a time"
  }

  /// Sets where a mailbox is; one whose turn is over stays so.
  mutating func set(_ name: String, _ stage: Stage) {
    guard let at = items.firstIndex(where: { $0.name == name }), !items[at].stage.isOver else {
      return
    }
    items[at].stage = stage
  }

  /// It is over: whatever had no end has none.
  mutating func end(_ words: String) {
    job = nil
    waitsUntil = nil
    for at in items.indices where !items[at].stage.isOver { items[at].stage = .skipped(words) }
  }

  static func listRows(columns: Int, rows: Int) -> Int {
    let body = HomeLayout.body(columns: columns, rows: rows).rows
    return max(0, body - 2 - footRows(rows: body))
  }

  /// Rows of the summary, of so many that there are.
  static func footRows(rows: Int) -> Int { rows < 16 ? 2 : 4 }
}

extension RunState.Stage {
  var isOver: Bool {
    switch self {
    case .waiting, .running: false
    case .done, .skipped: true
    }
  }
}

/// The table of the deeds as they are shown.
extension BatchDeed {
  /// What a run of it is called.
  var title: String {
    switch self {
    case .verify: "Verify all"
    case .authenticate: "Authenticate queue"
    }
  }

  /// What is said where nobody in the list needs it.
  var nobody: String {
    switch self {
    case .verify: "No mailbox shown has a token to verify with."
    case .authenticate: "No mailbox shown needs to be authenticated."
    }
  }

  /// How many at a time: one person signs in at one screen.
  var atOnce: Int {
    switch self {
    case .verify: RunState.atOnce
    case .authenticate: 1
    }
  }

  /// What is waited for first in a mailbox's turn.
  var firstWait: String {
    switch self {
    case .verify: "Redeeming the refresh token"
    case .authenticate: "Signing in"
    }
  }

  /// Whether a mailbox of the list is one for it.
  func concerns(_ row: MailboxList.Row, in snapshot: Snapshot) -> Bool {
    switch self {
    case .verify: snapshot.grants[row.name] != nil
    case .authenticate: row.needsSignIn
    }
  }
}

extension BatchEnd.LeftOut {
  /// Why, in words.
  var words: String {
    switch self {
    case .refusals(let number): "\(number) sign-ins in a row were refused before it"
    case .skipped: "skipped"
    case .gone: "it is no longer there"
    case .unmet(let finding): finding.message
    }
  }
}
