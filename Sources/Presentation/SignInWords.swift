package import Core

/// What is said and asked around a sign-in. Foreign text in it: escape before it is shown.
package enum SignInWords {
  /// What OK is for.
  package static let untilOK = "OK is required: until then nothing is kept."
  /// What came of a no.
  package static let dropped = "Dropped. What was kept before is unchanged."
  /// Why there are no tokens yet.
  package static let consentNeeded = "An admin must consent first"
  /// The answer that it was neither the admin nor somebody to accept.
  package static let neither = "neither: drop this sign-in"

  /// Who signed in, for the question whether it is OK.
  package static func person(of grant: GrantFacts) -> String {
    grant.identity.map { "signed in as \($0.username)" }
      ?? "the server does not tell who signed in"
  }

  /// That somebody else signed in.
  package static func another(_ grant: GrantFacts, expected: String) -> String {
    "Signed in as \(name(of: grant)); the mailbox is \(expected)."
  }

  /// The answer that it was the admin, for the organization.
  package static func adminStep(expected: String) -> String {
    "the admin's step, and \"Consent on behalf of your organization\" was ticked: note it, then sign "
      + "in as \(expected)"
  }

  /// The answer that the other person is the right one.
  package static func accept(_ grant: GrantFacts) -> String {
    "accept \(name(of: grant)) for this mailbox from now on (shared mailbox, service account)"
  }

  /// The same at the beginning of a line of its own.
  package static func choice(_ answer: String) -> String {
    answer.prefix(1).uppercased() + answer.dropFirst()
  }

  private static func name(of grant: GrantFacts) -> String {
    grant.identity?.username ?? "somebody not named"
  }

  /// Another one, or the same one by an OK given elsewhere, was kept.
  ///
  /// - Parameter grant: The grant that is kept.
  /// - Returns: A sentence.
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
