package import Core

extension VaultFile {
  /// How many lines of the journal are kept; the oldest go first.
  package static let journalLimit = 10_000

  /// Reads the last lines of the journal, the oldest of them first; with a mailbox, its lines only.
  package func journal(
    last: Int, mailbox: String? = nil
  ) throws(Failure) -> [JournalEntry] {
    try withDatabase { (database) throws(VaultFailure) in
      let file = database.path
      let filter = mailbox == nil ? "" : "WHERE mailbox = ?1"
      let rows = try database.rows(
        """
        SELECT at, who, mailbox, event, fields FROM journal \(filter)
        ORDER BY seq DESC LIMIT \(max(0, last))
        """, values: mailbox.map { [.text($0)] } ?? []
      ) { (row) throws(VaultFailure) in
        guard let at = Moment(iso: row.text(0) ?? "") else {
          throw .damaged(path: file, detail: "a line of the journal has no time")
        }
        return JournalEntry(
          at: at, who: row.text(1) ?? "", mailbox: row.text(2), event: row.text(3) ?? "",
          fields: try self.decode([String: String].self, from: row.blob(4) ?? [], name: "journal"))
      }
      return rows.reversed()
    }
  }

  func add(_ entry: JournalEntry, to database: borrowing Database) throws(VaultFailure) {
    try database.run(
      "INSERT INTO journal (at, who, mailbox, event, fields) VALUES (?, ?, ?, ?, ?)",
      .text(entry.at.iso), .text(entry.who), .optional(entry.mailbox), .text(entry.event),
      try json(entry.fields))
    // The numbers have no gaps: a transaction rolled back takes its number back too.
    try database.run(
      "DELETE FROM journal WHERE seq <= (SELECT max(seq) FROM journal) - \(VaultFile.journalLimit)")
  }
}
