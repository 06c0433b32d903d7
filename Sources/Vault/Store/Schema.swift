import Core

/// The tables of the vault, as the steps that lead to them: step n makes schema n out of schema n-1.
/// A step that was released is never edited; a change is another step.
struct Schema {
  var steps: [String]

  /// The number of the newest schema.
  var version: Int { steps.count }

  /// The schema of this program.
  static let current = Schema(steps: [first, stateCounts])

  /// Marks the file as a vault in SQLite's header: "GBox".
  static let applicationID: Int64 = 0x4742_6F78

  /// Every body is the JSON of a type of Core. Columns `secret`, `device_code`, `access`, `refresh`
  /// and `check` of meta are sealed; their place is the associated data (see `AssociatedData`).
  private static let first = """
    CREATE TABLE meta (
      name TEXT PRIMARY KEY, value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE registration (
      name TEXT PRIMARY KEY, body TEXT NOT NULL, secret BLOB
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE mailbox (
      name TEXT PRIMARY KEY, registration TEXT NOT NULL REFERENCES registration(name),
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX mailbox_registration ON mailbox(registration);
    CREATE TABLE pending_login (
      mailbox TEXT PRIMARY KEY REFERENCES mailbox(name) ON DELETE CASCADE,
      id TEXT NOT NULL, body TEXT NOT NULL, device_code BLOB
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE grants (
      mailbox TEXT NOT NULL REFERENCES mailbox(name) ON DELETE CASCADE,
      slot TEXT NOT NULL CHECK (slot IN ('kept', 'pending')),
      id TEXT NOT NULL, body TEXT NOT NULL, access BLOB NOT NULL, refresh BLOB,
      PRIMARY KEY (mailbox, slot)
    ) STRICT, WITHOUT ROWID;
    CREATE VIEW kept_grant AS SELECT mailbox, body FROM grants WHERE slot = 'kept';
    CREATE VIEW pending_grant AS SELECT mailbox, body FROM grants WHERE slot = 'pending';
    CREATE TABLE evidence (
      mailbox TEXT PRIMARY KEY REFERENCES mailbox(name) ON DELETE CASCADE, body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE journal (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, mailbox TEXT,
      event TEXT NOT NULL, fields TEXT NOT NULL
    ) STRICT;
    CREATE INDEX journal_mailbox ON journal(mailbox, seq);
    """

  /// The count of the mailboxes by their states, of which there is one or none: whatever it was
  /// counted from takes it away with its first change, by whatever process.
  private static let stateCounts =
    """
    CREATE TABLE tally (
      one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL
    ) STRICT;
    """
    + ["registration", "mailbox", "pending_login", "grants", "evidence"].flatMap { table in
      ["insert", "update", "delete"].map { change in
        """
        CREATE TRIGGER tally_\(table)_\(change) AFTER \(change) ON \(table)
        BEGIN DELETE FROM tally; END;
        """
      }
    }.joined(separator: "\n")

  /// Makes an empty database an empty vault of this schema.
  func make(in database: borrowing Database, _ meta: VaultMeta) throws(VaultFailure) {
    // Set once: the write-ahead log is a property of the file.
    try database.script("PRAGMA journal_mode = WAL")
    try database.run("BEGIN IMMEDIATE")
    for step in steps { try database.script(step) }
    try meta.write(to: database)
    try database.script(
      "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(version)")
    try database.run("COMMIT")
  }

  /// The number of the file's schema; throws when the file is no vault, or is too new.
  func found(in database: borrowing Database) throws(VaultFailure) -> Int {
    let mark = try database.row("PRAGMA application_id") { row in row.integer(0) }
    let found = Int(try database.row("PRAGMA user_version") { row in row.integer(0) } ?? 0)
    guard mark == Schema.applicationID, found > 0 else {
      throw .damaged(path: database.path, detail: "the file is not a vault")
    }
    guard found <= version else { throw .newerSchema(found: found, known: version) }
    return found
  }

  /// Brings an older vault to this schema, one transaction a step, after a copy of it was made.
  ///
  /// Two processes may do it at once: each step looks again, inside its transaction, whether it is
  /// still to be done.
  func migrate(
    _ database: borrowing Database, from found: Int, backup: String
  ) throws(VaultFailure) {
    guard found < version else { return }
    let copied = try PrivateFile(path: backup).make { (draft) throws(VaultFailure) in
      try database.run("VACUUM INTO ?", .text(draft.path))
    }
    guard copied else { throw .busy }
    for next in (found + 1)...version {
      try database.run("BEGIN IMMEDIATE")
      do throws(VaultFailure) {
        let now = try database.row("PRAGMA user_version") { row in row.integer(0) }
        if now == Int64(next - 1) {
          try database.script(steps[next - 1])
          try database.script("PRAGMA user_version = \(next)")
        }
        try database.run("COMMIT")
      } catch {
        try? database.run("ROLLBACK")
        throw error
      }
    }
  }
}
