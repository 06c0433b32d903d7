import Core

// Grants, kept and pending. A grant is one row with its facts and both tokens.
extension VaultRows {
  /// Tokens as they stand in a row.
  private struct OpenedGrant {
    var facts: GrantFacts
    var access: Secret
    var refresh: Secret?
  }

  /// Reads a row of `grants`, but for its tokens.
  func grant(_ row: inout ColumnReader) throws(VaultFailure) -> (GrantSlot, GrantFacts) {
    let (mailbox, slot) = (try row.text(), try row.word(StoredWords.slot))
    let (id, identity) = (try row.text(), try row.identity())
    let match = try row.word(StoredWords.identityMatch)
    let scopes = reuse.scopes(try row.repeated())
    let (mode, flipped) = (try row.word(StoredWords.clientMode), try row.flag())
    let (under, binding) = (try row.stamp(), try row.binding())
    let signedIn = try row.moment()
    let (accepted, refreshed) = (row.optionalMoment(), row.optionalMoment())
    var facts = GrantFacts(
      mailbox: mailbox, id: id, identity: identity, match: match, scopes: scopes, mode: mode,
      flipped: flipped, madeUnder: under, binding: binding, signedIn: signedIn,
      accessExpires: try row.moment(), refreshable: try row.flag())
    facts.accepted = accepted
    facts.refreshed = refreshed
    let standing = try row.word(StoredKind.standing)
    if let read = try row.optionalJSON({ (json) throws(VaultFailure.Unreadable) in
      try GrantFacts.Standing(standing, stored: json)
    }) {
      facts.standing = read
    } else if standing != .good {
      throw row.damage("says too little of a refusal")
    }
    facts.graph = try row.optionalJSON(CheckResult.init(stored:))
    facts.redeeming = row.optionalMoment()
    return (slot, facts)
  }

  func putPending(_ facts: GrantFacts, _ tokens: Tokens) async throws(VaultFailure) {
    try await touch(facts.mailbox)
    try await write(
      OpenedGrant(facts: facts, access: tokens.access, refresh: tokens.refresh), .pending)
  }

  func keepGrant(_ mailbox: String, _ id: String, at moment: Moment) async throws(VaultFailure) {
    guard var held = try await held(mailbox, .pending, id) else {
      throw .conflict("no sign-in of that id awaits OK for mailbox \(mailbox)")
    }
    held.facts.accepted = moment
    try await touch(mailbox)
    try await write(held, .kept)
    try await drop(.signIn, of: mailbox)
    try await dropGrant(mailbox, .pending, id: nil)
  }

  /// Writes rotated tokens. A refresh token that the server did not send anew stays (RFC 6749 §6), and
  /// so do the hosts: what is there is opened first, so that no new token is sealed for a host that
  /// somebody wrote into the row.
  func putTokens(
    _ facts: GrantFacts, _ tokens: Tokens, _ slot: GrantSlot
  ) async throws(VaultFailure) {
    if let kept = try await keptMeanwhile(facts.mailbox, slot, facts.id) {
      guard let refresh = tokens.refresh else { return }
      return try await write(kept, with: refresh)
    }
    let held = try await present(facts.mailbox, slot, facts.id)
    var new = facts
    new.binding = held.facts.binding
    new.redeeming = nil
    try await touch(facts.mailbox)
    try await write(
      OpenedGrant(facts: new, access: tokens.access, refresh: tokens.refresh ?? held.refresh), slot)
  }

  func putRefreshToken(
    _ mailbox: String, _ slot: GrantSlot, _ id: String, _ refresh: Secret
  ) async throws(VaultFailure) {
    if let kept = try await keptMeanwhile(mailbox, slot, id) {
      return try await write(kept, with: refresh)
    }
    var held = try await present(mailbox, slot, id)
    held.refresh = refresh
    held.facts.redeeming = nil
    try await touch(mailbox)
    try await write(held, slot)
  }

  /// The kept grant of that id where OK was given while its token was redeemed as a pending one: what
  /// the answer brings is its own.
  private func keptMeanwhile(
    _ mailbox: String, _ slot: GrantSlot, _ id: String
  ) async throws(VaultFailure) -> OpenedGrant? {
    guard slot == .pending, try await held(mailbox, .pending, id) == nil else { return nil }
    return try await held(mailbox, .kept, id)
  }

  private func write(_ kept: OpenedGrant, with refresh: Secret) async throws(VaultFailure) {
    var kept = kept
    kept.refresh = refresh
    kept.facts.redeeming = nil
    try await touch(kept.facts.mailbox)
    try await write(kept, .kept)
  }

  func amendGrant(
    _ mailbox: String, _ slot: GrantSlot, _ id: String, _ amendment: GrantAmendment
  ) async throws(VaultFailure) {
    var held = try await present(mailbox, slot, id)
    amendment.apply(to: &held.facts)
    try await touch(mailbox)
    try await write(held, slot)
  }

  /// Ends the sign-in of that id, or whichever there is, and drops its pending grant.
  func dropPending(_ mailbox: String, id: String?) async throws(VaultFailure) {
    let current = try await session.first(
      "SELECT id FROM sign_in WHERE mailbox = $1", [.text(mailbox)]
    ) { row in row.text(0) ?? "" }
    if let id, let current, current != id { return }
    let ended = try await session.execute(
      "DELETE FROM sign_in WHERE mailbox = $1", [.text(mailbox)])
    // Without a sign-in under way the id can only be the grant's own.
    let dropped = try await dropGrant(mailbox, .pending, id: current == nil ? id : nil)
    if ended + dropped > 0 { try await touch(mailbox) }
  }

