import COpenSSL

/// One side's settings for TLS 1.2 and later, shared by all its connections.
final class TLSContext: Sendable {
  // An SSL_CTX counts its references atomically and is not changed after init.
  nonisolated(unsafe) fileprivate let context: OpaquePointer

  /// A server that shows this certificate.
  init(serving credential: ServerCredential) throws(PracticeError) {
    guard let made = SSL_CTX_new(TLS_server_method()) else { throw .cryptography("start TLS") }
    context = made
    cserve_require_tls12(made)
    guard let certificate = Self.bio(credential.certificatePEM),
      let key = Self.bio(credential.keyPEM)
    else { throw .cryptography("read a certificate") }
    defer {
      BIO_free(certificate)
      BIO_free(key)
    }
    let x509 = PEM_read_bio_X509(certificate, nil, nil, nil)
    let privateKey = PEM_read_bio_PrivateKey(key, nil, nil, nil)
    defer {
      X509_free(x509)
      EVP_PKEY_free(privateKey)
    }
    guard SSL_CTX_use_certificate(made, x509) == 1,
      SSL_CTX_use_PrivateKey(made, privateKey) == 1
    else { throw .cryptography("use a certificate") }
  }

  /// A client that trusts one authority and nobody else.
  init(trusting authorityPEM: String) throws(PracticeError) {
    guard let made = SSL_CTX_new(TLS_client_method()) else { throw .cryptography("start TLS") }
    context = made
    cserve_require_tls12(made)
    SSL_CTX_set_verify(made, SSL_VERIFY_PEER, nil)
    guard let bio = Self.bio(Array(authorityPEM.utf8)) else {
      throw .cryptography("read the authority")
    }
    defer { BIO_free(bio) }
    let authority = PEM_read_bio_X509(bio, nil, nil, nil)
    defer { X509_free(authority) }
    guard X509_STORE_add_cert(SSL_CTX_get_cert_store(made), authority) == 1 else {
      throw .cryptography("trust the authority")
    }
  }

  deinit { SSL_CTX_free(context) }

  private static func bio(_ bytes: [UInt8]) -> OpaquePointer? {
    guard let bio = BIO_new(BIO_s_mem()) else { return nil }
    BIO_write(bio, bytes, Int32(bytes.count))
    return bio
  }
}

/// One TLS connection over a socket, used by one thread.
///
/// OpenSSL works on memory here and the socket is read and written apart from it: so a write to a
/// peer that has gone raises no signal, and every wait obeys the socket's deadline and stop signal.
final class TLSConnection {
  /// Which side of the handshake this is.
  enum Role {
    case server
    /// The host name or address the certificate has to be made out to.
    case client(expecting: String)
  }

  let socket: StreamSocket
  private let connection: OpaquePointer
  private let incoming: OpaquePointer
  private let outgoing: OpaquePointer

  init(_ role: Role, over socket: StreamSocket, with context: TLSContext) throws(PracticeError) {
    guard let connection = SSL_new(context.context), let incoming = BIO_new(BIO_s_mem()),
      let outgoing = BIO_new(BIO_s_mem())
    else { throw .cryptography("start a TLS connection") }
    // From here on the connection owns both buffers.
    SSL_set_bio(connection, incoming, outgoing)
    self.socket = socket
    self.connection = connection
    self.incoming = incoming
    self.outgoing = outgoing
    switch role {
    case .server: SSL_set_accept_state(connection)
    case .client(let host):
      SSL_set_connect_state(connection)
      if X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), host) != 1 {
        SSL_set1_host(connection, host)
        cserve_set_server_name(connection, host)
      }
    }
  }

  deinit { SSL_free(connection) }

  /// Shakes hands; false when the peer left, stalled or was refused.
  func handshake() -> Bool {
    while true {
      ERR_clear_error()
      let result = SSL_do_handshake(connection)
      let reason = SSL_get_error(connection, result)
      guard flush() else { return false }
      if result == 1 { return true }
      guard reason == SSL_ERROR_WANT_READ, feed() == nil else { return false }
    }
  }

  /// The next bytes of the peer, or why there are none.
  func read() -> StreamSocket.Received {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      ERR_clear_error()
      let count = SSL_read(connection, &buffer, Int32(buffer.count))
      let reason = SSL_get_error(connection, count)
      guard flush() else { return .closed }
      if count > 0 { return .bytes(Array(buffer.prefix(Int(count)))) }
      guard reason == SSL_ERROR_WANT_READ else { return .closed }
      if let end = feed() { return end }
    }
  }

  /// Sends all of it; false when the peer has gone.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty else { return true }
    ERR_clear_error()
    return SSL_write(connection, bytes, Int32(bytes.count)) > 0 && flush()
  }

  /// Says goodbye as TLS asks, and waits a moment for the peer to close.
  ///
  /// Closing a socket that still holds unread bytes would reset it and lose our last reply.
  func finish() {
    SSL_shutdown(connection)
    if flush() { socket.finish() }
  }

  private func flush() -> Bool {
    while BIO_ctrl_pending(outgoing) > 0 {
      var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(outgoing))
      BIO_read(outgoing, &bytes, Int32(bytes.count))
      guard socket.send(bytes) else { return false }
    }
    return true
  }

  /// Hands OpenSSL what arrived; returns the end of the stream, if that is what arrived.
  private func feed() -> StreamSocket.Received? {
    let received = socket.receive()
    guard case .bytes(let bytes) = received else { return received }
    BIO_write(incoming, bytes, Int32(bytes.count))
    return nil
  }
}
