import Core
import Foundation
import Testing

@testable import Vault

@Suite struct CanaryTests {
  @Test("no secret stands in any file of the home, open or closed, kept, replaced or erased")
  func canary() async throws {
    let home = TemporaryHome()
    let canaries = (0..<8).map { "canary-\($0)-\(UUID().uuidString)" }
    func found() -> [String] {
      home.files.flatMap { name, bytes in
        canaries.filter { canary in
          let plain = Data(canary.utf8)
          return [plain, plain.base64EncodedData(), Data(plain.reversed())].contains {
            bytes.range(of: $0) != nil
          }
        }.map { "\(name): \($0)" }
      }
    }
    do {
      let vault = try await home.open(mailboxes: "support")
      let first = Tokens(access: Secret(canaries[2]), refresh: Secret(canaries[3]))
      let second = Tokens(access: Secret(canaries[4]), refresh: Secret(canaries[5]))
      try await vault.apply([
        .putSecret(
          registration: "main", Secret(canaries[0]), facts("f0"), .inForce, replacing: nil),
        .putPending(pending("support"), deviceCode: Secret(canaries[1])),
        .putPendingGrant(grant("support"), first), .journal(line("signed-in")),
      ])
      #expect(found() == [])
      try await vault.apply([
        .keepGrant(mailbox: "support", id: "g1", at: noon),
        .putTokens(grant("support"), second, slot: .kept),
        .putSecret(
          registration: "main", Secret(canaries[6]), facts("f6"), .inForce, replacing: "f0"),
      ])
      #expect(found() == [])
      _ = vault.fingerprint(Secret(canaries[7]))
      try await vault.apply([
        .forget(mailbox: "support"), .removeMailbox("support"), .removeRegistration("main"),
      ])
      #expect(found() == [])
    }
    #expect(found() == [])
    #expect(home.files.count == 2)
  }

  @Test("an erased ciphertext is overwritten in the file")
  func erased() async throws {
    let home = TemporaryHome()
    let marker = String(repeating: "m", count: 600)
    do {
      let vault = try await home.open(mailboxes: "support")
      try await vault.apply([.putPendingGrant(grant("support", id: marker), tokens(1))])
    }
    let before = try #require(home.files["vault.db"])
    #expect(before.range(of: Data(marker.utf8)) != nil)
    try await home.open().apply([.forget(mailbox: "support")])
    let after = try #require(home.files["vault.db"])
    #expect(after.range(of: Data(marker.utf8)) == nil)
  }
}
