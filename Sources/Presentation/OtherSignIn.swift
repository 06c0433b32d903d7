package import Core

/// What is told where another sign-in of the same mailbox was quicker.
package enum OtherSignIn {
  /// Another one, or the same one by an OK given elsewhere, was kept.
  ///
  /// - Parameter grant: The grant that is kept.
  /// - Returns: A sentence, in foreign words where the server told a name.
  package static func kept(_ grant: GrantFacts) -> String {
    "Another sign-in was kept"
      + (grant.identity.map { ", by \($0.username)" } ?? "") + "; this one was not needed."
  }

  /// Another one took this one's place and is under way.
  ///
  /// - Parameters:
  ///   - other: The other one.
  ///   - local: Turns a moment into the clock time that people read.
  /// - Returns: A sentence that tells which.
  package static func replaced(by other: PendingSignIn, local: (Moment) -> String) -> String {
    let which = "Another sign-in took this one's place: begun \(local(other.began)) by \(other.who)"
    return switch other.stage {
    case .awaitingLogin(.deviceCode(let code)): "\(which), with the code \(code.userCode)."
    case .awaitingAdminConsent: "\(which); an admin must consent first."
    case .awaitingOK: "\(which); it waits for OK."
    }
  }
}
