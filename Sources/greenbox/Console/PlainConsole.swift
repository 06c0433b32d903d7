internal import Core
internal import Screens
internal import Synchronization
internal import Terminal

/// The console in lines: carries actions to the plain mode's value, effects to the world, and what
/// is said to the terminal, line after line.
///
/// It lives on the loop's thread, as its own serial executor.
actor PlainConsole: OrderingConsole {
  nonisolated let loop: Loop
  private nonisolated let inbox = Mutex<[Action]>([])
  nonisolated let work: ConsoleWork
  private let world: World
  private let terminal: ControllingTerminal
  private let words: OutputQueue
  private var plain: Plain
  var secret = SecretEntry()
  var orders = StoreOrders()
  /// Whether a line is awaited, so that what comes meanwhile must be said by itself.
  private var isReading = false
  private var hasQuit = false
  private var alarm: (at: Moment, task: Task<Void, Never>)?

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(
    session: Session, terminal: sending ControllingTerminal, setting: App.Setting,
    practice: PracticeChild?
  ) {
    loop = session.loop
    world = session.world
    work = ConsoleWork(session: session, practice: practice)
    words = OutputQueue(terminal.descriptor, session.loop)
    self.terminal = terminal
    plain = Plain(setting)
  }

  /// Runs until the person quits, or input ends.
  func run() async -> ExitCode {
    apply(await work.reload())
    let (left, found) = work.restored()
    if let left { apply(left) }
    while !hasQuit {
      // Before the question: what is typed at once is a secret too.
      if plain.wantsSecret, (try? terminal.quiet()) == nil { break }
      say()
      isReading = true
      let isOpen = await read()
      isReading = false
      guard isOpen else { break }
      // What was chosen is done, as far as the store is concerned, before more is asked.
      await orders.server?.value
    }
    alarm?.task.cancel()
    await settle(cancelJobs())
    if !hasQuit { words.write("\n") }
    // After a quit nothing is left; a console that had to go leaves its edits.
    work.leave(hasQuit ? nil : plain.app.unsavedEdits, over: found)
    await words.drain()
    return .holds
  }

  // Takes a line, or a secret that is not shown. False at the end of input.
  private func read() async -> Bool {
    guard plain.wantsSecret else {
      var bytes: [UInt8] = []
      while await loop.readable(terminal.descriptor) {
        let part = terminal.read { $0 }
        if part.isEmpty { break }
        bytes += part
        guard bytes.last == UInt8(ascii: "\n") else { continue }
        for line in bytes.dropLast().split(separator: 10, omittingEmptySubsequences: false) {
          enter(String(decoding: line, as: UTF8.self))
          if hasQuit || plain.wantsSecret { break }
        }
        return true
      }
      return false
    }
    secret = SecretEntry()
    defer {
      terminal.loud()
      words.write("\n")
    }
    while await loop.readable(terminal.descriptor) {
      switch terminal.read({ secret.feed($0) }) {
      case .unfinished: continue
      case .complete:
        apply(secret.told(to: plain.app))
        enter("")
        return true
      case .cancelled, .endOfInput:
        secret = SecretEntry()
        enter(".")
        return true
      }
    }
    return false
  }

  private func enter(_ line: String) {
    tick()
    for effect in plain.enter(line) { run(effect) }
    drain()
  }

  nonisolated func send(_ action: Action) {
    let isFirst = inbox.withLock { inbox in
      inbox.append(action)
      return inbox.count == 1
    }
    if isFirst { Task(executorPreference: loop) { await self.wake() } }
  }

  private func wake() {
    drain()
    say()
  }

  func drain() {
    while true {
      let actions = inbox.withLock { inbox in
        defer { inbox = [] }
        return inbox
      }
      if actions.isEmpty { return }
      for action in actions { apply(action) }
    }
  }

  func apply(_ action: Action) {
    tick()
    for effect in plain.apply(action) { run(effect) }
  }

  private func tick() {
    let now = world.now()
    for effect in plain.apply(
      .tick(now, uptime: world.uptime(), offset: Clock.offset(now)))
    {
      run(effect)
    }
  }

  private func say() {
    guard !hasQuit else { return }
    let text = plain.take()
    if !text.isEmpty { words.write(text) }
    setAlarm()
  }

  private func setAlarm() {
    guard alarm?.at != plain.app.wakeAt else { return }
    alarm?.task.cancel()
    alarm = nil
    guard let at = plain.app.wakeAt else { return }
    let task = Task(executorPreference: loop) { [self, world] in
      guard (try? await world.sleep(max(.zero, at - world.now()))) != nil else { return }
      await ring(at)
    }
    alarm = (at, task)
  }

  private func ring(_ at: Moment) {
    guard alarm?.at == at else { return }
    alarm = nil
    tick()
    say()
  }

  // The end of a job is told though nobody has typed.
  func show() {
    if isReading { say() }
  }

  func quit() { hasQuit = true }

  // Lines can be selected and have no colours; the shell's own keys stop and redraw.
  private func run(_ effect: Effect) { _ = carryOut(effect) }
}
