import Core

/// The schema of the SQLite file, as the steps that lead to it: step n makes schema n out of schema
/// n-1. A step that was released is never edited; a change is another step.
struct Schema {
  var steps: [String]

  /// The number of the newest schema.
  var version: Int { steps.count }

  /// The schema of this program.
  static let current = Schema(steps: [SQLiteTables.first, SQLiteTables.second])

  /// Marks the file as a vault in SQLite's header: "GBox".
  static let applicationID: Int64 = 0x4742_6F78

  /// Makes an empty database an empty vault of this schema.
  func make(in connection: SQLiteConnection, _ meta: VaultMeta) throws(VaultFailure) {
    // Set once: the write-ahead log is a property of the file.
    try connection.script("PRAGMA journal_mode = WAL")
    try connection.run("BEGIN IMMEDIATE")
    for step in steps { try connection.script(step) }
    try meta.write(to: connection)
    try connection.script(
      "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(version)")
    try connection.run("COMMIT")
  }

  /// The number of the file's schema; throws when the file is no vault, or is too new.
  func found(in connection: SQLiteConnection) throws(VaultFailure) -> Int {
    let mark = try connection.number("PRAGMA application_id")
    let found = Int(try connection.number("PRAGMA user_version") ?? 0)
    guard mark == Schema.applicationID, found > 0 else {
      throw connection.damage("the file is not a vault")
    }
    guard found <= version else { throw .newerSchema(found: found, known: version) }
    return found
  }

  /// Copies an older vault before it is migrated.
  func backUp(_ connection: SQLiteConnection, to backup: String) throws(VaultFailure) {
    let copied = try PrivateFile(path: backup).make { (draft) throws(VaultFailure) in
      try connection.run("VACUUM INTO $1", [.text(draft.path)])
    }
    guard copied else { throw .busy }
  }

  /// Makes the step to schema `next`, in a transaction of its own.
  ///
  /// Two processes may do it at once: it looks again, inside the transaction, whether the step is still
  /// to be made.
  func migrate(_ connection: SQLiteConnection, to next: Int) throws(VaultFailure) {
    try connection.run("BEGIN IMMEDIATE")
    do throws(VaultFailure) {
      if try connection.number("PRAGMA user_version") == Int64(next - 1) {
        try connection.script(steps[next - 1])
        try connection.script("PRAGMA user_version = \(next)")
      }
      try connection.run("COMMIT")
    } catch {
      _ = connection.rollBack()
      throw error
    }
  }
}
