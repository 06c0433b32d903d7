package import Core

/// What a driver tells while it works. The console makes an action of it, a verb a line or an object.
package enum Progress: Equatable, Sendable {
  /// A check without a token ended.
  case check(name: String, CheckResult)
  /// A Pop Server was tried to CAPA.
  case pop(server: String, PopCheck)
  /// What a sign-in's own method tells while the person is awaited.
  case signIn(LoginProgress)
  /// A Stale mailbox is tried with the secret in force, with nobody at a browser.
  case tryingSilently
  /// That did not help: somebody has to sign in.
  case signInNeeded
  /// A sign-in stands so and waits for an answer.
  case stands(Authentication.Standing)
  /// The server wants the client to show itself the other way; the one flip is made.
  case flipped(to: ClientMode)
  /// Somebody signed in.
  case signedIn(as: String?, scopes: [String])
  /// The grant is kept: after OK, or by a silent refresh.
  case authenticated(How)
  /// The refresh check ended.
  case refreshCheck(RefreshCheck)
  /// A rung of the probe ladder ended.
  case stage(StageResult)

  /// How a mailbox came to be authenticated.
  package enum How: String, Sendable {
    case signIn = "sign-in"
    case silent
  }
}

/// What the method of a sign-in tells while the person is awaited.
package enum LoginProgress: Equatable, Sendable {
  case deviceCode(DeviceCodeProgress)
}

/// What a sign-in by device code tells.
package enum DeviceCodeProgress: Equatable, Sendable {
  /// A code to show. It is in the vault already.
  case code(PendingSignIn.DeviceCode, resumed: Bool)
  /// Why the next poll waits.
  case waiting(DeviceSignIn.Waiting)
}

/// Receives progress. Called on the task that drives, except for probe stages.
package typealias Report = @Sendable (Progress) -> Void
