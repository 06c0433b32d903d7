import COpenSSL
import Glibc

/// A certificate authority in memory: one P-256 key that signs certificates for loopback servers.
///
/// Its key exists nowhere else and dies with the value, so trusting its certificate lets nobody in.
final class CertificateAuthority {
  private let key: OpaquePointer
  private let certificate: OpaquePointer

  /// The authority's own certificate, for `ca_file`.
  let pem: String

  init(name: String) throws(PracticeError) {
    guard let key = cserve_p256_key() else { throw .cryptography("make the authority's key") }
    let days = -1...3650
    let made = Self.certificate(
      named: name, for: key, days: days, issuer: nil, signedWith: key,
      extensions: [
        (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"),
        (NID_key_usage, "critical,keyCertSign,cRLSign"),
        (NID_subject_key_identifier, "hash"),
      ])
    guard let made else {
      EVP_PKEY_free(key)
      throw .cryptography("make the authority's certificate")
    }
    self.key = key
    certificate = made
    pem = String(decoding: Self.pem(ofCertificate: made), as: UTF8.self)
  }

  deinit {
    X509_free(certificate)
    EVP_PKEY_free(key)
  }

  /// A new key and a certificate for it.
  ///
  /// - Parameters:
  ///   - names: the subject alternative names as OpenSSL writes them, such as `IP:127.0.0.1`.
  ///   - days: the first and the last day of its validity, counted from today.
  /// - Returns: certificate and key as PEM.
  /// - Throws: `PracticeError.cryptography` when OpenSSL refuses.
  func issue(names: [String], days: ClosedRange<Int>) throws(PracticeError) -> ServerCredential {
    guard let serverKey = cserve_p256_key() else { throw .cryptography("make a server's key") }
    defer { EVP_PKEY_free(serverKey) }
    let made = Self.certificate(
      named: "Greenbox practice server", for: serverKey, days: days, issuer: certificate,
      signedWith: key,
      extensions: [
        (NID_basic_constraints, "critical,CA:FALSE"),
        (NID_key_usage, "critical,digitalSignature"),
        (NID_ext_key_usage, "serverAuth"),
        (NID_subject_alt_name, names.joined(separator: ",")),
        (NID_subject_key_identifier, "hash"),
        (NID_authority_key_identifier, "keyid"),
      ])
    guard let made else { throw .cryptography("make a server's certificate") }
    defer { X509_free(made) }
    guard let bio = BIO_new(BIO_s_mem()) else { throw .cryptography("write a server's key") }
    defer { BIO_free(bio) }
    PEM_write_bio_PrivateKey(bio, serverKey, nil, nil, 0, nil, nil)
    return ServerCredential(
      certificatePEM: Self.pem(ofCertificate: made), keyPEM: Self.contents(of: bio))
  }

  private static func certificate(
    named name: String, for subjectKey: OpaquePointer, days: ClosedRange<Int>,
    issuer: OpaquePointer?, signedWith signingKey: OpaquePointer,
    extensions: [(nid: Int32, value: String)]
  ) -> OpaquePointer? {
    guard let made = X509_new() else { return nil }
    X509_set_version(made, 2)
    let serial = RandomBytes.make(16)
    if let number = BN_bin2bn(serial, Int32(serial.count), nil) {
      BN_clear_bit(number, 127)
      BN_to_ASN1_INTEGER(number, X509_get_serialNumber(made))
      BN_free(number)
    }
    X509_gmtime_adj(X509_getm_notBefore(made), days.lowerBound * 86_400)
    X509_gmtime_adj(X509_getm_notAfter(made), days.upperBound * 86_400)
    X509_set_pubkey(made, subjectKey)
    let subject = X509_get_subject_name(made)
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, name, -1, -1, 0)
    X509_set_issuer_name(made, issuer.map { X509_get_subject_name($0) } ?? subject)
    var context = X509V3_CTX()
    X509V3_set_ctx(&context, issuer ?? made, made, nil, nil, 0)
    for (nid, value) in extensions {
      guard let item = X509V3_EXT_conf_nid(nil, &context, nid, value) else {
        X509_free(made)
        return nil
      }
      X509_add_ext(made, item, -1)
      X509_EXTENSION_free(item)
    }
    guard X509_sign(made, signingKey, EVP_sha256()) > 0 else {
      X509_free(made)
      return nil
    }
    return made
  }

  private static func pem(ofCertificate certificate: OpaquePointer) -> [UInt8] {
    guard let bio = BIO_new(BIO_s_mem()) else { return [] }
    defer { BIO_free(bio) }
    PEM_write_bio_X509(bio, certificate)
    return contents(of: bio)
  }

  private static func contents(of bio: OpaquePointer) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(bio))
    BIO_read(bio, &bytes, Int32(bytes.count))
    return bytes
  }
}
