import Canvas
import Core
import Operations

/// Many mailboxes worked through, one after another.
struct RunState: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case verify, authenticate

    var title: String { self == .verify ? "Verify all" : "Authenticate queue" }
  }

  struct Item: Equatable, Sendable {
    var name: String
    var stage = Stage.waiting
  }

  enum Stage: Equatable, Sendable {
    case waiting
    case running(String)
    /// Done; the board has the state.
    case done
    case skipped(String)
    case failed(Failure)
  }

  var kind: Kind
  var items: [Item]
  var index = 0
  var top = 0
  var isPaused = false
  var isStopped = false
  /// Mailboxes of the list that are to be signed in, and so have no part in a run that verifies.
  var withoutToken = 0
  /// Refusals in a row, with no success between.
  var refusals = 0

  /// After how many refusals in a row it pauses by itself: servers punish an address for more.
  static let patience = 5

  var ended: Int { items.count { $0.stage.isOver } }
  var isOver: Bool { isStopped || ended == items.count }
  var current: Int? { items.firstIndex { if case .running = $0.stage { true } else { false } } }

  func isRunning(_ name: String) -> Bool { current.map { items[$0].name == name } ?? false }

  mutating func take(_ progress: Progress, of name: String) {
    guard let at = current, items[at].name == name, let words = progress.waits else { return }
    items[at].stage = .running(words)
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
    case .done, .skipped, .failed: true
    }
  }
}
