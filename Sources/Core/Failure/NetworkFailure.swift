/// A network exchange that broke off, with where it broke and what stood between.
package struct NetworkFailure: Error, Equatable, Hashable, Sendable {
  /// What went wrong, as far as the network says.
  package enum Kind: String, Sendable, CaseIterable {
    /// The name has no address, or no name server answered.
    case nameNotFound = "name-not-found"
    /// Nobody listens at the address, or a firewall answered for it.
    case connectionRefused = "connection-refused"
    /// No connection within its time.
    case connectTimeout = "connect-timeout"
    /// The network or host could not be reached at all.
    case unreachable
    /// The connection was closed or reset in the middle.
    case cut
    /// The server went silent; the stage's own timer ended the wait.
    case timeout
    /// The certificate's issuer is not known here.
    case untrustedIssuer = "untrusted-issuer"
    /// The certificate is for another name.
    case wrongName = "wrong-name"
    /// The certificate's time has passed, or has not come.
    case expiredCertificate = "expired-certificate"
    /// TLS could not be agreed on, or the other side does not speak it.
    case tlsHandshake = "tls-handshake"
    /// The file of extra certificate authorities could not be read.
    case badAuthorityFile = "bad-authority-file"
    /// The proxy could not be found or reached.
    case proxyUnreachable = "proxy-unreachable"
    /// The proxy wants credentials.
    case proxyCredentials = "proxy-credentials"
    /// The proxy refused the connection.
    case proxyRefused = "proxy-refused"
    /// The server said something that is not its protocol.
    case garbage
    /// A line or body longer than the cap.
    case tooLong = "too-long"
    /// The address is not one that may be used (not https, say).
    case badAddress = "bad-address"
    /// Anything else libcurl reports; `detail` has its words.
    case other
  }

  /// What went wrong.
  package var kind: Kind
  /// The host that was spoken to.
  package var host: String
  /// Its port.
  package var port: Int
  /// The stage that failed; nil for an HTTPS exchange.
  package var stage: ProbeStage?
  /// The proxy in between, without its credentials; nil when none was used.
  package var proxy: String?
  /// The library's or server's own words. Foreign text: escape before it is shown.
  package var detail: String

  /// A broken exchange with a host.
  package init(
    _ kind: Kind, host: String, port: Int, stage: ProbeStage? = nil, proxy: String? = nil,
    detail: String = ""
  ) {
    self.kind = kind
    self.host = host
    self.port = port
    self.stage = stage
    self.proxy = proxy
    self.detail = detail
  }
}
