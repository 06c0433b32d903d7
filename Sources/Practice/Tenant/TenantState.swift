/// Everything in the tenant that changes; a value, changed under one lock.
struct TenantState: Sendable {
  let directory: Directory
  var registrations: [PracticeRegistration]
  var faults = FaultBook()
  /// The secrets there were when they were ordered to expire; one that is made later is good.
  var expiredSecrets: Set<String> = []
  /// Logins by device code.
  var logins: [String: DeviceLogin] = [:]
  /// Device codes by user code.
  var deviceCodes: [String: String] = [:]
  /// Refresh tokens that were handed out.
  var refreshGrants: [String: RefreshGrant] = [:]
  /// How often each person's grants were revoked.
  var generations: [String: Int] = [:]
  /// Client ids an admin consented to for the whole organisation.
  var organizationConsents: Set<String> = []
  /// Refresh tokens redeemed again after strict rotation had killed them.
  var deadTokenUses = 0
  var requests = PracticeLog<PracticeRequest>()
  /// The mail server's dialogues by connection; empty unless the plan asks for them.
  var dialogues: [Int: PracticeDialogue] = [:]
  var commands = PracticeLog<PracticeCommand>()

  /// Puts a fault in force.
  mutating func set(_ fault: PracticeFault) throws(PracticeError) {
    try faults.set(fault, in: directory)
    if fault.kind == .named(.expiredSecret) {
      expiredSecrets = Set(registrations.flatMap(\.secrets).map(\.id))
    }
  }

  mutating func fires(_ fault: NamedFault, for person: String? = nil) -> Bool {
    faults.fires(.named(fault), for: person)
  }

  func registration(withClientID id: String) -> PracticeRegistration? {
    registrations.first { $0.clientID == id }
  }

  func registration(_ role: PracticeMailbox.Registration) -> PracticeRegistration? {
    registrations.first { $0.role == role }
  }

  /// What is wrong with a client's credentials; nil when nothing is.
  mutating func trouble(
    with secret: String?, of registration: PracticeRegistration, person: String?, now: Int
  ) -> EntraError? {
    guard let secret else { return .secretMissing }
    guard let match = registration.secrets.first(where: { $0.value == secret }) else {
      return .secretWrong(registration.clientID)
    }
    if match.expires * 1000 <= now
      || (expiredSecrets.contains(match.id) && fires(.expiredSecret, for: person))
    {
      return .secretExpired(registration.clientID)
    }
    return nil
  }

  /// Hands out a refresh token for a person.
  mutating func newRefreshToken(
    for person: String, clientID: String, scope: ScopeRequest, now: Int
  ) -> String {
    let token = "1.AXoA" + RandomBytes.token(240)
    refreshGrants[token] = RefreshGrant(
      person: person, clientID: clientID, scope: scope, issued: now,
      generation: generations[person, default: 0])
    return token
  }
}
