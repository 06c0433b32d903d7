internal import Core
internal import Operations
internal import Screens
internal import Synchronization

/// The jobs of a console that are under way and take orders: answers to what they ask, and what is
/// ordered of a batch.
final class ConsoleJobs: Sendable {
  private enum Desk: Sendable {
    case answers(Inbox<Authentication.Answer>)
    case batch(BatchControl)
  }

  private let desks = Mutex<[JobID: Desk]>([:])

  /// What one Authenticate is answered by.
  func answers(of id: JobID) -> Inbox<Authentication.Answer> {
    let answers = Inbox<Authentication.Answer>()
    desks.withLock { $0[id] = .answers(answers) }
    return answers
  }

  /// What a batch is steered by.
  func control(of id: JobID) -> BatchControl {
    let control = BatchControl()
    desks.withLock { $0[id] = .batch(control) }
    return control
  }

  /// It takes no orders any more.
  func end(_ id: JobID) { desks.withLock { $0[id] = nil } }

  /// Hands an answer on; nothing where the job is over.
  func answer(_ id: JobID, _ mailbox: String, _ answer: Authentication.Answer) {
    switch desks.withLock({ $0[id] }) {
    case .answers(let answers): answers.give(answer)
    case .batch(let control): control.answer(mailbox, answer)
    case nil: break
    }
  }

  /// Hands an order on; nothing where the batch is over.
  func steer(_ id: JobID, _ order: BatchOrder) {
    guard case .batch(let control) = desks.withLock({ $0[id] }) else { return }
    control.give(order)
  }
}
