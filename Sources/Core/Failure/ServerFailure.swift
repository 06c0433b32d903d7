/// Why a server gave no result: the same in a failure, a check, a refresh check and a sign-in that ended.
package enum ServerFailure: Error, Equatable, Sendable {
  /// It answered with an OAuth error (RFC 6749 §5.2).
  case refused(OAuthRefusal)
  /// No complete reply came: name, connection, TLS, proxy or time.
  case network(NetworkFailure)
  /// It answered with something that is not what the protocol says.
  case reply(ReplyFailure)

  /// The refusal; nil where it is none.
  package var refusal: OAuthRefusal? {
    if case .refused(let refusal) = self { refusal } else { nil }
  }

  /// Which of the three it is, as JSON tells a check's verdict.
  package var word: String {
    switch self {
    case .refused: "refused"
    case .network: "no reply"
    case .reply: "unusable reply"
    }
  }

  /// What it is, in a word or two: the error with its numbers, or what broke.
  package var words: String {
    switch self {
    case .refused(let refusal): refusal.words
    case .network(let failure): failure.kind.rawValue
    case .reply(let failure): failure.kind.rawValue
    }
  }
}

// The same failures where more than a server can fail.

extension Failure {
  package static func refused(_ refusal: OAuthRefusal) -> Failure { .server(.refused(refusal)) }
  package static func network(_ failure: NetworkFailure) -> Failure { .server(.network(failure)) }
  package static func reply(_ failure: ReplyFailure) -> Failure { .server(.reply(failure)) }

  /// The server's refusal; nil where it is none.
  package var refusal: OAuthRefusal? {
    if case .server(let failure) = self { failure.refusal } else { nil }
  }
}

extension CheckResult.Verdict {
  package static func refused(_ refusal: OAuthRefusal) -> Self { .failed(.refused(refusal)) }
  package static func network(_ failure: NetworkFailure) -> Self { .failed(.network(failure)) }
  package static func reply(_ failure: ReplyFailure) -> Self { .failed(.reply(failure)) }
}

extension RefreshCheck.Result {
  package static func refused(_ refusal: OAuthRefusal) -> Self { .failed(.refused(refusal)) }
  package static func network(_ failure: NetworkFailure) -> Self { .failed(.network(failure)) }
  package static func reply(_ failure: ReplyFailure) -> Self { .failed(.reply(failure)) }
}

extension AttemptEvidence.Reason {
  package static func refused(_ refusal: OAuthRefusal) -> Self { .server(.refused(refusal)) }
  package static func network(_ failure: NetworkFailure) -> Self { .server(.network(failure)) }
  package static func reply(_ failure: ReplyFailure) -> Self { .server(.reply(failure)) }
}
