import Core

// Registrations, read from their tables.
extension VaultRows {
  /// All registrations.
  func registrations() async throws(VaultFailure) -> [String: Registration] {
    try await registrations(only: nil)
  }

  /// The registration of that name; nil when there is none.
  func registration(_ name: String) async throws(VaultFailure) -> Registration? {
    try await registrations(only: name)[name]
  }

  private func registrations(
    only name: String?
  ) async throws(VaultFailure) -> [String: Registration] {
    let mains = try await rows(.registration, only: name) {
      (row) throws(VaultFailure) in try main(&row)
    }
    var all: [String: Registration] = [:]
    for (registration, _) in mains { all[registration.name] = registration }
    try await readLists(only: name, into: &all)
    try await readSecrets(only: name, into: &all)
    try await readChecks(only: name, into: &all)
    for (registration, seal) in mains {
      guard let whole = all[registration.name] else { continue }
      try check(seal, .registration, whole.sealed, of: "\(whole.name)")
    }
    return all
  }

  /// Rows of a table whose first column is the registration's name, those of one registration or all.
  private func rows<Result>(
    _ table: Table, only name: String?, order: String = "",
    _ read: (inout ColumnReader) throws(VaultFailure) -> Result
  ) async throws(VaultFailure) -> [Result] {
    let filter = name == nil ? "" : " WHERE \(table.columns[0]) = $1"
    return try await session.query(
      table.select + filter + order, name.map { [.text($0)] } ?? []
    ) { (row) throws(VaultFailure) in
      var reader = ColumnReader(row, table)
      return try read(&reader)
    }
  }

  private func main(
    _ row: inout ColumnReader
  ) throws(VaultFailure) -> (Registration, seal: [UInt8]) {
    var registration = Registration(name: try row.text(), at: Moment(milliseconds: 0))
    registration.accountType = try row.word(StoredWords.accountType)
    registration.cloud = try row.text()
    registration.clientID = try row.text()
    registration.tenantID = try row.text()
    registration.clientMode = try row.word(StoredWords.clientModeSetting)
    registration.binding = row.optionalBinding()
    registration.publisher = row.optionalAttestation()
    registration.checks.clockSkew = row.optionalInteger()
    registration.changed = try row.moment()
    return (registration, try row.blob())
  }

  private func readLists(
    only name: String?, into all: inout [String: Registration]
  ) async throws(VaultFailure) {
    let order = " ORDER BY registration, position"
    let interfaces = try await rows(.registrationInterface, only: name, order: order) {
      (row) throws(VaultFailure) in
      (try row.text(), try row.integer(), try row.text())
    }
    for (name, _, interface) in interfaces { all[name]?.interfaces.append(interface) }
    let servers = try await rows(.registrationPopServer, only: name, order: order) {
      (row) throws(VaultFailure) in
      let (name, _, server) = (try row.text(), try row.integer(), try row.text())
      try check(try row.blob(), .registrationPopServer, [name, server], of: "\(name): \(server)")
      return (name, server)
    }
    for (name, server) in servers { all[name]?.confirmedPopServers.append(server) }
    let consents = try await rows(.registrationConsent, only: name, order: order) {
      (row) throws(VaultFailure) in
      let (name, _) = (try row.text(), try row.integer())
      let consent = TenantConsent(
        tenant: try row.text(), source: try row.word(StoredWords.consentSource),
        who: try row.text(), at: try row.moment())
      return (name, consent)
    }
    for (name, consent) in consents { all[name]?.consents.append(consent) }
    let ticks = try await rows(.registrationTick, only: name) { (row) throws(VaultFailure) in
      (
        try row.text(), try row.text(), try row.word(StoredWords.setting),
        try row.attestation()
      )
    }
    for (name, interface, setting, tick) in ticks {
      all[name]?.attested[interface, default: [:]][setting] = tick
    }
    let domains = try await rows(.registrationDomain, only: name) { (row) throws(VaultFailure) in
      (try row.text(), try row.text(), try row.text())
    }
    for (name, domain, tenant) in domains { all[name]?.domains[domain] = tenant }
  }

  private func readSecrets(
    only name: String?, into all: inout [String: Registration]
  ) async throws(VaultFailure) {
    let secrets = try await rows(.registrationSecret, only: name) { (row) throws(VaultFailure) in
      let (name, place) = (try row.text(), try row.word(StoredWords.place))
      let facts = try row.secretFacts()
      // Opened only to hold the hosts against the seal.
      _ = try open(
        try row.blob(),
        at: .clientSecret(name, place, fingerprint: facts.fingerprint, facts.binding))
      return (name, place, facts)
    }
    for (name, place, facts) in secrets { all[name]?[place] = facts }
  }

  private func readChecks(
    only name: String?, into all: inout [String: Registration]
  ) async throws(VaultFailure) {
    let checks = try await rows(.registrationCheck, only: name) { (row) throws(VaultFailure) in
      (try row.text(), try StoredCheck(&row))
    }
    for (name, check) in checks {
      guard var registration = all[name] else { continue }
      check.put(into: &registration)
      all[name] = registration
    }
  }
}

extension Registration {
  /// What its row's seal is of: all that decides what is sent, and to whom.
  var sealed: [String?] {
    [
      name, StoredWords.accountType[accountType], cloud, clientID, tenantID,
      StoredWords.clientModeSetting[clientMode], binding?.discovery, binding?.token,
    ] + interfaces.map(Optional.some)
  }
}

extension ColumnReader {
  mutating func optionalBinding() -> HostBinding? {
    let (discovery, token) = (optionalRepeated(), optionalRepeated())
    return discovery.map { HostBinding(discovery: $0, token: token) }
  }

  mutating func binding() throws(VaultFailure) -> HostBinding {
    HostBinding(discovery: try repeated(), token: optionalRepeated())
  }

  mutating func stamp() throws(VaultFailure) -> RegistrationStamp {
    RegistrationStamp(
      clientID: try repeated(), tenantID: try repeated(), secret: optionalRepeated())
  }

  mutating func attestation() throws(VaultFailure) -> Attestation {
    Attestation(who: try repeated(), at: try moment(), of: optionalRepeated())
  }

  mutating func optionalAttestation() -> Attestation? {
    let (who, at, fingerprint) = (optionalText(), optionalMoment(), optionalText())
    guard let who, let at else { return nil }
    return Attestation(who: who, at: at, of: fingerprint)
  }

  mutating func secretFacts() throws(VaultFailure) -> SecretFacts {
    let (fingerprint, secretID) = (try text(), optionalText())
    let expires = optionalInteger().map { Day(number: $0) }
    let stored = try moment()
    let (worked, saidExpired) = (optionalMoment(), optionalMoment())
    var facts = SecretFacts(
      fingerprint: fingerprint, secretID: secretID, expires: expires, stored: stored,
      proof: try word(StoredWords.proof), binding: try binding())
    facts.worked = worked
    facts.saidExpired = saidExpired
    return facts
  }
}
