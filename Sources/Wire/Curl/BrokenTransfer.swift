import CCurl
import Core

/// What libcurl and OpenSSL tell of a transfer that broke off, and which kind of failure that is.
struct BrokenTransfer: Equatable {
  /// How far the connection had come.
  enum Phase: Equatable {
    case resolving
    case connecting
    case securing
    case exchanging
  }

  /// libcurl's code.
  var code: CURLcode
  /// How far it had come.
  var phase: Phase
  /// `errno` of the failed connect, 0 when there was none.
  var errno: Int = 0
  /// The proxy's status to CONNECT, 0 when there was none.
  var connectStatus: Int = 0
  /// OpenSSL's reason for refusing the certificate, `X509_V_OK` when it had none.
  var verifyError: Int32 = 0
  /// Whether a proxy stood between.
  var throughProxy = false
  /// Whether our own cap on the reply ended it.
  var overflowed = false
  /// libcurl's words.
  var text = ""

  /// The kind of failure.
  var kind: NetworkFailure.Kind {
    if overflowed { return .tooLong }
    if throughProxy, phase == .resolving || phase == .connecting, let kind = proxyKind {
      return kind
    }
    return switch code {
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
      phase == .exchanging ? .garbage : .badAddress
    case CURLE_URL_MALFORMAT: .badAddress
    case CURLE_COULDNT_RESOLVE_HOST: .nameNotFound
    case CURLE_COULDNT_RESOLVE_PROXY: .proxyUnreachable
    case CURLE_PROXY: .proxyRefused
    case CURLE_COULDNT_CONNECT: connectKind
    case CURLE_OPERATION_TIMEDOUT: timeoutKind
    case CURLE_SSL_CONNECT_ERROR: handshakeKind
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: certificateKind
    case CURLE_SSL_CACERT_BADFILE: .badAuthorityFile
    case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED: .tlsHandshake
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE:
      phase == .securing ? handshakeKind : .cut
    case CURLE_FILESIZE_EXCEEDED: .tooLong
    default: .other
    }
  }

  private var proxyKind: NetworkFailure.Kind? {
    if connectStatus == 407 { return .proxyCredentials }
    if connectStatus >= 300 { return .proxyRefused }
    return switch code {
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT,
      CURLE_OPERATION_TIMEDOUT:
      .proxyUnreachable
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PROXY,
      CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      .proxyRefused
    default: nil
    }
  }

  private var connectKind: NetworkFailure.Kind {
    switch Int32(errno) {
    case ETIMEDOUT: .connectTimeout
    // Accepted and thrown out again before libcurl had looked.
    case ECONNRESET, EPIPE: .cut
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EACCES, EPERM: .unreachable
    default: .connectionRefused
    }
  }

  private var timeoutKind: NetworkFailure.Kind {
    switch phase {
    case .resolving: .nameNotFound
    case .connecting: .connectTimeout
    case .securing, .exchanging: .timeout
    }
  }

  // A peer that hangs up in the handshake is told apart from one that speaks something else.
  private var handshakeKind: NetworkFailure.Kind {
    let words = text.lowercased()
    let cut = ["unexpected eof", "ssl_error_syscall", "reset by peer", "broken pipe"]
    return cut.contains { words.contains(ascii: $0) } ? .cut : .tlsHandshake
  }

  private var certificateKind: NetworkFailure.Kind {
    switch verifyError {
    case X509_V_OK, X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: .wrongName
    case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID: .expiredCertificate
    default: .untrustedIssuer
    }
  }
}

extension String {
  /// Whether an ASCII text occurs in this one.
  fileprivate func contains(ascii needle: String) -> Bool {
    let all = Array(utf8)
    let sought = Array(needle.utf8)
    guard all.count >= sought.count else { return false }
    return (0...(all.count - sought.count)).contains {
      all[$0..<($0 + sought.count)].elementsEqual(sought)
    }
  }
}
