package import Core
import Synchronization

extension VaultFile {
  /// Reads what a first picture needs, in a time that hardly grows with the number of mailboxes.
  ///
  /// - Parameters:
  ///   - count: How many mailboxes are read whole, from the first by name.
  ///   - basis: What they will be evaluated by; a count made by another is not given.
  /// - Returns: The page; nil where sign-ins are under way, since those go before the first names.
  /// - Throws: `.vault`, `.cancelled`.
  package func firstPage(_ count: Int, basis: String) async throws(Failure) -> FirstPage? {
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
      page.stateCounts = try await rows.stateCounts(basis)
      return page
    }
  }

  /// Keeps a count of the mailboxes as they were last read; keeps nothing where something has changed
  /// since, or where another process writes just now.
  package func keep(_ stateCounts: StateCounts) async throws(Failure) {
    guard let read = last.withLock({ $0?.revision }) else { return }
    try await database.transaction(.relaxed, .none) { (session) async throws(VaultFailure) in
      let now = try await session.first("SELECT number FROM revision", []) { $0.integer(0) ?? 0 }
      guard now == read else { return }
      try await VaultRows(session, self.keys, revision: read).put(stateCounts)
    }
  }
}

extension VaultRows {
  /// The count of this revision and basis; nil where there is none.
  func stateCounts(_ basis: String) async throws(VaultFailure) -> StateCounts? {
    let table = Table.stateCount
    let found = try await session.query(
      "\(table.select) WHERE revision = (SELECT number FROM revision) AND basis = $1",
      [.text(Digest.name(of: basis))]
    ) { (row) throws(VaultFailure) in
      var reader = ColumnReader(row, table)
      let (state, mailboxes) = (try reader.int(), try reader.int())
      _ = try reader.text()
      return (state: state, mailboxes: mailboxes, until: reader.optionalMoment())
    }
    guard let first = found.first else { return nil }
    let counts = found.map { ($0.state, $0.mailboxes) }
    return StateCounts(
      basis: basis, counts: Dictionary(counts, uniquingKeysWith: { one, _ in one }),
      until: first.until)
  }

  fileprivate func put(_ stateCounts: StateCounts) async throws(VaultFailure) {
    try await session.execute("DELETE FROM state_count", [])
    for (state, mailboxes) in stateCounts.counts.sorted(by: { $0.key < $1.key }) {
      try await session.execute(
        Table.stateCount.insert,
        [
          .int(state), .int(mailboxes), .text(Digest.name(of: stateCounts.basis)),
          .optional(stateCounts.until), .integer(revision),
        ])
    }
  }
}
