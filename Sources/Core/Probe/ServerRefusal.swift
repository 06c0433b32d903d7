/// What kind of refusal a POP3 `-ERR` line is.
package enum ServerRefusal: String, Sendable, CaseIterable {
  /// The token, the account or its rights: access is denied.
  case denied
  /// The server's own trouble; it says nothing about the mailbox.
  case temporary
  /// Another session holds the maildrop (RFC 2449 `[IN-USE]`).
  case locked
  /// The server says that we broke the protocol.
  case `protocol`

  /// Judges a `-ERR` line at a stage, by its response code first (RFC 2449 §8, RFC 3206), then by the
  /// server's known words.
  package static func kind(of line: String, at stage: ProbeStage) -> ServerRefusal {
    let text = line.lowercased()
    if text.contains("[in-use]") || text.contains("[login-delay]") { return .locked }
    if text.contains("[sys/") { return .temporary }
    if text.contains("[auth]") { return .denied }
    if text.contains("server unavailable") || text.contains("throttled")
      || text.contains("temporar") || text.contains("try again")
      || text.contains("bye connection refused") || text.contains("too many connections")
    {
      return .temporary
    }
    if text.contains("lock") || text.contains("in use") || text.contains("already open") {
      // "locked out" is the account, not the maildrop.
      return text.contains("locked out") ? .denied : .locked
    }
    if text.contains("protocol error") || text.contains("not valid in this state") {
      return .protocol
    }
    switch stage {
    case .auth1, .auth2, .stat: return .denied
    default: return .temporary
    }
  }
}
