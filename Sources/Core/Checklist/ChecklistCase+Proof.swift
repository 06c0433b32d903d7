extension ChecklistCase {
  func authenticate() -> ChecklistRow {
    let next = "greenbox authenticate \(mailbox.name.shellWord)"
    guard let grant = grant ?? pendingGrant else {
      var lines = ["nobody has signed in for this mailbox here"]
      if let attempt = evidence.attempt { lines.append("last attempt: \(attempt.reason.short)") }
      let waiting: Bool = if case .awaitingLogin = facets.auth { true } else { false }
      return ChecklistRow(
        .authenticate, here: evidence.attempt == nil || waiting ? .open : .failed,
        editor: editorMark(.authenticate), evidence: lines, reason: lines.last,
        next: waiting ? "greenbox resume \(mailbox.name.shellWord)" : next)
    }
    let match = IdentityRule.match(grant.identity, for: mailbox)
    let scoped = Scopes.openMailboxes(grant.scopes, endpoints)
    var lines = [signedIn(grant, match)]
    lines.append(
      scoped
        ? "scope: \(grant.scopes.joined(separator: " "))"
        : "POP.AccessAsUser.All is not among the scopes: \(grant.scopes.joined(separator: " "))")
    lines.append(grant.refreshable ? "a refresh token came" : "no refresh token came")
    var reason = match == .other ? lines[0] : !scoped ? lines[1] : lines[2]
    lines += consents()
    var mark: ChecklistRow.Mark =
      match == .other || !scoped || !grant.refreshable ? .failed : .done
    // Of the grant itself: a sign-in under way does not hide what is wrong with the one there is.
    if case .ended(let refusal, _) = grant.standing {
      reason = "the server has ended the grant: \(refusal.words)"
      lines.append(reason)
      mark = .failed
    }
    if case .usedUp(_, let cutOff, _) = grant.standing {
      reason =
        "an answer of the identity server was cut off at \(clock(cutOff)), and the refresh token was "
        + "probably used up by it; nobody revoked it"
      lines.append(reason)
      mark = .failed
    }
    if let words = cutOff(grant) { lines.append(words) }
    if let reasons = AuthFacet.staleness(of: grant, under: registration) {
      reason = "since then: \(reasons.map(\.words).joined(separator: ", "))"
      lines.append(reason)
      mark = .failed
    }
    return ChecklistRow(
      .authenticate, here: mark, editor: editorMark(.authenticate), evidence: lines,
      reason: reason, next: mark == .done ? nil : next)
  }

  // A mark is there while another process redeems, too; it says so for as long as that may take.
  private func cutOff(_ grant: GrantFacts) -> String? {
    guard let since = grant.redeeming else { return nil }
    let other = now - since < .seconds(120) ? ", or is under way" : ""
    return
      "a refresh was begun at \(clock(since)) and no answer was kept: it was cut off\(other); the "
      + "grant may be used up"
  }

  private func signedIn(_ grant: GrantFacts, _ match: IdentityMatch) -> String {
    guard let identity = grant.identity else {
      return "identity not told by this server; the probe decides"
    }
    let name = identity.username
    return switch match {
    case .same: "signed in as \(name), as expected"
    case .alias: "signed in as \(name); \(mailbox.popAccount) is an address of that user"
    case .exception: "signed in as \(name); accepted by the exception set for this mailbox"
    case .other, .notTold: "signed in as \(name); expected \(mailbox.expectedSignIn)"
    }
  }

  private func consents() -> [String] {
    guard let registration else { return [] }
    return registration.consents.map {
      "an admin's consent for tenant \($0.tenant): \($0.source.rawValue) by \($0.who)"
    }
  }

  func ok() -> ChecklistRow {
    if let accepted = grant?.accepted {
      let pending = pendingGrant == nil ? [] : ["another sign-in waits for OK"]
      return ChecklistRow(
        .ok, here: pending.isEmpty ? .done : .open, editor: editorMark(.ok),
        evidence: ["OK was given at \(clock(accepted))"] + pending, reason: pending.last,
        next: pending.isEmpty ? nil : "greenbox resume \(mailbox.name.shellWord)")
    }
    if pendingGrant != nil {
      return ChecklistRow(
        .ok, here: .open, editor: editorMark(.ok),
        evidence: ["Mailbox Authenticated; nothing is kept until OK"],
        next: "greenbox resume \(mailbox.name.shellWord) --ok")
    }
    return ChecklistRow(
      .ok, here: .open, editor: editorMark(.ok), evidence: ["waits for step 8"],
      next: "greenbox authenticate \(mailbox.name.shellWord)")
  }

  func greenBox() -> ChecklistRow {
    guard let grant else {
      return ChecklistRow(
        .greenBox, here: .open, editor: editorMark(.greenBox), evidence: ["waits for step 9"])
    }
    var lines = [refreshCheckLine] + [cutOff(grant)].compactMap { $0 }
    var mark: ChecklistRow.Mark = .open
    switch facets.access {
    case .verified(let at, let user, let messages, let octets):
      lines.append(
        "POP3 opened as \(user) at \(clock(at)): \(messages) messages, about \(octets) octets")
      mark = facets.auth == .authenticated && !facets.secretExpired && checked ? .done : .open
    case .denied(_, let stage, let said):
      lines.append("green, but access is denied at \(stage.rawValue): \(said)")
      if let other = detail?.other {
        lines.append(
          other.opened
            ? "the same token opened the mailbox of \(other.name)"
            : "refused under the name \(other.name) too: \(other.said)")
      }
      mark = .failed
    case .unreachable(_, .mailServer(let access)): lines.append("not checked: \(access.said)")
    case .unreachable(_, .identityServer):
      lines.append("not checked: there was no new token to open it with")
    case .locked(_, let said): lines.append("another session holds the mailbox: \(said)")
    case .outdated(let since):
      lines.append("the probe of \(clock(since)) was before the last change or is too old")
    case .unchecked: lines.append("never probed")
    }
    // What the mail server said goes before a refresh check that was not done.
    var reason = checked || mark == .failed ? lines.dropFirst().first : lines.first
    if facets.secretExpired {
      reason = "the client secret has expired"
      lines.append("the client secret has expired")
    }
    return ChecklistRow(
      .greenBox, here: mark, editor: editorMark(.greenBox), evidence: lines, reason: reason,
      next: mark == .done ? nil : "greenbox verify \(mailbox.name.shellWord)",
      unproven: Checklist.limit)
  }

  private var checked: Bool { evidence.refreshCheck?.result == .passed }

  private var refreshCheckLine: String { evidence.refreshCheck?.words ?? "no refresh check yet" }
}

extension RefreshCheck {
  /// What came of it, and what it proves.
  package var words: String {
    switch result {
    case .passed:
      mode == .public
        ? "refresh check passed in \(wholeMs(ms)) (public client: secret not exercised)"
        : "refresh check passed in \(wholeMs(ms)) with the secret in force"
    case .failed(.refused(let refusal)): "refresh refused: \(refusal.words)"
    case .failed(.network(let failure)): "refresh got no reply (\(failure.kind.rawValue))"
    case .failed(.reply(let failure)): "refresh got an unusable reply (\(failure.kind.rawValue))"
    }
  }
}

extension Access {
  /// The server's words, or what broke.
  package var said: String {
    switch self {
    case .verified: ""
    case .denied(_, let said), .locked(let said), .serverTrouble(_, let said): said
    case .broken(let failure): "\(failure.kind.rawValue) at \(failure.host):\(failure.port)"
    }
  }
}
