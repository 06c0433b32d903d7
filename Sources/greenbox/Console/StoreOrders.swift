internal import Core
internal import Operations
internal import Screens

/// What a console has asked of the store and what waits for that, in the order in which it was asked:
/// nothing overtakes. One task takes the orders one after the other; `OrderingConsole` is who gives them.
struct StoreOrders {
  /// One order.
  enum Order {
    /// Something to read or to write; its actions are applied before the next order.
    case ask(@Sendable (ConsoleWork) async -> [Action])
    /// A job that begins once all before it is written; it runs on beside the orders after it.
    case start(JobID, Job, Secret?)
    case quit
  }

  private var waiting: [Order] = []
  /// The task that takes the orders; nil while there are none.
  var server: Task<Void, Never>?
  /// The jobs that have begun and not ended.
  var jobs: [JobID: Task<Void, Never>] = [:]

  mutating func add(_ order: Order) { waiting.append(order) }

  /// The next order; nil where none waits.
  mutating func next() -> Order? { waiting.isEmpty ? nil : waiting.removeFirst() }

  /// Takes a job out that has not begun; false where it has.
  mutating func drop(_ id: JobID) -> Bool {
    let before = waiting.count
    waiting.removeAll { if case .start(id, _, _) = $0 { true } else { false } }
    return waiting.count < before
  }

  /// Leaves a quit out: what was to be saved before it was refused, and has come back to the screen.
  mutating func stay(after actions: [Action]) {
    let isRefused = actions.contains { if case .refused = $0 { true } else { false } }
    guard isRefused else { return }
    waiting.removeAll { if case .quit = $0 { true } else { false } }
  }
}

extension StoreOrders.Order {
  /// The order that an effect is; nil for what does not concern the store.
  init?(_ effect: Effect, typed: () -> Secret) {
    switch effect {
    case .start(let id, let job):
      if case .keepSecret = job {
        self = .start(id, job, typed())
      } else {
        self = .start(id, job, nil)
      }
    case .edit(let edits, let words): self = .ask { await $0.make(edits, saying: words) }
    case .reload: self = .ask { [await $0.reload()] }
    case .readDetail(let mailbox): self = .ask { [await $0.part(of: mailbox)] }
    case .readJournal: self = .ask { [await $0.journal()] }
    case .quit: self = .quit
    case .cancel, .answer, .steer, .dropSecret, .copy, .visit, .mouse, .nextTheme, .redraw,
      .suspend:
      return nil
    }
  }
}
