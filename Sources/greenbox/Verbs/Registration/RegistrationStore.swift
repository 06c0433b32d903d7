internal import Core
internal import Operations

/// Reads, checks and writes registrations for the verbs that change them.
struct RegistrationStore: Sendable {
  let session: Session

  /// The one that is meant: by name, or the only one there is.
  func find(_ name: String?) throws(Failure) -> Registration {
    let snapshot = try session.world.snapshot()
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

  /// Sets values and, if given, a secret, in one transaction.
  ///
  /// - Parameters:
  ///   - registration: As it is stored, or a new one.
  ///   - pairs: What to set.
  ///   - secret: A new client secret.
  ///   - acceptShape: Takes a secret that the shape rules refuse.
  /// - Returns: The registration as it is stored now.
  /// - Throws: The findings that forbid it, or the vault.
  func save(
    _ registration: Registration, pairs: [(key: String, value: String)], secret: Secret?,
    acceptShape: Bool
  ) async throws(Failure) -> Registration {
    let world = session.world
    let now = world.now()
    var edited = registration
    // The new secret first, so that its day and id apply to it.
    if let secret { edited.secret = try facts(of: secret, edited, pairs, acceptShape, now) }
    for (key, value) in pairs {
      try RegistrationEdit.set(key, value, in: &edited)
    }
    if edited.binding == nil || edited.cloud != registration.cloud {
      edited.binding = try binding(of: edited)
    }
    let findings = RegistrationRules.findings(
      for: edited, endpoints: world.endpoints, now: now
    ).filter { $0.severity == .error && $0.rule != "C-OFF-8" }
    guard findings.isEmpty else { throw .settings(.findings(findings)) }
    edited.changed = now
    try world.apply(try changes(from: registration, to: edited, secret: secret, now))
    return edited
  }

  private func facts(
    of secret: Secret, _ registration: Registration, _ pairs: [(key: String, value: String)],
    _ acceptShape: Bool, _ now: Moment
  ) throws(Failure) -> SecretFacts {
    let value = { (key: String) in pairs.last { $0.key == key }?.value }
    let shape = SecretRules.shape(
      of: secret, clientID: value("client-id") ?? registration.clientID,
      tenantID: value("tenant-id") ?? registration.tenantID,
      opaque: session.world.endpoints.discovery != nil
    ).filter { $0.severity == .error }
    guard shape.isEmpty || acceptShape else { throw .settings(.findings(shape)) }
    return SecretFacts(fingerprint: try session.world.fingerprint(secret), stored: now)
  }

  // Where the secret may go is settled the moment it is stored.
  func binding(of registration: Registration) throws(Failure) -> HostBinding {
    let url = AuthorizationServer.url(of: registration, session.world.endpoints)
    guard let address = WebAddress(url), address.isSecure else {
      throw .settings(.notHTTPS(url))
    }
    return HostBinding(discovery: address.hostPort)
  }

  private func changes(
    from old: Registration, to new: Registration, secret: Secret?, _ now: Moment
  ) throws(Failure) -> [Change] {
    let snapshot = try session.world.snapshot()
    var changes: [Change] = [.putRegistration(new)]
    if let secret { changes.append(.putSecret(registration: new.name, secret)) }
    if old.name != new.name, snapshot.registrations[old.name] != nil {
      guard snapshot.registrations[new.name] == nil else {
        throw .settings(.exists(kind: "registration", name: new.name))
      }
      if secret == nil,
        let kept = try session.world.secret(.clientSecret(registration: old.name))
      {
        changes.append(.putSecret(registration: new.name, kept))
      }
      for var mailbox in snapshot.mailboxes.values where mailbox.registration == old.name {
        mailbox.registration = new.name
        changes.append(.putMailbox(mailbox))
      }
      changes.append(.removeRegistration(old.name))
    }
    let event = secret == nil ? "registration-changed" : "secret-changed"
    changes.append(
      .journal(
        JournalEntry(
          at: now, who: session.world.who, mailbox: nil, event: event,
          fields: ["registration": new.name])))
    return changes
  }
}
