import Core
import Presentation

/// The mailboxes as the list shows them, judged once when the site comes and not at every key.
struct MailboxList: Equatable, Sendable {
  /// One mailbox.
  struct Row: Equatable, Sendable {
    var name: String
    var popAccount: String
    var facets = Facets(config: .configured, auth: .none, access: .unchecked)
    var state = DisplayState.notAuthenticated
    /// Facets and state stand for nothing before.
    var isEvaluated = false
  }

  /// What the list is ordered by.
  enum Order: String, CaseIterable, Sendable {
    case name, state
    case popAccount = "Pop Account"
  }

  /// By name.
  private(set) var rows: [Row] = []
  /// Places in `rows` by name.
  private var places: [String: Int] = [:]
  /// Places in `rows` in the order of the list.
  private var sorted: [Int] = []
  /// Places in `rows` that pass the filter, in the order of the list.
  private(set) var shown: [Int] = []
  /// How many mailboxes are in each state, by its number; while not all are evaluated it is the last
  /// console's count, and nil where that does not hold.
  var counts: [Int: Int]? { isComplete ? evaluatedCounts : lastCounts }
  private var evaluatedCounts: [Int: Int] = [:]
  private var lastCounts: [Int: Int]?
  private(set) var order = Order.name
  private(set) var filter = ""
  /// When a state may change by time alone; nil when none will.
  private(set) var nextChange: Moment?
  /// The rows before it have been judged.
  private var evaluated = 0
  private var counted = Counted()

  /// The site counted once; equal by nature for equal sites.
  private struct Counted: Equatable, Sendable {
    var mailboxIndex = MailboxIndex(Snapshot())
    static func == (_: Counted, _: Counted) -> Bool { true }
  }

  var mailboxIndex: MailboxIndex { counted.mailboxIndex }

  /// Whether every mailbox has been judged.
  var isComplete: Bool { evaluated >= rows.count }

  /// Takes the first page of a site, with nothing evaluated.
  mutating func open(_ page: FirstPage, _ view: EvaluationContext) {
    counted.mailboxIndex =
      page.addresses.isEmpty ? MailboxIndex(page.snapshot) : MailboxIndex(page.addresses)
    rows = page.names.map {
      Row(name: $0, popAccount: page.snapshot.mailboxes[$0]?.popAccount ?? "")
    }
    lastCounts = page.stateCounts
    for name in page.changed where lastCounts != nil {
      guard let mailbox = page.snapshot.mailboxes[name] else { continue }
      let state = DisplayState(facets(of: mailbox, page.snapshot, view))
      lastCounts?[state.number, default: 0] += 1
    }
    arrange()
  }

  /// The state of every mailbox, for the next console; nil while there is none.
  func states(_ snapshot: Snapshot, _ view: EvaluationContext) -> [MailboxState]? {
    guard isComplete, !rows.isEmpty else { return nil }
    return rows.map { row in
      MailboxState(
        mailbox: row.name, state: row.state.number,
        until: snapshot.mailboxes[row.name].flatMap {
          MailboxList.nextChange($0, snapshot, view)
        })
    }
  }

  /// Takes a site and judges some of its mailboxes; the rest comes with `evaluate`, so that the first
  /// screen of a large site need not wait for it.
  mutating func load(_ snapshot: Snapshot, _ view: EvaluationContext, atOnce: Int = .max) {
    counted.mailboxIndex = MailboxIndex(snapshot)
    let names = snapshot.mailboxes.keys.sorted()
    rows = names.map { Row(name: $0, popAccount: snapshot.mailboxes[$0]?.popAccount ?? "") }
    places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    (evaluatedCounts, nextChange, evaluated) = ([:], nil, 0)
    evaluate(order == .state ? .max : atOnce, snapshot, view)
    arrange()
  }

  /// Judges that many more mailboxes.
  mutating func evaluate(_ count: Int, _ snapshot: Snapshot, _ view: EvaluationContext) {
    var left = count
    while evaluated < rows.count, left > 0 {
      if !rows[evaluated].isEvaluated {
        evaluate(at: evaluated, snapshot, view)
        left -= 1
      }
      evaluated += 1
    }
  }

  /// Judges the mailboxes that are seen.
  mutating func evaluate(seen: Range<Int>, _ snapshot: Snapshot, _ view: EvaluationContext) {
    guard !isComplete else { return }
    for place in seen.clamped(to: shown.indices) where !rows[shown[place]].isEvaluated {
      evaluate(at: shown[place], snapshot, view)
    }
  }

