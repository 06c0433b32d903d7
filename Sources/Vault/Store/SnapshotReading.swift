import Core

/// The site as it was last read, so that the next reading decodes only what changed since.
struct SnapshotReading {
  var snapshot = Snapshot()
  /// SQLite's `data_version`; another number means that another connection has written.
  var version: Int64
  /// Mailboxes that this connection has changed since.
  var outdated: Set<String> = []
  /// Whether this connection has changed a registration since.
  var registrationsOutdated = false

  /// Notes what changes were committed.
  mutating func note(_ changes: [Change]) {
    for change in changes {
      switch change {
      case .putRegistration, .amend, .removeRegistration: registrationsOutdated = true
      case .putSecret, .removeSecret, .journal: break
      case .putMailbox(let mailbox): outdated.insert(mailbox.name)
      case .removeMailbox(let name), .forget(let name), .dropPending(let name):
        outdated.insert(name)
      case .putPending(let login, _): outdated.insert(login.mailbox)
      case .putPendingGrant(let facts, _), .putTokens(let facts, _, _),
        .putGrantFacts(let facts, _):
        outdated.insert(facts.mailbox)
      case .keepGrant(let name, _, _), .putEvidence(let name, _): outdated.insert(name)
      }
    }
  }
}

/// Which rows are read.
enum RowScope {
  case all
  case only(Set<String>)
  /// By name, this one included.
  case upTo(String)
}

extension VaultFile {
  /// Reads the registrations in place of what the site holds of them.
  func readRegistrations(
    into snapshot: inout Snapshot, from database: borrowing Database
  ) throws(VaultFailure) {
    try read("registration", by: "name", .all, into: &snapshot.registrations, from: database)
  }

  /// Reads mailboxes and what belongs to them in place of what the site holds of them.
  func readMailboxes(
    _ extent: RowScope, into snapshot: inout Snapshot, from database: borrowing Database
  ) throws(VaultFailure) {
    try read("mailbox", by: "name", extent, into: &snapshot.mailboxes, from: database)
    try read("kept_grant", by: "mailbox", extent, into: &snapshot.grants, from: database)
    try read("pending_grant", by: "mailbox", extent, into: &snapshot.pendingGrants, from: database)
    try read("pending_login", by: "mailbox", extent, into: &snapshot.pending, from: database)
    try read("evidence", by: "mailbox", extent, into: &snapshot.evidence, from: database)
  }

  private func read<Value: Decodable>(
    _ table: String, by key: String, _ extent: RowScope, into values: inout [String: Value],
    from database: borrowing Database
  ) throws(VaultFailure) {
    let select = "SELECT \(key), body FROM \(table)"
    let read = { (row: borrowing Statement) throws(VaultFailure) in
      let name = row.text(0) ?? ""
      let value = try self.decode(Value.self, from: row.blob(1) ?? [], name: name)
      return (name, value)
    }
    switch extent {
    case .all:
      let rows = try database.rows(select, read: read)
      values = Dictionary(rows, uniquingKeysWith: { first, _ in first })
    case .upTo(let last):
      let rows = try database.rows("\(select) WHERE \(key) <= ?", values: [.text(last)], read: read)
      for (name, value) in rows { values[name] = value }
    case .only(let names):
      for name in names {
        values[name] = try database.row("\(select) WHERE \(key) = ?", .text(name), read: read)?.1
      }
    }
  }
}
