package import Canvas
package import Core

/// A display state in words, marks and colours, for everybody who shows one.
extension DisplayState {
  /// The mark beside the badge, so that state is never told by colour alone.
  package var mark: String {
    switch self {
    case .draft, .passwordMailbox, .notAuthenticated, .authenticatedOnly: "·"
    case .needsFixing, .wrongAccount: "!"
    case .awaitingAdmin, .awaitingLogin, .awaitingOK: "…"
    case .stale: "↻"
    case .unauthenticated, .secretExpired, .accessDenied, .attemptFailed: "x"
    case .unreachable: "?"
    case .verified: "✓"
    }
  }

  /// The badge's text. `local` turns a moment into the clock time that people read.
  package func badge(local: (Moment) -> String) -> String {
    switch self {
    case .draft: "Draft"
    case .needsFixing(let finding): "Fix: \(finding.message)"
    case .passwordMailbox: "Not OAuth"
    case .awaitingAdmin: "Awaiting admin consent"
    case .awaitingLogin: "Waiting for sign-in"
    case .awaitingOK: "Mailbox Authenticated: press OK"
    case .wrongAccount(let name): "Authenticated as \(name)"
    case .stale(let reasons):
      "Authenticate again (\(reasons.map(\.words).joined(separator: ", ")))"
    case .unauthenticated: "Unauthenticated"
    case .secretExpired: "Secret expired"
    case .accessDenied: "Authenticated · Access denied"
    case .unreachable: "Authenticated · not checked (network)"
    case .authenticatedOnly: "Authenticated · not verified"
    case .verified(let at): "Authenticated · Verified \(local(at))"
    case .notAuthenticated: "Not authenticated"
    case .attemptFailed(let reason): "Not authenticated: \(reason.short)"
    }
  }

  /// The state in a word or two, for lists and counts.
  package var short: String {
    switch self {
    case .authenticatedOnly: "Not verified"
    case .unreachable: "Not checked"
    case .awaitingOK: "Press OK"
    case .awaitingLogin: "Signing in"
    case .awaitingAdmin: "Awaiting admin"
    case .passwordMailbox: "Not OAuth"
    case .notAuthenticated: "Not authent."
    default: spelled
    }
  }

  /// The same for counts, where there is more room.
  package var spelled: String {
    switch self {
    case .authenticatedOnly: return "not verified"
    case .passwordMailbox: return "not OAuth"
    default:
      let words = word.replacing("_", with: " ")
      return words.prefix(1).uppercased() + words.dropFirst()
    }
  }

  /// What needs somebody comes first.
  package var urgency: Int {
    switch self {
    case .accessDenied, .secretExpired, .wrongAccount, .unauthenticated: 0
    case .stale: 1
    case .attemptFailed, .needsFixing: 2
    case .awaitingOK, .awaitingLogin, .awaitingAdmin: 3
    case .unreachable: 4
    case .authenticatedOnly: 5
    case .notAuthenticated: 6
    case .draft: 7
    case .passwordMailbox: 8
    case .verified: 9
    }
  }

  /// The role of the mark and of the word.
  package var role: Role {
    switch self {
    case .draft, .passwordMailbox, .notAuthenticated, .authenticatedOnly: .badgeGrey
    case .needsFixing, .wrongAccount, .unauthenticated, .secretExpired, .accessDenied,
      .attemptFailed:
      .badgeRed
    case .awaitingAdmin, .awaitingLogin, .awaitingOK, .stale, .unreachable: .badgeYellow
    case .verified: .badgeGreen
    }
  }
}
