/// What an event changes, as data. The one table of requirements §4.2: drivers and screens come here
/// and nowhere else to change a mailbox's life.
package enum MailboxTransition {
  /// The changes that an event brings about; empty when it means nothing in the present state (a
  /// late OK, say). Nothing here ever touches a working grant but OK, a refresh, or forget (I2, I3).
  package static func changes(
    for event: MailboxEvent, mailbox name: String, in snapshot: Snapshot, at now: Moment,
    who: String
  ) -> [Change] {
    guard let mailbox = snapshot.mailboxes[name] else { return [] }
    let entry = { (event: String, fields: [String: String]) in
      Change.journal(JournalEntry(at: now, who: who, mailbox: name, event: event, fields: fields))
    }
    switch event {
    case .signInBegan(let pending, let deviceCode):
      return [
        .expectPending(mailbox: name, id: snapshot.pending[name]?.id),
        .dropPending(mailbox: name, id: nil), .putPending(pending, deviceCode: deviceCode),
        entry("sign-in-began", [:]),
      ]

    case .loginChanged(let id, let login):
      guard var pending = awaited(id, name, snapshot), pending.method == login.method else {
        return []
      }
      pending.stage = .awaitingLogin(login)
      return [expected(id, name), .putPending(pending, deviceCode: nil)]

    case .consentNeeded(let id, let refusal):
      guard var pending = awaited(id, name, snapshot) else { return [] }
      pending.stage = .awaitingAdminConsent(refusal)
      return [
        expected(id, name), .dropPending(mailbox: name, id: id),
        .putPending(pending, deviceCode: nil),
        entry("consent-needed", ["error": refusal.error]),
      ]

    case .signInOutdated(let id):
      guard awaited(id, name, snapshot) != nil else { return [] }
      return [
        expected(id, name), .dropPending(mailbox: name, id: id), entry("sign-in-outdated", [:]),
      ]

    case .attemptEnded(let id, let reason):
      guard awaited(id, name, snapshot) != nil else { return [] }
      return [
        expected(id, name), .dropPending(mailbox: name, id: id),
        .putAttempt(mailbox: name, AttemptEvidence(at: now, reason: reason)),
        entry("sign-in-ended", ["reason": reason.short]),
      ]

    case .tokensArrived(let grant, let tokens):
      guard var pending = awaited(grant.id, name, snapshot) else { return [] }
      pending.stage = .awaitingOK
      return [
        expected(grant.id, name), .putPending(pending, deviceCode: nil),
        .putPendingGrant(grant, tokens),
        entry("signed-in", ["as": grant.identity?.username ?? "not told"]),
      ]

    case .ok(let id):
      guard let grant = snapshot.pendingGrants[name], grant.id == id else { return [] }
      return [
        .keepGrant(mailbox: name, id: id, at: now), .putAttempt(mailbox: name, nil),
        .putRefreshCheck(mailbox: name, nil),
        entry("authenticated", ["as": grant.identity?.username ?? "not told"]),
      ]

    case .refused(let id):
      guard snapshot.pending[name]?.id == id else { return [] }
      let pending = snapshot.pendingGrants[name]
      let reason: AttemptEvidence.Reason =
        pending?.match == .other
        ? .wrongPerson(as: pending?.identity?.username ?? "", expected: mailbox.expectedSignIn)
        : .refusedHere
      return [
        .dropPending(mailbox: name, id: id),
        .putAttempt(mailbox: name, AttemptEvidence(at: now, reason: reason)),
        entry("sign-in-refused", ["reason": reason.short]),
      ]

    case .okLapsed(let id):
      guard let grant = snapshot.pendingGrants[name], grant.id == id, grant.isLapsed(at: now) else {
        return []
      }
      return [
        .dropPending(mailbox: name, id: id),
        .putAttempt(mailbox: name, AttemptEvidence(at: now, reason: .notAccepted)),
        entry("ok-lapsed", ["as": grant.identity?.username ?? "not told"]),
      ]

    case .adminStepTaken(let id):
      guard snapshot.pending[name]?.id == id else { return [] }
      return [
        .dropPending(mailbox: name, id: id), .putAttempt(mailbox: name, nil),
        entry("admin-step", ["as": snapshot.pendingGrants[name]?.identity?.username ?? "not told"]),
      ]

    case .refreshed(let refreshCheck):
      guard snapshot.grants[name] != nil else { return [] }
      return [.putRefreshCheck(mailbox: name, refreshCheck), entry("refreshed", [:])]

    case .refreshFailed(let refreshCheck):
      guard let grant = snapshot.grants[name] else { return [] }
      let change = Change.putRefreshCheck(mailbox: name, refreshCheck)
      guard case .failed(.refused(let refusal)) = refreshCheck.result,
        let standing = standing(refusal, now)
      else {
        // No connection, or the server's own trouble: the grant is never downgraded for it.
        return [change]
      }
      let refused = entry("refresh-refused", ["error": refusal.error])
      // Said under the grant's lock already, by who knew that an answer had been cut off.
      if case .usedUp = grant.standing { return [change, refused] }
      return [
        change, .amendGrant(mailbox: name, slot: .kept, id: grant.id, .standing(standing)), refused,
      ]

    case .probed(let probe, let detail):
      guard snapshot.grants[name]?.id == probe.grant else { return [] }
      return [
        .putProbe(mailbox: name, probe, detail),
        entry("probed", ["access": probe.access.word.rawValue]),
      ]

    case .forget: return [.forget(mailbox: name), entry("forgotten", [:])]

    case .edited(let before, let edited):
      guard before.name == name, edited.name == name, edited != before else { return [] }
      return [.editMailbox(from: before, to: edited), entry("edited", [:])]
    }
  }

  // The sign-in of that id while its person is awaited. Another one, and one whose tokens are here
  // already, is none of the waiting one's business: two consoles may poll one code.
  private static func awaited(
    _ id: String, _ name: String, _ snapshot: Snapshot
  ) -> PendingSignIn? {
    guard let pending = snapshot.pending[name], pending.id == id,
      case .awaitingLogin = pending.stage
    else { return nil }
    return pending
  }

  // Held again where it is written: another process may have been quicker since the snapshot.
  private static func expected(_ id: String, _ name: String) -> Change {
    .expectPending(mailbox: name, id: id, isAwaited: true)
  }

  /// What a refused refresh says of the grant; nil when it says nothing (the server's own trouble).
  static func standing(_ refusal: OAuthRefusal, _ now: Moment) -> GrantFacts.Standing? {
    switch refusal.error {
    case "invalid_grant", "interaction_required", "consent_required", "login_required":
      .ended(refusal, at: now)
    case "invalid_client", "unauthorized_client": .secretRefused(refusal, at: now)
    default: nil
    }
  }
}

extension Access {
  /// The word in JSON output and in the journal.
  package var word: AccessWord {
    switch self {
    case .verified: .verified
    case .denied: .denied
    case .locked: .locked
    case .serverTrouble, .broken: .unreachable
    }
  }
}
