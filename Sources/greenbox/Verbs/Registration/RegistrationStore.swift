internal import Core
internal import Operations

/// Reads KEY=VALUE into the operation that saves a registration, for the verbs that change one.
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

  /// Sets values and, if given, a secret, in one transaction: `AdminEdit.saveRegistration`, or
  /// `SecretDriver.store`, which judges the secret first.
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
    var edited = registration
    // Day and id that come with a new secret are that one's.
    if secret != nil {
      edited.secret = SecretFacts(
        fingerprint: "", stored: world.now(), proof: .unproved,
        binding: HostBinding(discovery: ""))
    }
    for (key, value) in pairs {
      try RegistrationEdit.set(key, value, in: &edited)
    }
    let before = isNew ? nil : registration
    guard let secret else {
      try await AdminEdit.perform([.saveRegistration(from: before, to: edited)], world)
      let stored = try await world.snapshot().registration(edited.name)
      return Saved(registration: stored, secret: nil)
    }
    let result = try await SecretDriver.store(
      SecretDriver.Request(
        before: before, registration: edited, secret: secret.value,
        expires: edited.secret?.expires, secretID: edited.secret?.secretID,
        keepsUnproved: secret.keepsUnproved, acceptsShape: secret.acceptsShape),
      world)
    return Saved(registration: result.registration, secret: result)
  }
}
