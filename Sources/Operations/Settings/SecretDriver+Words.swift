package import Core

extension SecretDriver.Result {
  /// What became of the secret, in a sentence or two that begin with "Saved", "Kept" or "Not saved",
  /// with what can be done about it on the command line.
  package var words: String {
    if isKept {
      return registration.formerSecret == nil
        ? verdictWords
        : "\(verdictWords) The one before is held: settings set --undo-secret puts it back."
    }
    if case .noAnswer = verdict {
      return "\(verdictWords) With --unproved it is kept all the same."
    }
    return verdictWords
  }

  /// What became of the secret, and no more.
  package var verdictWords: String {
    switch verdict {
    case .proved: "Saved: the identity server accepted the client secret."
    case .notJudged(let refusal?):
      "Kept, not proved: the identity server does not judge a secret alone (\(refusal.words))."
    case .notJudged(nil):
      "Kept, not proved: a public client shows no secret, so that the server was not asked."
    case .noAnswer(let failure) where isKept:
      "Kept, not proved: \(SecretDriver.Result.why(failure))."
    case .noAnswer(let failure):
      "Not saved: \(SecretDriver.Result.why(failure)). Nothing was changed; the secret in force stays."
    case .refused(let refusal) where isKept:
      "Kept as refused: the identity server refused this client secret (\(refusal.words)). It is the "
        + "only one; enter the right Value."
    case .refused(let refusal):
      "Not saved: the identity server refused the new client secret (\(refusal.words)). Nothing was "
        + "changed; the secret in force stays."
    }
  }

  /// What is still to be told of a secret that was kept; nil where nothing is.
  package var asks: String? {
    guard isKept, let secret = registration.secret, secret.expires == nil else { return nil }
    let id = secret.secretID == nil ? ", and its Secret ID with secret-id=ID" : ""
    let old = hasCleared ? "The old day and Secret ID were cleared. " : ""
    return "\(old)Enter the day on which it expires with secret-expires=YYYY-MM-DD\(id)."
  }

  private static func why(_ failure: Failure) -> String {
    switch failure {
    case .settings(.findings(let findings)):
      "the identity server cannot be asked yet (\(findings.map(\.message).joined(separator: " ")))"
    case .server(.network(let network)):
      "the identity server gave no answer (\(network.kind.rawValue) at \(network.host))"
    case .server(.reply(let reply)):
      "the identity server's answer cannot be used (\(reply.kind.rawValue), status \(reply.status))"
    case .server(.refused(let refusal)):
      "the identity server did not judge it (\(refusal.words))"
    case .vault, .settings, .cancelled: "the identity server was not asked"
    }
  }
}

extension SecretProof {
  /// The proof in words that follow "the secret is".
  package var words: String {
    switch self {
    case .proved: "proved: the identity server accepted it"
    case .unproved: "not proved"
    case .refused: "refused by the identity server"
    }
  }
}
