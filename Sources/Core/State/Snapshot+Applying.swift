extension Snapshot {
  /// The site after a list of changes, without the sealed values: what the vault's `apply` means.
  ///
  /// - Throws: `.vault(.conflict)` where a change names a grant that is no longer there; the site is
  ///   then as it was.
  package func applying(_ changes: [Change]) throws(Failure) -> Snapshot {
    var snapshot = self
    for change in changes { try snapshot.apply(change) }
    return snapshot
  }

  private mutating func apply(_ change: Change) throws(Failure) {
    switch change {
    case .putRegistration(let registration): registrations[registration.name] = registration
    case .amend(let name, let amendment):
      if var registration = registrations[name] {
        amendment.apply(to: &registration)
        registrations[name] = registration
      }
    case .removeRegistration(let name):
      guard !mailboxes.values.contains(where: { $0.registration == name }) else {
        throw .vault(.conflict("a mailbox is under the registration"))
      }
      registrations[name] = nil
    case .putSecret, .removeSecret, .journal: break
    case .putMailbox(let mailbox): mailboxes[mailbox.name] = mailbox
    case .removeMailbox(let name):
      mailboxes[name] = nil
      grants[name] = nil
      pendingGrants[name] = nil
      pending[name] = nil
      evidence[name] = nil
    case .putPending(let login, _): pending[login.mailbox] = login
    case .dropPending(let mailbox):
      pending[mailbox] = nil
      pendingGrants[mailbox] = nil
    case .putPendingGrant(let grant, _): pendingGrants[grant.mailbox] = grant
    case .keepGrant(let mailbox, let id, let at):
      guard var grant = pendingGrants[mailbox], grant.id == id else {
        throw .vault(.conflict("no pending sign-in of that id"))
      }
      grant.accepted = at
      grants[mailbox] = grant
      pendingGrants[mailbox] = nil
      pending[mailbox] = nil
    case .putTokens(let grant, _, let slot), .putGrantFacts(let grant, let slot):
      try put(grant, slot)
    case .forget(let mailbox):
      grants[mailbox] = nil
      pendingGrants[mailbox] = nil
      pending[mailbox] = nil
    case .putEvidence(let mailbox, let found): evidence[mailbox] = found
    }
  }

  private mutating func put(_ grant: GrantFacts, _ slot: GrantSlot) throws(Failure) {
    let present = slot == .kept ? grants[grant.mailbox] : pendingGrants[grant.mailbox]
    guard present?.id == grant.id else {
      throw .vault(.conflict("the grant was replaced or forgotten"))
    }
    switch slot {
    case .kept: grants[grant.mailbox] = grant
    case .pending: pendingGrants[grant.mailbox] = grant
    }
  }
}
