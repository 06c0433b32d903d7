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
  private let state = Mutex(State())

  private struct State {
    var jobs: [UnownedJob] = []
    var waits: [Wait] = []
    var lastWait = 0
    var thread: pthread_t?
    var result: Int32?
    var root: Task<Void, Never>?
    var first: Signal?
    var listener: (@Sendable (Signal) -> Bool)?
    var alarm: Alarm?
    var idle: (@Sendable () -> Void)?
  }

  private struct Alarm {
    /// By `Clock.uptime`.
    var at: Duration
    var body: @Sendable () -> Void
  }

  private struct Wait {
    var id: Int
    var descriptor: Int32
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
  /// quit key end the process at once, with the terminal restored.
  static func run(_ body: @escaping @Sendable (Loop) async -> Int32) -> Int32 {
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
      let (result, first) = state.withLock { ($0.result, $0.first) }
      if let result { return first?.exitCode ?? result }
      let idle = state.withLock { state in
        defer { if state.jobs.isEmpty { state.idle = nil } }
        return state.jobs.isEmpty ? state.idle : nil
      }
      if let idle { idle() } else { poll() }
    }
  }

  /// Waits until the descriptor has something to read, or its other end is closed; returns at once
  /// for a plain file. False when the task was cancelled first.
  func readable(_ descriptor: Int32) async -> Bool {
    let id = state.withLock { state in
      state.lastWait += 1
      return state.lastWait
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock {
          $0.waits.append(Wait(id: id, descriptor: descriptor, continuation: continuation))
        }
        // The handler below ran for nothing if it came before the line above.
        if Task.isCancelled { end(id, isReadable: false) }
        if !isHere { wake.post() }
      }
    } onCancel: {
      end(id, isReadable: false)
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
    if !isHere { wake.post() }
  }

  /// Calls the body once on the loop's thread when no task is ready to run, before the loop waits, in
  /// place of a body that was set before. It must not block.
  func whenIdle(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.idle = body }
    if !isHere { wake.post() }
  }

  private func end(_ id: Int, isReadable: Bool) {
    let wait = state.withLock { state in
      state.waits.firstIndex { $0.id == id }.map { state.waits.remove(at: $0) }
    }
    wait?.continuation.resume(returning: isReadable)
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
        state.waits.map { (id: $0.id, descriptor: $0.descriptor) }, state.jobs.isEmpty,
        state.alarm?.at
      )
    }
    var polled = [pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)]
    // A negative descriptor is one that poll leaves out.
    polled.append(pollfd(fd: signals?.descriptor ?? -1, events: Int16(POLLIN), revents: 0))
    for wait in waits {
      polled.append(pollfd(fd: wait.descriptor, events: Int16(POLLIN), revents: 0))
    }
    let patience = isIdle ? alarm.map { Loop.milliseconds(until: $0) } ?? -1 : 0
    let ready = Glibc.poll(&polled, nfds_t(polled.count), patience)
    ring()
    guard ready > 0 else { return }
    if polled[0].revents != 0 { wake.drain() }
    if polled[1].revents != 0 { readSignals() }
    for (wait, answer) in zip(waits, polled.dropFirst(2)) where answer.revents != 0 {
      end(wait.id, isReadable: true)
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
      case .hangUp, .interrupt, .terminate: end(by: signal)
      case .quit: exitNow(signal)
      case .suspend: ProcessGuard.stop()
      case .resume, .resize: break
      }
    }
  }

  private func end(by signal: Signal) {
    let (first, root) = state.withLock { state in
      defer { if state.first == nil { state.first = signal } }
      return (state.first, state.root)
    }
    // The second one means that the person does not want to wait for an orderly end.
    if first != nil { exitNow(signal) }
    root?.cancel()
  }

  private func exitNow(_ signal: Signal) -> Never {
    ProcessGuard.restoreTerminal()
    _exit(signal.exitCode)
  }
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
