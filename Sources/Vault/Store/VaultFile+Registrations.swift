import Core

// Registrations, mailboxes and their evidence, as rows.
extension VaultFile {
  func put(_ registration: Registration, in database: borrowing Database) throws(VaultFailure) {
    try database.run(
      """
      INSERT INTO registration (name, body) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET body = excluded.body
      """, .text(registration.name), try json(registration))
  }

  /// Reads, amends and writes within the transaction, so that no other process's edit is lost.
  func amend(
    _ name: String, _ amendment: Amendment, in database: borrowing Database
  ) throws(VaultFailure) {
    let body = try database.row(
      "SELECT body FROM registration WHERE name = ?", .text(name)
    ) { row in row.blob(0) ?? [] }
    guard let body else { return }
    var registration = try decode(Registration.self, from: body, name: name)
    amendment.apply(to: &registration)
    try put(registration, in: database)
  }

  func removeRegistration(
    _ name: String, from database: borrowing Database
  ) throws(VaultFailure) {
    let user = try database.row(
      "SELECT name FROM mailbox WHERE registration = ? ORDER BY name LIMIT 1", .text(name)
    ) { row in row.text(0) ?? "" }
    if let user { throw .conflict("mailbox \(user) is still under registration \(name)") }
    try database.run("DELETE FROM registration WHERE name = ?", .text(name))
  }

  func put(
    _ secret: Secret, registration: String, in database: borrowing Database
  ) throws(VaultFailure) {
    let sealed = try seal(secret, at: .clientSecret(registration))
    try database.run(
      "UPDATE registration SET secret = ? WHERE name = ?", .blob(sealed), .text(registration))
    guard database.changedRows == 1 else {
      throw .conflict("registration \(registration) is no longer there")
    }
  }

  func put(_ mailbox: Mailbox, in database: borrowing Database) throws(VaultFailure) {
    let known = try database.row(
      "SELECT 1 FROM registration WHERE name = ?", .text(mailbox.registration)
    ) { _ in true }
    guard known == true else {
      throw .conflict(
        "registration \(mailbox.registration) of mailbox \(mailbox.name) is not there")
    }
    try database.run(
      """
      INSERT INTO mailbox (name, registration, body) VALUES (?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET registration = excluded.registration, body = excluded.body
      """, .text(mailbox.name), .text(mailbox.registration), try json(mailbox))
  }

  func put(
    _ evidence: Evidence, of mailbox: String, in database: borrowing Database
  ) throws(VaultFailure) {
    try expect(mailbox, in: database)
    try database.run(
      """
      INSERT INTO evidence (mailbox, body) VALUES (?, ?)
      ON CONFLICT (mailbox) DO UPDATE SET body = excluded.body
      """, .text(mailbox), try json(evidence))
  }

  /// Throws a conflict when there is no such mailbox.
  func expect(_ mailbox: String, in database: borrowing Database) throws(VaultFailure) {
    let known = try database.row("SELECT 1 FROM mailbox WHERE name = ?", .text(mailbox)) { _ in
      true
    }
    guard known == true else { throw .conflict("mailbox \(mailbox) is no longer there") }
  }
}
