import Core

// What the mail server said of a mailbox, as the columns of `probe`.
extension Access {
  /// From `access` to `failure`.
  var columns: [ColumnValue] {
    let none = ColumnValue.null
    switch self {
    case .verified(let user, let messages, let octets):
      return [word(.verified), .text(user), .int(messages), .int(octets), none, none, none]
    case .denied(let stage, let said):
      return [word(.denied), none, none, none, column(stage), .text(said), none]
    case .locked(let said):
      return [word(.locked), none, none, none, none, .text(said), none]
    case .serverTrouble(let stage, let said):
      return [word(.serverTrouble), none, none, none, column(stage), .text(said), none]
    case .broken(let failure):
      return [word(.broken), none, none, none, none, none, .json(failure.stored)]
    }
  }

  private func word(_ kind: StoredKind.Access) -> ColumnValue { StoredKind.access.column(kind) }

  private func column(_ stage: ProbeStage) -> ColumnValue { StoredWords.probeStage.column(stage) }

  init(_ row: inout ColumnReader) throws(VaultFailure) {
    let kind = try row.word(StoredKind.access)
    let (user, messages, octets) = (
      row.optionalText(), row.optionalInteger(), row.optionalInteger()
    )
    let (stage, said) = (try row.optionalWord(StoredWords.probeStage), row.optionalRepeated())
    let failure = try row.optionalJSON(NetworkFailure.init(stored:))
    switch (kind, stage, said) {
    case (.denied, let stage?, let said?): self = .denied(stage, said: said)
    case (.locked, _, let said?): self = .locked(said: said)
    case (.serverTrouble, let stage?, let said?): self = .serverTrouble(stage, said: said)
    default:
      if kind == .verified, let user, let messages, let octets {
        self = .verified(as: user, messages: Int(messages), octets: Int(octets))
      } else if kind == .broken, let failure {
        self = .broken(failure)
      } else {
        throw row.damage("says too little of what the server said")
      }
    }
  }
}

extension RefreshCheck.Result {
  /// The same as a verdict.
  var verdict: CheckResult.Verdict {
    switch self {
    case .passed: .passed
    case .failed(let failure): .failed(failure)
    }
  }

  /// The word of what went wrong.
  var error: String? {
    switch self {
    case .passed: nil
    case .failed(.refused(let refusal)): refusal.error
    case .failed(.network(let failure)): StoredWords.networkKind[failure.kind]
    case .failed(.reply(let failure)): StoredWords.replyKind[failure.kind]
    }
  }
}

extension AttemptEvidence.Reason {
  var kind: StoredKind.Reason {
    switch self {
    case .server(.refused): .refused
    case .server(.network): .network
    case .server(.reply): .reply
    case .expired: .expired
    case .declined: .declined
    case .refusedHere: .refusedHere
    case .wrongPerson: .wrongPerson
    case .notAccepted: .notAccepted
    case .noRefreshToken: .noRefreshToken
    }
  }

  /// What the reason carries; nil where that is nothing.
  var storedDetail: JSONValue? {
    switch self {
    case .server(let failure): failure.stored
    case .wrongPerson(let person, let expected):
      .members(["as": .string(person), "expected": .string(expected)])
    case .expired, .declined, .refusedHere, .notAccepted, .noRefreshToken: nil
    }
  }

  init(_ kind: StoredKind.Reason, stored json: JSONValue) throws(VaultFailure.Unreadable) {
    switch kind {
    case .refused: self = .refused(try OAuthRefusal(stored: json))
    case .network: self = .network(try NetworkFailure(stored: json))
    case .reply: self = .reply(try ReplyFailure(stored: json))
    case .wrongPerson:
      self = .wrongPerson(as: try json.text("as"), expected: try json.text("expected"))
    case .expired, .declined, .refusedHere, .notAccepted, .noRefreshToken:
      guard let plain = Self(kind) else { throw .init(member: "reason") }
      self = plain
    }
  }

  /// A reason that carries nothing; nil for another.
  init?(_ kind: StoredKind.Reason) {
    switch kind {
    case .expired: self = .expired
    case .declined: self = .declined
    case .refusedHere: self = .refusedHere
    case .notAccepted: self = .notAccepted
    case .noRefreshToken: self = .noRefreshToken
    case .refused, .network, .reply, .wrongPerson: return nil
    }
  }
}
