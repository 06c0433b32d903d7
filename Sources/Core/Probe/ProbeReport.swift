/// What a probe found: each stage's time and verdict, and what they come to.
package struct ProbeReport: Equatable, Sendable {
  /// What the stages come to. The judgement of a `-ERR` is `ServerRefusal.kind(of:)`.
  package enum Outcome: Equatable, Sendable {
    /// `+OK` to STAT: the mailbox is open to this token. Octets are an estimate on Exchange Online.
    case opened(messages: Int, octets: Int)
    /// The server offers XOAUTH2; no token was sent.
    case capable
    /// The server refused, at a stage, with its own words.
    case refused(ServerRefusal, at: ProbeStage, said: String)
    /// The server does not offer XOAUTH2, so no token was sent.
    case notOffered(said: String)
    /// The exchange broke off.
    case broken(NetworkFailure)
    /// The caller gave up.
    case cancelled
  }

  /// Every stage of the ladder, in order, those not reached as `skipped`.
  package var stages: [StageResult]
  /// What they come to.
  package var outcome: Outcome
  /// The dialogue: every server line, and `<redacted n bytes>` for ours that carry a token.
  package var transcript: [String]
  /// What TLS agreed on and the server's certificate; nil when TLS was not reached.
  package var tls: TLSFacts?
  /// The proxy in between, without its credentials.
  package var proxy: String?
  /// The address that was spoken to.
  package var peer: String?

  /// A finished probe.
  package init(
    stages: [StageResult], outcome: Outcome, transcript: [String] = [], tls: TLSFacts? = nil,
    proxy: String? = nil, peer: String? = nil
  ) {
    self.stages = stages
    self.outcome = outcome
    self.transcript = transcript
    self.tls = tls
    self.proxy = proxy
    self.peer = peer
  }
}

/// What TLS agreed on.
package struct TLSFacts: Equatable, Hashable, Sendable {
  /// The protocol version, `TLSv1.3`; nil when the library does not tell.
  package var version: String?
  /// The certificate's subject.
  package var subject: String
  /// The certificate's issuer.
  package var issuer: String
  /// When the certificate ends, in OpenSSL's words.
  package var expires: String

  /// Facts of a TLS connection.
  package init(version: String? = nil, subject: String, issuer: String, expires: String) {
    self.version = version
    self.subject = subject
    self.issuer = issuer
    self.expires = expires
  }
}