  /// Erases tokens, sign-in and evidence of a mailbox.
  func forget(_ mailbox: String) async throws(VaultFailure) {
    for table: Table in [.signIn, .grants, .probe, .refreshCheck, .attempt] {
      try await drop(table, of: mailbox)
    }
    try await session.execute(
      "UPDATE mailbox SET revision = $1 WHERE name = $2", [.integer(revision), .text(mailbox)])
  }

  /// A token and the hosts of its row, opened; nil where there is none.
  func token(
    _ column: String, _ mailbox: String, _ slot: GrantSlot
  ) async throws(VaultFailure) -> (Secret, HostBinding)? {
    let row = try await session.first(
      """
      SELECT id, bound_discovery, bound_token, \(column) FROM grants
      WHERE mailbox = $1 AND slot = $2
      """, [.text(mailbox), StoredWords.slot.column(slot)]
    ) { row in
      (
        row.text(0) ?? "", HostBinding(discovery: row.text(1) ?? "", token: row.text(2)),
        row.blob(3)
      )
    }
    guard let (id, hosts, sealed) = row, let sealed else { return nil }
    return (try open(sealed, at: .token(column, mailbox, slot, grant: id, hosts)), hosts)
  }

  @discardableResult
  private func dropGrant(
    _ mailbox: String, _ slot: GrantSlot, id: String?
  ) async throws(VaultFailure) -> Int {
    let filter = id == nil ? "" : " AND id = $3"
    return try await session.execute(
      "DELETE FROM grants WHERE mailbox = $1 AND slot = $2\(filter)",
      [.text(mailbox), StoredWords.slot.column(slot)] + (id.map { [.text($0)] } ?? []))
  }

  private func present(
    _ mailbox: String, _ slot: GrantSlot, _ id: String
  ) async throws(VaultFailure) -> OpenedGrant {
    guard let held = try await held(mailbox, slot, id) else {
      throw .conflict("the grant of mailbox \(mailbox) is no longer there")
    }
    return held
  }

  /// The grant of that id with its tokens, opened; nil where it is gone.
  private func held(
    _ mailbox: String, _ slot: GrantSlot, _ id: String
  ) async throws(VaultFailure) -> OpenedGrant? {
    let table = Table.grants
    let row = try await session.first(
      "\(table.select) WHERE mailbox = $1 AND slot = $2 AND id = $3",
      [.text(mailbox), StoredWords.slot.column(slot), .text(id)]
    ) { (row) throws(VaultFailure) in
      var reader = ColumnReader(row, table)
      let (_, facts) = try grant(&reader)
      return (facts, try reader.blob(), reader.optionalBlob())
    }
    guard let (facts, access, refresh) = row else { return nil }
    return try open(facts, slot, access, refresh)
  }

  private func open(
    _ facts: GrantFacts, _ slot: GrantSlot, _ access: [UInt8], _ refresh: [UInt8]?
  ) throws(VaultFailure) -> OpenedGrant {
    let place = { (column: String) in
      AssociatedData.token(column, facts.mailbox, slot, grant: facts.id, facts.binding)
    }
    var held = OpenedGrant(
      facts: facts, access: try open(access, at: place("access")), refresh: nil)
    if let refresh { held.refresh = try open(refresh, at: place("refresh")) }
    return held
  }

  /// Holds the hosts of a grant against the seals of the tokens that follow in its row.
  func check(
    _ row: inout ColumnReader, _ facts: GrantFacts, _ slot: GrantSlot
  ) throws(VaultFailure) {
    _ = try open(facts, slot, try row.blob(), row.optionalBlob())
  }

  private func write(_ held: OpenedGrant, _ slot: GrantSlot) async throws(VaultFailure) {
    let facts = held.facts
    let place = { (column: String) in
      AssociatedData.token(column, facts.mailbox, slot, grant: facts.id, facts.binding)
    }
    var refresh: [UInt8]?
    if let token = held.refresh { refresh = try seal(token, at: place("refresh")) }
    try await session.execute(
      Table.grants.upsert,
      facts.columns(slot)
        + [.blob(try seal(held.access, at: place("access"))), .optional(refresh)])
  }
}

extension GrantFacts {
  /// All columns but the tokens.
  fileprivate func columns(_ slot: GrantSlot) -> [ColumnValue] {
    [
      .text(mailbox), StoredWords.slot.column(slot), .text(id), .optional(identity?.username),
      .optional(identity?.name), .optional(identity?.objectID), .optional(identity?.tenant),
      .optional(identity?.mail),
      .optional(identity.flatMap { $0.addresses.isEmpty ? nil : .strings($0.addresses) }),
      StoredWords.identityMatch.column(match), .text(scopes.joined(separator: " ")),
      StoredWords.clientMode.column(mode), .flag(flipped), .text(madeUnder.clientID),
      .text(madeUnder.tenantID), .optional(madeUnder.secret), .text(binding.discovery),
      .optional(binding.token), .moment(signedIn), .optional(accepted), .optional(refreshed),
      .moment(accessExpires), .flag(refreshable), StoredKind.standing.column(standing.kind),
      .optional(standing.storedDetail), .optional(graph?.stored), .optional(redeeming),
    ]
  }
}

extension ColumnReader {
  /// Who signed in; nil where the server did not tell.
  fileprivate mutating func identity() throws(VaultFailure) -> Identity? {
    let (username, name, objectID) = (optionalText(), optionalText(), optionalText())
    let (tenant, mail) = (optionalRepeated(), optionalText())
    let addresses = try optionalJSON { (json) throws(VaultFailure.Unreadable) in
      try JSONValue.object(["addresses": json]).texts("addresses")
    }
    return username.map {
      Identity(
        username: $0, name: name, objectID: objectID, tenant: tenant, mail: mail,
        addresses: addresses ?? [])
    }
  }
}
