/// The short history of a registration's secrets, as far as it is not sealed: what the changes
/// `putSecret`, `promoteSecret` and `dropProposedSecret` make of it.
extension Registration {
  /// The facts of the secret at a place.
  package subscript(_ place: SecretPlace) -> SecretFacts? {
    get {
      switch place {
      case .inForce: secret
      case .proposed: proposedSecret
      case .before: formerSecret
      }
    }
    set {
      switch place {
      case .inForce: secret = newValue
      case .proposed: proposedSecret = newValue
      case .before: formerSecret = newValue
      }
    }
  }

  /// Takes a secret. Put in force, the one that was becomes the one before (the same value stored anew
  /// leaves that one as it is), and the registration is bound to the secret's hosts.
  ///
  /// - Throws: `.conflict` where the place holds another secret than `replacing` by now.
  package mutating func put(
    _ facts: SecretFacts, _ place: SecretPlace, replacing: String?
  ) throws(VaultFailure) {
    guard self[place]?.fingerprint == replacing else { throw replaced }
    if place == .inForce {
      if let secret, secret.fingerprint != facts.fingerprint { formerSecret = secret }
      binding = facts.binding
    }
    self[place] = facts
  }

  /// Puts the secret of another place in force; the one that was becomes the one before.
  ///
  /// - Throws: `.conflict` where the place holds no secret of that fingerprint.
  package mutating func promote(
    _ place: SecretPlace, fingerprint: String
  ) throws(VaultFailure) {
    guard place != .inForce, let facts = self[place], facts.fingerprint == fingerprint else {
      throw replaced
    }
    self[place] = nil
    // The secret in force that was proposed once more is no new one.
    if let secret, secret.fingerprint != fingerprint { formerSecret = secret }
    secret = facts
    binding = facts.binding
  }

  /// Drops the proposed secret of that fingerprint; nothing where it is not there.
  package mutating func dropProposed(fingerprint: String) {
    if proposedSecret?.fingerprint == fingerprint { proposedSecret = nil }
  }

  private var replaced: VaultFailure {
    .conflict("the client secret of registration \(name) was changed by somebody else meanwhile")
  }
}
