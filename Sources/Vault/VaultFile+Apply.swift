package import Core

extension VaultFile {
  /// Applies all changes in one transaction, in their order, or none of them.
  ///
  /// Once it returns they are on the disk; but for what a check found, which a loss of power may
  /// take back with its line of the journal, and the check then finds again. A change that does not
  /// fit what is there (see `Change`) is a `.conflict`.
  package func apply(_ changes: [Change]) throws(Failure) {
    guard !changes.isEmpty else { return }
    try withStore { (store) throws(VaultFailure) in
      try store.wait(!changes.allSatisfy(\.isFinding))
      try store.database.transaction { (database) throws(VaultFailure) in
        for change in changes { try self.apply(change, to: database) }
      }
      store.reading?.note(changes)
    }
  }

  private func apply(_ change: Change, to database: borrowing Database) throws(VaultFailure) {
    switch change {
    case .putRegistration(let registration): try put(registration, in: database)
    case .amend(let name, let amendment): try amend(name, amendment, in: database)
    case .removeRegistration(let name): try removeRegistration(name, from: database)
    case .putSecret(let name, let secret): try put(secret, registration: name, in: database)
    case .removeSecret(let name):
      try database.run("UPDATE registration SET secret = NULL WHERE name = ?", .text(name))
    case .putMailbox(let mailbox): try put(mailbox, in: database)
    case .removeMailbox(let name):
      try database.run("DELETE FROM mailbox WHERE name = ?", .text(name))
    case .putPending(let login, let code): try put(login, code, in: database)
    case .dropPending(let mailbox): try dropPending(mailbox, from: database)
    case .putPendingGrant(let facts, let tokens): try putPending(facts, tokens, in: database)
    case .keepGrant(let mailbox, let id, let moment):
      try keepGrant(mailbox, id, at: moment, in: database)
    case .putTokens(let facts, let tokens, let slot):
      try update(facts, tokens, slot, in: database)
    case .putGrantFacts(let facts, let slot): try update(facts, nil, slot, in: database)
    case .forget(let mailbox):
      try dropPending(mailbox, from: database)
      try database.run("DELETE FROM grants WHERE mailbox = ?", .text(mailbox))
    case .putEvidence(let mailbox, let evidence): try put(evidence, of: mailbox, in: database)
    case .journal(let entry): try add(entry, to: database)
    }
  }
}

extension Change {
  /// Whether it only tells what a check found.
  fileprivate var isFinding: Bool {
    switch self {
    case .putEvidence, .journal: true
    default: false
    }
  }
}

extension VaultFile.Store {
  /// Whether the next commits wait for the disk. Two hundred findings of one run would otherwise wait
  /// two hundred times. The log is synced as a whole: a later commit that waits covers these.
  fileprivate mutating func wait(_ waits: Bool) throws(VaultFailure) {
    guard waits != isWaiting else { return }
    try database.script("PRAGMA synchronous = \(waits ? "FULL" : "NORMAL")")
    isWaiting = waits
  }
}
