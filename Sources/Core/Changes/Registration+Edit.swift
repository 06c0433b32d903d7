extension Registration {
  /// This registration, as it is now, after an edit that was made to it as it had been read.
  ///
  /// Secrets and bindings are no part of an edit, but for the day and the Secret ID of the secret in
  /// force; those are refused where another secret is in force now.
  ///
  /// `prevailing` lets the edit win over what was changed meanwhile, for a person who has been told.
  ///
  /// - Throws: `.conflict` where a field that the edit changes was changed meanwhile.
  package func edited(
    from before: Registration, to after: Registration, prevailing: Bool = false
  ) throws(VaultFailure) -> Registration {
    var merge = FieldMerge(
      "registration \(name)", from: before, to: after, onto: self, prevails: prevailing)
    try merge.take("the name", \.name)
    try merge.take(FieldLabel.accountType, \.accountType)
    try merge.take(FieldLabel.cloud, \.cloud)
    try merge.take(FieldLabel.clientID, \.clientID)
    try merge.take(FieldLabel.tenantID, \.tenantID)
    try merge.take(FieldLabel.clientMode, \.clientMode)
    try merge.take("the publisher's tick", \.publisher)
    merge.take(members: \.interfaces)
    merge.take(members: \.confirmedPopServers)
    merge.take(members: \.consents)
    try merge.take("the tenant of", each: \.domains)
    var edited = merge.now
    try edited.takeTicks(from: before, to: after, prevailing)
    try edited.takeFacts(from: before.secret, to: after.secret, prevailing)
    // With no secret there is nothing to be held back from the hosts of another cloud.
    if edited.secret == nil, edited.cloud != cloud { edited.binding = nil }
    edited.changed = max(changed, after.changed)
    return edited
  }

  private mutating func takeTicks(
    from before: Registration, to after: Registration, _ prevails: Bool
  ) throws(VaultFailure) {
    for interface in Set(before.attested.keys).union(after.attested.keys).sorted() {
      var merge = FieldMerge(
        "interface \(interface)", from: before.attested[interface] ?? [:],
        to: after.attested[interface] ?? [:], onto: attested[interface] ?? [:], prevails: prevails)
      for setting in SettingName.allCases {
        try merge.take("the tick of \(setting.rawValue)", \.[setting])
      }
      attested[interface] = merge.now.isEmpty ? nil : merge.now
    }
  }

  private mutating func takeFacts(
    from before: SecretFacts?, to after: SecretFacts?, _ prevails: Bool
  ) throws(VaultFailure) {
    guard let before, let after, before.fingerprint == after.fingerprint,
      (before.expires, before.secretID) != (after.expires, after.secretID)
    else { return }
    guard let secret, secret.fingerprint == before.fingerprint else {
      // A day of a secret that is no longer in force is nobody's wish any more.
      if prevails { return }
      throw .conflict("the client secret of registration \(name) was changed meanwhile")
    }
    var merge = FieldMerge(
      "registration \(name)", from: before, to: after, onto: secret, prevails: prevails)
    try merge.take(FieldLabel.secretExpires, \.expires)
    try merge.take(FieldLabel.secretID, \.secretID)
    self.secret = merge.now
  }
}
