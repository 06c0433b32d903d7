import CCurl
import Core
import Testing

@testable import Wire

@Suite("What libcurl's codes mean")
struct BrokenTransferTests {
  static let table: [(BrokenTransfer, NetworkFailure.Kind)] = [
    (.init(code: CURLE_COULDNT_RESOLVE_HOST, phase: .resolving), .nameNotFound),
    (.init(code: CURLE_OPERATION_TIMEDOUT, phase: .resolving), .nameNotFound),
    (.init(code: CURLE_OPERATION_TIMEDOUT, phase: .connecting), .connectTimeout),
    (.init(code: CURLE_OPERATION_TIMEDOUT, phase: .securing), .timeout),
    (.init(code: CURLE_OPERATION_TIMEDOUT, phase: .exchanging), .timeout),
    (.init(code: CURLE_COULDNT_CONNECT, phase: .connecting, errno: 111), .connectionRefused),
    (.init(code: CURLE_COULDNT_CONNECT, phase: .connecting, errno: 110), .connectTimeout),
    (.init(code: CURLE_COULDNT_CONNECT, phase: .connecting, errno: 104), .cut),
    (.init(code: CURLE_COULDNT_CONNECT, phase: .connecting, errno: 101), .unreachable),
    (.init(code: CURLE_COULDNT_CONNECT, phase: .connecting, errno: 113), .unreachable),
    (.init(code: CURLE_SSL_CONNECT_ERROR, phase: .securing, text: "wrong version"), .tlsHandshake),
    (.init(code: CURLE_SSL_CONNECT_ERROR, phase: .securing, text: "unexpected eof while"), .cut),
    (.init(code: CURLE_RECV_ERROR, phase: .securing, text: "Connection reset by peer"), .cut),
    (.init(code: CURLE_GOT_NOTHING, phase: .exchanging), .cut),
    (.init(code: CURLE_SEND_ERROR, phase: .exchanging), .cut),
    (.init(code: CURLE_RECV_ERROR, phase: .exchanging), .cut),
    (.init(code: CURLE_PARTIAL_FILE, phase: .exchanging), .cut),
    (.init(code: CURLE_PEER_FAILED_VERIFICATION, phase: .securing), .wrongName),
    (
      .init(code: CURLE_PEER_FAILED_VERIFICATION, phase: .securing, verifyError: 10),
      .expiredCertificate
    ),
    (
      .init(code: CURLE_PEER_FAILED_VERIFICATION, phase: .securing, verifyError: 9),
      .expiredCertificate
    ),
    (
      .init(code: CURLE_PEER_FAILED_VERIFICATION, phase: .securing, verifyError: 18),
      .untrustedIssuer
    ),
    (
      .init(code: CURLE_PEER_FAILED_VERIFICATION, phase: .securing, verifyError: 20),
      .untrustedIssuer
    ),
    (.init(code: CURLE_SSL_CACERT_BADFILE, phase: .securing), .badAuthorityFile),
    (
      .init(code: CURLE_COULDNT_RESOLVE_PROXY, phase: .resolving, throughProxy: true),
      .proxyUnreachable
    ),
    (.init(code: CURLE_COULDNT_CONNECT, phase: .connecting, throughProxy: true), .proxyUnreachable),
    (.init(code: CURLE_PROXY, phase: .connecting, throughProxy: true), .proxyRefused),
    (
      .init(code: CURLE_RECV_ERROR, phase: .connecting, connectStatus: 407, throughProxy: true),
      .proxyCredentials
    ),
    (
      .init(code: CURLE_RECV_ERROR, phase: .connecting, connectStatus: 403, throughProxy: true),
      .proxyRefused
    ),
    (.init(code: CURLE_RECV_ERROR, phase: .exchanging, throughProxy: true), .cut),
    (.init(code: CURLE_WRITE_ERROR, phase: .exchanging, overflowed: true), .tooLong),
    (.init(code: CURLE_UNSUPPORTED_PROTOCOL, phase: .exchanging), .garbage),
    (.init(code: CURLE_UNSUPPORTED_PROTOCOL, phase: .resolving), .badAddress),
    (.init(code: CURLE_URL_MALFORMAT, phase: .resolving), .badAddress),
    (.init(code: CURLE_OUT_OF_MEMORY, phase: .resolving), .other),
  ]

  @Test("Each code, with what else is known, is one kind of failure", arguments: table.indices)
  func kinds(index: Int) {
    let (broken, kind) = Self.table[index]
    #expect(broken.kind == kind, "\(broken)")
  }
}
