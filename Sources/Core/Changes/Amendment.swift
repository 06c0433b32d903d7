/// A small change of a registration that is made to whatever the vault holds at that moment, so that
/// two processes never overwrite each other's edits with what they had read before.
package enum Amendment: Equatable, Sendable {
  /// The identity server accepted the secret of that fingerprint.
  case secretWorked(fingerprint: String, at: Moment)
  /// The identity server said that the secret of that fingerprint has expired (7000222).
  case secretExpired(fingerprint: String, at: Moment)
  /// The discovery document of the bound host named the token endpoint's host; the first one stays.
  case boundToken(discovery: String, token: String)
  /// A mail domain belongs to a tenant.
  case domain(String, tenant: String)
  /// An admin consented for a whole tenant.
  case consent(TenantConsent)
  /// Somebody confirmed a setting's value on an interface of the product.
  case attested(interface: String, SettingName, Attestation)
  /// Somebody says that the publisher is registered with the Microsoft Partner Network, or takes it
  /// back.
  case publisher(Attestation?)
  /// By how many seconds the identity server's clock is ahead of this one.
  case clockSkew(Int64)
  /// Whether Graph told a sign-in who the user is.
  case graph(CheckResult)
  /// New results of the checks that need no token.
  case checks(RegistrationChecks)

  /// Makes the change.
  package func apply(to registration: inout Registration) {
    switch self {
    case .secretWorked(let fingerprint, let at):
      guard var secret = registration.secret, secret.fingerprint == fingerprint else { return }
      secret.worked = max(secret.worked ?? at, at)
      secret.proof = .proved
      registration.secret = secret
    case .secretExpired(let fingerprint, let at):
      guard var secret = registration.secret, secret.fingerprint == fingerprint else { return }
      secret.saidExpired = max(secret.saidExpired ?? at, at)
      registration.secret = secret
    case .boundToken(let discovery, let token):
      guard registration.binding?.discovery == discovery, registration.binding?.token == nil else {
        return
      }
      registration.binding?.token = token
      for secret in [\Registration.secret, \.proposedSecret, \.formerSecret]
      where registration[keyPath: secret]?.binding == HostBinding(discovery: discovery) {
        registration[keyPath: secret]?.binding.token = token
      }
    case .domain(let domain, let tenant): registration.domains[domain] = tenant
    case .consent(let consent):
      registration.consents.removeAll { $0.tenant == consent.tenant }
      registration.consents.append(consent)
    case .attested(let interface, let setting, let attestation):
      registration.attested[interface, default: [:]][setting] = attestation
    case .publisher(let attestation): registration.publisher = attestation
    case .clockSkew(let seconds): registration.checks.clockSkew = seconds
    case .graph(let check): registration.checks.graph = check
    case .checks(var checks):
      // A sign-in may have asked Graph while they were made.
      checks.graph = registration.checks.graph
      registration.checks = checks
    }
  }
}
