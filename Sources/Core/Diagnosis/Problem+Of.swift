extension Problem {
  /// The words for any failure.
  package static func of(_ failure: Failure, context: Context = Context()) -> Problem {
    switch failure {
    case .network(let failure): of(network: failure, context: context)
    case .refused(let refusal): of(refusal: refusal, context: context)
    case .reply(let failure): of(reply: failure, context: context)
    case .vault(let failure): of(vault: failure)
    case .settings(let failure): of(settings: failure, context: context)
    case .cancelled: Problem("cancelled", Phrasing(context))
    }
  }

  /// The words for an OAuth error, by its AADSTS number, else by its `error`, else in general.
  package static func of(refusal: OAuthRefusal, context: Context = Context()) -> Problem {
    var phrasing = Phrasing(context)
    phrasing["error"] = refusal.error
    let codes = Book.codes(of: refusal)
    let policies = refusal.policyIDs
    // Only what has an id's shape goes into a sentence; the rest stays in the details.
    let ids = policies.filter(Context.isGUID)
    phrasing["policies"] = ids.isEmpty ? "" : " (policy id \(ids.joined(separator: ", ")))"
    phrasing["lifetime"] =
      refusal.maximumLifetime.map { "every \(Phrasing.spoken($0))" } ?? "again and again"
    phrasing["wait"] = refusal.retryAfter.map(Phrasing.spoken) ?? "five minutes"
    var details = [("error", refusal.error)].named
    if !codes.isEmpty {
      details.append(Detail("codes", codes.map { "AADSTS\($0)" }.joined(separator: ", ")))
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
    return Problem(Book.entry(for: refusal), phrasing, details)
  }

  /// The words for an exchange that broke off; its own proxy goes before the context's.
  package static func of(network failure: NetworkFailure, context: Context = Context()) -> Problem {
    var context = context
    context.proxy = failure.proxy
    var phrasing = Phrasing(context)
    phrasing.isHTTPS = failure.stage == nil
    // A pasted text may name neither.
    phrasing["host"] = failure.host.isEmpty ? "HOST" : failure.host
    phrasing["hostArg"] = failure.host.isEmpty ? "HOST" : Phrasing.shell(failure.host)
    phrasing["port"] = failure.port == 0 ? "PORT" : String(failure.port)
    let details = [
      ("host", failure.host), ("port", failure.port == 0 ? nil : String(failure.port)),
      ("stage", failure.stage?.rawValue),
      ("proxy", failure.proxy ?? (context.isPasted ? nil : "none")),
      ("library said", failure.detail),
    ]
    return Problem(Book.entry(id(of: failure.kind)), phrasing, details.named)
  }

  /// The words for a reply that is not what the protocol says.
  package static func of(reply failure: ReplyFailure, context: Context = Context()) -> Problem {
    var phrasing = Phrasing(context)
    phrasing["host"] = failure.host.isEmpty ? "HOST" : failure.host
    phrasing["document"] = failure.document
    phrasing["status"] = String(failure.status)
    phrasing["wait"] = failure.retryAfter.map(Phrasing.spoken) ?? "a minute"
    let details = [
      ("document", failure.document), ("host", failure.host), ("status", String(failure.status)),
      ("proxy", context.proxy), ("server said", failure.detail),
      ("retry after", failure.retryAfter.map { "\($0) seconds" }),
    ]
    return Problem(Book.entry("reply-\(failure.kind.rawValue)"), phrasing, details.named)
  }

  /// The words for a sign-in that ended without a grant.
  package static func of(
    reason: AttemptEvidence.Reason, context: Context = Context()
  ) -> Problem {
    switch reason {
    case .refused(let refusal): return of(refusal: refusal, context: context)
    case .network(let failure): return of(network: failure, context: context)
    case .reply(let failure): return of(reply: failure, context: context)
    case .expired: return Problem("code-expired", Phrasing(context))
    case .declined: return Problem("sign-in-declined", Phrasing(context))
    case .refusedHere: return Problem("sign-in-refused-here", Phrasing(context))
    case .notAccepted: return Problem("ok-not-pressed", Phrasing(context))
    case .noRefreshToken:
      let scopes = [("scopes", context.scopes?.joined(separator: " "))].named
      return Problem(Book.entry("no-refresh-token"), Phrasing(context), scopes)
    case .wrongPerson(let person, let expected):
      var phrasing = Phrasing(context)
      phrasing["identity"] = person
      phrasing["identityShell"] = Phrasing.shell(person)
      phrasing["signer"] = expected
      let details = [Detail("signed in", person), Detail("expected", expected)]
      return Problem(Book.entry("wrong-person"), phrasing, details)
    }
  }

  /// The words for a refresh drill that failed; nil for one that passed.
  package static func of(
    drill: DrillEvidence.Result, context: Context = Context()
  ) -> Problem? {
    switch drill {
    case .passed: nil
    case .refused(let refusal): of(refusal: refusal, context: context)
    case .network(let failure): of(network: failure, context: context)
    case .reply(let failure): of(reply: failure, context: context)
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
