import Core

/// The mailboxes as the list shows them, judged once when the site comes and not at every key.
struct Board: Equatable, Sendable {
  /// One mailbox.
  struct Row: Equatable, Sendable {
    var name: String
    var popAccount: String
    var facets = Facets(config: .configured, auth: .none, access: .unchecked)
    var state = DisplayState.notAuthenticated
    /// Facets and state stand for nothing before.
    var isJudged = false
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
  /// How many mailboxes are in each state, by its number; while not all are judged it is the last
  /// console's count, and nil where that does not hold.
  var counts: [Int: Int]? { isComplete ? judgedCounts : tally?.counts }
  private var judgedCounts: [Int: Int] = [:]
  private var tally: Tally?
  private(set) var order = Order.name
  private(set) var filter = ""
  /// When a state may change by time alone; nil when none will.
  private(set) var nextChange: Moment?
  /// The rows before it have been judged.
  private var judged = 0
  private var counted = Counted()

  /// The site counted once; equal by nature for equal sites.
  private struct Counted: Equatable, Sendable {
    var census = Census(Site())
    static func == (_: Counted, _: Counted) -> Bool { true }
  }

  var census: Census { counted.census }

  /// Whether every mailbox has been judged.
  var isComplete: Bool { judged >= rows.count }

  /// Takes the first page of a site, with nothing judged.
  mutating func open(_ page: FirstPage, _ view: Judging) {
    counted.census = Census(page.site)
    rows = page.names.map {
      Row(name: $0, popAccount: page.site.mailboxes[$0]?.popAccount ?? "")
    }
    if let last = page.tally, last.basis == view.basis, last.until.map({ $0 > view.now }) ?? true {
      tally = last
    }
    arrange()
  }

  /// The count, for the next console; nil while there is none.
  func tally(_ view: Judging) -> Tally? {
    isComplete && !rows.isEmpty
      ? Tally(basis: view.basis, counts: judgedCounts.filter { $1 > 0 }, until: nextChange) : nil
  }

  /// Takes a site and judges some of its mailboxes; the rest comes with `judge`, so that the first
  /// screen of a large site need not wait for it.
  mutating func load(_ site: Site, _ view: Judging, atOnce: Int = .max) {
    counted.census = Census(site)
    let names = site.mailboxes.keys.sorted()
    rows = names.map { Row(name: $0, popAccount: site.mailboxes[$0]?.popAccount ?? "") }
    places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    (judgedCounts, nextChange, judged) = ([:], nil, 0)
    judge(order == .state ? .max : atOnce, site, view)
    arrange()
  }

  /// Judges that many more mailboxes.
  mutating func judge(_ count: Int, _ site: Site, _ view: Judging) {
    var left = count
    while judged < rows.count, left > 0 {
      if !rows[judged].isJudged {
        judge(at: judged, site, view)
        left -= 1
      }
      judged += 1
    }
  }

  /// Judges the mailboxes that are seen.
  mutating func judge(seen: Range<Int>, _ site: Site, _ view: Judging) {
    guard !isComplete else { return }
    for place in seen.clamped(to: shown.indices) where !rows[shown[place]].isJudged {
      judge(at: shown[place], site, view)
    }
  }

  /// Judges one mailbox anew.
  mutating func update(_ name: String, _ site: Site, _ view: Judging) {
    guard let mailbox = site.mailboxes[name], let at = places[name],
      // A new address may change what the rules say of the others.
      rows[at].popAccount == mailbox.popAccount
    else {
      load(site, view)
      return
    }
    judge(at: at, site, view)
    if order == .state { arrange() }
  }

  private mutating func judge(at place: Int, _ site: Site, _ view: Judging) {
    guard let mailbox = site.mailboxes[rows[place].name] else { return }
    if rows[place].isJudged { judgedCounts[rows[place].state.number, default: 0] -= 1 }
    let config = ConfigFacet(
      of: mailbox, in: site, census: census, endpoints: view.endpoints, now: view.now)
    let facets = Facets(
      of: mailbox, config: config, in: site, endpoints: view.endpoints, now: view.now,
      fresh: view.fresh)
    rows[place].facets = facets
    rows[place].state = DisplayState(facets)
    rows[place].isJudged = true
    judgedCounts[rows[place].state.number, default: 0] += 1
    if let change = Board.nextChange(mailbox, site, view) {
      nextChange = min(change, nextChange ?? change)
    }
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
    _ mailbox: Mailbox, _ site: Site, _ view: Judging
  ) -> Moment? {
    var next: Moment?
    func take(_ moment: Moment) {
      if moment > view.now { next = min(moment, next ?? moment) }
    }
    if let probe = site.evidence[mailbox.name]?.probe {
      take(probe.at + view.fresh + .milliseconds(1))
    }
    switch site.pending[mailbox.name]?.phase {
    case .awaitingLogin(let code): take(code.expires)
    case .awaitingOK:
      if let grant = site.pendingGrants[mailbox.name] { take(grant.lapses) }
    case .awaitingAdminConsent, nil: break
    }
    if let day = site.registrations[mailbox.registration]?.secret?.expires {
      take(Day(number: day.number + 1).start)
    }
    return next
  }
}

extension Board.Row {
  /// Whether name, Pop Account or state hold a text in small letters.
  func contains(_ small: String) -> Bool {
    name.lowercased().contains(small) || popAccount.lowercased().contains(small)
      || state.short.lowercased().contains(small)
  }
}

/// What mailboxes are judged by besides the site.
struct Judging: Sendable {
  var endpoints: Endpoints
  var now: Moment
  var fresh: Duration
  /// The program's version: another may judge otherwise.
  var version: String

  /// All of it but the time, as a text to compare.
  var basis: String { "\(version) \(fresh) \(endpoints)" }
}
