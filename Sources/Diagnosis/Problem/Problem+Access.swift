package import Core

extension Problem {
  /// The words for what the mail server said; nil for a mailbox that opened.
  package static func of(access: Access, context: Context = Context()) -> Problem? {
    switch access {
    case .verified: return nil
    case .broken(let failure): return of(network: failure, context: context)
    case .denied(let stage, let said):
      let entry =
        stage == .stat
        ? ErrorCatalog.entry("pop-denied-at-stat")
        : ErrorCatalog.entry(saying: said, among: ErrorCatalog.pop + ErrorCatalog.popTrouble)
          ?? ErrorCatalog.entry("pop-refused")
      let techmail = techmailLine(said: said, context: context)
      return of(entry, stage, said, [("as techmail would say", techmail)], context)
    case .locked(let said):
      let entry =
        ErrorCatalog.entry(saying: said, among: ErrorCatalog.popLocked)
        ?? ErrorCatalog.entry("pop-locked")
      return of(entry, .auth2, said, [], context)
    case .serverTrouble(let stage, let said):
      return of(trouble(at: stage, said: said), stage, said, [], context)
    }
  }

  /// The line that techmail, the vendor's mail fetcher, would write for a denied mailbox; nil where
  /// the Pop Account is not known.
  package static func techmailLine(said: String, context: Context) -> String? {
    context.popAccount.map { account in
      "\(context.interface ?? "<interface>"): Mailbox \(account): "
        + "Unable to generate new access token:\(said)"
    }
  }

  /// What the server's trouble is: by its words, then by where on the ladder it came.
  private static func trouble(at stage: ProbeStage, said: String) -> CatalogEntry {
    if let entry = ErrorCatalog.entry(saying: said, among: ErrorCatalog.popTrouble) { return entry }
    if stage == .capa, !said.lowercased().contains("-err") {
      return ErrorCatalog.entry("pop-not-offered")
    }
    return ErrorCatalog.entry(stage == .greeting ? "pop-greeting" : "pop-temporary")
  }

  private static func of(
    _ entry: CatalogEntry, _ stage: ProbeStage, _ said: String, _ more: [(String, String?)],
    _ context: Context
  ) -> Problem {
    var template = MessageTemplate(context)
    template.isHTTPS = false
    template["host"] = template["pop"]
    let details =
      [
        // A pasted line does not tell its stage; it is judged as if it came at the token.
        ("server said", said), ("stage", context.isPasted ? nil : stage.rawValue),
        ("host", context.popServer),
        ("proxy", context.proxy), ("signed in", context.identity?.username),
        ("pop account", context.popAccount),
        (
          "under the other name",
          context.other.map { "\($0.name): \($0.opened ? "opened" : $0.said)" }
        ),
      ] + more
      + [
        ("scopes", context.scopes?.joined(separator: " ")), ("audience", context.token?.audience),
        ("token length", context.token.map { "\($0.length) characters" }),
        ("last opened", context.lastVerified?.iso),
        ("messages then", context.messages.map { String($0) }),
      ]
    return Problem(entry, template, details.named)
  }
}
