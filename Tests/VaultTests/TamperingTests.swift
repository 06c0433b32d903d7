import Core
import Foundation
import Testing

@testable import Vault

/// Somebody who can write the file but does not have the key.
@Suite struct TamperingTests {
  /// Columns of one of a few words, or of random or reckoned values: no host can stand there.
  static let words: Set = [
    "meta.name", "registration.account_type", "registration.client_mode",
    "registration_secret.place", "registration_secret.proof", "registration_tick.setting",
    "registration_consent.source", "registration_check.kind", "registration_check.verdict",
    "mailbox.type", "mailbox.authentication_type", "mailbox.editor_client", "grants.slot",
    "grants.identity_match", "grants.mode", "grants.standing", "sign_in.method", "sign_in.stage",
    "sign_in.mode", "probe.access", "probe.stage", "refresh_check.mode", "refresh_check.result",
    "refresh_check.error", "attempt.reason", "state_basis.basis",
  ]

  struct Column {
    var table: String
    var name: String
    var isBlob: Bool
    var id: String { "\(table).\(name)" }
  }

  /// Every text and blob column of the file.
  func columns(_ vault: VaultFile) async throws -> [Column] {
    try await raw(vault) { (database) throws(VaultFailure) in
      let tables = try database.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
      ) { row in row.text(0) ?? "" }
      var columns: [Column] = []
      for table in tables {
        columns += try database.rows(
          "SELECT name, type FROM pragma_table_info('\(table)') WHERE type IN ('TEXT', 'BLOB')"
        ) { row in
          Column(table: table, name: row.text(0) ?? "", isBlob: row.text(1) == "BLOB")
        }
      }
      return columns
    }
  }

  /// Every place where bytes would be sent to, or a person's browser.
  func places(_ snapshot: Snapshot, grants: Bool) -> [String] {
    var places: [String?] = []
    for registration in snapshot.registrations.values {
      places += [
        registration.binding?.discovery, registration.binding?.token, registration.cloud,
        registration.tenantID,
      ]
      places += registration.confirmedPopServers.map(Optional.some)
      for place in SecretPlace.allCases {
        places += [registration[place]?.binding.discovery, registration[place]?.binding.token]
      }
    }
    for mailbox in snapshot.mailboxes.values {
      places += [mailbox.popServer, mailbox.popAccount, mailbox.signInName]
    }
    for login in snapshot.pending.values { places += login.addresses }
    if grants {
      for grant in Array(snapshot.grants.values) + Array(snapshot.pendingGrants.values) {
        places += [grant.binding.discovery, grant.binding.token]
      }
    }
    return places.compactMap(\.self)
  }

  /// What the vault still says after a column was rewritten. Nothing but damage (or a key that no
  /// longer fits) may be thrown.
  func use(_ home: TemporaryHome) async throws -> (places: [String], wasRefused: Bool) {
    var said: [String] = []
    var refused = false
    func attempt(_ work: () async throws -> Void) async throws {
      do {
        try await work()
      } catch Failure.vault(.damaged), Failure.vault(.conflict) {
        refused = true
      } catch Failure.settings(.boundElsewhere) {
        refused = true
      }
    }
    let vault: VaultFile
    do {
      vault = try await home.open()
    } catch VaultFailure.wrongKey, VaultFailure.damaged {
      return ([], true)
    }
    let names = ["support.a.example", "support.b.example", "second.a.example"]
    try await attempt { said += places(try await vault.snapshot(), grants: false) }
    for name in names {
      try await attempt { said += places(try await vault.snapshot(of: [name]), grants: true) }
    }
    for (slot, _) in FilledVault.sealed {
      try await attempt {
        let elsewhere = SecretDestination.tokenEndpoint("token.b.example:444")
        if try await vault.secret(slot, for: elsewhere) != nil { said.append("b.example") }
      }
      try await attempt { _ = try await vault.secret(slot, for: FilledVault.destination) }
    }
    // What writes must not make a rewritten row a true one.
    var edited = FilledVault.mailbox
    edited.displayName = "edited"
    let (kept, pending) = (FilledVault.grant(.kept), FilledVault.grant(.pending))
    let writes: [Change] = [
      .putTokens(kept, FilledVault.tokens(.kept), slot: .kept),
      .putRefreshToken(mailbox: kept.mailbox, slot: .pending, id: pending.id, Secret("r")),
      .amendGrant(mailbox: kept.mailbox, slot: .kept, id: kept.id, .redeemed),
      .editMailbox(from: FilledVault.mailbox, to: edited),
      .amend(registration: FilledVault.registration.name, .clockSkew(5)),
      .promoteSecret(
        registration: FilledVault.registration.name, .before,
        fingerprint: FilledVault.secret(.before).1.fingerprint),
      .keepGrant(mailbox: kept.mailbox, id: pending.id, at: noon),
    ]
    for change in writes { try await attempt { try await vault.apply([change]) } }
    for name in names {
      try await attempt { said += places(try await vault.snapshot(of: [name]), grants: true) }
    }
    return (said, refused)
  }

  @Test("every text and blob column of every table is rewritten: no byte goes to the new host")
  func everyColumn() async throws {
    let home = TemporaryHome()
    var all: [Column] = []
    do {
      let vault = try await home.open()
      try await FilledVault.fill(vault)
      all = try await columns(vault)
    }
    let untouched = try await use(try copy(home))
    #expect(!untouched.places.isEmpty)
    #expect(all.count > 90)
    var refusals = 0
    for column in all {
      let copy = try copy(home)
      do {
        let connection = try SQLiteConnection(copy.vaultPath)
        let changed =
          column.isBlob
          ? try connection.run(
            """
            UPDATE \(column.table) SET \(column.name) =
            CAST(substr(\(column.name), 1, length(\(column.name)) - 1) || x'00' AS BLOB)
            """)
          : try connection.run(
            """
            UPDATE \(column.table) SET \(column.name) = \
            replace(\(column.name), 'a.example', 'b.example')
            WHERE instr(\(column.name), 'a.example') > 0
            """)
        #expect((changed > 0) != Self.words.contains(column.id), "\(column.id)")
      }
      let use = try await use(copy)
      #expect(!use.places.contains { $0.contains("b.example") }, "\(column.id)")
      refusals += use.wasRefused ? 1 : 0
    }
    // The others only show: fields of the editor, who ticked, what a check found.
    #expect(refusals > 40, "\(refusals)")
  }

  func copy(_ home: TemporaryHome) throws -> TemporaryHome {
    let copy = TemporaryHome()
    for (name, bytes) in home.lasting { try copy.write(name, bytes) }
    return copy
  }

  @Test("a sealed value with another host beside it is damage, and for another host is refused")
  func secrets() async throws {
    let home = TemporaryHome()
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([
      putSecret("s"), .putPendingGrant(grant("support"), tokens(1)),
      .putPending(pending("support"), deviceCode: Secret("c")),
    ])
    let other = SecretDestination.tokenEndpoint("other.example:443")
    let slots: [SecretSlot] = [
      .clientSecret(registration: "main", .inForce), .deviceCode(mailbox: "support"),
      .accessToken(mailbox: "support", .pending), .refreshToken(mailbox: "support", .pending),
    ]
    for slot in slots {
      let failure = await #expect(throws: Failure.self) { try await vault.secret(slot, for: other) }
      guard case .settings(.boundElsewhere(_, "login.example:443", "other.example:443")) = failure
      else {
        Issue.record("\(String(describing: failure))")
        continue
      }
    }
    #expect(try await vault.secret(slots[2], for: .mailServer) == tokens(1).access)
    for slot in [slots[0], slots[1], slots[3]] {
      await #expect(throws: Failure.self) { try await vault.secret(slot, for: .mailServer) }
    }
    let rewrites = [
      "UPDATE registration_secret SET bound_token = 'other.example:443'",
      "UPDATE grants SET bound_token = 'other.example:443'",
      "UPDATE sign_in SET token_endpoint = 'https://other.example/token'",
    ]
    for rewrite in rewrites {
      try await raw(vault) { (database) throws(VaultFailure) in try database.run(rewrite) }
    }
    for slot in slots {
      for destination in [here, other] {
        let failure = await #expect(throws: Failure.self) {
          try await vault.secret(slot, for: destination)
        }
        guard case .vault(.damaged) = failure else {
          Issue.record("\(String(describing: failure))")
          continue
        }
      }
    }
  }

  @Test("the token host that a document names first is part of the seal from then on")
  func firstProof() async throws {
    let home = TemporaryHome()
    let vault = try await home.open()
    var value = registration()
    value.binding = HostBinding(discovery: "login.example:443")
    let slot = SecretSlot.clientSecret(registration: "main", .inForce)
    try await vault.apply([
      .addRegistration(value),
      .putSecret(
        registration: "main", Secret("s"), facts("f", HostBinding(discovery: "login.example:443")),
        .inForce, replacing: nil),
    ])
    await #expect(throws: Failure.self) { try await vault.secret(slot, for: here) }
    let bound = Amendment.boundToken(discovery: "login.example:443", token: "login.example:443")
    try await vault.apply([.amend(registration: "main", bound)])
    #expect(try await vault.secret(slot, for: here) == Secret("s"))
    let late = Amendment.boundToken(discovery: "login.example:443", token: "other.example:443")
    try await vault.apply([.amend(registration: "main", late)])
    #expect(try await vault.secret(slot, for: here) == Secret("s"))
    #expect(try await vault.snapshot().registrations["main"]?.binding == hosts)
    #expect(try await vault.snapshot().registrations["main"]?.secret?.binding == hosts)
  }
}
