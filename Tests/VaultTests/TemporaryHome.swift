import Core
import Foundation
import Testing

@testable import Vault

/// A home folder under the system's temporary folder, removed with the value.
final class TemporaryHome: Sendable {
  let path: String

  init() {
    let parent = FileManager.default.temporaryDirectory.path
    path = "\(parent)/greenbox-vault-\(UUID().uuidString)"
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var keyFile: String { path + "/key" }
  var vaultPath: String { path + "/vault.db" }

  func open() async throws -> VaultFile {
    try await VaultFile.open(home: path, key: .keyFile(keyFile), sleep: rest)
  }

  /// A vault with one registration and these mailboxes under it.
  func open(mailboxes: String...) async throws -> VaultFile {
    let vault = try await open()
    try await vault.apply(
      [.addRegistration(registration())] + mailboxes.map { .addMailbox(mailbox($0)) })
    return vault
  }

  /// Every file of the home with its bytes.
  var files: [String: Data] {
    var files: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: path) ?? .init() {
      files[name] = FileManager.default.contents(atPath: "\(path)/\(name)")
    }
    return files
  }

  /// Every file but SQLite's shared memory, which holds nothing that lasts.
  var lasting: [String: Data] { files.filter { $0.key != "vault.db-shm" } }

  /// The permission bits of a file in the home, as `chmod` takes them.
  func mode(_ name: String) -> String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
    let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? -1
    return String(mode, radix: 8)
  }

  func write(_ name: String, _ bytes: Data, mode: Int = 0o600) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try bytes.write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    try chmod(name, mode)
  }

  func chmod(_ name: String, _ mode: Int) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: name.isEmpty ? path : "\(path)/\(name)")
  }
}

/// Gives the thread away for that long, as the program's engine does.
let rest: @Sendable (Duration) async -> Void = { length in
  usleep(useconds_t(length.wholeMilliseconds * 1000))
}

/// The host that everything here is bound to.
let here = SecretDestination.tokenEndpoint("login.example:443")
let hosts = HostBinding(discovery: "login.example:443", token: "login.example:443")

/// Does something with the vault's connection that the vault itself would not do.
@discardableResult
func raw<Result: Sendable>(
  _ vault: VaultFile, _ work: (SQLiteConnection) throws(VaultFailure) -> Result
) async throws -> Result {
  let database = try #require(vault.database as? SQLiteDatabase)
  return try await database.retry(.ordinary) { (connection) throws(VaultFailure) in
    try work(connection)
  }
}

/// The facts of a client secret that was just stored.
func facts(
  _ fingerprint: String, _ binding: HostBinding = hosts, proof: SecretProof = .proved
) -> SecretFacts {
  SecretFacts(fingerprint: fingerprint, stored: noon, proof: proof, binding: binding)
}

/// A first client secret.
func putSecret(_ text: String, replacing fingerprint: String? = nil) -> Change {
  .putSecret(
    registration: "main", Secret(text), facts("print of \(text)"), .inForce,
    replacing: fingerprint)
}

func probe(_ access: Access = .verified(as: "a", messages: 1, octets: 2)) -> ProbeEvidence {
  ProbeEvidence(
    at: noon, endpoint: "pop.example:995",
    against: AccessStamp(
      popAccount: "a", popServer: "pop.example", port: 995, sslMethod: .pop3SSLPort),
    grant: "g1", under: RegistrationStamp(clientID: "c", tenantID: "t", secret: nil),
    access: access)
}

let noon = Moment(seconds: 1_795_000_000)

func registration(_ name: String = "main") -> Registration {
  var registration = Registration(name: name, at: noon)
  registration.clientID = "11111111-2222-3333-4444-555555555555"
  registration.tenantID = "contoso.example"
  registration.interfaces = ["agent", "ümlaut"]
  registration.attested = ["agent": [.tenant: Attestation(who: "ann", at: noon, of: "x")]]
  registration.binding = hosts
  return registration
}

func mailbox(_ name: String, registration: String = "main") -> Mailbox {
  var mailbox = Mailbox(
    name: name, registration: registration, popAccount: "\(name)@contoso.example", at: noon)
  mailbox.attested = [.greenBox: Attestation(who: "bob", at: noon)]
  mailbox.sslMethod = .other("pop3 tls")
  return mailbox
}

func grant(_ mailbox: String, id: String = "g1", generation: Int = 0) -> GrantFacts {
  GrantFacts(
    mailbox: mailbox, id: id, identity: Identity(username: "\(mailbox)@contoso.example"),
    match: .same, scopes: ["generation-\(generation)"], mode: .secret, flipped: false,
    madeUnder: RegistrationStamp(clientID: "c", tenantID: "t", secret: "f"),
    binding: hosts, signedIn: noon, accessExpires: noon + .seconds(3600),
    refreshable: true)
}

func tokens(_ generation: Int) -> Tokens {
  Tokens(access: Secret("access-\(generation)"), refresh: Secret("refresh-\(generation)"))
}

func pending(_ mailbox: String, id: String = "p1") -> PendingSignIn {
  PendingSignIn(
    mailbox: mailbox, id: id,
    method: .deviceCode,
    stage: .awaitingLogin(
      .deviceCode(
        .init(
          userCode: "ABCD-EFGH", verificationURI: "https://login.example/device",
          expires: noon + .seconds(900), interval: 5, mode: .secret))),
    began: noon, who: "ann", tokenEndpoint: "https://login.example/token", scope: "pop",
    madeUnder: RegistrationStamp(clientID: "c", tenantID: "t", secret: nil))
}

func line(_ event: String, mailbox: String? = nil) -> JournalEntry {
  JournalEntry(at: noon, who: "ann", mailbox: mailbox, event: event, fields: ["n": "1"])
}
