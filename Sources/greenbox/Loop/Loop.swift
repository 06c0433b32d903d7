internal import Glibc
internal import Synchronization
internal import Terminal

/// The one thread that runs all tasks of the program: it waits in `poll(2)` and does nothing else
/// until a descriptor or a resumed task gives it work.
///
/// It is the serial executor of the actors that name it, and the executor preferred by the task that
/// `run` starts and all its children. A plain `Task { }` would leave it for the default pool, whose
/// first job starts a timer that ticks for ever: start one with `Task(executorPreference:)`.
final class Loop: Sendable {
  private let wake: Wake
  private let signals: SignalSource?
  let state = Mutex(State())

  struct State {
    fileprivate var jobs: [UnownedJob] = []
    var waits: [Wait] = []
    var lastWait = 0
    fileprivate var thread: pthread_t?
    fileprivate var result: Int32?
    fileprivate var root: Task<Void, Never>?
    /// What ends the program before its body does.
    var ending: Ending?
    /// The signal of somebody who does not want to wait for an orderly end.
    var impatient: Signal?
    /// How much is under way that must be kept before the process may end.
    var held = 0
    fileprivate var listener: (@Sendable (Signal) -> Bool)?
    fileprivate var alarm: Alarm?
    fileprivate var idle: (@Sendable () -> Void)?
  }

  fileprivate struct Alarm {
    /// By `Clock.uptime`.
    var at: Duration
    var body: @Sendable () -> Void
  }

  /// Somebody who waits for a descriptor, for a time, or for whichever comes first.
  struct Wait {
    var id: Int
    /// Negative where only the time is waited for.
    var descriptor: Int32
    /// `POLLIN` or `POLLOUT`.
    var events: Int16
    /// By `Clock.uptime`; nil where there is no end to it.
    var until: Duration?
    var continuation: CheckedContinuation<Bool, Never>
  }

  /// A loop that reads the signals; without a source they act as they always do.
  init(signals: SignalSource?) throws(SystemError) {
    wake = try Wake()
    self.signals = signals
  }

  /// Runs the body to its end on the calling thread, and returns its exit code: 129, 130 or 143
  /// when HUP, INT or TERM came first and cancelled it.
  ///
  /// Call it once, from `main`, before anything starts a thread. A second INT, HUP or TERM and the
  /// quit key end the process with the terminal restored: at once, or as soon as all that is held is
  /// kept.
  static func run(_ body: @escaping @Sendable (Loop) async -> Int32) -> Int32 {
    // A write then says EPIPE, and what is under way is kept before that ends the process.
    signal(SIGPIPE, SIG_IGN)
    do {
      return try Loop(signals: SignalSource()).run(body)
    } catch {
      return 70
    }
  }

  /// As the static `run`, on this loop.
  func run(_ body: @escaping @Sendable (Loop) async -> Int32) -> Int32 {
    let thread = pthread_self()
    state.withLock { $0.thread = thread }
    let root = Task(executorPreference: self) {
      let code = await body(self)
      self.state.withLock { $0.result = code }
    }
    state.withLock { $0.root = root }
    while true {
      runJobs()
      let (result, ending) = state.withLock { ($0.result, $0.ending) }
      if let result { return ending?.exitCode ?? result }
      let idle = state.withLock { state in
        defer { if state.jobs.isEmpty { state.idle = nil } }
        return state.jobs.isEmpty ? state.idle : nil
      }
      if let idle { idle() } else { poll() }
    }
  }

  /// Lets a listener have the signals first, on the loop's thread; what it returns false for acts as
  /// it always does. Nil takes the listener away.
  func listen(_ listener: (@Sendable (Signal) -> Bool)?) {
    state.withLock { $0.listener = listener }
  }

