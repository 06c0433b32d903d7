import CCurl
import Core
import Glibc

/// Sees one connection being made: when its name was resolved, when TLS began, what TLS agreed on,
/// and why a certificate was refused, which libcurl tells in words only or not at all.
///
/// Lives on the engine's thread only. OpenSSL's context holds a reference of its own, since a
/// connection that is kept for the next request outlives the transfer that made it.
final class ConnectionWatch {
  private let trust: TrustStore
  private let wantsFacts: Bool
  /// Told when a phase begins: connecting, then securing.
  var began: ((BrokenTransfer.Phase) -> Void)?
  /// How far the connection has come.
  private(set) var phase = BrokenTransfer.Phase.resolving
  /// OpenSSL's first reason against the certificate.
  private(set) var verifyError = X509_V_OK
  /// What TLS agreed on; the certificate's part also when it was refused.
  private(set) var facts: TLSFacts?

  /// A watch that has seen nothing.
  init(trust: TrustStore, wantsFacts: Bool) {
    self.trust = trust
    self.wantsFacts = wantsFacts
  }

  /// The phase from which only the exchange itself is left.
  func secured() { phase = .exchanging }

  private func enter(_ next: BrokenTransfer.Phase) {
    guard phase != next else { return }
    phase = next
    began?(next)
  }

  // SSL_CTX_get_ex_new_index is a macro over this; the last function gives up OpenSSL's reference.
  private static let slot = CRYPTO_get_ex_new_index(
    CRYPTO_EX_INDEX_SSL_CTX, 0, nil, nil, nil,
    { _, held, _, _, _, _ in
      if let held { Unmanaged<ConnectionWatch>.fromOpaque(held).release() }
    })

  private static func of(_ connection: OpaquePointer?) -> ConnectionWatch? {
    guard let connection, let context = SSL_get_SSL_CTX(connection),
      let held = SSL_CTX_get_ex_data(context, slot)
    else { return nil }
    return Unmanaged<ConnectionWatch>.fromOpaque(held).takeUnretainedValue()
  }

  /// libcurl asks for a socket: the name is resolved. Children must not inherit it.
  static let openSocket: curl_opensocket_callback = { context, _, address in
    guard let context, let address else { return -1 }
    Unmanaged<ConnectionWatch>.fromOpaque(context).takeUnretainedValue().enter(.connecting)
    let kind = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return socket(address.pointee.family, kind, address.pointee.protocol)
  }

  /// libcurl has made the TLS context of a connection: TCP, and a proxy's CONNECT, are done.
  static let prepare: curl_ssl_ctx_callback = { _, context, watch in
    guard let context, let watch else { return CURLE_FAILED_INIT }
    let held = Unmanaged<ConnectionWatch>.fromOpaque(watch)
    let this = held.takeUnretainedValue()
    let tls = OpaquePointer(context)
    this.enter(.securing)
    this.trust.attach(to: tls)
    guard SSL_CTX_set_ex_data(tls, slot, held.retain().toOpaque()) == 1 else {
      held.release()
      return CURLE_FAILED_INIT
    }
    SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, evaluate)
    if this.wantsFacts { SSL_CTX_set_info_callback(tls, inform) }
    return CURLE_OK
  }

  // OpenSSL's verdict is passed on as it is; only its reason is kept.
  private static let evaluate: SSL_verify_cb = { verdict, chain in
    guard verdict != 1, let chain else { return verdict }
    let index = SSL_get_ex_data_X509_STORE_CTX_idx()
    guard let connection = X509_STORE_CTX_get_ex_data(chain, index),
      let watch = ConnectionWatch.of(OpaquePointer(connection))
    else { return verdict }
    if watch.verifyError == X509_V_OK { watch.verifyError = X509_STORE_CTX_get_error(chain) }
    if watch.wantsFacts, let leaf = X509_STORE_CTX_get0_cert(chain) {
      watch.facts = TLSFacts(certificate: leaf, version: nil)
    }
    return verdict
  }

  private static let inform: @convention(c) (OpaquePointer?, Int32, Int32) -> Void = {
    connection, event, _ in
    guard event == SSL_CB_HANDSHAKE_DONE, let watch = ConnectionWatch.of(connection),
      watch.facts == nil, let leaf = SSL_get1_peer_certificate(connection)
    else { return }
    watch.facts = TLSFacts(
      certificate: leaf, version: SSL_get_version(connection).map { String(cString: $0) })
    X509_free(leaf)
  }
}

extension TLSFacts {
  fileprivate init(certificate: OpaquePointer, version: String?) {
    self.init(
      version: version,
      subject: TLSFacts.text {
        X509_NAME_print_ex($0, X509_get_subject_name(certificate), 0, ccurl_name_flags)
      },
      issuer: TLSFacts.text {
        X509_NAME_print_ex($0, X509_get_issuer_name(certificate), 0, ccurl_name_flags)
      },
      expires: TLSFacts.text { ASN1_TIME_print($0, X509_get0_notAfter(certificate)) })
  }

  private static func text(_ print: (OpaquePointer) -> Int32) -> String {
    guard let sink = BIO_new(BIO_s_mem()) else { return "" }
    defer { BIO_free(sink) }
    guard print(sink) >= 0 else { return "" }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = BIO_read(sink, &bytes, Int32(bytes.count))
    return String(decoding: bytes.prefix(Int(max(0, count))), as: UTF8.self)
  }
}
