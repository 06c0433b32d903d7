internal import Core

/// What is known around a failure, for the diagnosis.
enum ProblemContext {
  /// What is known of a registration alone.
  static func of(_ registration: Registration, _ session: Session) -> Problem.Context {
    var context = Problem.Context()
    context.cloud = registration.cloudRow
    context.registration = registration.name
    context.clientID = registration.clientID
    context.tenantID = registration.tenantID
    context.accountType = registration.accountType
    context.secret = registration.secret
    context.hasSecret = registration.secret != nil
    context.overridden = session.world.endpoints.overridden
    context.skew = registration.checks.clockSkew.map { .seconds(-$0) }
    context.now = session.world.now()
    return context
  }

  /// What is known of a mailbox, its registration and its grant.
  static func of(_ name: String, _ session: Session) -> Problem.Context {
    guard let site = try? session.world.part(name), let mailbox = site.mailboxes[name],
      let registration = site.registrations[mailbox.registration]
    else { return Problem.Context() }
    var context = of(registration, session)
    context.mailbox = name
    context.interface = mailbox.interface
    context.popAccount = mailbox.popAccount
    context.popServer = PopServer(of: mailbox, session.world.endpoints).host
    context.signInName = mailbox.signInName
    guard let grant = site.grants[name] ?? site.pendingGrants[name] else { return context }
    context.identity = grant.identity
    if let probe = site.evidence[name]?.probe, probe.grant == grant.id {
      context.other = probe.other
    }
    context.match = IdentityRule.match(grant.identity, for: mailbox)
    context.scopes = grant.scopes
    context.mode = grant.mode
    context.tokenMade = grant.refreshed ?? grant.signedIn
    context.tokenExpires = grant.accessExpires
    if let token = try? session.world.secret(.accessToken(mailbox: name, .kept)) {
      context.token = TokenShape(token)
    }
    return context
  }
}
