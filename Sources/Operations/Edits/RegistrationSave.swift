import Core

/// A registration that is added, or whose values are changed; with or without a client secret.
struct RegistrationSave {
  /// As it had been read; nil for a new one.
  let before: Registration?
  let after: Registration

  /// The registration as it may be stored.
  ///
  /// - Throws: `.settings` for a name that is missing or taken, for what a rule calls an error, and for
  ///   a discovery address of a new one that is not https.
  func checked(
    in snapshot: Snapshot, _ context: EditContext
  ) throws(Failure) -> Registration {
    guard !after.name.isEmpty else {
      throw .settings(
        .findings([
          Finding(
            rule: .order, field: FieldLabel.registrationName, .error,
            "The registration needs a name.",
            advice: "Enter one: \(Registration.suggestedName).")
        ]))
    }
    if after.name != before?.name, snapshot.registrations[after.name] != nil {
      throw .settings(.exists(kind: "registration", name: after.name))
    }
    // That a secret has expired is no reason to refuse its date.
    let findings = RegistrationRules.findings(
      for: after, endpoints: context.endpoints, now: context.at
    ).filter { $0.severity == .error && $0.rule != .secretExpiry }
    guard findings.isEmpty else { throw .settings(.findings(findings)) }
    var edited = after
    edited.changed = context.at
    if before == nil { edited.binding = try binding(context.endpoints) }
    return edited
  }

  // What has no secret yet is bound to the hosts in force when it is stored.
  private func binding(_ endpoints: Endpoints) throws(Failure) -> HostBinding {
    let url = AuthorizationServer.url(of: after, endpoints)
    guard let address = WebAddress(url), address.isSecure else {
      throw .settings(.notHTTPS(url))
    }
    return HostBinding(discovery: address.hostPort)
  }
}
