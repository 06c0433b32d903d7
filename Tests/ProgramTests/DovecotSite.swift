import Foundation
import TestKit

@testable import Practice

/// A practice tenant, an empty home, and servers whose certificates one authority signs: what a
/// Greenbox against a real mail server needs.
final class DovecotSite {
  /// How the mail server checks tokens.
  enum Mode: String, CaseIterable, Sendable {
    case introspection, local
  }

  private static let key = Result { try RSASigningKey() }

  let tenant: PracticeTenant
  private let authority = Result { try CertificateAuthority(name: "Dovecot test authority") }
  private let home: TemporaryFolder

  // What `change` alters is the standard tenant.
  init(change: (inout TenantPlan) -> Void = { _ in }) throws {
    var plan = TenantPlan.standard
    change(&plan)
    tenant = try PracticeTenant(plan, key: Self.key.get())
    try tenant.start()
    home = try TemporaryFolder()
    try home.write("authorities.pem", tenant.caPEM + authority.get().pem)
  }

  deinit { tenant.stop() }

  /// The registration whose secret is valid.
  var registration: PracticeRegistration { tenant.registrations[0] }

  /// A server that believes the tenant's tokens.
  func dovecot(
    _ mode: Mode, certificate: ServerCredential? = nil, change: (inout DovecotPlan) -> Void
  ) throws -> Dovecot {
    let check: DovecotPlan.TokenCheck =
      switch mode {
      case .introspection: .introspection(url: tenant.introspectionURL, caPEM: tenant.caPEM)
      case .local:
        .local(
          keyPEM: tenant.tokenKeyPEM, keyID: tenant.tokenKeyID, clientID: registration.clientID)
      }
    return try dovecot(check, certificate: certificate, change: change)
  }

  /// A server that checks tokens some other way.
  func dovecot(
    _ check: DovecotPlan.TokenCheck, certificate: ServerCredential? = nil,
    change: (inout DovecotPlan) -> Void
  ) throws -> Dovecot {
    let shown = try certificate ?? issue(names: ["IP:127.0.0.1"])
    var plan = DovecotPlan(
      check, certificatePEM: String(decoding: shown.certificatePEM, as: UTF8.self),
      keyPEM: String(decoding: shown.keyPEM, as: UTF8.self))
    change(&plan)
    return try Dovecot(plan)
  }

  /// A certificate that the program trusts the authority of.
  func issue(names: [String], days: ClosedRange<Int> = -1...30) throws -> ServerCredential {
    try authority.get().issue(names: names, days: days)
  }

  /// What points the program at the tenant and at a mail server, and nothing else.
  func environment(_ dovecot: Dovecot) -> [String: String] {
    [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no",
      "GREENBOX_HOME": home.file("greenbox"), "GREENBOX_DISCOVERY": tenant.discoveryURL,
      "GREENBOX_GRAPH": tenant.graphURL, "GREENBOX_CA_FILE": home.file("authorities.pem"),
      "GREENBOX_POP_SERVER": "127.0.0.1", "GREENBOX_POP_PORT": "\(dovecot.port)",
    ]
  }

  /// Starts the program.
  func start(_ arguments: [String], against dovecot: Dovecot) throws -> ChildProcess {
    try ChildProcess(
      [ChildProcess.product("greenbox")] + arguments, environment: environment(dovecot),
      session: true)
  }

  /// Runs the program to its end.
  func run(
    _ arguments: String..., against dovecot: Dovecot, input: String = ""
  ) throws -> ProgramRun {
    let child = try start(arguments + ["--json"], against: dovecot)
    child.write(input)
    child.closeInput()
    return ProgramRun(child.wait())
  }

  /// Types registration and mailbox as an admin would.
  func setUp(_ mailbox: String, popAccount: String, against dovecot: Dovecot) throws -> [Int32?] {
    let secret = registration.secret
    return [
      try run(
        "settings", "set", "client-id=\(registration.clientID)",
        "tenant-id=\(registration.tenantID)", "secret-id=\(secret?.id ?? "")",
        "secret-expires=\(secret?.expiryDate ?? "")", "interface=practice.custhelp.com",
        "--secret-file", "-", against: dovecot, input: (secret?.value ?? "") + "\n"
      ).exitCode,
      try run("mailbox", "add", mailbox, "--pop-account", popAccount, against: dovecot).exitCode,
    ]
  }

  /// Signs a mailbox in, playing the person at the browser once a code is shown.
  func authenticate(
    _ mailbox: String, as address: String, options: [String] = [], against dovecot: Dovecot
  ) throws -> ProgramRun {
    let child = try start(["authenticate", mailbox, "--ok", "--json"] + options, against: dovecot)
    child.closeInput()
    while let line = child.readLine() {
      guard let said = ProgramLine(line), let code = said.deviceCode else { continue }
      try tenant.client().answer(code: code.user_code, as: address)
      break
    }
    return ProgramRun(child.wait())
  }

  /// Types all, signs in, and is left with the tokens; what the mail server says does not matter.
  func signedIn(
    _ mailbox: String, popAccount: String, as address: String? = nil, options: [String] = [],
    against dovecot: Dovecot
  ) throws -> ProgramRun {
    _ = try setUp(mailbox, popAccount: popAccount, against: dovecot)
    return try authenticate(
      mailbox, as: address ?? popAccount, options: options, against: dovecot)
  }
}
