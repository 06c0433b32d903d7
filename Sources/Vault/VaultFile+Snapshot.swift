package import Core

extension VaultFile {
  /// Reads everything that is not secret, as of one moment.
  ///
  /// Only what was changed since the last call is read anew, so that it may be called often; after a
  /// change by another process, everything is.
  package func snapshot() throws(Failure) -> Snapshot {
    try withStore { (store) throws(VaultFailure) in
      // Taken out, so that the copy here is the only one and is changed in place. After a failure
      // the next call starts from nothing.
      var last = store.reading.take()
      let reading = try store.database.snapshot { (database) throws(VaultFailure) in
        // Tells of commits by other connections, never of this one's.
        let version = try database.row("PRAGMA data_version") { row in row.integer(0) } ?? 0
        return try self.reading(after: &last, version: version, from: database)
      }
      store.reading = reading
      return reading.snapshot
    }
  }

  private func reading(
    after last: inout SnapshotReading?, version: Int64, from database: borrowing Database
  ) throws(VaultFailure) -> SnapshotReading {
    guard last?.version == version, var reading = last.take() else {
      var reading = SnapshotReading(version: version)
      try readRegistrations(into: &reading.snapshot, from: database)
      try readMailboxes(.all, into: &reading.snapshot, from: database)
      return reading
    }
    if reading.registrationsOutdated {
      try readRegistrations(into: &reading.snapshot, from: database)
    }
    try readMailboxes(.only(reading.outdated), into: &reading.snapshot, from: database)
    reading.registrationsOutdated = false
    reading.outdated = []
    return reading
  }

  /// Reads all registrations, and of the mailboxes only these, with what belongs to them: takes the
  /// same time however many others there are. Names that do not exist are left out.
  package func snapshot(of mailboxes: some Sequence<String>) throws(Failure) -> Snapshot {
    let wanted = Set(mailboxes)
    return try withDatabase { (database) throws(VaultFailure) in
      try database.snapshot { (database) throws(VaultFailure) in
        var snapshot = Snapshot()
        try self.readRegistrations(into: &snapshot, from: database)
        try self.readMailboxes(.only(wanted), into: &snapshot, from: database)
        return snapshot
      }
    }
  }

  /// The names of all mailboxes, in the order of their UTF-8 bytes.
  package func mailboxNames() throws(Failure) -> [String] {
    try withDatabase { (database) throws(VaultFailure) in
      try database.rows("SELECT name FROM mailbox ORDER BY name") { row in row.text(0) ?? "" }
    }
  }

  /// Reads a sealed value; nil when there is none.
  package func secret(_ slot: SecretSlot) throws(Failure) -> Secret? {
    try withDatabase { (database) throws(VaultFailure) in
      switch slot {
      case .clientSecret(let registration):
        let sealed = try database.row(
          "SELECT secret FROM registration WHERE name = ?", .text(registration)
        ) { row in row.blob(0) }
        return try self.open(sealed ?? nil, at: .clientSecret(registration))
      case .deviceCode(let mailbox):
        let row = try database.row(
          "SELECT id, device_code FROM pending_login WHERE mailbox = ?", .text(mailbox)
        ) { row in (row.text(0) ?? "", row.blob(1)) }
        guard let row else { return nil }
        return try self.open(row.1, at: .deviceCode(mailbox, login: row.0))
      case .accessToken(let mailbox, let slot):
        return try self.token("access", mailbox, slot, in: database)
      case .refreshToken(let mailbox, let slot):
        return try self.token("refresh", mailbox, slot, in: database)
      }
    }
  }

  private func token(
    _ column: String, _ mailbox: String, _ slot: GrantSlot, in database: borrowing Database
  ) throws(VaultFailure) -> Secret? {
    let row = try database.row(
      "SELECT id, \(column) FROM grants WHERE mailbox = ? AND slot = ?", .text(mailbox),
      .text(slot.rawValue)
    ) { row in (row.text(0) ?? "", row.blob(1)) }
    guard let row else { return nil }
    return try open(row.1, at: .token(column, mailbox, slot, grant: row.0))
  }
}

extension AssociatedData {
  static func clientSecret(_ registration: String) -> AssociatedData {
    AssociatedData(table: "registration", row: [registration], column: "secret")
  }

  static func deviceCode(_ mailbox: String, login: String) -> AssociatedData {
    AssociatedData(table: "pending_login", row: [mailbox, login], column: "device_code")
  }

  static func token(
    _ column: String, _ mailbox: String, _ slot: GrantSlot, grant: String
  ) -> AssociatedData {
    AssociatedData(table: "grants", row: [mailbox, slot.rawValue, grant], column: column)
  }
}
