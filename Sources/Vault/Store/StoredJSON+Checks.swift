import Core

// Checks as JSON: a grant's question to Graph whole, and of a registration's checks what a verdict
// carries.
extension CheckResult {
  var stored: JSONValue {
    .members([
      "at": .moment(at), "endpoint": .string(endpoint), "client_id": .string(under.clientID),
      "tenant_id": .string(under.tenantID), "secret_fingerprint": .optional(under.secret),
      "verdict": .string(StoredKind.verdict[verdict.kind]), "ms": ms.map(JSONValue.number),
      "detail": verdict.storedDetail,
    ])
  }

  init(stored json: JSONValue) throws(VaultFailure.Unreadable) {
    self.init(
      at: try json.moment("at"), endpoint: try json.text("endpoint"),
      under: RegistrationStamp(
        clientID: try json.text("client_id"), tenantID: try json.text("tenant_id"),
        secret: try json.optionalText("secret_fingerprint")),
      verdict: try Verdict(
        try json.word("verdict", StoredKind.verdict), stored: json["detail"] ?? .null),
      ms: try json.optionalNumber("ms"))
  }
}

extension CheckResult.Verdict {
  var kind: StoredKind.Verdict {
    switch self {
    case .passed: .passed
    case .failed(.refused): .refused
    case .failed(.network): .network
    case .failed(.reply): .reply
    case .skipped: .skipped
    }
  }

  /// What the verdict carries; nil where that is nothing.
  var storedDetail: JSONValue? {
    switch self {
    case .passed: nil
    case .failed(let failure): failure.stored
    case .skipped(let reason): .members(["reason": .string(reason)])
    }
  }

  init(
    _ kind: StoredKind.Verdict, stored json: JSONValue
  ) throws(VaultFailure.Unreadable) {
    switch kind {
    case .passed: self = .passed
    case .refused: self = .refused(try OAuthRefusal(stored: json))
    case .network: self = .network(try NetworkFailure(stored: json))
    case .reply: self = .reply(try ReplyFailure(stored: json))
    case .skipped: self = .skipped(try json.text("reason"))
    }
  }
}

extension ServerFailure {
  /// What it carries; which of the three it is stands beside it as a word.
  var stored: JSONValue {
    switch self {
    case .refused(let refusal): refusal.stored
    case .network(let failure): failure.stored
    case .reply(let failure): failure.stored
    }
  }
}

extension PopCheck {
  /// The stages, and why it failed.
  var storedDetail: JSONValue {
    .members(["stages": .array(stages.map(\.stored)), "failure": failure?.stored])
  }

  init(at: Moment, stored json: JSONValue) throws(VaultFailure.Unreadable) {
    self.init(
      at: at, stages: try json.list("stages", StageResult.init(stored:)),
      failure: try json["failure"].map(NetworkFailure.init(stored:)))
  }
}

extension GrantFacts.Standing {
  var kind: StoredKind.Standing {
    switch self {
    case .good: .good
    case .ended: .ended
    case .usedUp: .usedUp
    case .secretRefused: .secretRefused
    }
  }

  /// The refusal and its times; nil where it is good.
  var storedDetail: JSONValue? {
    switch self {
    case .good: nil
    case .ended(let refusal, let at), .secretRefused(let refusal, let at):
      .members(["refusal": refusal.stored, "at": .moment(at)])
    case .usedUp(let refusal, let cutOff, let at):
      .members(["refusal": refusal.stored, "cut_off": .moment(cutOff), "at": .moment(at)])
    }
  }

  init(
    _ kind: StoredKind.Standing, stored json: JSONValue
  ) throws(VaultFailure.Unreadable) {
    if kind == .good {
      self = .good
      return
    }
    let refusal = try OAuthRefusal(stored: try json.member("refusal"))
    let at = try json.moment("at")
    switch kind {
    case .good: self = .good
    case .ended: self = .ended(refusal, at: at)
    case .usedUp: self = .usedUp(refusal, cutOff: try json.moment("cut_off"), at: at)
    case .secretRefused: self = .secretRefused(refusal, at: at)
    }
  }
}
