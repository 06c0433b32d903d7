internal import Canvas
internal import Core
internal import Screens
internal import Synchronization
internal import Terminal
internal import Wire
internal import Vault

/// The console: carries actions to the app, effects to the world, and the app's grid to the screen.
///
/// It lives on the loop's thread, as its own serial executor; nothing of the terminal is touched from
/// anywhere else.
actor Console: OrderingConsole {
  nonisolated let loop: Loop
  nonisolated let session: Session
  /// Actions that wait to be applied, in the order they came from whatever thread.
  private nonisolated let inbox = Mutex<[Action]>([])

  let screen: TerminalScreen
  nonisolated let work: ConsoleWork
  var app: App
  var secret = SecretEntry()
  /// Whether the person quit, and so was asked about what is not saved.
  var hasQuit = false
  private var theme: ConsoleTheme
  /// Whether the vault has every mailbox's state as it is here.
  private var hasKeptStates = false
  var orders = StoreOrders()
  /// Whether a painting is due; nothing is painted before the first reading.
  private var isPainting = true
  /// Whether the terminal takes nothing for now.
  private var isBehind = false
  private var alarm: Moment?
  private var waiting: CheckedContinuation<ExitCode, Never>?
  private var result: ExitCode?

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    loop.asUnownedSerialExecutor()
  }

  init(
    session: Session, screen: sending TerminalScreen, theme: ConsoleTheme, setting: App.Setting,
    practice: PracticeChild?
  ) {
    loop = session.loop
    self.session = session
    self.screen = screen
    self.theme = theme
    work = ConsoleWork(session: session, practice: practice)
    app = App(setting)
  }

  /// Runs until the person quits or the terminal goes.
  func run() async -> ExitCode {
    loop.listen { [self] signal in hear(signal) }
    let size = screen.size
    apply(.resize(columns: size.columns, rows: size.rows))
    // The first picture already shows what the vault holds: one of nothing would be a lie, and paid
    // for twice. Keys are read only when the whole site is here.
    let (left, found) = work.restored()
    let isCounted = left == nil ? await showFirstPage() : false
    apply(await work.reload())
    hasKeptStates = isCounted
    if let left { apply(left) }
    paint()
    await keepStates()
    let input = Task(executorPreference: loop) { await self.read() }
    let code = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if let result { continuation.resume(returning: result) } else { waiting = continuation }
      }
    } onCancel: {
      Task(executorPreference: loop) { await self.end(.holds) }
    }
    loop.listen(nil)
    input.cancel()
    loop.alarm(in: nil)
    let open = cancelJobs()
    screen.close()
    session.output.release()
    await settle(open)
    await keepStates()
    // After a quit nothing is left; a console that had to go leaves its edits.
    work.leave(hasQuit ? nil : app.unsavedEdits, over: found)
    return code
  }

  // A large site takes longer to read and to evaluate than to show the first names of.
  // Returns whether the vault had every mailbox's state.
  private func showFirstPage() async -> Bool {
    let (rows, basis) = (screen.size.rows, app.evaluationBasis)
    let now = session.world.now()
    guard let page = try? await session.vault.firstPage(rows, basis: basis, now: now),
      !page.names.isEmpty
    else { return false }
    apply(.opened(page))
    paint()
    return page.stateCounts != nil && page.changed.isEmpty
  }

  // Without them the next first picture counts anew: nothing is lost, nobody need be told.
  private func keepStates() async {
    guard !hasKeptStates, let states = app.mailboxStates else { return }
    hasKeptStates = true
    try? await session.vault.keep(states, basis: app.evaluationBasis)
  }

  /// Ends the console with an exit code.
  func end(_ code: ExitCode) {
    guard result == nil else { return }
    result = code
    waiting?.resume(returning: code)
    waiting = nil
  }

  func quit() {
    hasQuit = true
    end(.holds)
  }

  nonisolated func send(_ action: Action) {
    let isFirst = inbox.withLock { inbox in
      inbox.append(action)
      return inbox.count == 1
    }
    if isFirst { Task(executorPreference: loop) { await self.drain() } }
  }

  func drain() {
    let actions = inbox.withLock { inbox in
      defer { inbox = [] }
      return inbox
    }
    for action in actions { apply(action) }
  }

  // Whatever is applied is painted.
  func show() {}

  // One painting follows, however many came.
  func apply(_ action: Action) {
    let now = session.world.now()
    var effects = app.apply(
      .tick(now, uptime: session.world.uptime(), offset: Clock.offset(now)))
    effects += app.apply(action)
    switch action {
    case .updated, .reloaded: hasKeptStates = false
    default: break
    }
    for effect in effects { run(effect) }
    guard !isPainting, result == nil else { return }
    isPainting = true
    // Once nothing else is ready: what the store answers at once is in the same picture.
    loop.whenIdle { [self] in Task(executorPreference: loop) { await self.paintIfDue() } }
  }

  // It may have been painted meanwhile.
  private func paintIfDue() {
    if isPainting { paint() }
  }

  /// Draws the app and shows what differs from what was last shown.
  func paint() {
    isPainting = false
    guard result == nil else { return }
    guard screen.catchUp() else {
      isPainting = true
      return catchUp()
    }
    let size = screen.size
    var grid = Grid(columns: size.columns, rows: size.rows)
    app.draw(on: &grid)
    let place = grid.cursor
    screen.present(
      grid,
      cursor: TerminalScreen.Cursor(
        row: place?.row ?? 0, column: place?.column ?? 0, isVisible: app.secretField != nil),
      theme: theme.now)
    if !screen.catchUp() { catchUp() }
    setAlarm()
  }

  // Sends the rest as the terminal takes it, and paints what is true by then.
  private func catchUp() {
    guard !isBehind else { return }
    isBehind = true
    Task(executorPreference: loop) { await self.sendRest() }
  }

  private func sendRest() async {
    repeat {
      guard await loop.writable(screen.descriptor), result == nil else { return }
    } while !screen.catchUp()
    isBehind = false
    paintIfDue()
  }

  /// Shows everything anew, as after a stop.
  func repaint() {
    screen.redraw()
    paint()
  }

  /// Takes the next theme; returns what there is to say of it.
  func nextTheme() -> String {
    theme.next()
    screen.redraw()
    return "Theme: \(theme.now.name). To keep it: theme = \"\(theme.key)\" in config.toml."
  }

  // No clock ticks while nothing on the screen changes by itself.
  private func setAlarm() {
    guard alarm != app.wakeAt else { return }
    alarm = app.wakeAt
    guard let at = app.wakeAt else { return loop.alarm(in: nil) }
    loop.alarm(in: max(.zero, at - session.world.now())) { [self] in
      Task(executorPreference: loop) { await self.ring(at) }
    }
  }

  private func ring(_ at: Moment) {
    guard alarm == at else { return }
    alarm = nil
    let now = session.world.now()
    apply(.tick(now, uptime: session.world.uptime(), offset: Clock.offset(now)))
  }

  // On the loop's thread, inside its reading of the signals: only handed on from here.
  private nonisolated func hear(_ signal: Signal) -> Bool {
    switch signal {
    case .resize, .suspend, .resume:
      Task(executorPreference: loop) { await self.take(signal) }
      return true
    case .hangUp, .interrupt, .terminate, .quit: return false
    }
  }

  private func take(_ signal: Signal) {
    switch signal {
    case .suspend: suspend(group: false)
    case .resize, .resume:
      if signal == .resume { screen.resumed() }
      fit()
    case .hangUp, .interrupt, .terminate, .quit: break
    }
  }

  /// Gives the terminal back and stops; goes on from here when continued.
  func suspend(group: Bool = true) {
    screen.suspend(group: group)
    fit()
  }

  private func fit() {
    screen.resized()
    screen.redraw()
    let size = screen.size
    apply(.resize(columns: size.columns, rows: size.rows))
  }

  // Reads keys until the terminal is gone. While a secret is typed its bytes go to the entry and
  // never become keys.
  private func read() async {
    while await loop.readable(screen.descriptor), result == nil {
      while let input = screen.next(secret: app.secretField == nil ? nil : secret) {
        switch input {
        case .key(let key): apply(.key(key))
        case .secretEdited: tellSecret()
        }
      }
      // No HUP need come with it, as under nohup: the end of the terminal is the end of the console.
      if screen.isGone { end(.hungUp) }
    }
  }

  private func tellSecret() { apply(secret.told(to: app)) }
}
