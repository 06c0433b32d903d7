/// The newest results of the checks of one mailbox.
package struct Evidence: Equatable, Sendable {
  /// The last POP3 probe with a token, and what it was made against.
  package var probe: ProbeEvidence?
  /// The last sign-in attempt that ended without a grant, until one succeeds.
  package var attempt: AttemptEvidence?
  /// The last refresh check.
  package var refreshCheck: RefreshCheck?

  /// No evidence at all.
  package init() {}
}

/// A probe that was made, kept with what it was made against.
package struct ProbeEvidence: Equatable, Sendable {
  package var at: Moment
  /// Host and port that were spoken to.
  package var endpoint: String
  /// The Pop Account, server, port and SSL Method it was made for; a change makes it outdated.
  package var against: AccessStamp
  /// The grant it was made with.
  package var grant: String
  /// The registration's values that grant was made, or last refreshed, under.
  package var under: RegistrationStamp
  package var access: Access

  /// A probe's result.
  package init(
    at: Moment, endpoint: String, against: AccessStamp, grant: String, under: RegistrationStamp,
    access: Access
  ) {
    self.at = at
    self.endpoint = endpoint
    self.against = against
    self.grant = grant
    self.under = under
    self.access = access
  }
}

/// A probe stage by stage: read for one mailbox at a time, never for a whole site.
package struct ProbeDetail: Equatable, Sendable {
  package var stages: [StageResult]
  package var transcript: [String]
  package var tls: TLSFacts?
  package var proxy: String?
  /// What the same token came to under the other name (C-POP-4); nil when it was not tried.
  package var other: OtherName?
  /// What the token looked like, where the mailbox did not open with it; never the token.
  package var token: TokenShape?

  /// A second try under the signed-in person's own name, after the Pop Account was refused.
  package struct OtherName: Equatable, Hashable, Sendable {
    /// The name that was tried.
    package var name: String
    /// Whether the server opened a mailbox under it.
    package var opened: Bool
    /// The server's words where it did not. Foreign text.
    package var said: String

    /// How the second try came out.
    package init(name: String, opened: Bool, said: String) {
      self.name = name
      self.opened = opened
      self.said = said
    }
  }

  /// A probe's detail.
  package init(
    stages: [StageResult], transcript: [String] = [], tls: TLSFacts? = nil, proxy: String? = nil
  ) {
    self.stages = stages
    self.transcript = transcript
    self.tls = tls
    self.proxy = proxy
  }
}

/// What the mail server said of the mailbox.
package enum Access: Equatable, Hashable, Sendable {
  /// `+OK` to STAT, opened as this user.
  case verified(as: String, messages: Int, octets: Int)
  /// Refused, at a stage, with the server's own words.
  case denied(ProbeStage, said: String)
  /// Another session holds the maildrop.
  case locked(said: String)
  /// The server's own trouble, or it does not offer what is needed.
  case serverTrouble(ProbeStage, said: String)
  /// The exchange broke off.
  indirect case broken(NetworkFailure)
}

/// What a probe depends on.
package struct AccessStamp: Equatable, Hashable, Sendable {
  package var popAccount: String
  package var popServer: String
  package var port: Int
  package var sslMethod: SSLMethod

  /// A stamp of these values.
  package init(popAccount: String, popServer: String, port: Int, sslMethod: SSLMethod) {
    self.popAccount = popAccount
    self.popServer = popServer
    self.port = port
    self.sslMethod = sslMethod
  }
}

/// A sign-in that ended without a grant.
package struct AttemptEvidence: Equatable, Sendable {
  package var at: Moment
  package var reason: Reason

  /// Why it ended.
  package indirect enum Reason: Equatable, Sendable {
    case server(ServerFailure)
    /// The code's time passed and nobody had signed in.
    case expired
    /// The person at the browser said no.
    case declined
    /// The admin here said no to OK.
    case refusedHere
    /// Somebody else signed in and was not accepted.
    case wrongPerson(as: String, expected: String)
    /// Somebody signed in, and nobody pressed OK within its time (R57).
    case notAccepted
    /// No refresh token came, so that nothing could be kept.
    case noRefreshToken
  }

  /// An attempt that ended.
  package init(at: Moment, reason: Reason) {
    self.at = at
    self.reason = reason
  }
}

/// A refresh check: the refresh token redeemed with the secret in force.
package struct RefreshCheck: Equatable, Sendable {
  package var at: Moment
  package var endpoint: String
  /// Whether the secret was part of it; a public-mode refresh check proves the grant only.
  package var mode: ClientMode
  package var result: Result
  /// Milliseconds it took.
  package var ms: Double

  /// How it came out.
  package indirect enum Result: Equatable, Sendable {
    case passed
    case failed(ServerFailure)
  }

  /// A refresh check's result.
  package init(at: Moment, endpoint: String, mode: ClientMode, result: Result, ms: Double) {
    self.at = at
    self.endpoint = endpoint
    self.mode = mode
    self.result = result
    self.ms = ms
  }
}
