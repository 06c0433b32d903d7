internal import Core
internal import Operations

/// Reads, checks and writes registrations for the verbs that change them.
struct RegistrationStore: Sendable {
  let session: Session

  /// What became of a save.
  struct Saved: Sendable {
    /// The registration as it now is.
    let registration: Registration
    /// What became of the secret that came with it; nil where none did.
    let secret: SecretDriver.Result?
  }

  /// A client secret that was handed over, and how it is to be taken.
  struct NewSecret: Sendable {
    let value: Secret
    /// Takes a secret that the shape rules refuse.
    var acceptsShape = false
    /// Keeps it though the identity server gives no answer.
    var keepsUnproved = false
  }

  /// The one that is meant: by name, or the only one there is.
  func find(_ name: String?) async throws(Failure) -> Registration {
    let snapshot = try await session.world.snapshot()
    if let name {
      guard let found = snapshot.registrations[name] else {
        throw .settings(
          .unknown(kind: "registration", name: name, known: snapshot.registrations.keys.sorted()))
      }
      return found
    }
    guard snapshot.registrations.count == 1, let only = snapshot.registrations.values.first else {
      throw .settings(
        .unknown(
          kind: "registration", name: "", known: snapshot.registrations.keys.sorted()))
    }
    return only
  }

  /// Sets values and, if given, a secret, in one transaction. A secret is judged first; where it is not
  /// kept nothing is changed.
  ///
  /// - Parameters:
  ///   - registration: As it is stored, or a new one.
  ///   - isNew: Whether it is a new one.
  ///   - pairs: What to set.
  ///   - secret: A new client secret.
  /// - Returns: The registration as it is stored now, and what became of the secret.
  /// - Throws: The findings that forbid it, or the vault.
  func save(
    _ registration: Registration, isNew: Bool, pairs: [(key: String, value: String)],
    secret: NewSecret? = nil
  ) async throws(Failure) -> Saved {
    let world = session.world
    let now = world.now()
    var edited = registration
    // Day and id that come with a new secret are that one's.
    if secret != nil {
      edited.secret = SecretFacts(
        fingerprint: "", stored: now, proof: .unproved, binding: HostBinding(discovery: ""))
    }
    for (key, value) in pairs {
      try RegistrationEdit.set(key, value, in: &edited)
    }
    if let secret { try checkShape(of: secret, in: edited) }
    let findings = RegistrationRules.findings(
      for: edited, endpoints: world.endpoints, now: now
    ).filter { $0.severity == .error && $0.rule != "C-OFF-8" }
    guard findings.isEmpty else { throw .settings(.findings(findings)) }
    if edited.name != registration.name || isNew { try await checkName(edited.name) }
    if isNew { edited.binding = try binding(of: edited) }
    edited.changed = now
    guard let secret else {
      try await world.apply([
        isNew ? .addRegistration(edited) : .editRegistration(from: registration, to: edited),
        .journal(
          JournalEntry(
            at: now, who: world.who, mailbox: nil, event: "registration-changed",
            fields: ["registration": edited.name])),
      ])
      return Saved(registration: edited, secret: nil)
    }
    let result = try await SecretDriver.store(
      SecretDriver.Request(
        before: isNew ? nil : registration, registration: edited, secret: secret.value,
        expires: edited.secret?.expires, secretID: edited.secret?.secretID,
        keepsUnproved: secret.keepsUnproved, acceptsShape: secret.acceptsShape),
      world)
    return Saved(registration: result.registration, secret: result)
  }

  // Before the rules of the other fields: what was pasted in the wrong place is told first.
  private func checkShape(of secret: NewSecret, in registration: Registration) throws(Failure) {
    guard !secret.acceptsShape else { return }
    let shape = SecretRules.shape(
      of: secret.value, clientID: registration.clientID, tenantID: registration.tenantID,
      opaque: session.world.endpoints.discovery != nil
    ).filter { $0.severity == .error }
    guard shape.isEmpty else { throw .settings(.findings(shape)) }
  }

  private func checkName(_ name: String) async throws(Failure) {
    guard try await session.world.snapshot().registrations[name] == nil else {
      throw .settings(.exists(kind: "registration", name: name))
    }
  }

  // What has no secret yet is bound to the hosts in force when it is stored.
  private func binding(of registration: Registration) throws(Failure) -> HostBinding {
    let url = AuthorizationServer.url(of: registration, session.world.endpoints)
    guard let address = WebAddress(url), address.isSecure else {
      throw .settings(.notHTTPS(url))
    }
    return HostBinding(discovery: address.hostPort)
  }
}
