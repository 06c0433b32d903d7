/// The points of a run at which the practice tenant can be made to fail.
package enum PracticeStage: String, CaseIterable, Sendable {
  /// The identity server's discovery document.
  case discovery
  /// The device authorization request.
  case devicecode
  /// The token endpoint.
  case token
  /// The `/me` request.
  case me
  /// The mail server's TCP connection, just accepted.
  case tcp
  /// The TLS handshake of the mail server, after the client's first bytes.
  case tls
  /// The mail server's greeting.
  case greeting
  /// The reply to CAPA.
  case capa
  /// The reply to the line `AUTH XOAUTH2`.
  case auth1 = "auth-1"
  /// The reply to the line with the token.
  case auth2 = "auth-2"
  /// The reply to STAT.
  case stat
  /// The reply to QUIT.
  case quit

  /// The stages that belong to the identity server.
  static let identity: [PracticeStage] = [.discovery, .devicecode, .token, .me]

  /// What the stage answers, in a phrase that completes "instead of …".
  var reply: String {
    switch self {
    case .discovery: "the discovery document"
    case .devicecode: "the device code"
    case .token: "the token reply"
    case .me: "the answer of /me"
    case .tcp: "anything on a new mail connection"
    case .tls: "the TLS handshake of the mail server"
    case .greeting: "the mail server's greeting"
    case .capa: "the reply to CAPA"
    case .auth1: "the reply to AUTH XOAUTH2"
    case .auth2: "the reply to the token"
    case .stat: "the reply to STAT"
    case .quit: "the reply to QUIT"
    }
  }
}
