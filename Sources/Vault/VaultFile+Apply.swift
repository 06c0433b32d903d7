package import Core

extension VaultFile {
  /// Applies all changes in one transaction, in their order, or none of them.
  ///
  /// Once it returns they are on the disk; but for what a check found, which a loss of power may
  /// take back with its line of the journal, and the check then finds again. A change that does not
  /// fit what is there (see `Change`) is a `.conflict`. Tokens that cannot be had again are tried to be
  /// written for minutes, whatever becomes of the task.
  package func apply(_ changes: [Change]) async throws(Failure) {
    guard !changes.isEmpty else { return }
    let durability: Durability = changes.allSatisfy(\.isFinding) ? .relaxed : .synced
    let patience: Patience =
      changes.contains(where: \.isIrreplaceable)
      ? .untilWritten : changes.contains(where: \.hasHappened) ? .uninterrupted : .ordinary
    try await database.transaction(durability, patience) { (session) async throws(VaultFailure) in
      let rows = try await VaultRows.changing(session, self.keys)
      for change in changes { try await rows.apply(change) }
    }
  }
}

extension VaultRows {
  fileprivate func apply(_ change: Change) async throws(VaultFailure) {
    switch change {
    case .addRegistration(let registration): try await add(registration)
    case .editRegistration(let before, let after): try await edit(from: before, to: after)
    case .amend(let name, let amendment): try await amend(name, amendment)
    case .removeRegistration(let name): try await removeRegistration(name)
    case .putSecret(let name, let secret, let facts, let place, let replacing):
      try await putSecret(name, secret, facts, place, replacing: replacing)
    case .promoteSecret(let name, let place, let fingerprint):
      try await promoteSecret(name, place, fingerprint: fingerprint)
    case .dropProposedSecret(let name, let fingerprint):
      try await dropProposedSecret(name, fingerprint: fingerprint)
    case .addMailbox(let mailbox): try await add(mailbox)
    case .editMailbox(let before, let after): try await edit(from: before, to: after)
    case .removeMailbox(let name): try await removeMailbox(name)
    case .expectPending(let mailbox, let id, let isAwaited):
      try await expectPending(mailbox, id, isAwaited: isAwaited)
    case .putPending(let login, let code): try await put(login, code)
    case .dropPending(let mailbox, let id): try await dropPending(mailbox, id: id)
    case .putPendingGrant(let facts, let tokens): try await putPending(facts, tokens)
    case .keepGrant(let mailbox, let id, let moment): try await keepGrant(mailbox, id, at: moment)
    case .putTokens(let facts, let tokens, let slot): try await putTokens(facts, tokens, slot)
    case .putRefreshToken(let mailbox, let slot, let id, let token):
      try await putRefreshToken(mailbox, slot, id, token)
    case .amendGrant(let mailbox, let slot, let id, let amendment):
      try await amendGrant(mailbox, slot, id, amendment)
    case .forget(let mailbox): try await forget(mailbox)
    case .putProbe(let mailbox, let probe, let detail): try await put(probe, detail, of: mailbox)
    case .putAttempt(let mailbox, let attempt): try await put(attempt, of: mailbox)
    case .putRefreshCheck(let mailbox, let check): try await put(check, of: mailbox)
    case .journal(let entry): try await add(entry)
    }
  }
}

extension Change {
  /// Whether it only tells what a check found.
  fileprivate var isFinding: Bool {
    switch self {
    case .putProbe, .putRefreshCheck, .journal: true
    default: false
    }
  }

  /// Whether it holds an answer that cannot be had again.
  fileprivate var isIrreplaceable: Bool {
    switch self {
    case .putTokens, .putRefreshToken, .putPendingGrant: true
    default: false
    }
  }

  /// Whether it tells what has happened at a server already, whoever has given up meanwhile.
  fileprivate var hasHappened: Bool {
    if case .amendGrant = self { true } else { false }
  }
}
