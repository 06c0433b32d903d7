extension Snapshot {
  /// The site after a list of changes, without the sealed values: what the vault's `apply` means.
  ///
  /// - Throws: `.vault(.conflict)` where a change does not meet what it expects; the site is then as it
  ///   was.
  package func applying(_ changes: [Change]) throws(Failure) -> Snapshot {
    var snapshot = self
    do throws(VaultFailure) {
      for change in changes { try snapshot.apply(change) }
    } catch {
      throw .vault(error)
    }
    return snapshot
  }

  private mutating func apply(_ change: Change) throws(VaultFailure) {
    switch change {
    case .addRegistration, .editRegistration, .amend, .removeRegistration, .putSecret,
      .promoteSecret, .dropProposedSecret:
      try applyRegistration(change)
    case .addMailbox(let mailbox):
      guard mailboxes[mailbox.name] == nil else {
        throw .conflict("there is a mailbox \(mailbox.name) already")
      }
      guard registrations[mailbox.registration] != nil else {
        throw .conflict("there is no registration \(mailbox.registration) any more")
      }
      mailboxes[mailbox.name] = mailbox
    case .editMailbox(let before, let after):
      guard let now = mailboxes[before.name] else {
        throw .conflict("mailbox \(before.name) is gone")
      }
      let edited = try now.edited(from: before, to: after)
      guard registrations[edited.registration] != nil else {
        throw .conflict("there is no registration \(edited.registration) any more")
      }
      mailboxes[before.name] = edited
    case .removeMailbox(let name):
      mailboxes[name] = nil
      forget(name)
    case .forget(let name): forget(name)
    case .putProbe(let name, let probe, let detail):
      evidence[name, default: Evidence()].probe = probe
      probeDetails[name] = detail
    case .putAttempt(let name, let attempt):
      evidence[name, default: Evidence()].attempt = attempt
    case .putRefreshCheck(let name, let refreshCheck):
      evidence[name, default: Evidence()].refreshCheck = refreshCheck
    case .journal: break
    case .expectPending, .putPending, .dropPending, .putPendingGrant, .keepGrant, .putTokens,
      .putRefreshToken,
      .amendGrant:
      try applyGrant(change)
    }
  }

  private mutating func forget(_ name: String) {
    grants[name] = nil
    pendingGrants[name] = nil
    pending[name] = nil
    evidence[name] = nil
    probeDetails[name] = nil
  }

  private mutating func applyRegistration(_ change: Change) throws(VaultFailure) {
    switch change {
    case .addRegistration(let registration):
      guard registrations[registration.name] == nil else {
        throw .conflict("there is a registration \(registration.name) already")
      }
      registrations[registration.name] = registration
    case .editRegistration(let before, let after): try edit(before, after)
    case .amend(let name, let amendment):
      if var registration = registrations[name] {
        amendment.apply(to: &registration)
        registrations[name] = registration
      }
    case .removeRegistration(let name):
      guard !mailboxes.values.contains(where: { $0.registration == name }) else {
        throw .conflict("a mailbox is under the registration")
      }
      registrations[name] = nil
    case .putSecret(let name, _, let facts, let place, let replacing):
      var registration = try registration(name)
      try registration.put(facts, place, replacing: replacing)
      registrations[name] = registration
    case .promoteSecret(let name, let place, let fingerprint):
      var registration = try registration(name)
      try registration.promote(place, fingerprint: fingerprint)
      registrations[name] = registration
    case .dropProposedSecret(let name, let fingerprint):
      registrations[name]?.dropProposed(fingerprint: fingerprint)
    default: break
    }
  }

  private func registration(_ name: String) throws(VaultFailure) -> Registration {
    guard let registration = registrations[name] else {
      throw .conflict("registration \(name) is gone")
    }
    return registration
  }

  private mutating func edit(
    _ before: Registration, _ after: Registration
  ) throws(VaultFailure) {
    let edited = try registration(before.name).edited(from: before, to: after)
    if edited.name != before.name {
      guard registrations[edited.name] == nil else {
        throw .conflict("there is a registration \(edited.name) already")
      }
      registrations[before.name] = nil
      for (name, mailbox) in mailboxes where mailbox.registration == before.name {
        mailboxes[name]?.registration = edited.name
      }
    }
    registrations[edited.name] = edited
  }

  private mutating func applyGrant(_ change: Change) throws(VaultFailure) {
    switch change {
    case .expectPending(let mailbox, let id, let isAwaited):
      let now = pending[mailbox]
      guard now?.id == id, !isAwaited || now?.isAwaited ?? false else {
        throw .signInMovedOn(mailbox)
      }
    case .putPending(let login, _): pending[login.mailbox] = login
    case .dropPending(let mailbox, let id):
      guard id == nil || pending[mailbox]?.id == id else { return }
      pending[mailbox] = nil
      pendingGrants[mailbox] = nil
    case .putPendingGrant(let grant, _): pendingGrants[grant.mailbox] = grant
    case .keepGrant(let mailbox, let id, let at):
      guard var grant = pendingGrants[mailbox], grant.id == id else {
        throw .conflict("no pending sign-in of that id")
      }
      grant.accepted = at
      grants[mailbox] = grant
      pendingGrants[mailbox] = nil
      pending[mailbox] = nil
    case .putTokens(var grant, _, let slot):
      grant.redeeming = nil
      try amend(grant.mailbox, slot, grant.id) { $0 = grant }
    case .putRefreshToken(let mailbox, let slot, let id, _):
      try amend(mailbox, slot, id) { $0.redeeming = nil }
    case .amendGrant(let mailbox, let slot, let id, let amendment):
      try amend(mailbox, slot, id) { amendment.apply(to: &$0) }
    default: break
    }
  }

  private mutating func amend(
    _ mailbox: String, _ slot: GrantSlot, _ id: String, _ body: (inout GrantFacts) -> Void
  ) throws(VaultFailure) {
    let present = slot == .kept ? grants[mailbox] : pendingGrants[mailbox]
    guard var grant = present, grant.id == id else {
      throw .conflict("the grant was replaced or forgotten")
    }
    body(&grant)
    switch slot {
    case .kept: grants[mailbox] = grant
    case .pending: pendingGrants[mailbox] = grant
    }
  }
}
