import Core
import Testing

@testable import Vault

@Suite struct SealTests {
  @Test("SHA-256 is that of FIPS 180-4")
  func sha256() {
    #expect(
      hex(Digest.sha256(Array("abc".utf8)))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("fingerprints are HMAC-SHA-256 as in RFC 4231, case 1")
  func hmac() throws {
    // HMAC fills a short key with zeros (RFC 2104), so that the case's 20 bytes fit.
    let key = try #require(
      KeyBytes([UInt8](repeating: 0x0B, count: 20) + [UInt8](repeating: 0, count: 12)))
    #expect(
      hex(key.authenticate(Array("Hi There".utf8)))
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
  }

  @Test("subkeys are HKDF-SHA-256 (RFC 5869), as the openssl command derives them")
  func hkdf() throws {
    // RFC 5869 has no case with a 32-byte key; this one is from `openssl kdf … HKDF`.
    let key = try #require(KeyBytes([UInt8](repeating: 0x0B, count: 32)))
    let derived = key.derived(salt: Array(0...12), purpose: "info")
    #expect(
      derived.withBytes { hex($0) }
        == "2f016ed50d358562e49c8ffe9f9d6ec6cc922a5db63ac43bf90041f42b0fdb81")
  }

  @Test("scrypt is that of RFC 7914 §12")
  func scrypt() {
    var out = [UInt8](repeating: 0, count: 64)
    let done = out.withUnsafeMutableBytes {
      Passphrase.stretch(
        Array("password".utf8), salt: Array("NaCl".utf8), blocks: 1024, r: 8, p: 16, into: $0)
    }
    #expect(done)
    #expect(
      hex(out)
        == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622"
        + "eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
  }

  @Test("the passphrase's cost is N = 2^17, which OpenSSL's own memory limit would refuse")
  func cost() {
    #expect(Passphrase.blocks == 131_072)
    #expect(Passphrase.key(Secret("pass"), salt: [1, 2, 3]) != nil)
  }

  static let place = AssociatedData.token("access", "support", .kept, grant: "g1", hosts)

  static let bound = ["login.example:443", "login.example:443"]

  func sealer(_ byte: UInt8 = 7) throws -> Sealer {
    Sealer(key: try #require(KeyBytes([UInt8](repeating: byte, count: 32))))
  }

  @Test("a sealed value opens at its own place, and no two seals are alike")
  func roundTrip() throws {
    let sealer = try sealer()
    let first = try #require(sealer.seal(Secret("token"), at: Self.place))
    let second = try #require(sealer.seal(Secret("token"), at: Self.place))
    #expect(first.count == 1 + 12 + 5 + 16)
    #expect(first != second)
    #expect(sealer.open(first, at: Self.place) == Secret("token"))
  }

  @Test(
    "a sealed value opens at no other place",
    arguments: [
      AssociatedData.token("refresh", "support", .kept, grant: "g1", hosts),
      .token("access", "support", .pending, grant: "g1", hosts),
      .token("access", "support", .kept, grant: "g2", hosts),
      .token("access", "sales", .kept, grant: "g1", hosts),
      AssociatedData(
        table: "grants", row: ["support", "keptg1"], column: "access", bound: bound),
      AssociatedData(
        table: "grants", row: ["supportkept", "g1"], column: "access", bound: bound),
      AssociatedData(
        table: "grants", row: ["support", "kept", "g1"], column: "access",
        bound: [bound[0], nil]),
      AssociatedData(
        table: "grants", row: ["support", "kept", "g1", bound[0]], column: "access",
        bound: [bound[1]]),
      AssociatedData(
        table: "grants", row: ["support", "kept", "g1"], column: "access",
        bound: ["other.example:443", bound[1]]),
      .deviceCode(of: pending("support", id: "g1")),
      .clientSecret("support", .inForce, fingerprint: "g1", hosts),
    ])
  func elsewhere(place: AssociatedData) throws {
    let sealer = try sealer()
    let sealed = try #require(sealer.seal(Secret("token"), at: Self.place))
    #expect(sealer.open(sealed, at: place) == nil)
  }

  @Test(
    "a sealed value with any bit changed, cut or lengthened does not open, nor under another key")
  func changed() throws {
    let sealer = try sealer()
    let sealed = try #require(sealer.seal(Secret("token"), at: Self.place))
    for index in sealed.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed[index] ^= 1 << bit
        #expect(sealer.open(changed, at: Self.place) == nil)
      }
      #expect(sealer.open(Array(sealed[..<index]), at: Self.place) == nil)
    }
    #expect(sealer.open(sealed + [0], at: Self.place) == nil)
    #expect(try self.sealer(8).open(sealed, at: Self.place) == nil)
  }

  @Test("a ciphertext moved to another row of the database is reported as damage")
  func movedRow() async throws {
    let home = TemporaryHome()
    let vault = try await home.open(mailboxes: "support", "sales")
    try await vault.apply([
      .putPendingGrant(grant("support"), tokens(1)), .putPendingGrant(grant("sales"), tokens(2)),
    ])
    try await raw(vault) { (database) throws(VaultFailure) in
      try database.run(
        """
        UPDATE grants SET refresh = (SELECT refresh FROM grants WHERE mailbox = 'support')
        WHERE mailbox = 'sales'
        """)
    }
    let damage = Failure.vault(
      .damaged(
        path: home.vaultPath, detail: "the grants.refresh of sales, pending, g1 does not open"))
    await #expect(throws: damage) {
      try await vault.secret(.refreshToken(mailbox: "sales", .pending), for: here)
    }
    await #expect(throws: damage) {
      try await vault.apply([.keepGrant(mailbox: "sales", id: "g1", at: noon)])
    }
    #expect(try await vault.snapshot().pendingGrants.count == 2)
    #expect(
      try await vault.secret(.accessToken(mailbox: "sales", .pending), for: here)
        == tokens(2).access)
  }
}
