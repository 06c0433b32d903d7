import Core
import Synchronization

/// What somebody who sees a batch orders of it while it goes on: pause, resume, skip, and the answers to
/// what its sign-ins ask.
package final class BatchControl: Sendable {
  /// What the batch itself takes, one after the other.
  let inbox = Inbox<BatchRun.Message>()
  private let turns = Mutex<[String: Turn]>([:])

  /// What concerns one mailbox whose turn it is.
  struct Turn: Sendable {
    let skip = Inbox<Void>()
    let answers = Inbox<Authentication.Answer>()
  }

  package init() {}

  /// Orders something of the batch.
  package func give(_ order: BatchOrder) { inbox.give(.ordered(order)) }

  /// Answers what a mailbox's sign-in asks; nothing where it is not its turn.
  package func answer(_ name: String, _ answer: Authentication.Answer) {
    turn(of: name)?.answers.give(answer)
  }

  func turn(of name: String) -> Turn? { turns.withLock { $0[name] } }

  func begin(_ name: String) -> Turn {
    let turn = Turn()
    turns.withLock { $0[name] = turn }
    return turn
  }

  func end(_ name: String) { turns.withLock { $0[name] = nil } }
}
