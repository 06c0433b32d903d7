/// The mail server's certificates: the good one and those the faults show.
struct POPContexts: Sendable {
  private let good: TLSContext
  private let wrongName: TLSContext
  private let expired: TLSContext
  private let foreign: TLSContext

  init(authority: CertificateAuthority) throws(PracticeError) {
    let names = PracticeTenant.certificateNames
    good = try TLSContext(serving: authority.issue(names: names, days: -1...825))
    wrongName = try TLSContext(
      serving: authority.issue(names: ["DNS:mail.elsewhere.example"], days: -1...825))
    expired = try TLSContext(serving: authority.issue(names: names, days: -90...(-3)))
    let stranger = try CertificateAuthority(name: "Somebody else's authority")
    foreign = try TLSContext(serving: stranger.issue(names: names, days: -1...825))
  }

  /// The certificate to show now.
  func choose(for tenant: Tenant) -> TLSContext {
    if tenant.fires(.wrongName) { return wrongName }
    if tenant.fires(.expiredCertificate) { return expired }
    if tenant.fires(.unknownCA) { return foreign }
    return good
  }
}
