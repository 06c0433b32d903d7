package import Core

extension Problem {
  /// The words for any failure.
  package static func of(_ failure: Failure, context: Context = Context()) -> Problem {
    switch failure {
    case .server(let failure): of(server: failure, context: context)
    case .vault(let failure): of(vault: failure)
    case .settings(let failure): of(settings: failure, context: context)
    case .cancelled: Problem("cancelled", MessageTemplate(context))
    }
  }

  /// The words for a server that gave no result.
  package static func of(server failure: ServerFailure, context: Context = Context()) -> Problem {
    switch failure {
    case .refused(let refusal): of(refusal: refusal, context: context)
    case .network(let failure): of(network: failure, context: context)
    case .reply(let failure): of(reply: failure, context: context)
    }
  }

  /// The words for an OAuth error, by its AADSTS number, else by its `error`, else in general.
  package static func of(refusal: OAuthRefusal, context: Context = Context()) -> Problem {
    var template = MessageTemplate(context)
    template["error"] = refusal.error
    let codes = refusal.allCodes
    let policies = refusal.policyIDs
    // Only what has an id's shape goes into a sentence; the rest stays in the details.
    let ids = policies.filter(Context.isGUID)
    template["policies"] = ids.isEmpty ? "" : " (policy id \(ids.joined(separator: ", ")))"
    template["lifetime"] =
      refusal.maximumLifetime.map { "every \(MessageTemplate.spoken($0))" } ?? "again and again"
    template["wait"] = refusal.retryAfter.map(MessageTemplate.spoken) ?? "five minutes"
    var details = [("error", refusal.error)].named
    if !codes.isEmpty {
      details.append(Detail("codes", codes.map(AADSTS.name).joined(separator: ", ")))
    }
    details +=
      [
        ("server said", refusal.description), ("suberror", refusal.suberror),
        ("status", refusal.status == 0 ? nil : String(refusal.status)),
        ("trace id", refusal.traceID), ("correlation id", refusal.correlationID),
        ("timestamp", refusal.timestamp), ("claims", refusal.claims),
      ].named
    details +=
      [
        ("policy ids", policies.joined(separator: ", ")),
        ("maximum lifetime", refusal.maximumLifetime.map { "\($0) seconds" }),
        ("retry after", refusal.retryAfter.map { "\($0) seconds" }), ("proxy", context.proxy),
      ].named
    // What ended the grant is an answer that got lost, whatever the server calls the old token.
    if case .usedUp(refusal, let cutOff, _) = context.standing {
      template["cutOff"] = MessageTemplate.time(cutOff)
      return Problem(
        ErrorCatalog.entry("grant-used-up"), template, [Detail("cut off", cutOff.iso)] + details)
    }
    return Problem(ErrorCatalog.entry(for: refusal), template, details)
  }

  /// The words for an exchange that broke off; its own proxy goes before the context's.
  package static func of(network failure: NetworkFailure, context: Context = Context()) -> Problem {
    var context = context
    context.proxy = failure.proxy
    var template = MessageTemplate(context)
    template.isHTTPS = failure.stage == nil
    // A pasted text may name neither.
    template["host"] = failure.host.isEmpty ? "HOST" : failure.host
    template["hostArg"] = failure.host.isEmpty ? "HOST" : failure.host.shellWord
    template["port"] = failure.port == 0 ? "PORT" : String(failure.port)
    let details = [
      ("host", failure.host), ("port", failure.port == 0 ? nil : String(failure.port)),
      ("stage", failure.stage?.rawValue),
      ("proxy", failure.proxy ?? (context.isPasted ? nil : "none")),
      ("library said", failure.detail),
    ]
    return Problem(ErrorCatalog.entry(id(of: failure.kind)), template, details.named)
  }

  /// The words for a reply that is not what the protocol says.
  package static func of(reply failure: ReplyFailure, context: Context = Context()) -> Problem {
    var template = MessageTemplate(context)
    template["host"] = failure.host.isEmpty ? "HOST" : failure.host
    template["document"] = failure.document
    template["status"] = String(failure.status)
    template["wait"] = failure.retryAfter.map(MessageTemplate.spoken) ?? "a minute"
    let details = [
      ("document", failure.document), ("host", failure.host), ("status", String(failure.status)),
      ("proxy", context.proxy), ("server said", failure.detail),
      ("retry after", failure.retryAfter.map { "\($0) seconds" }),
    ]
    return Problem(ErrorCatalog.entry("reply-\(failure.kind.rawValue)"), template, details.named)
  }

  /// The words for a sign-in that ended without a grant.
  package static func of(
    reason: AttemptEvidence.Reason, context: Context = Context()
  ) -> Problem {
    switch reason {
    case .server(let failure): return of(server: failure, context: context)
    case .expired: return Problem("code-expired", MessageTemplate(context))
    case .declined: return Problem("sign-in-declined", MessageTemplate(context))
    case .refusedHere: return Problem("sign-in-refused-here", MessageTemplate(context))
    case .notAccepted: return Problem("ok-not-pressed", MessageTemplate(context))
    case .noRefreshToken:
      let scopes = [("scopes", context.scopes?.joined(separator: " "))].named
      return Problem(ErrorCatalog.entry("no-refresh-token"), MessageTemplate(context), scopes)
    case .wrongPerson(let person, let expected):
      var template = MessageTemplate(context)
      template["identity"] = person
      template["identityShell"] = person.shellWord
      template["signer"] = expected
      let details = [Detail("signed in", person), Detail("expected", expected)]
      return Problem(ErrorCatalog.entry("wrong-person"), template, details)
    }
  }

  /// The words for a refresh check that failed; nil for one that passed.
  package static func of(
    refreshCheck: RefreshCheck.Result, context: Context = Context()
  ) -> Problem? {
    switch refreshCheck {
    case .passed: nil
    case .failed(let failure): of(server: failure, context: context)
    }
  }
}

extension [(String, String?)] {
  /// The facts that are known and not empty.
  var named: [Problem.Detail] {
    compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : Problem.Detail(name, $0) }
    }
  }
}
