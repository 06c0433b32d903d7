package import Core

extension VaultFile {
  /// Opens a sealed value to send it there; nil when there is none.
  ///
  /// - Throws: `.vault(.damaged)` where the value, or a host or address beside it, was changed without
  ///   the key; `.settings(.boundElsewhere)` where it is bound to another host, or to none yet.
  package func secret(
    _ slot: SecretSlot, for destination: SecretDestination
  ) async throws(Failure) -> Secret? {
    let opened = try await database.read { (session) async throws(VaultFailure) in
      try await VaultRows(session, self.keys).opened(slot)
    }
    guard let opened else { return nil }
    switch (destination, slot) {
    case (.tokenEndpoint(opened.host), _), (.mailServer, .accessToken): return opened.secret
    case (.tokenEndpoint(let host), _): throw slot.elsewhere(opened, host)
    case (.mailServer, _): throw slot.elsewhere(opened, "a mail server")
    }
  }
}

/// A value that was opened, and the token endpoint's host that it is bound to.
private struct Opened {
  var secret: Secret
  var host: String?
  var discovery: String?
}

extension SecretSlot {
  fileprivate func elsewhere(_ opened: Opened, _ asked: String) -> Failure {
    let what =
      switch self {
      case .clientSecret(let registration, _): "the client secret of registration \(registration)"
      case .deviceCode(let mailbox): "the device code of \(mailbox)"
      case .accessToken(let mailbox, _): "the access token of \(mailbox)"
      case .refreshToken(let mailbox, _): "grant of \(mailbox)"
      }
    return .settings(
      .boundElsewhere(
        what: what, boundTo: opened.host ?? opened.discovery ?? "no host", asked: asked))
  }
}

extension VaultRows {
  fileprivate func opened(_ slot: SecretSlot) async throws(VaultFailure) -> Opened? {
    switch slot {
    case .clientSecret(let registration, let place):
      guard let (facts, sealed) = try await sealedSecret(of: registration, place) else {
        return nil
      }
      let secret = try open(
        sealed,
        at: .clientSecret(registration, place, fingerprint: facts.fingerprint, facts.binding))
      return Opened(
        secret: secret, host: facts.binding.token, discovery: facts.binding.discovery)
    case .deviceCode(let mailbox):
      guard let row = try await login(of: mailbox), let sealed = row.deviceCode else { return nil }
      let secret = try open(sealed, at: .deviceCode(of: row.login))
      return Opened(
        secret: secret, host: WebAddress.tokenHost(of: row.login.tokenEndpoint), discovery: nil)
    case .accessToken(let mailbox, let slot): return try await opened("access", mailbox, slot)
    case .refreshToken(let mailbox, let slot): return try await opened("refresh", mailbox, slot)
    }
  }

  private func opened(
    _ column: String, _ mailbox: String, _ slot: GrantSlot
  ) async throws(VaultFailure) -> Opened? {
    guard let (secret, hosts) = try await token(column, mailbox, slot) else { return nil }
    return Opened(secret: secret, host: hosts.token, discovery: hosts.discovery)
  }
}
