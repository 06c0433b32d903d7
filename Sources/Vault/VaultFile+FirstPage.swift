package import Core
import Synchronization

extension VaultFile {
  /// How many changed mailboxes a first picture waits for.
  private static let most = 200

  /// Reads what a first picture needs, in a time that hardly grows with the number of mailboxes.
  ///
  /// - Parameters:
  ///   - count: How many mailboxes are read whole, from the first by name.
  ///   - basis: What they will be evaluated by besides the registrations; states kept by another do
  ///     not count.
  ///   - now: The time; a state that may have changed by now does not count.
  /// - Returns: The page; nil where sign-ins are under way, since those go before the first names.
  /// - Throws: `.vault`, `.cancelled`.
  package func firstPage(
    _ count: Int, basis: String, now: Moment
  ) async throws(Failure) -> FirstPage? {
    try await database.read { (session) async throws(VaultFailure) in
      let rows = VaultRows(session, self.keys)
      let waits = try await session.first("SELECT mailbox FROM sign_in LIMIT 1", []) { _ in true }
      guard waits == nil else { return nil }
      var page = FirstPage(
        names: try await rows.mailboxNames().sorted(), snapshot: Snapshot(), stateCounts: nil)
      page.snapshot.registrations = try await rows.registrations()
      if let last = page.names.prefix(max(1, count)).last {
        try await rows.readMailboxes(.upTo(last), into: &page.snapshot)
      }
      let kept = KeptStates(session, page.snapshot.evaluationBasis(basis))
      let changed = try await kept.changed(at: now, most: VaultFile.most + 1)
      guard let changed, changed.count <= VaultFile.most else { return page }
      for name in changed where page.snapshot.mailboxes[name] == nil {
        try await rows.readMailboxes(.only(name), into: &page.snapshot)
      }
      page.stateCounts = try await kept.counts(without: changed)
      page.changed = changed
      if !changed.isEmpty { page.addresses = try await rows.addresses() }
      return page
    }
  }

  /// Keeps the states of mailboxes as they were last read; keeps none where something has changed since,
  /// or another process writes just now.
  ///
  /// - Parameters:
  ///   - states: The states of all mailboxes.
  ///   - basis: What they were evaluated by besides the registrations.
  /// - Throws: `.vault`, `.cancelled`.
  package func keep(_ states: [MailboxState], basis: String) async throws(Failure) {
    guard let read = last.withLock({ $0 }) else { return }
    var keeping = StateKeeping(
      states: states, basis: read.snapshot.evaluationBasis(basis), revision: read.revision)
    while try await keeping.goOn(in: database) {}
  }
}

/// States that are being kept, in portions: whoever waits for the store, or for a key, waits for one of
/// them only. Until the last is written none counts, and a claim tells whether another process has begun
/// to write its own meanwhile, so that a mixture of both never counts.
struct StateKeeping {
  /// How many states are written in one transaction.
  static let portion = 1000

  let states: [MailboxState]
  let basis: String
  /// The revision that they were found at.
  let revision: Int64
  private let claim = "claim \(hex(randomBytes(16)))"
  /// Nil before the first portion.
  private var left: [MailboxState]?

  init(states: [MailboxState], basis: String, revision: Int64) {
    self.states = states
    self.basis = basis
    self.revision = revision
  }

  /// Writes the next portion; false where there is no other.
  mutating func goOn(in database: any Database) async throws(Failure) -> Bool {
    let (left, claim, basis, states, revision) = (left, claim, basis, states, revision)
    let rest = try await database.transaction(.relaxed, .none) {
      (session) async throws(VaultFailure) -> [MailboxState] in
      let now = try await session.first("SELECT number FROM revision", []) { $0.integer(0) }
      guard now == revision else { return [] }
      let kept = KeptStates(session, basis)
      if left != nil, try await kept.holder() != claim { return [] }
      let new = if let left { left } else { try await kept.differing(states) }
      try await kept.write(new.prefix(StateKeeping.portion))
      let rest = Array(new.dropFirst(StateKeeping.portion))
      try await kept.hold(as: rest.isEmpty ? basis : claim, of: revision)
      return rest
    }
    self.left = rest
    return !rest.isEmpty
  }
}

