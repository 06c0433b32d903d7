/// A sign-in that has begun and not ended. It is in the vault before its code is shown, so that a
/// dropped line or a crash loses nothing; the device code itself is sealed beside it.
package struct PendingSignIn: Equatable, Sendable {
  /// The mailbox that is to be signed in.
  package var mailbox: String
  /// Random; a late or second OK names another one and is ignored.
  package var id: String
  /// Where it stands.
  package var phase: Phase
  /// When it began.
  package var began: Moment
  /// Who began it.
  package var who: String
  /// The token endpoint that is polled; its host is the one the grant will be bound to.
  package var tokenEndpoint: String
  /// The scopes that were asked for.
  package var scope: String
  /// The registration's values at the start; a change in between ends the sign-in.
  package var madeUnder: RegistrationStamp

  /// The code that a person enters at a page.
  package struct DeviceCode: Equatable, Sendable {
    package var userCode: String
    package var verificationURI: String
    /// Only servers other than Microsoft's send it.
    package var verificationURIComplete: String?
    /// When the code ends.
    package var expires: Moment
    /// Seconds between polls; grows with each `slow_down` (RFC 8628 §3.5).
    package var interval: Int
    /// The one client-mode flip has been made.
    package var flipped: Bool
    /// How the client shows itself at the next poll.
    package var mode: ClientMode

    /// A code to show.
    package init(
      userCode: String, verificationURI: String, verificationURIComplete: String? = nil,
      expires: Moment, interval: Int, mode: ClientMode, flipped: Bool = false
    ) {
      self.userCode = userCode
      self.verificationURI = verificationURI
      self.verificationURIComplete = verificationURIComplete
      self.expires = expires
      self.interval = interval
      self.mode = mode
      self.flipped = flipped
    }
  }

  /// Where a sign-in stands.
  package enum Phase: Equatable, Sendable {
    /// The code is shown; the person has not finished.
    case awaitingLogin(DeviceCode)
    /// An admin must consent first; nothing is being polled.
    case awaitingAdminConsent(OAuthRefusal?)
    /// Tokens are here, as the pending grant of that id; OK is needed (R57).
    case awaitingOK
  }

  /// A sign-in that has begun.
  package init(
    mailbox: String, id: String, phase: Phase, began: Moment, who: String, tokenEndpoint: String,
    scope: String, madeUnder: RegistrationStamp
  ) {
    self.mailbox = mailbox
    self.id = id
    self.phase = phase
    self.began = began
    self.who = who
    self.tokenEndpoint = tokenEndpoint
    self.scope = scope
    self.madeUnder = madeUnder
  }
}
