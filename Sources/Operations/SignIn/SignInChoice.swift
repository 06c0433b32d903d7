package import Core

/// What Authenticate does for a mailbox, chosen by what is kept: the same whoever asks.
package enum SignInChoice: Equatable, Sendable {
  /// A sign-in is under way whose code still lasts, or which waits for an answer: it is taken up.
  case resume
  /// An admin must consent first. Where somebody can be asked they are; else the sign-in begins anew,
  /// which shows whether the admin has.
  case awaitConsent
  /// A refresh with the secret in force may end Stale, with no person at a browser.
  case silent
  /// Somebody has to sign in.
  case begin

  /// Chooses.
  ///
  /// - Parameters:
  ///   - name: The mailbox.
  ///   - snapshot: What is kept.
  ///   - endpoints: Where the servers are.
  ///   - now: The time.
  package init(_ name: String, in snapshot: Snapshot, _ endpoints: Endpoints, now: Moment) {
    if let pending = snapshot.pending[name], !pending.hasExpired(at: now) {
      if case .awaitingAdminConsent = pending.stage { self = .awaitConsent } else { self = .resume }
      return
    }
    let auth = SignInChoice.auth(of: name, in: snapshot, endpoints, now)
    if case .stale(let reasons) = auth, reasons.allSatisfy(\.curedByRefresh) {
      self = .silent
    } else {
      self = .begin
    }
  }

  /// Whether somebody has to sign in after the silent way was tried. A refused secret is mended in the
  /// settings, and a dead line by waiting: neither by a sign-in.
  ///
  /// - Parameters:
  ///   - failure: What kept the refresh from a verdict.
  ///   - name: The mailbox.
  ///   - snapshot: What is kept after it.
  ///   - endpoints: Where the servers are.
  ///   - now: The time.
  /// - Returns: Whether a person is needed.
  package static func needsSignIn(
    after failure: Failure?, _ name: String, in snapshot: Snapshot, _ endpoints: Endpoints,
    now: Moment
  ) -> Bool {
    // Somebody else was at the grant meanwhile.
    if case .vault(.conflict) = failure { return true }
    switch auth(of: name, in: snapshot, endpoints, now) {
    case .authenticated, nil: return false
    case .stale(let reasons): return !reasons.allSatisfy(\.curedByRefresh)
    default: return true
    }
  }

  // Of the grant that is kept, whatever sign-in is under way beside it.
  private static func auth(
    of name: String, in snapshot: Snapshot, _ endpoints: Endpoints, _ now: Moment
  ) -> AuthFacet? {
    guard let mailbox = snapshot.mailboxes[name] else { return nil }
    return Facets(
      of: mailbox, config: .configured, in: snapshot.withoutSignIn(of: name), endpoints: endpoints,
      now: now
    ).auth
  }
}
