/// A sign-in that has begun and not ended. It is in the vault before anything of it is shown, so that a
/// dropped line or a crash loses nothing; what its method must keep secret is sealed beside it.
package struct PendingSignIn: Equatable, Sendable {
  /// The mailbox that is to be signed in.
  package var mailbox: String
  /// Random; a late or second OK names another one and is ignored.
  package var id: String
  /// How the person signs in.
  package let method: SignInMethod
  /// Where it stands.
  package var stage: Stage
  /// When it began.
  package var began: Moment
  /// Who began it.
  package var who: String
  /// The token endpoint that is asked for tokens; its host is the one the grant will be bound to.
  package var tokenEndpoint: String
  /// The scopes that were asked for.
  package var scope: String
  /// The registration's values at the start; a change in between ends the sign-in.
  package var madeUnder: RegistrationStamp

  /// Where a sign-in stands.
  package enum Stage: Equatable, Sendable {
    /// The person has not finished at the browser.
    case awaitingLogin(Login)
    /// An admin must consent first; nothing is being asked for.
    case awaitingAdminConsent(OAuthRefusal?)
    /// Tokens are here, as the pending grant of that id; OK is needed (R57).
    case awaitingOK
  }

  /// A sign-in that has begun.
  ///
  /// - Parameters:
  ///   - mailbox: The mailbox that is to be signed in.
  ///   - id: Random, never used again.
  ///   - method: How the person signs in; while the login is awaited, that login's own.
  ///   - stage: Where it stands.
  ///   - began: When it began.
  ///   - who: Who began it.
  ///   - tokenEndpoint: The token endpoint that is asked for tokens.
  ///   - scope: The scopes that were asked for.
  ///   - madeUnder: The registration's values at the start.
  package init(
    mailbox: String, id: String, method: SignInMethod, stage: Stage, began: Moment, who: String,
    tokenEndpoint: String, scope: String, madeUnder: RegistrationStamp
  ) {
    self.mailbox = mailbox
    self.id = id
    if case .awaitingLogin(let login) = stage {
      self.method = login.method
    } else {
      self.method = method
    }
    self.stage = stage
    self.began = began
    self.who = who
    self.tokenEndpoint = tokenEndpoint
    self.scope = scope
    self.madeUnder = madeUnder
  }

  /// Whether its person is awaited.
  package var isAwaited: Bool {
    if case .awaitingLogin = stage { true } else { false }
  }

  /// Whether a login was awaited and can be finished no more.
  package func hasExpired(at now: Moment) -> Bool {
    if case .awaitingLogin(let login) = stage { login.expires <= now } else { false }
  }
}

extension VaultFailure {
  /// The conflict of a change that rests on a sign-in which has been ended, answered or replaced.
  package static func signInMovedOn(_ mailbox: String) -> VaultFailure {
    .conflict("the sign-in of \(mailbox) was ended, answered or begun anew")
  }
}
