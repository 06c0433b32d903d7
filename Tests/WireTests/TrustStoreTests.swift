import CCurl
import Foundation
import TestKit
import Testing

@testable import Wire

@Suite("Which authorities are trusted")
struct TrustStoreTests {
  static let bundle = "/etc/ssl/certs/ca-certificates.crt"

  /// How many of the first certificates in a PEM file a store trusts, of how many there are.
  func trusted(_ store: TrustStore, in path: String, first: Int = 20) throws -> (Int, Int) {
    let context = try #require(SSL_CTX_new(TLS_client_method()))
    defer { SSL_CTX_free(context) }
    store.attach(to: context)
    let file = try #require(BIO_new_file(path, "r"))
    defer { BIO_free(file) }
    var (good, all) = (0, 0)
    while all < first, let certificate = PEM_read_bio_X509(file, nil, nil, nil) {
      defer { X509_free(certificate) }
      let chain = try #require(X509_STORE_CTX_new())
      defer { X509_STORE_CTX_free(chain) }
      X509_STORE_CTX_init(chain, SSL_CTX_get_cert_store(context), certificate, nil)
      X509_STORE_CTX_set_flags(chain, UInt(X509_V_FLAG_NO_CHECK_TIME))
      all += 1
      good += X509_verify_cert(chain) == 1 ? 1 : 0
    }
    return (good, all)
  }

  @Test("An extra file is trusted besides the system's, and neither without being asked for")
  func adds() throws {
    let mine = try BadAuthority(name: "Mine").writePEM()
    let other = try BadAuthority(name: "Other").writePEM()
    let both = TrustStore(extra: Trusted.authorities(mine))
    #expect(both.badFile == nil)
    #expect(try trusted(both, in: Self.bundle) == (20, 20))
    #expect(try trusted(both, in: mine) == (1, 1))
    #expect(try trusted(both, in: other) == (0, 1))
    let system = TrustStore(extra: nil)
    #expect(try trusted(system, in: Self.bundle) == (20, 20))
    #expect(try trusted(system, in: mine) == (0, 1))
  }

  @Test("A file of several is trusted whole, with what is said between them")
  func several() throws {
    let files = try ["One", "Two"].map { try BadAuthority(name: $0).writePEM() }
    let texts = try files.map { try String(contentsOfFile: $0, encoding: .utf8) }
    let text = "# Two of ours\n" + texts.joined(separator: "\nand\n") + "the end\n"
    let store = TrustStore(extra: AuthorityFile(path: "both.pem", pem: Array(text.utf8)))
    #expect(store.badFile == nil)
    for file in files { #expect(try trusted(store, in: file) == (1, 1)) }
  }

  @Test("A text that is empty, no PEM, or PEM with a certificate that does not read, is told")
  func bad() throws {
    let good = try String(contentsOfFile: BadAuthority(name: "Mine").writePEM(), encoding: .utf8)
    let broken = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    for text in ["", "mail.example\n", broken, good + broken, good.replacing("MII", with: "M?I")] {
      let file = AuthorityFile(path: "/etc/ca.pem", pem: Array(text.utf8))
      #expect(TrustStore(extra: file).badFile == "/etc/ca.pem")
    }
  }
}
