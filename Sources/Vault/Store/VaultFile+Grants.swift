import Core

// Sign-ins under way and grants, as rows. A grant is one row with its facts and both tokens, so that
// tokens of two generations cannot stand side by side.
extension VaultFile {
  func put(
    _ login: PendingSignIn, _ code: Secret?, in database: borrowing Database
  ) throws(VaultFailure) {
    try expect(login.mailbox, in: database)
    var sealed: [UInt8]?
    if let code { sealed = try seal(code, at: .deviceCode(login.mailbox, login: login.id)) }
    // A code that stays is this sign-in's own; another sign-in's would be polled in vain.
    try database.run(
      """
      INSERT INTO pending_login (mailbox, id, body, device_code) VALUES (?, ?, ?, ?)
      ON CONFLICT (mailbox) DO UPDATE SET
        device_code = CASE WHEN excluded.device_code IS NOT NULL THEN excluded.device_code
          WHEN pending_login.id = excluded.id THEN pending_login.device_code END,
        id = excluded.id, body = excluded.body
      """, .text(login.mailbox), .text(login.id), try json(login), .optional(sealed))
  }

  func dropPending(_ mailbox: String, from database: borrowing Database) throws(VaultFailure) {
    try database.run("DELETE FROM pending_login WHERE mailbox = ?", .text(mailbox))
    try database.run(
      "DELETE FROM grants WHERE mailbox = ? AND slot = 'pending'", .text(mailbox))
  }

  func putPending(
    _ facts: GrantFacts, _ tokens: Tokens, in database: borrowing Database
  ) throws(VaultFailure) {
    try expect(facts.mailbox, in: database)
    try write(facts, tokens, .pending, in: database)
  }

  func keepGrant(
    _ mailbox: String, _ id: String, at moment: Moment, in database: borrowing Database
  ) throws(VaultFailure) {
    let pending = try database.row(
      "SELECT body, access, refresh FROM grants WHERE mailbox = ? AND slot = 'pending' AND id = ?",
      .text(mailbox), .text(id)
    ) { row in (row.blob(0) ?? [], row.blob(1), row.blob(2)) }
    guard let (body, access, refresh) = pending else {
      throw .conflict("no sign-in of that id awaits OK for mailbox \(mailbox)")
    }
    var facts = try decode(GrantFacts.self, from: body, name: mailbox)
    guard let access = try open(access, at: .token("access", mailbox, .pending, grant: id)) else {
      throw .damaged(path: folder.vault, detail: "the grant of \(mailbox) has no token")
    }
    let tokens = Tokens(
      access: access,
      refresh: try open(refresh, at: .token("refresh", mailbox, .pending, grant: id)))
    facts.accepted = moment
    try write(facts, tokens, .kept, in: database)
    try dropPending(mailbox, from: database)
  }

  /// Changes a grant that is there; without tokens, its facts only. A refresh token that the server
  /// did not send anew stays (RFC 6749 §6).
  func update(
    _ facts: GrantFacts, _ tokens: Tokens?, _ slot: GrantSlot, in database: borrowing Database
  ) throws(VaultFailure) {
    var access: [UInt8]?
    var refresh: [UInt8]?
    if let tokens { (access, refresh) = try seal(tokens, of: facts, slot) }
    try database.run(
      """
      UPDATE grants SET body = ?, access = coalesce(?, access), refresh = coalesce(?, refresh)
      WHERE mailbox = ? AND slot = ? AND id = ?
      """, try json(facts), .optional(access), .optional(refresh), .text(facts.mailbox),
      .text(slot.rawValue), .text(facts.id))
    guard database.changedRows == 1 else {
      throw .conflict("the grant of mailbox \(facts.mailbox) is no longer there")
    }
  }

  private func write(
    _ facts: GrantFacts, _ tokens: Tokens, _ slot: GrantSlot, in database: borrowing Database
  ) throws(VaultFailure) {
    let (access, refresh) = try seal(tokens, of: facts, slot)
    try database.run(
      """
      INSERT INTO grants (mailbox, slot, id, body, access, refresh) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (mailbox, slot) DO UPDATE SET
        id = excluded.id, body = excluded.body, access = excluded.access,
        refresh = excluded.refresh
      """, .text(facts.mailbox), .text(slot.rawValue), .text(facts.id), try json(facts),
      .blob(access), .optional(refresh))
  }

  private func seal(
    _ tokens: Tokens, of facts: GrantFacts, _ slot: GrantSlot
  ) throws(VaultFailure) -> (access: [UInt8], refresh: [UInt8]?) {
    let access = try seal(
      tokens.access, at: .token("access", facts.mailbox, slot, grant: facts.id))
    guard let refresh = tokens.refresh else { return (access, nil) }
    return (
      access, try seal(refresh, at: .token("refresh", facts.mailbox, slot, grant: facts.id))
    )
  }
}
