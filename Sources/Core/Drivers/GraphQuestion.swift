/// C-GR-1: a second token of a pending sign-in asks Graph who the user is.
///
/// It is asked only where the id_token's user is not the expected one, and again by `resume` where
/// it was cut off. Where it cannot be had, the answer stays what the id_token said.
struct GraphQuestion {
  let pending: PendingLogin
  let world: World

  /// The pending grant with what `/me` adds to its identity.
  func answer(
    _ grant: GrantFacts, _ mailbox: Mailbox, _ registration: Registration
  ) async throws(Failure) -> GrantFacts {
    // Redeemed under another client or tenant, the grant would pass for one of theirs.
    guard isOpen(grant, mailbox),
      RegistrationStamp(of: registration).shown(in: .public) == grant.madeUnder.shown(in: .public)
    else { return grant }
    let given = world.endpoints.graph?.value
    guard world.endpoints.discovery == nil || given != nil else { return grant }
    let base = given ?? "https://\(registration.cloudRow.graph)"
    let url = "\(base)/v1.0/me?$select=id,displayName,mail,userPrincipalName,proxyAddresses"
    if grant.mode == .secret {
      try Directory.checkBinding(of: registration, token: pending.tokenEndpoint)
    }
    let asked = Redemption(
      mailbox: mailbox.name, slot: .pending, grant: grant.id,
      tokenEndpoint: pending.tokenEndpoint, clientID: registration.clientID,
      registration: registration.name, under: RegistrationStamp(of: registration),
      scope: Scopes.graph(registration), seen: grant.refreshed, keepsAccess: false,
      mayFlip: registration.mayFlip)
    do throws(Failure) {
      let redeemed = try await world.redeem(asked)
      let reply = try await world.exchange(HTTPRequest(url: url, bearer: redeemed.access))
      let me = try MeReply.decode(reply, host: hostPort(url))
      var facts = redeemed.grant
      facts.identity = identity(facts.identity, me)
      facts.match = IdentityRule.match(facts.identity, for: mailbox)
      try world.apply([.putGrantFacts(facts, slot: .pending)])
      return facts
    } catch {
      switch error {
      case .vault, .settings, .cancelled: throw error
      case .network, .refused, .reply: return grant
      }
    }
  }

  private func isOpen(_ grant: GrantFacts, _ mailbox: Mailbox) -> Bool {
    switch IdentityRule.match(grant.identity, for: mailbox) {
    case .same, .alias: false
    // An exception accepts anybody, so that nothing hangs on the answer.
    case .exception: false
    case .notTold: true
    case .other: grant.identity?.mail == nil && grant.identity?.addresses.isEmpty != false
    }
  }

  private func identity(_ known: Identity?, _ me: MeReply) -> Identity? {
    if let known { return me.adding(to: known) }
    let name = me.userPrincipalName ?? me.mail ?? me.addresses.first
    return name.map { me.adding(to: Identity(username: $0)) }
  }
}