extension VaultRows {
  fileprivate func addresses() async throws(VaultFailure) -> [MailboxAddress] {
    try await session.query("SELECT name, registration, type, pop_account FROM mailbox", []) {
      row in
      MailboxAddress(
        mailbox: row.text(0) ?? "", registration: row.repeatedText(1) ?? "",
        type: StoredWords.mailboxType.value(of: row.repeatedText(2) ?? "") ?? .service,
        popAccount: row.text(3) ?? "")
    }
  }
}

extension Snapshot {
  /// What mailboxes are evaluated by, as one text to compare.
  func evaluationBasis(_ basis: String) -> String {
    let all = registrations.values.sorted { $0.name < $1.name }.map(\.evaluationBasis)
    return Digest.name(of: ([basis] + all).joined(separator: "\n\n"))
  }
}

/// The states that consoles have found mailboxes in.
private struct KeptStates {
  let session: any DatabaseSession
  let basis: String

  init(_ session: any DatabaseSession, _ basis: String) {
    self.session = session
    self.basis = basis
  }

  /// The names of mailboxes whose state may be another by now; nil where all may.
  func changed(at now: Moment, most: Int) async throws(VaultFailure) -> [String]? {
    let revision = try await session.first(
      "SELECT revision FROM state_basis WHERE basis = $1", [.text(basis)]
    ) { row in row.integer(0) ?? 0 }
    guard let revision else { return nil }
    return try await session.query(
      "SELECT name FROM mailbox WHERE revision > $1 "
        + "UNION SELECT mailbox FROM mailbox_state WHERE until <= $2 ORDER BY 1 LIMIT \(most)",
      [.integer(revision), .moment(now)]
    ) { row in row.text(0) ?? "" }
  }

  /// Mailboxes by their state, all but these.
  func counts(without changed: [String]) async throws(VaultFailure) -> [Int: Int] {
    let found = try await session.query(
      "SELECT state, count(*) FROM mailbox_state GROUP BY state", []
    ) { row in (Int(row.integer(0) ?? 0), Int(row.integer(1) ?? 0)) }
    var counts = Dictionary(found, uniquingKeysWith: { one, _ in one })
    for name in changed {
      let state = try await session.first(
        "SELECT state FROM mailbox_state WHERE mailbox = $1", [.text(name)]
      ) { row in Int(row.integer(0) ?? 0) }
      if let state { counts[state, default: 0] -= 1 }
    }
    return counts.filter { $0.value != 0 }
  }

  /// Those that are not kept so.
  func differing(_ states: [MailboxState]) async throws(VaultFailure) -> [MailboxState] {
    let rows = try await session.query("SELECT mailbox, state, until FROM mailbox_state", []) {
      row in
      MailboxState(
        mailbox: row.text(0) ?? "", state: Int(row.integer(1) ?? 0),
        until: row.integer(2).map { Moment(milliseconds: $0) })
    }
    let known = Dictionary(rows.map { ($0.mailbox, $0) }, uniquingKeysWith: { one, _ in one })
    return states.filter { known[$0.mailbox] != $0 }
  }

  func write(_ states: some Sequence<MailboxState>) async throws(VaultFailure) {
    for state in states {
      try await session.execute(
        Table.mailboxState.upsert,
        [.text(state.mailbox), .int(state.state), .optional(state.until)])
    }
  }

  /// What the states were found by, or who is writing them.
  func holder() async throws(VaultFailure) -> String? {
    try await session.first("SELECT basis FROM state_basis", []) { row in row.text(0) ?? "" }
  }

  func hold(as holder: String, of revision: Int64) async throws(VaultFailure) {
    try await session.execute(
      Table.stateBasis.upsert, [.int(1), .text(holder), .integer(revision)])
  }
}
