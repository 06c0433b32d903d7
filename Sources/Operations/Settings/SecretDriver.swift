package import Core

/// The one operation by which a registration gets a client secret, whoever asks for it: the shape is
/// judged, the identity server is asked, and only then is anything written.
///
/// A secret that the server refuses never takes the place of one that works. The new secret goes to the
/// hosts in force at this moment, whatever the one before is bound to.
package enum SecretDriver {
  /// A secret that was handed over, with what was said of it in the same breath.
  package struct Request: Equatable, Sendable {
    /// The registration as it had been read; nil for one that is new.
    package var before: Registration?
    /// The registration as it is to be; its secret does not count.
    package var registration: Registration
    /// The new Value.
    package var secret: Secret
    /// The day on which it expires, where that was given with it.
    package var expires: Day?
    /// Its Secret ID, where that was given with it.
    package var secretID: String?
    /// Keeps it though the identity server gives no answer.
    package var keepsUnproved: Bool
    /// Takes a secret that the shape rules refuse.
    package var acceptsShape: Bool

    /// A secret to be stored.
    package init(
      before: Registration?, registration: Registration, secret: Secret, expires: Day? = nil,
      secretID: String? = nil, keepsUnproved: Bool = false, acceptsShape: Bool = false
    ) {
      self.before = before
      self.registration = registration
      self.secret = secret
      self.expires = expires
      self.secretID = secretID
      self.keepsUnproved = keepsUnproved
      self.acceptsShape = acceptsShape
    }
  }

  /// What the identity server said of a secret.
  package enum Verdict: Equatable, Sendable {
    case proved
    /// The server cannot judge a secret alone; nil where a public client shows none, so that nobody
    /// was asked.
    case notJudged(OAuthRefusal?)
    /// No answer came, or nobody can be asked yet: an id is missing.
    case noAnswer(Failure)
    case refused(OAuthRefusal)
  }

  /// What became of a secret.
  package struct Result: Equatable, Sendable {
    /// What the server said.
    package var verdict: Verdict
    /// Whether it is in force now; else nothing was changed.
    package var isKept: Bool
    /// Whether there was no secret before it.
    package var isFirst: Bool
    /// Whether a day or a Secret ID of the secret before it, which are not the new one's, was dropped.
    package var hasCleared: Bool
    /// The registration as it now is.
    package var registration: Registration

    /// What became of a secret.
    package init(
      verdict: Verdict, isKept: Bool, isFirst: Bool, hasCleared: Bool, registration: Registration
    ) {
      self.verdict = verdict
      self.isKept = isKept
      self.isFirst = isFirst
      self.hasCleared = hasCleared
      self.registration = registration
    }
  }

  /// Judges a secret and puts it in force, with the registration's edits, in one transaction.
  ///
  /// - Returns: What became of it. Where it was not kept nothing was changed.
  /// - Throws: `.settings` for its shape, a name that is taken, or values that a rule calls an error,
  ///   before anything is sent, and for hosts that
  ///   may get no secret; `.vault`, `.cancelled`.
  package static func store(_ request: Request, _ world: World) async throws(Failure) -> Result {
    // Before the rules of the other fields: what was pasted in the wrong place is told first.
    try checkShape(request, world)
    var request = request
    request.registration = try await checked(request, world)
    let old = request.before?.secret
    let fingerprint = try world.fingerprint(request.secret)
    let isSame = old?.fingerprint == fingerprint
    let url = AuthorizationServer.url(of: request.registration, world.endpoints)
    guard let address = WebAddress(url), address.isSecure else { throw .settings(.notHTTPS(url)) }
    var facts = SecretFacts(
      fingerprint: fingerprint, secretID: request.secretID ?? (isSame ? old?.secretID : nil),
      expires: request.expires ?? (isSame ? old?.expires : nil), stored: world.now(),
      proof: .unproved, binding: HostBinding(discovery: address.hostPort))
    // Asked as if it were stored already, and bound to nothing but the hosts in force now.
    var asked = request.registration
    asked.secret = facts
    asked.binding = nil
    let (verdict, token) = try await evaluate(request.secret, asked, world)
    // Where nobody named the token endpoint this time, that of the same discovery host still holds.
    let known = request.before?.binding
    facts.binding.token =
      token ?? (known?.discovery == facts.binding.discovery ? known?.token : nil)
    var result = Result(
      verdict: verdict, isKept: true, isFirst: old == nil,
      hasCleared: !isSame && (old?.expires != nil || old?.secretID != nil),
      registration: request.before ?? request.registration)
    switch verdict {
    case .proved: (facts.proof, facts.worked) = (.proved, world.now())
    case .notJudged: facts.keepWhatIsKnown(of: isSame ? old : nil)
    case .noAnswer:
      facts.keepWhatIsKnown(of: isSame ? old : nil)
      result.isKept = old == nil || request.keepsUnproved
    case .refused:
      facts.proof = .refused
      result.isKept = old == nil
    }
    guard result.isKept else { return result }
    result.registration = try await write(facts, request, world)
    return result
  }

  /// Puts the secret that was in force before back.
  ///
  /// - Returns: The registration as it now is.
  /// - Throws: `.settings(.findings)` where none is held; `.vault(.conflict)` where another one is by now.
  package static func undo(
    registration name: String, _ world: World
  ) async throws(Failure) -> Registration {
    let snapshot = try await world.snapshot()
    guard var registration = snapshot.registrations[name] else {
      throw .settings(
        .unknown(kind: "registration", name: name, known: snapshot.registrations.keys.sorted()))
    }
    guard let former = registration.formerSecret else {
      throw .settings(
        .findings([
          Finding(
            rule: .secretShape, field: FieldLabel.clientSecret, .error,
            "No client secret from before is held for \(name), so that there is nothing to put back.",
            advice: "Enter the Value.", next: .init(.editRegistration, "--ask-secret"))
        ]))
    }
    try await world.apply([
      .promoteSecret(registration: name, .before, fingerprint: former.fingerprint),
      entry("secret-put-back", name, ["proof": former.proof.rawValue], world),
    ])
    do throws(VaultFailure) {
      try registration.promote(.before, fingerprint: former.fingerprint)
    } catch {
      throw .vault(error)
    }
    return registration
  }

  // Day and id that come with a new secret are that one's.
  private static func checked(
    _ request: Request, _ world: World
  ) async throws(Failure) -> Registration {
    var edited = request.registration
    edited.secret = SecretFacts(
      fingerprint: "", secretID: request.secretID, expires: request.expires, stored: world.now(),
      proof: .unproved, binding: HostBinding(discovery: ""))
    return try RegistrationSave(before: request.before, after: edited).checked(
      in: try await world.part(""), EditContext(world))
  }

  private static func checkShape(_ request: Request, _ world: World) throws(Failure) {
    guard !request.acceptsShape else { return }
    let findings = SecretRules.shape(
      of: request.secret, clientID: request.registration.clientID,
      tenantID: request.registration.tenantID, opaque: world.endpoints.discovery != nil
    ).filter { $0.severity == .error }
    guard findings.isEmpty else { throw .settings(.findings(findings)) }
  }

  // Beside the verdict the token endpoint's host, where the discovery document named it.
  private static func evaluate(
    _ secret: Secret, _ registration: Registration, _ world: World
  ) async throws(Failure) -> (Verdict, token: String?) {
    if registration.firstMode == .public { return (.notJudged(nil), nil) }
    let missing = RegistrationRules.findingsOfMissing(
      in: registration, endpoints: world.endpoints)
    guard missing.isEmpty else { return (.noAnswer(.settings(.findings(missing))), nil) }
    let authorizationServer: AuthorizationServer
    do throws(Failure) {
      authorizationServer = try await AuthorizationServer.find(for: registration, world)
    } catch {
      switch error {
      case .server: break
      case .vault, .settings, .cancelled: throw error
      }
      return (.noAnswer(error), nil)
    }
    let token = authorizationServer.tokenHost
    switch try await SecretPing.verdict(on: secret, of: registration, authorizationServer, world) {
    case .passed: return (.proved, token)
    case .failed(.refused(let refusal)) where !refusal.isServerTrouble:
      return (refusal.refusesSecret ? .refused(refusal) : .notJudged(refusal), token)
    case .failed(let failure): return (.noAnswer(.server(failure)), token)
    case .skipped: return (.notJudged(nil), token)
    }
  }

  private static func write(
    _ facts: SecretFacts, _ request: Request, _ world: World
  ) async throws(Failure) -> Registration {
    var edited = request.registration
    // The secrets come by their own changes.
    edited.secret = request.before?.secret
    edited.proposedSecret = request.before?.proposedSecret
    edited.formerSecret = request.before?.formerSecret
    var changes: [Change] = []
    if let before = request.before {
      if edited != before { changes.append(.editRegistration(from: before, to: edited)) }
    } else {
      changes.append(.addRegistration(edited))
    }
    let replacing = request.before?.secret?.fingerprint
    changes += [
      .putSecret(
        registration: edited.name, request.secret, facts, .inForce, replacing: replacing),
      entry("secret-changed", edited.name, ["proof": facts.proof.rawValue], world),
    ]
    try await world.apply(changes)
    do throws(VaultFailure) { try edited.put(facts, .inForce, replacing: replacing) } catch {
      throw .vault(error)
    }
    return edited
  }

  private static func entry(
    _ event: String, _ registration: String, _ fields: [String: String], _ world: World
  ) -> Change {
    .journal(
      JournalEntry(
        at: world.now(), who: world.who, mailbox: nil, event: event,
        fields: fields.merging(["registration": registration]) { $1 }))
  }
}

extension SecretFacts {
  /// A value that is stored once more, and that nobody has judged this time, is as proved as it was.
  fileprivate mutating func keepWhatIsKnown(of same: SecretFacts?) {
    guard let same else { return }
    (proof, stored, worked, saidExpired) = (same.proof, same.stored, same.worked, same.saidExpired)
  }
}
