/// A deed over many mailboxes as a state machine: whose turn it is, how many at a time, when to wait
/// for a server, and when to stop before one punishes the address.
///
/// `BatchRun` steps it against the world.
struct Batch: Equatable {
  /// What happens to a batch.
  enum Event: Equatable {
    /// The first event, once.
    case begin
    /// A mailbox's turn is over.
    case ended(String, Weight)
    /// The wait that was asked for is over.
    case waited
    /// Somebody ordered it.
    case ordered(BatchOrder)
  }

  /// What is to be done.
  enum Step: Equatable {
    /// A mailbox's turn begins.
    case start(String)
    /// Its turn, which has begun, is to end without a result.
    case skip(String)
    /// It has no turn.
    case leaveOut(String, BatchEnd.LeftOut)
    /// Nothing begins before so much time has passed; `.waited` then follows.
    case wait(Duration)
    /// Nothing begins before `.resume`, after so many refusals in a row where it was they that paused.
    case paused(refusals: Int?)
    /// Nothing is left.
    case over
  }

  /// What a mailbox's end means for those after it.
  enum Weight: Equatable {
    /// The mail server took a sign-in: refusals are counted anew.
    case opened
    /// The mail server refused a sign-in: those are what servers punish an address for.
    case refused
    /// A server has trouble of its own, or asks for so many seconds: it slows the batch and never counts.
    case trouble(retryAfter: Int?)
    /// It says nothing of the next.
    case nothing
  }

  private let jobs: Int
  private let patience: BatchRequest.Patience
  private var waiting: ArraySlice<String>
  private var running: Set<String> = []
  private(set) var refusals = 0
  private var troubles = 0
  private var isPaused = false
  /// How long nothing begins once those under way have ended.
  private var backOff: Duration?
  private var isWaiting = false

  /// A batch over mailboxes, in their order.
  init(_ request: BatchRequest) {
    jobs = request.jobs
    patience = request.patience
    waiting = request.mailboxes[...]
  }

  /// Takes an event.
  ///
  /// - Parameter event: What happened.
  /// - Returns: What is to be done, in that order.
  mutating func take(_ event: Event) -> [Step] {
    var steps: [Step] = []
    switch event {
    case .begin: break
    case .ended(let name, let weight):
      running.remove(name)
      if let step = weigh(weight) { steps.append(step) }
    case .waited:
      isWaiting = false
      backOff = nil
    case .ordered(.pause):
      isPaused = true
      steps.append(.paused(refusals: nil))
    case .ordered(.resume): isPaused = false
    case .ordered(.skip(let name)):
      if running.contains(name) {
        steps.append(.skip(name))
      } else if let at = waiting.firstIndex(of: name) {
        waiting.remove(at: at)
        steps.append(.leaveOut(name, .skipped))
      }
    }
    return steps + goOn()
  }

  private mutating func weigh(_ weight: Weight) -> Step? {
    switch weight {
    case .opened:
      refusals = 0
      troubles = 0
    case .refused:
      refusals += 1
      guard case .pauses(let most) = patience, refusals >= most else { return nil }
      defer { refusals = 0 }
      isPaused = true
      return .paused(refusals: refusals)
    case .trouble(let asked):
      troubles += 1
      let seconds = max(min(30, 1 << min(troubles, 5)), min(asked ?? 0, 60))
      backOff = .seconds(seconds)
    case .nothing: break
    }
    return nil
  }

  private mutating func goOn() -> [Step] {
    if case .leavesOut(let most) = patience, refusals >= most {
      guard running.isEmpty else { return [] }
      let left = waiting.map { Step.leaveOut($0, .refusals(refusals)) }
      waiting = []
      return left + [.over]
    }
    guard !waiting.isEmpty else { return running.isEmpty ? [.over] : [] }
    guard !isPaused, !isWaiting else { return [] }
    if let backOff {
      guard running.isEmpty else { return [] }
      isWaiting = true
      return [.wait(backOff)]
    }
    var steps: [Step] = []
    while running.count < jobs, let name = waiting.popFirst() {
      running.insert(name)
      steps.append(.start(name))
    }
    return steps
  }
}
