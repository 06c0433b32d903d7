package import Canvas
package import Core
import Diagnosis
import Presentation

/// All that the console shows, as one value.
///
/// `apply` takes what happened and says what to do; `draw` paints it. Both are pure: no clock, no
/// disk, no network, no terminal. Secrets never come in here; the device code does, and is shown.
///
/// The loop: `apply(.resize)`, `apply(.tick)`, `apply(.reloaded)`; then for every wake-up a `.tick`
/// and the action, the effects it returns, and one `draw` of a grid of the window's size. The next
/// wake-up without an action is due at `wakeAt`.
package struct App: Equatable, Sendable {
  /// What stays the same while the console runs.
  package struct Setting: Equatable, Sendable {
    /// The program's version, for About.
    package var version: String
    /// Who is at the keyboard, for ticks: `World.who`.
    package var who: String
    /// The folder in which everything is kept, for About.
    package var home: String
    /// Where each service is, and by whose word.
    package var endpoints: Endpoints
    /// How long a verification counts.
    package var fresh: Duration
    /// Whether only ASCII can be drawn.
    package var isASCII: Bool
    /// The keys.
    package var keys: KeyTable
    /// What is wrong in the settings of the console, a sentence each with its place; shown at the
    /// start and in help.
    package var complaints: [String]
    /// Whether the mouse is on from the start.
    package var hasMouse: Bool
    /// Whom one key sends to the sign-in page; empty but in practice.
    package var visitors: [Visitor]

    /// Settings; all but version and who have the usual values.
    package init(
      version: String, who: String, home: String = "", endpoints: Endpoints = Endpoints(),
      fresh: Duration = Facets.freshness, isASCII: Bool = false, keys: KeyTable = .standard,
      complaints: [String] = [], hasMouse: Bool = false, visitors: [Visitor] = []
    ) {
      self.version = version
      self.who = who
      self.home = home
      self.endpoints = endpoints
      self.fresh = fresh
      self.isASCII = isASCII
      self.keys = keys
      self.complaints = complaints
      self.hasMouse = hasMouse
      self.visitors = visitors
    }
  }

  /// What stays the same while the console runs.
  package let setting: Setting
  /// What the vault holds, as last told.
  package internal(set) var snapshot = Snapshot()

  var columns = 0
  var rows = 0
  var clock = TimeFormatter()
  var uptime = Duration.zero
  /// Nothing is judged, and no guide opened, before the site is here.
  var isLoaded = false
  var mailboxList = MailboxList()
  var home = HomeState()
  /// Edits that are not saved, by mailbox; a new mailbox's under the empty name.
  var drafts: [String: Draft] = [:]
  /// Mailboxes, and the registration, whose edits were refused and wait for the site as it is now.
  var contested: Set<String> = []
  var contestedRegistration: String?
  /// What lies over the home screen, the top last.
  var stack: [Screen] = []
  var jobs: [JobID: RunningJob] = [:]
  var lastJob = 0
  var notice: Notice?
  /// What kept the last verify of a mailbox from a verdict, where the vault keeps no evidence of it.
  var problems: [String: Failure] = [:]
  /// The probe whose stages were last asked for, by mailbox and time.
  var askedDetail: AskedDetail?
  var hasMouse = false

  /// A console that knows nothing yet.
  package init(_ setting: Setting) {
    self.setting = setting
    hasMouse = setting.hasMouse
  }

  var now: Moment { clock.now }
  var keys: KeyTable { setting.keys }
  var evaluationContext: EvaluationContext {
    EvaluationContext(
      endpoints: setting.endpoints, now: now, fresh: setting.fresh, version: setting.version)
  }

  /// Takes what happened.
  ///
  /// - Returns: What is to be done, in order.
  package mutating func apply(_ action: Action) -> [Effect] {
    let effects = take(action)
    settle()
    return effects + wantedDetail()
  }

  private mutating func take(_ action: Action) -> [Effect] {
    switch action {
    case .key(let key): return press(key)
    case .resize(let columns, let rows):
      (self.columns, self.rows) = (max(0, columns), max(0, rows))
      return []
    case .tick(let now, let uptime, let offset):
      clock = TimeFormatter(offset: offset, now: now)
      self.uptime = uptime
      if let change = mailboxList.nextChange, change <= now { reload() }
      mailboxList.evaluate(500, snapshot, evaluationContext)
      return []
    case .opened(let page):
      snapshot = page.snapshot
      mailboxList.open(page, evaluationContext)
      return []
    case .reloaded(let snapshot):
      replaceSite(by: snapshot)
      reload()
      return isLoaded ? [] : open()
    case .updated(let name, let part):
      merge(name, part)
      return []
    case .progress(let id, let progress): return take(progress, of: id)
    case .batch(let id, let event): return take(event, of: id)
    case .ended(let id, let outcome): return end(id, outcome)
    case .secretChanged(let filled, let shape):
      changeRegistration { $0.secret = .init(isFilled: filled, findings: shape) }
      return []
    case .journal(let entries):
      if let at = stack.lastIndex(where: { $0.log != nil }) { stack[at].log?.entries = entries }
      return []
    case .refused(let failure, let changes):
      takeBack(changes)
      tellRefused(failure)
      // What could not be read is not read again and again.
      return changes.isEmpty ? [] : [.reload]
    case .restored(let edits):
      restore(edits)
      return []
    case .notice(let text, let isWarning):
      notice = Notice(Printable.text(text), isWarning ? .warning : .good)
      return []
    }
  }

  /// When the next tick is due though nothing happens, as the wall clock goes; nil for never. The
  /// countdown of a code steps by five seconds, in its last minute by one.
  package var wakeAt: Moment? {
    if !mailboxList.isComplete { return now }
    var moments = [mailboxList.nextChange].compactMap { $0 }
    if let code = stack.last?.signIn?.shownCode {
      let left = (code.expires - now).wholeMilliseconds
      if left > 0 {
        let step: Int64 = left > 60_000 ? 5000 : 1000
        moments.append(now + .milliseconds(left % step == 0 ? step : left % step))
      }
    }
    if !jobs.isEmpty, showsElapsed { moments.append(now + .seconds(1)) }
    return moments.min()
  }

  /// The slot whose value is being typed; nil while no secret field has the focus. While it is set
  /// the loop hands what is typed and pasted to the secret entry.
  package var secretField: SecretSlot? {
    guard let top = stack.last?.registration, top.isOnSecret else { return nil }
    return .clientSecret(registration: top.draft.name, .inForce)
  }

  /// The states of all mailboxes, for the vault to keep; nil while they are not evaluated.
  package var mailboxStates: [MailboxState]? {
    mailboxList.states(snapshot, evaluationContext)
  }

  /// Mailboxes by the number of their state; nil while they are not counted.
  package var stateCounts: [Int: Int]? { mailboxList.counts }

  /// What mailboxes are evaluated by besides the vault and the time.
  package var evaluationBasis: String { evaluationContext.basis }

  /// Where the cursor stands: on what has the focus; nil where nothing has. A grid that was drawn
  /// holds it too, as `Grid.cursor`.
  package var cursor: Position? {
    var grid = Grid(columns: columns, rows: rows)
    draw(on: &grid)
    return grid.cursor
  }
}

/// A sentence on the status line, until the next key.
struct Notice: Equatable, Sendable {
  var text: String
  var role: Role

  init(_ text: String, _ role: Role = .text) {
    self.text = text
    self.role = role
  }
}

/// A probe whose stages were asked for.
struct AskedDetail: Equatable, Sendable {
  var mailbox: String
  var probed: Moment
}

/// A job that has been started and has not ended.
struct RunningJob: Equatable, Sendable {
  var job: Job
  /// By `App.uptime`.
  var began: Duration
  /// What it waits for, in words.
  var waits: String
  /// It waits for somebody here, so that nothing is under way.
  var isAsking = false
  /// It was asked to stop, and has not yet.
  var isCancelled = false
}
