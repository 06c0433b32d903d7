/// Something that happened to a mailbox.
package enum MailboxEvent: Equatable, Sendable {
  /// Authenticate was pressed, and the person can be sent to the browser.
  case signInBegan(PendingSignIn, deviceCode: Secret)
  /// The sign-in of that id goes on with other data of its method's: another interval, say.
  case loginChanged(String, PendingSignIn.Login)
  /// The server wants an admin's consent before the sign-in of that id.
  case consentNeeded(String, OAuthRefusal)
  /// The sign-in of that id ended without tokens.
  case attemptEnded(String, AttemptEvidence.Reason)
  /// The registration was changed under the sign-in of that id, which is of no use now.
  case signInOutdated(String)
  /// The person signed in; the tokens are pending until OK.
  case tokensArrived(GrantFacts, Tokens)
  /// OK, for the pending sign-in of that id.
  case ok(String)
  /// No: the pending sign-in of that id is dropped.
  case refused(String)
  /// Nobody pressed OK in time for the pending sign-in of that id (R57).
  case okLapsed(String)
  /// The pending sign-in of that id was an admin's step: its tokens are dropped, and it is no failed
  /// attempt of the mailbox.
  case adminStepTaken(String)
  /// The refresh token was redeemed; the vault holds the rotated one already.
  case refreshed(RefreshCheck)
  /// The refresh was refused or broke off.
  case refreshFailed(RefreshCheck)
  /// The probe ended.
  case probed(ProbeEvidence, ProbeDetail)
  /// The tokens are to be erased here.
  case forget
  /// Fields were edited: the mailbox as it had been read, and as it is to be.
  case edited(from: Mailbox, to: Mailbox)
}
