package import Core

extension VaultFile {
  /// How many lines of the journal are kept; the oldest go first.
  package static let journalLimit = 10_000

  /// Reads the last lines of the journal, the oldest of them first; with a mailbox, its lines only.
  package func journal(
    last: Int, mailbox: String? = nil
  ) async throws(Failure) -> [JournalEntry] {
    try await database.read { (session) async throws(VaultFailure) in
      let table = Table.journal
      let filter = mailbox == nil ? "" : "WHERE mailbox = $1"
      let entries = try await session.query(
        "\(table.select) \(filter) ORDER BY seq DESC LIMIT \(max(0, last))",
        mailbox.map { [.text($0)] } ?? []
      ) { (row) throws(VaultFailure) in
        var reader = ColumnReader(row, table)
        return JournalEntry(
          at: try reader.moment(), who: try reader.text(), mailbox: reader.optionalText(),
          event: try reader.text(), fields: try reader.json(JournalEntry.fields(stored:)))
      }
      return entries.reversed()
    }
  }
}

extension VaultRows {
  func add(_ entry: JournalEntry) async throws(VaultFailure) {
    try await session.execute(
      Table.journal.insert,
      [
        .moment(entry.at), .text(entry.who), .optional(entry.mailbox), .text(entry.event),
        .json(.object(JSONObject(entry.fields.mapValues(JSONValue.string)))),
      ])
    // The numbers have no gaps: a transaction rolled back takes its number back too.
    try await session.execute(
      "DELETE FROM journal WHERE seq <= (SELECT max(seq) FROM journal) - \(VaultFile.journalLimit)",
      [])
  }
}

extension JournalEntry {
  fileprivate static func fields(
    stored json: JSONValue
  ) throws(VaultFailure.Unreadable) -> [String: String] {
    guard case .object(let members) = json else { throw .init(member: "fields") }
    var fields: [String: String] = [:]
    for name in members.names { fields[name] = try json.text(name) }
    return fields
  }
}