  /// Judges one mailbox anew.
  mutating func update(_ name: String, _ snapshot: Snapshot, _ view: EvaluationContext) {
    guard let mailbox = snapshot.mailboxes[name], let at = places[name],
      // A new address may change what the rules say of the others.
      rows[at].popAccount == mailbox.popAccount
    else {
      load(snapshot, view)
      return
    }
    evaluate(at: at, snapshot, view)
    if order == .state { arrange() }
  }

  private mutating func evaluate(at place: Int, _ snapshot: Snapshot, _ view: EvaluationContext) {
    guard let mailbox = snapshot.mailboxes[rows[place].name] else { return }
    if rows[place].isEvaluated { evaluatedCounts[rows[place].state.number, default: 0] -= 1 }
    let facets = facets(of: mailbox, snapshot, view)
    rows[place].facets = facets
    rows[place].state = DisplayState(facets)
    rows[place].isEvaluated = true
    evaluatedCounts[rows[place].state.number, default: 0] += 1
    if let change = MailboxList.nextChange(mailbox, snapshot, view) {
      nextChange = min(change, nextChange ?? change)
    }
  }

  private func facets(
    of mailbox: Mailbox, _ snapshot: Snapshot, _ view: EvaluationContext
  ) -> Facets {
    let config = ConfigFacet(
      of: mailbox, in: snapshot, mailboxIndex: mailboxIndex, endpoints: view.endpoints,
      now: view.now)
    return Facets(
      of: mailbox, config: config, in: snapshot, endpoints: view.endpoints, now: view.now,
      fresh: view.fresh)
  }

  mutating func sort(by order: Order) {
    self.order = order
    arrange()
  }

  mutating func narrow(to filter: String) {
    let small = filter.lowercased()
    // One letter more can only drop rows of those that are shown.
    let pool = small.hasPrefix(self.filter) ? shown : sorted
    self.filter = small
    shown = small.isEmpty ? pool : pool.filter { rows[$0].contains(small) }
  }

  /// The row at a place of the list; nil outside.
  func row(at index: Int) -> Row? {
    shown.indices.contains(index) ? rows[shown[index]] : nil
  }

  /// A mailbox by name, whether it passes the filter or not.
  func row(named name: String) -> Row? { places[name].map { rows[$0] } }

  /// Where a mailbox is in the list.
  func place(of name: String) -> Int? { shown.firstIndex { rows[$0].name == name } }

  private mutating func arrange() {
    let rows = rows
    sorted = Array(rows.indices)
    // Rows are by name already, so that their places settle what is equal.
    switch order {
    case .name: break
    case .popAccount: sorted.sort { (rows[$0].popAccount, $0) < (rows[$1].popAccount, $1) }
    case .state: sorted.sort { (rows[$0].state.urgency, $0) < (rows[$1].state.urgency, $1) }
    }
    shown = sorted
    let kept = filter
    filter = ""
    narrow(to: kept)
  }

  // A verification grows old, a code runs out, a secret's day passes.
  private static func nextChange(
    _ mailbox: Mailbox, _ snapshot: Snapshot, _ view: EvaluationContext
  ) -> Moment? {
    var next: Moment?
    func take(_ moment: Moment) {
      if moment > view.now { next = min(moment, next ?? moment) }
    }
    if let probe = snapshot.evidence[mailbox.name]?.probe {
      take(probe.at + view.fresh + .milliseconds(1))
    }
    switch snapshot.pending[mailbox.name]?.stage {
    case .awaitingLogin(let login): take(login.expires)
    case .awaitingOK:
      if let grant = snapshot.pendingGrants[mailbox.name] { take(grant.lapses) }
    case .awaitingAdminConsent, nil: break
    }
    if let day = snapshot.registrations[mailbox.registration]?.secret?.expires {
      take(Day(number: day.number + 1).start)
    }
    return next
  }
}

extension MailboxList.Row {
  /// Whether name, Pop Account or state hold a text in small letters.
  func contains(_ small: String) -> Bool {
    name.lowercased().contains(small) || popAccount.lowercased().contains(small)
      || state.name.lowercased().contains(small)
  }
}

/// What mailboxes are judged by besides the site.
struct EvaluationContext: Sendable {
  var endpoints: Endpoints
  var now: Moment
  var fresh: Duration
  /// The program's version: another may evaluate otherwise.
  var version: String

  /// All of it but the time, as a text to compare.
  var basis: String { "\(version) \(fresh) \(endpoints)" }
}