  /// Calls the body once on the loop's thread when that much time has passed, in place of an alarm
  /// that was set before; nil takes that one away. It must not block.
  ///
  /// For a screen's own clock: the engine's waits would start its thread, and libcurl with it.
  func alarm(in length: Duration?, _ body: @escaping @Sendable () -> Void = {}) {
    state.withLock { $0.alarm = length.map { Alarm(at: Clock.uptime() + $0, body: body) } }
    stir()
  }

  /// Calls the body once on the loop's thread when no task is ready to run, before the loop waits, in
  /// place of a body that was set before. It must not block.
  func whenIdle(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.idle = body }
    stir()
  }

  /// Runs what is ready and what that makes ready, up to a bound, so that a task which always finds
  /// more to do cannot keep the signals waiting.
  private func runJobs() {
    for _ in 0..<64 {
      let jobs = state.withLock { state in
        defer { state.jobs = [] }
        return state.jobs
      }
      if jobs.isEmpty { return }
      for job in jobs {
        job.runSynchronously(
          isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
      }
    }
  }

  private func poll() {
    let (waits, isIdle, alarm) = state.withLock { state in
      (
        state.waits.map { (id: $0.id, descriptor: $0.descriptor, events: $0.events) },
        state.jobs.isEmpty,
        (state.waits.compactMap(\.until) + [state.alarm?.at].compactMap { $0 }).min()
      )
    }
    var polled = [pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)]
    // A negative descriptor is one that poll leaves out.
    polled.append(pollfd(fd: signals?.descriptor ?? -1, events: Int16(POLLIN), revents: 0))
    for wait in waits {
      polled.append(pollfd(fd: wait.descriptor, events: wait.events, revents: 0))
    }
    let patience = isIdle ? alarm.map { Loop.milliseconds(until: $0) } ?? -1 : 0
    let ready = Glibc.poll(&polled, nfds_t(polled.count), patience)
    ring()
    timeOut()
    guard ready > 0 else { return }
    if polled[0].revents != 0 { wake.drain() }
    if polled[1].revents != 0 { readSignals() }
    for (wait, answer) in zip(waits, polled.dropFirst(2)) where answer.revents != 0 {
      end(wait.id, true)
    }
  }

  // Rounded up, so that the alarm is due when the poll returns.
  private static func milliseconds(until moment: Duration) -> Int32 {
    let left = max(.zero, moment - Clock.uptime()).components
    let whole =
      left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(min(whole, Int64(Int32.max)))
  }

  private func ring() {
    let due = state.withLock { state in
      guard let alarm = state.alarm, alarm.at <= Clock.uptime() else { return nil as Alarm? }
      state.alarm = nil
      return alarm
    }
    due?.body()
  }

  private func readSignals() {
    for signal in signals?.drain() ?? [] {
      if let listener = state.withLock({ $0.listener }), listener(signal) { continue }
      switch signal {
      case .hangUp, .interrupt, .terminate: end(by: .signal(signal))
      case .quit: endNow(by: signal)
      case .suspend: ProcessGuard.stop()
      case .resume, .resize: break
      }
    }
  }

  /// Cancels the body.
  func cancel() { state.withLock { $0.root }?.cancel() }

  /// Wakes the loop from its wait, where another thread is the one that asks.
  func stir() { if !isHere { wake.post() } }
}

extension Loop: TaskExecutor, SerialExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isFirst = state.withLock { state in
      state.jobs.append(job)
      return state.jobs.count == 1
    }
    // The loop's own thread looks for jobs before it polls, so only others need to wake it.
    if isFirst, !isHere { wake.post() }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  func asUnownedTaskExecutor() -> UnownedTaskExecutor {
    UnownedTaskExecutor(ordinary: self)
  }

  func isIsolatingCurrentContext() -> Bool? { isHere }

  func checkIsolated() {
    precondition(isHere, "not on the loop's thread")
  }

  private var isHere: Bool {
    let here = pthread_self()
    return state.withLock { $0.thread.map { pthread_equal($0, here) != 0 } ?? false }
  }
}
