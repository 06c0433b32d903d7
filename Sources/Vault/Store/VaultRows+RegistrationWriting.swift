import Core

// Registrations, written to their tables. Secrets have changes of their own.
extension VaultRows {
  func add(_ registration: Registration) async throws(VaultFailure) {
    guard try await self.registration(registration.name) == nil else {
      throw .conflict("registration \(registration.name) is there already")
    }
    try await session.execute(Table.registration.insert, try columns(of: registration))
    try await writeLists(of: registration, replacing: nil)
  }

  func edit(
    from before: Registration, to after: Registration
  ) async throws(VaultFailure) {
    guard let now = try await registration(before.name) else {
      throw .conflict("registration \(before.name) is no longer there")
    }
    let edited = try now.edited(from: before, to: after)
    if edited.name != now.name { try await rename(now, to: edited.name) }
    try await write(edited, replacing: now)
  }

  /// Makes an amendment to what is there; nothing where the registration is gone.
  func amend(_ name: String, _ amendment: Amendment) async throws(VaultFailure) {
    guard let now = try await registration(name) else { return }
    var amended = now
    amendment.apply(to: &amended)
    try await write(amended, replacing: now)
  }

  func removeRegistration(_ name: String) async throws(VaultFailure) {
    let user = try await session.first(
      "SELECT name FROM mailbox WHERE registration = $1 ORDER BY name LIMIT 1", [.text(name)]
    ) { row in row.text(0) ?? "" }
    if let user { throw .conflict("mailbox \(user) is still under registration \(name)") }
    let removed = try await session.execute(
      "DELETE FROM registration WHERE name = $1", [.text(name)])
    if removed > 0 { try await noteRemoval() }
  }

  /// Writes what differs from the row that is there.
  func write(
    _ registration: Registration, replacing now: Registration
  ) async throws(VaultFailure) {
    guard registration != now else { return }
    try await session.execute(Table.registration.upsert, try columns(of: registration))
    for place in SecretPlace.allCases {
      guard let facts = registration[place], let held = now[place] else { continue }
      guard facts != held || registration.name != now.name else { continue }
      // What a value is sealed with may have changed with its facts or with the name. The row has the
      // new name already, its seal the old one.
      guard let (_, sealed) = try await sealedSecret(of: registration.name, place) else {
        continue
      }
      let secret = try open(
        sealed,
        at: .clientSecret(now.name, place, fingerprint: held.fingerprint, held.binding))
      try await put(secret, facts, place, of: registration.name)
    }
    try await writeLists(
      of: registration, replacing: registration.name == now.name ? now : nil)
  }

  /// Gives the row another name, and with it all that is under it.
  private func rename(_ now: Registration, to name: String) async throws(VaultFailure) {
    guard try await registration(name) == nil else {
      throw .conflict("registration \(name) is there already")
    }
    let mailboxes = try await mailboxes(under: now.name)
    try await session.execute(
      "UPDATE registration SET name = $1 WHERE name = $2", [.text(name), .text(now.name)])
    for var mailbox in mailboxes {
      mailbox.registration = name
      try await write(mailbox)
    }
    try await noteRemoval()
  }

  private func columns(of registration: Registration) throws(VaultFailure) -> [ColumnValue] {
    [
      .text(registration.name), StoredWords.accountType.column(registration.accountType),
      .text(registration.cloud), .text(registration.clientID), .text(registration.tenantID),
      StoredWords.clientModeSetting.column(registration.clientMode),
      .optional(registration.binding?.discovery), .optional(registration.binding?.token),
      .optional(registration.publisher?.who), .optional(registration.publisher?.at),
      .optional(registration.publisher?.of), .optional(registration.checks.clockSkew),
      .moment(registration.changed), try seal(.registration, registration.sealed),
      .integer(revision),
    ]
  }

  /// Writes each list that differs from the one that is there; all of them where `now` is nil.
  private func writeLists(
    of registration: Registration, replacing now: Registration?
  ) async throws(VaultFailure) {
    let name = ColumnValue.text(registration.name)
    if registration.interfaces != now?.interfaces {
      try await replace(
        .registrationInterface, of: name,
        with: registration.interfaces.enumerated().map { [name, .int($0), .text($1)] })
    }
    if registration.confirmedPopServers != now?.confirmedPopServers {
      var rows: [[ColumnValue]] = []
      for (position, server) in registration.confirmedPopServers.enumerated() {
        let seal = try seal(.registrationPopServer, [registration.name, server])
        rows.append([name, .int(position), .text(server), seal])
      }
      try await replace(.registrationPopServer, of: name, with: rows)
    }
    if registration.consents != now?.consents {
      try await replace(
        .registrationConsent, of: name,
        with: registration.consents.enumerated().map { position, consent in
          [
            name, .int(position), .text(consent.tenant),
            StoredWords.consentSource.column(consent.source), .text(consent.who),
            .moment(consent.at),
          ]
        })
    }
    if registration.attested != now?.attested {
      try await replace(
        .registrationTick, of: name,
        with: registration.attested.flatMap { interface, ticks in
          ticks.map { setting, tick in
            [name, .text(interface), StoredWords.setting.column(setting)] + tick.columns
          }
        })
    }
    if registration.domains != now?.domains {
      try await replace(
        .registrationDomain, of: name,
        with: registration.domains.map { [name, .text($0.key), .text($0.value)] })
    }
    if registration.checks != now?.checks {
      try await replace(
        .registrationCheck, of: name,
        with: StoredCheck.all(of: registration.checks).map { $0.columns(of: registration.name) })
    }
  }

  private func replace(
    _ table: Table, of registration: ColumnValue, with rows: [[ColumnValue]]
  ) async throws(VaultFailure) {
    try await session.execute("DELETE FROM \(table.name) WHERE registration = $1", [registration])
    for row in rows { try await session.execute(table.insert, row) }
  }
}

extension Attestation {
  /// Who, when, and the fingerprint of what.
  var columns: [ColumnValue] { [.text(who), .moment(at), .optional(of)] }
}
