extension TenantState {
  /// Decides a token request.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - now: milliseconds since 1970.
  /// - Returns: the tokens to issue.
  /// - Throws: `EntraError`, the refusal. A refused client leaves code and refresh token as they
  ///   were.
  mutating func decide(_ request: TokenRequest, now: Int) throws(EntraError) -> TokenOrder {
    guard let registration = registration(withClientID: request.clientID) else {
      throw .unknownApp(request.clientID, tenant: registrations.first?.tenantID ?? "")
    }
    let person = person(behind: request.grant)
    if fires(.serverTrouble, for: person) { throw .unavailable }
    if fires(.throttle, for: person) { throw .throttled }
    switch request.grant {
    case .deviceCode(let code):
      return try redeem(code, by: registration, secret: request.clientSecret, now: now)
    case .refreshToken(let token, let scope):
      return try refresh(
        token, scope: scope, by: registration, secret: request.clientSecret, now: now)
    case .clientCredentials(let scope):
      if let trouble = trouble(
        with: request.clientSecret, of: registration, person: nil, now: now)
      {
        throw trouble
      }
      return TokenOrder(
        person: nil, clientID: registration.clientID, scope: scope, usedSecret: true)
    }
  }

  /// The object id of the person a grant belongs to, where that is known by now.
  func person(behind grant: TokenRequest.Grant) -> String? {
    switch grant {
    case .deviceCode(let code): logins[code]?.person
    case .refreshToken(let token, _): refreshGrants[token]?.person
    case .clientCredentials: nil
    }
  }

  private mutating func redeem(
    _ code: String, by registration: PracticeRegistration, secret: String?, now: Int
  ) throws(EntraError) -> TokenOrder {
    guard var login = logins[code] else { throw .codeUnknown }
    guard login.clientID == registration.clientID else { throw .otherClient }
    let poll = login.poll(at: now)
    defer { logins[code] = login }
    switch poll {
    case .pending:
      guard fires(.slowDown) else { throw .pending }
      login.slowDown()
      throw .slowDown
    case .tooFast: throw .slowDown
    case .declined: throw fires(.rfcDenied) ? .denied : .declined
    case .expired: throw .codeExpired
    case .redeemed: throw .codeRedeemed
    case .signedIn(let person):
      let usedSecret = try authenticate(registration, secret: secret, person: person, now: now)
      if fires(.deviceBlocked, for: person) { throw .blockedByPolicy }
      let order = try order(
        for: person, of: registration, scope: login.scope, granted: login.scope,
        usedSecret: usedSecret, now: now)
      login.redeem()
      return order
    }
  }

  private mutating func refresh(
    _ token: String, scope: ScopeRequest?, by registration: PracticeRegistration,
    secret: String?, now: Int
  ) throws(EntraError) -> TokenOrder {
    let grant = refreshGrants[token]
    let usedSecret = try authenticate(
      registration, secret: secret, person: grant?.person, now: now)
    guard let grant else { throw .tokenMalformed }
    guard grant.clientID == registration.clientID else { throw .otherClient }
    if grant.isDead {
      deadTokenUses += 1
      throw .tokenDead
    }
    guard grant.generation == generations[grant.person, default: 0] else { throw .tokenRevoked }
    guard now - grant.issued < RefreshGrant.inactiveDays * 86_400_000 else {
      throw .tokenInactive
    }
    if let scope, scope.permissions.contains(where: { $0 == (.graph, "User.Read") }),
      fires(.noUserRead, for: grant.person)
    {
      throw .consentNeeded(clientID: registration.clientID, name: registration.name)
    }
    let order = try order(
      for: grant.person, of: registration, scope: scope ?? grant.scope, granted: grant.scope,
      usedSecret: usedSecret, now: now)
    if fires(.strictRotation, for: grant.person) { refreshGrants[token]?.isDead = true }
    return order
  }

  /// Checks the client once the person is known; true when a secret was what proved it.
  private mutating func authenticate(
    _ registration: PracticeRegistration, secret: String?, person: String?, now: Int
  ) throws(EntraError) -> Bool {
    if fires(.publicClient, for: person) {
      guard secret == nil else { throw .secretNotAllowed }
      return false
    }
    if let trouble = trouble(with: secret, of: registration, person: person, now: now) {
      throw trouble
    }
    return true
  }

  private mutating func order(
    for objectID: String, of registration: PracticeRegistration, scope: ScopeRequest,
    granted: ScopeRequest, usedSecret: Bool, now: Int
  ) throws(EntraError) -> TokenOrder {
    guard let person = directory.person(withObjectID: objectID) else { throw .tokenRevoked }
    if person.needsAdminConsent, !organizationConsents.contains(registration.clientID) {
      throw .consentNeeded(clientID: registration.clientID, name: registration.name)
    }
    var order = TokenOrder(
      person: person, clientID: registration.clientID, scope: scope, usedSecret: usedSecret)
    // The refresh token keeps standing for what was granted at sign-in, whatever API this
    // access token is for.
    if granted.identity.contains("offline_access"), !fires(.noRefreshToken, for: objectID) {
      order.refreshToken = newRefreshToken(
        for: objectID, clientID: registration.clientID, scope: granted, now: now)
    }
    order.includesIDToken =
      scope.identity.contains("openid") && !fires(.noIDToken, for: objectID)
    order.isLong = fires(.longToken, for: objectID)
    order.hasWrongAudience = fires(.wrongAudience, for: objectID)
    return order
  }
}
