package import Core

/// What forgetting a mailbox erases here, in words: the same for the question before it and for whoever
/// is told after it.
package struct Forgetting: Equatable, Sendable {
  private let name: String
  private let held: Held

  private enum Held: Equatable {
    case tokens
    /// A sign-in that waits for its person, or for an admin; no token is here.
    case signIn
    case nothing
  }

  /// What is held of a mailbox at this moment.
  ///
  /// - Parameters:
  ///   - name: The mailbox. Foreign text: escape the sentences before they are shown.
  ///   - snapshot: What is kept.
  package init(_ name: String, in snapshot: Snapshot) {
    self.name = name
    held =
      if snapshot.grants[name] != nil || snapshot.pendingGrants[name] != nil {
        .tokens
      } else if snapshot.holdsTokens(of: name) {
        .signIn
      } else {
        .nothing
      }
  }

  /// Whether there is nothing to ask about.
  package var isNothing: Bool { held == .nothing }

  /// What is asked before.
  package var question: String {
    held == .tokens ? "Erase the tokens of \(name) here?" : "Drop the sign-in of \(name)?"
  }

  /// What it means.
  package var meaning: String {
    held == .tokens
      ? "It must be authenticated again before it can be verified. Microsoft is not told, and "
        + "the mailbox editor keeps its own token."
      : "Nobody has signed in yet: its code is of no use afterwards, and no token is lost."
  }

  /// What was done.
  package var done: String {
    switch held {
    case .tokens:
      "The tokens of \(name) are erased here. Microsoft is not told: the grant there lives on "
        + "until it expires or is revoked."
    case .signIn: "The sign-in of \(name) was dropped; no tokens were held."
    case .nothing: "No tokens are held for \(name) here."
    }
  }
}
