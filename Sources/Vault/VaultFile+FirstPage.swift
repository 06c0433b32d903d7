package import Core

extension VaultFile {
  /// Reads what a first picture needs, in a time that hardly grows with the site.
  ///
  /// - Parameter count: How many mailboxes are read whole, from the first by name.
  /// - Returns: The page; nil where sign-ins are under way, since those go before the first names.
  /// - Throws: `.vault`.
  package func firstPage(_ count: Int) throws(Failure) -> FirstPage? {
    try withDatabase { (database) throws(VaultFailure) in
      try database.snapshot { (database) throws(VaultFailure) in
        let waits = try database.row("SELECT 1 FROM pending_login LIMIT 1") { _ in true }
        guard waits == nil else { return nil }
        let names = try database.rows("SELECT name FROM mailbox ORDER BY name") { row in
          row.text(0) ?? ""
        }
        var page = FirstPage(names: names, snapshot: Snapshot(), stateCounts: nil)
        try self.readRegistrations(into: &page.snapshot, from: database)
        if let last = names.prefix(max(1, count)).last {
          try self.readMailboxes(.upTo(last), into: &page.snapshot, from: database)
        }
        let body = try database.row("SELECT body FROM tally") { row in row.blob(0) ?? [] }
        if let body {
          page.stateCounts = try self.decode(StateCounts.self, from: body, name: "tally")
        }
        return page
      }
    }
  }

  /// Keeps a count of the site as it was last read; keeps nothing where that has changed since.
  package func keep(_ stateCounts: StateCounts) throws(Failure) {
    try withStore { (store) throws(VaultFailure) in
      guard let reading = store.reading, reading.outdated.isEmpty, !reading.registrationsOutdated
      else { return }
      try store.database.transaction { (database) throws(VaultFailure) in
        let version = try database.row("PRAGMA data_version") { row in row.integer(0) } ?? 0
        guard version == reading.version else { return }
        try database.run(
          "INSERT OR REPLACE INTO tally (one, body) VALUES (1, ?)", try self.json(stateCounts))
      }
    }
  }
}
