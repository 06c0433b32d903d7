package import Core
import Synchronization

/// The site as it was last read, so that the next reading reads only what changed since.
struct SnapshotReading {
  var snapshot = Snapshot()
  /// The revision as of which it was read.
  var revision: Int64
}

extension VaultFile {
  /// Reads everything that is not secret, as of one moment.
  ///
  /// Only what was changed since the last call is read anew, by this process or another, so that it
  /// may be called often.
  package func snapshot() async throws(Failure) -> Snapshot {
    try await database.read { (session) async throws(VaultFailure) in
      let now = try await session.first("SELECT number, removed FROM revision", []) { row in
        (number: row.integer(0) ?? 0, removed: row.integer(1) ?? 0)
      }
      guard let now else { throw session.damage("revision has no row") }
      // Taken out, so that what is here is changed in place. After a failure the next call starts
      // from nothing.
      let last = self.last.withLock { $0.take() }
      var reading = last ?? SnapshotReading(revision: 0)
      if last?.revision != now.number {
        let rows = VaultRows(session, self.keys)
        try await rows.update(&reading, isFirst: last == nil, removed: now.removed)
        reading.revision = now.number
      }
      self.last.withLock { $0 = reading }
      return reading.snapshot
    }
  }

  /// Reads all registrations, and of the mailboxes only these, with what belongs to them and the detail
  /// of their newest probe: takes the same time however many others there are. Names that do not
  /// exist are left out.
  package func snapshot(of mailboxes: some Sequence<String>) async throws(Failure) -> Snapshot {
    let wanted = Set(mailboxes).sorted()
    return try await database.read { (session) async throws(VaultFailure) in
      let rows = VaultRows(session, self.keys)
      var snapshot = Snapshot()
      snapshot.registrations = try await rows.registrations()
      for name in wanted {
        try await rows.readMailboxes(.only(name), into: &snapshot)
        snapshot.probeDetails[name] = try await rows.probeDetail(of: name)
      }
      return snapshot
    }
  }
}

extension VaultRows {
  /// Brings a reading up to date.
  fileprivate func update(
    _ reading: inout SnapshotReading, isFirst: Bool, removed: Int64
  ) async throws(VaultFailure) {
    if isFirst {
      reading.snapshot.registrations = try await registrations()
      return try await readMailboxes(.all, into: &reading.snapshot)
    }
    let changed = try await session.first(
      "SELECT name FROM registration WHERE revision > $1 LIMIT 1", [.integer(reading.revision)]
    ) { _ in true }
    if changed != nil || removed > reading.revision {
      reading.snapshot.registrations = try await registrations()
    }
    if removed > reading.revision {
      let names = Set(try await mailboxNames())
      for name in reading.snapshot.mailboxes.keys where !names.contains(name) {
        reading.snapshot.drop(name)
      }
    }
    try await readMailboxes(.since(reading.revision), into: &reading.snapshot)
  }
}
