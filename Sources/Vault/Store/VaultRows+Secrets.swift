import Core

// The short history of a registration's client secrets: in force, proposed, before.
extension VaultRows {
  /// Opens the secret of a place; nil where there is none.
  func secret(
    of registration: Registration, _ place: SecretPlace
  ) async throws(VaultFailure) -> Secret? {
    guard let (facts, sealed) = try await sealedSecret(of: registration.name, place) else {
      return nil
    }
    return try open(
      sealed,
      at: .clientSecret(
        registration.name, place, fingerprint: facts.fingerprint, facts.binding))
  }

  /// The facts of a secret as its row has them, and its value, sealed.
  func sealedSecret(
    of registration: String, _ place: SecretPlace
  ) async throws(VaultFailure) -> (SecretFacts, sealed: [UInt8])? {
    let table = Table.registrationSecret
    return try await session.first(
      "\(table.select) WHERE registration = $1 AND place = $2",
      [.text(registration), StoredWords.place.column(place)]
    ) { (row) throws(VaultFailure) in
      var reader = ColumnReader(row, table)
      _ = try reader.text()
      _ = try reader.text()
      return (try reader.secretFacts(), try reader.blob())
    }
  }

  /// Writes a secret and its facts in place of what is there.
  func put(
    _ secret: Secret, _ facts: SecretFacts, _ place: SecretPlace, of registration: String
  ) async throws(VaultFailure) {
    let sealed = try seal(
      secret,
      at: .clientSecret(registration, place, fingerprint: facts.fingerprint, facts.binding))
    try await session.execute(
      Table.registrationSecret.upsert,
      [
        .text(registration), StoredWords.place.column(place), .text(facts.fingerprint),
        .optional(facts.secretID), .optional(facts.expires?.number), .moment(facts.stored),
        .optional(facts.worked), .optional(facts.saidExpired),
        StoredWords.proof.column(facts.proof), .text(facts.binding.discovery),
        .optional(facts.binding.token), .blob(sealed),
      ])
  }

  func putSecret(
    _ name: String, _ secret: Secret, _ facts: SecretFacts, _ place: SecretPlace,
    replacing fingerprint: String?
  ) async throws(VaultFailure) {
    guard let now = try await registration(name) else {
      throw .conflict("registration \(name) is no longer there")
    }
    var changed = now
    try changed.put(facts, place, replacing: fingerprint)
    try await write(secretsOf: changed, over: now, new: (facts.fingerprint, secret))
  }

  func promoteSecret(
    _ name: String, _ place: SecretPlace, fingerprint: String
  ) async throws(VaultFailure) {
    guard let now = try await registration(name) else {
      throw .conflict("registration \(name) is no longer there")
    }
    var changed = now
    try changed.promote(place, fingerprint: fingerprint)
    try await write(secretsOf: changed, over: now, new: nil)
  }

  func dropProposedSecret(_ name: String, fingerprint: String) async throws(VaultFailure) {
    guard let now = try await registration(name) else { return }
    var changed = now
    changed.dropProposed(fingerprint: fingerprint)
    guard changed != now else { return }
    try await write(secretsOf: changed, over: now, new: nil)
  }

  /// Brings the sealed values to where a changed history has their facts. A value's place is part of
  /// its seal, so that what moves is sealed anew.
  private func write(
    secretsOf changed: Registration, over now: Registration, new: (fingerprint: String, Secret)?
  ) async throws(VaultFailure) {
    var values: [String: Secret] = [:]
    for place in SecretPlace.allCases {
      guard let facts = now[place] else { continue }
      values[facts.fingerprint] = try await secret(of: now, place)
    }
    if let new { values[new.fingerprint] = new.1 }
    for place in SecretPlace.allCases where changed[place] != now[place] {
      guard let facts = changed[place] else {
        try await dropSecret(now.name, place)
        continue
      }
      guard let value = values[facts.fingerprint] else {
        throw session.damage("registration_secret has no value for \(now.name)")
      }
      try await put(value, facts, place, of: now.name)
    }
    try await bind(now, to: changed.binding)
  }

  private func dropSecret(_ name: String, _ place: SecretPlace) async throws(VaultFailure) {
    try await session.execute(
      "DELETE FROM registration_secret WHERE registration = $1 AND place = $2",
      [.text(name), StoredWords.place.column(place)])
  }

  /// Binds a registration to these hosts, and marks it as changed.
  private func bind(
    _ registration: Registration, to binding: HostBinding?
  ) async throws(VaultFailure) {
    var bound = registration
    bound.binding = binding
    try await session.execute(
      """
      UPDATE registration SET bound_discovery = $1, bound_token = $2, seal = $3, revision = $4
      WHERE name = $5
      """,
      [
        .optional(binding?.discovery), .optional(binding?.token),
        try seal(.registration, bound.sealed), .integer(revision), .text(registration.name),
      ])
  }
}
