/// What an admin does in the portal, and what a test orders.
extension Tenant {
  /// Adds a secret to a registration; the ones it has stay valid.
  ///
  /// - Parameters:
  ///   - expires: seconds since 1970; nil for 180 days from now.
  ///   - name: name, client id or role of the registration; nil for the first.
  /// - Returns: the secret, and the registration with it.
  /// - Throws: `PracticeError.unknownRegistration`.
  func newSecret(
    expires: Int?, registration name: String?
  ) throws(PracticeError) -> (secret: PracticeSecret, registration: PracticeRegistration) {
    let secret = PracticeSecret(expires: expires ?? clock.seconds + 180 * 86_400)
    return try with { state throws(PracticeError) in
      let index = state.registrations.firstIndex {
        name == nil || [$0.name, $0.clientID, $0.role.rawValue].contains(name)
      }
      guard let index else { throw .unknownRegistration(name ?? "") }
      state.registrations[index].secrets.append(secret)
      return (secret, state.registrations[index])
    }
  }

  /// Deletes a secret by its Secret ID; false when there is none.
  func deleteSecret(_ id: String) -> Bool {
    with { state in
      for index in state.registrations.indices {
        let before = state.registrations[index].secrets.count
        state.registrations[index].secrets.removeAll { $0.id == id }
        if state.registrations[index].secrets.count < before { return true }
      }
      return false
    }
  }

  /// Revokes every refresh token a person has; access tokens live on until they expire.
  func revoke(_ name: String) throws(PracticeError) -> PracticePerson {
    try with { state throws(PracticeError) in
      guard let person = state.directory.person(named: name) else { throw .unknownMailbox(name) }
      state.generations[person.objectID, default: 0] += 1
      return person
    }
  }

  func set(_ fault: PracticeFault) throws(PracticeError) {
    try with { state throws(PracticeError) in try state.set(fault) }
  }

  /// Ends a fault, given its name or the whole order.
  func clear(_ name: String) throws(PracticeError) {
    let fault = try PracticeFault(parsing: name)
    with { $0.faults.clear(fault.kind) }
  }

  /// The token reply a sign-in to a mailbox would have ended with.
  func mintGrant(for name: String) throws(PracticeError) -> [UInt8] {
    let now = clock.milliseconds
    let order = try with { state throws(PracticeError) in
      guard let person = state.directory.person(named: name) else { throw .unknownMailbox(name) }
      let role = state.directory.mailbox(named: name)?.registration ?? .first
      guard let registration = state.registration(role) else {
        throw .unknownRegistration(role.rawValue)
      }
      // A grant tells of a sign-in that went through, and so of the consent it needed.
      if person.needsAdminConsent { state.organizationConsents.insert(registration.clientID) }
      let scope = "\(ScopeRequest.Resource.outlook.rawValue)/POP.AccessAsUser.All"
      guard
        let scope = try? ScopeRequest(parsing: scope + " offline_access openid profile email")
      else { throw .unknownMailbox(name) }
      var order = TokenOrder(
        person: person, clientID: registration.clientID, scope: scope, usedSecret: true)
      order.includesIDToken = true
      order.refreshToken = state.newRefreshToken(
        for: person.objectID, clientID: registration.clientID, scope: scope, now: now)
      return order
    }
    return mint.reply(to: order, at: now / 1000).bytes
  }
}
