import Core

// Mailboxes with all that belongs to them, read table by table.
extension VaultRows {
  /// Reads mailboxes and what belongs to them in place of what the site holds of them.
  ///
  /// Every row that says where bytes go is held against its seal, but for the hosts of grants where all
  /// mailboxes are read: those only show, and a token is opened for no host that it is not bound to.
  func readMailboxes(_ extent: RowScope, into snapshot: inout Snapshot) async throws(VaultFailure) {
    let isWhole = if case .all = extent { true } else { false }
    if isWhole { try await makeRoom(in: &snapshot) }
    try await each(.mailbox, extent) { (row) throws(VaultFailure) in
      let mailbox = try mailbox(&row)
      if !isWhole { snapshot.drop(mailbox.name) }
      snapshot.mailboxes[mailbox.name] = mailbox
    }
    try await each(.mailboxTick, extent) { (row) throws(VaultFailure) in
      let (name, step, tick) = try tick(&row)
      snapshot.mailboxes[name]?.attested[step] = tick
    }
    try await each(.grants, extent) { (row) throws(VaultFailure) in
      let (slot, grant) = try grant(&row)
      // Of a mailbox that is read by itself the hosts are about to be used.
      if case .only = extent { try check(&row, grant, slot) }
      switch slot {
      case .kept: snapshot.grants[grant.mailbox] = grant
      case .pending: snapshot.pendingGrants[grant.mailbox] = grant
      }
    }
    try await each(.signIn, extent) { (row) throws(VaultFailure) in
      let login = try login(&row).login
      snapshot.pending[login.mailbox] = login
    }
    try await each(.probe, extent) { (row) throws(VaultFailure) in
      let (name, probe) = try probe(&row)
      snapshot.evidence[name, default: Evidence()].probe = probe
    }
    try await each(.refreshCheck, extent) { (row) throws(VaultFailure) in
      let (name, check) = try refreshCheck(&row)
      snapshot.evidence[name, default: Evidence()].refreshCheck = check
    }
    try await each(.attempt, extent) { (row) throws(VaultFailure) in
      let (name, attempt) = try attempt(&row)
      snapshot.evidence[name, default: Evidence()].attempt = attempt
    }
  }

  /// Makes room for everything: growing a large table bit by bit takes as long as reading it.
  private func makeRoom(in snapshot: inout Snapshot) async throws(VaultFailure) {
    let count = Int(
      try await session.first("SELECT count(*) FROM mailbox", []) { $0.integer(0) ?? 0 } ?? 0)
    snapshot.mailboxes.reserveCapacity(count)
    snapshot.grants.reserveCapacity(count)
    snapshot.evidence.reserveCapacity(count)
  }

  /// The names of all mailboxes.
  func mailboxNames() async throws(VaultFailure) -> [String] {
    try await session.query("SELECT name FROM mailbox", []) { row in row.text(0) ?? "" }
  }

  /// Every row of a table whose first column is the mailbox's name.
  private func each(
    _ table: Table, _ extent: RowScope,
    _ read: (inout ColumnReader) throws(VaultFailure) -> Void
  ) async throws(VaultFailure) {
    let key = table.columns[0]
    let (select, values): (String, [ColumnValue]) =
      switch extent {
      case .all: (table.selectBrief, [])
      case .only(let name): ("\(table.select) WHERE \(key) = $1", [.text(name)])
      case .upTo(let name): ("\(table.selectBrief) WHERE \(key) <= $1", [.text(name)])
      case .since(let revision):
        (
          "\(table.selectBrief) WHERE \(key) IN (SELECT name FROM mailbox WHERE revision > $1)",
          [.integer(revision)]
        )
      }
    _ = try await session.query(select, values) { (row) throws(VaultFailure) in
      var reader = ColumnReader(row, table)
      try read(&reader)
    }
  }
}

extension Snapshot {
  /// Forgets a mailbox with all that belongs to it.
  mutating func drop(_ mailbox: String) {
    mailboxes[mailbox] = nil
    grants[mailbox] = nil
    pendingGrants[mailbox] = nil
    pending[mailbox] = nil
    evidence[mailbox] = nil
    probeDetails[mailbox] = nil
  }
}
