/// All offline rules of a registration.
package enum RegistrationRules {
  /// The labels of required fields that are empty (R3). Public mode needs no secret; with
  /// overridden discovery no tenant is asked for, and only an explicit secret mode needs a secret.
  package static func missing(in registration: Registration, endpoints: Endpoints) -> [String] {
    let opaque = endpoints.discovery != nil
    var labels: [String] = []
    if registration.clientID.isEmpty { labels.append(FieldLabel.clientID) }
    if registration.tenantID.isEmpty, !opaque { labels.append(FieldLabel.tenantID) }
    if registration.secret == nil {
      switch registration.clientMode {
      case .public: break
      case .automatic: if !opaque { labels.append(FieldLabel.clientSecret) }
      case .secret: labels.append(FieldLabel.clientSecret)
      }
    }
    return labels
  }

  /// The same, each as a finding.
  package static func findingsOfMissing(
    in registration: Registration, endpoints: Endpoints
  ) -> [Finding] {
    missing(in: registration, endpoints: endpoints).map { label in
      Finding(
        rule: .missing, field: label, .error, "\(label) is empty.", advice: "Enter it.",
        next: .init(.editRegistration))
    }
  }

  /// What is wrong with the fields that are filled in.
  package static func findings(
    for registration: Registration, endpoints: Endpoints, now: Moment
  ) -> [Finding] {
    let opaque = endpoints.discovery != nil
    var found: [Finding] = []
    let swapped =
      opaque
      ? []
      : EqualityRules.swapFindings(
        clientID: registration.clientID, tenantID: registration.tenantID,
        knownTenants: registration.domains.values)
    if swapped.isEmpty {
      found += IdentifierRules.clientID(registration.clientID, opaque: opaque)
      found += IdentifierRules.tenantID(
        registration.tenantID, accountType: registration.accountType, opaque: opaque)
      if !opaque {
        found += EqualityRules.findings(
          clientID: registration.clientID, tenantID: registration.tenantID,
          secretID: registration.secret?.secretID)
      }
    } else {
      found += swapped
    }
    found += IdentifierRules.secretID(registration.secret?.secretID ?? "")
    if Cloud.named(registration.cloud) == nil {
      found.append(
        Finding(
          rule: .exactValue, field: FieldLabel.cloud, .error,
          "There is no cloud named \"\(registration.cloud)\".",
          advice: "Use one of \(Quantity.list(Cloud.all.map(\.name))).", fix: Cloud.global.name))
    }
    if registration.clientMode != .public {
      found += SecretExpiry.findings(for: registration.secret, now: now, opaque: opaque)
    }
    found += InterfaceName.findings(registration.interfaces)
    if !registration.interfaces.isEmpty { found += SettingsMatrix(of: registration).findings }
    if !opaque { found += AccountTypeRules.findings(for: registration) }
    return found
  }
}
