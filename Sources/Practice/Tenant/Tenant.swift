import Synchronization

/// What both servers share: the state under its lock, the clock and the token key.
final class Tenant: Sendable {
  let plan: TenantPlan
  let clock: PracticeClock
  let key: RSASigningKey
  let mint: TokenMint
  /// `https://127.0.0.1:PORT`.
  let identityURL: String
  let controlKey = RandomBytes.token(32)
  private let state: Mutex<TenantState>

  init(plan: TenantPlan, key: RSASigningKey, identityURL: String) throws(PracticeError) {
    let clock = PracticeClock(offsetSeconds: plan.clockOffset)
    let now = clock.seconds
    let registrations = [
      PracticeRegistration(
        role: .first, name: plan.registrationName, clientID: plan.clientID,
        tenantID: plan.tenantID,
        secrets: [
          PracticeSecret(value: plan.secretValue, expires: now + plan.secretDays * 86_400)
        ]),
      PracticeRegistration(
        role: .second, name: plan.registrationName + " (old)",
        clientID: GUID.derived(from: "second registration"), tenantID: plan.tenantID,
        secrets: [PracticeSecret(expires: now - 12 * 86_400)]),
    ]
    let directory = Directory(people: plan.people, mailboxes: plan.mailboxes)
    var state = TenantState(directory: directory, registrations: registrations)
    for fault in plan.faults { try state.set(fault) }
    self.plan = plan
    self.clock = clock
    self.key = key
    self.identityURL = identityURL
    self.state = Mutex(state)
    mint = TokenMint(
      key: key, tenantID: plan.tenantID,
      registrationNames: Dictionary(
        registrations.map { ($0.clientID, $0.name) }, uniquingKeysWith: { first, _ in first }),
      lifetime: plan.accessTokenLifetime, issuer: "\(identityURL)/\(plan.tenantID)/v2.0")
  }

  /// Runs a change, or a look, under the lock.
  func with<Result: Sendable, Failure: Error>(
    _ body: (inout TenantState) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try state.withLock { state throws(Failure) -> Result in try body(&state) }
  }

  func fires(_ kind: FaultKind, for person: String? = nil) -> Bool {
    with { $0.faults.fires(kind, for: person) }
  }

  func fires(_ fault: NamedFault, for person: String? = nil) -> Bool {
    fires(.named(fault), for: person)
  }

  /// The user an access token lets in at Exchange under a user name; nil for every refusal.
  ///
  /// - Parameters:
  ///   - name: the value of `user=`; any address of the mailbox.
  ///   - token: the access token.
  /// - Returns: the owner of the mailbox, who may be another than the token's person.
  func mailboxOwner(named name: String, token: String) -> PracticePerson? {
    let directory = with { $0.directory }
    guard let claims = AccessClaims(of: token, signedWith: key, now: clock.seconds),
      claims.allowsPOP, claims.tid == plan.tenantID,
      let person = directory.person(at: name), person.mail != nil, person.popEnabled,
      person.objectID == claims.oid || directory.isDelegate(claims.oid, of: person)
    else { return nil }
    if NamedFault.silent.contains(where: { fires($0, for: person.objectID) }) { return nil }
    if fires(.aliasRefused, for: person.objectID),
      name.lowercased() != person.userPrincipalName.lowercased()
    {
      return nil
    }
    return person
  }
}
