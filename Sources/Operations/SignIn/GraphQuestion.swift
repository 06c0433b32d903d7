import Core
import Diagnosis

/// C-GR-1: a second token of a pending sign-in asks Graph who the user is.
///
/// It is asked where the id_token's user is not the expected one, again by `resume` where it was cut
/// off, and once User.Read was refused by every sign-in until it is there. Where it cannot be had, the
/// answer stays what the id_token said, and why it cannot is kept (R21).
struct GraphQuestion {
  let pending: PendingSignIn
  let world: World

  /// The pending grant with what `/me` adds to its identity.
  func answer(
    _ grant: GrantFacts, _ mailbox: Mailbox, _ registration: Registration
  ) async throws(Failure) -> GrantFacts {
    // Redeemed under another client or tenant, the grant would pass for one of theirs.
    guard isOpen(grant, mailbox) || registration.graphFinding != nil,
      RegistrationStamp(of: registration).comparable(in: .public)
        == grant.madeUnder.comparable(in: .public)
    else { return grant }
    let given = world.endpoints.graph?.value
    guard world.endpoints.discovery == nil || given != nil else { return grant }
    let base = given ?? "https://\(registration.cloudRow.graph)"
    let url = "\(base)/v1.0/me?$select=id,displayName,mail,userPrincipalName,proxyAddresses"
    if grant.mode == .secret {
      try AuthorizationServer.checkBinding(of: registration, token: pending.tokenEndpoint)
    }
    let asked = RefreshRequest(
      mailbox: mailbox.name, slot: .pending, grant: grant.id,
      tokenEndpoint: pending.tokenEndpoint, clientID: registration.clientID,
      registration: registration.name, under: RegistrationStamp(of: registration),
      scope: Scopes.graph(registration), seen: grant.refreshed, keepsAccess: false,
      mayFlip: registration.mayFlip)
    let began = world.uptime()
    var facts: GrantFacts
    do throws(Failure) {
      let redeemed = try await world.redeem(asked)
      facts = redeemed.grant
      let reply = try await world.exchange(HTTPRequest(url: url, bearer: redeemed.access))
      let me = try MeReply.decode(reply, host: hostPort(url))
      facts.identity = identity(facts.identity, me)
      facts.match = IdentityRule.match(facts.identity, for: mailbox)
      facts.graph = CheckResult(
        at: world.now(), endpoint: hostPort(url), under: RegistrationStamp(of: registration),
        verdict: .passed, ms: milliseconds(world.uptime() - began))
    } catch {
      guard let check = CheckResult(error, url: url, registration, world.now()) else { throw error }
      // Read again: a redemption may have kept a flip of the client mode, or another token.
      guard let held = try await world.part(mailbox.name).pendingGrants[mailbox.name],
        held.id == grant.id
      else { return grant }
      facts = held
      facts.graph = check
    }
    try await keep(facts, registration)
    return facts
  }

  private func keep(_ facts: GrantFacts, _ registration: Registration) async throws(Failure) {
    guard let check = facts.graph else { return }
    try await world.apply([
      .amendGrant(
        mailbox: facts.mailbox, slot: .pending, id: facts.id,
        .identity(facts.identity, facts.match, graph: check)),
      .amend(registration: registration.name, .graph(check)),
    ])
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
