import COpenSSL
import Foundation

/// A certificate authority of a test's own, and the certificates it signs, right or wrong.
package final class BadAuthority: Sendable {
  /// What is the matter with a server's certificate.
  package enum Flaw: Sendable {
    case none
    /// It is for `elsewhere.example`.
    case wrongName
    /// It ended yesterday.
    case expired
  }

  /// A key and its certificate, as OpenSSL holds them.
  final class Identity: Sendable {
    // Sendable: OpenSSL counts references atomically, and nothing changes these after init.
    nonisolated(unsafe) let key: OpaquePointer
    nonisolated(unsafe) let certificate: OpaquePointer

    init(key: OpaquePointer, certificate: OpaquePointer) {
      self.key = key
      self.certificate = certificate
    }

    deinit {
      X509_free(certificate)
      EVP_PKEY_free(key)
    }
  }

  private let root: Identity
  private let name: String

  /// A new authority.
  package init(name: String = "Test Authority") throws {
    self.name = name
    root = try BadAuthority.make(name: name, issuer: nil, extensions: [], days: (-1, 30))
  }

  /// Writes the authority's certificate as PEM into a new temporary file and returns its path.
  package func writePEM() throws -> String {
    let path = NSTemporaryDirectory() + "greenbox-test-\(UUID().uuidString).pem"
    guard let file = BIO_new_file(path, "w") else { throw Trouble.file }
    defer { BIO_free(file) }
    guard PEM_write_bio_X509(file, root.certificate) == 1 else { throw Trouble.file }
    return path
  }

  /// A certificate for 127.0.0.1 and localhost, with a flaw.
  func identity(_ flaw: Flaw) throws -> Identity {
    let names =
      flaw == .wrongName ? "DNS:elsewhere.example" : "DNS:localhost,IP:127.0.0.1"
    return try BadAuthority.make(
      name: "practice server", issuer: root,
      extensions: [(NID_subject_alt_name, names)], days: flaw == .expired ? (-9, -1) : (-1, 9))
  }

  private enum Trouble: Error { case openssl, file }

  private static func make(
    name: String, issuer: Identity?, extensions: [(Int32, String)], days: (Int, Int)
  ) throws -> Identity {
    guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil), let certificate = X509_new() else {
      throw Trouble.openssl
    }
    defer { EVP_PKEY_CTX_free(context) }
    var made: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1,
      EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1,
      EVP_PKEY_generate(context, &made) == 1, let key = made
    else { throw Trouble.openssl }
    X509_set_version(certificate, 2)
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), Int.random(in: 1...Int(Int32.max)))
    X509_gmtime_adj(X509_getm_notBefore(certificate), min(days.0, days.1 - 1) * 86_400)
    X509_gmtime_adj(X509_getm_notAfter(certificate), days.1 * 86_400)
    X509_NAME_add_entry_by_txt(
      X509_get_subject_name(certificate), "CN", 0x1000 | 1, name, -1, -1, 0)
    let issuerName = X509_get_subject_name(issuer?.certificate ?? certificate)
    X509_set_issuer_name(certificate, issuerName)
    X509_set_pubkey(certificate, key)
    let all = extensions + (issuer == nil ? [(NID_basic_constraints, "critical,CA:TRUE")] : [])
    for (kind, value) in all {
      guard let part = X509V3_EXT_conf_nid(nil, nil, kind, value) else { throw Trouble.openssl }
      X509_add_ext(certificate, part, -1)
      X509_EXTENSION_free(part)
    }
    guard X509_sign(certificate, issuer?.key ?? key, EVP_sha256()) > 0 else {
      throw Trouble.openssl
    }
    return Identity(key: key, certificate: certificate)
  }
}
