import Canvas
import Core

extension DisplayState {
  /// The state in a word or two, for lists and counts.
  var short: String {
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
  var spelled: String {
    switch self {
    case .authenticatedOnly: return "not verified"
    case .passwordMailbox: return "not OAuth"
    default:
      let words = word.replacing("_", with: " ")
      return words.prefix(1).uppercased() + words.dropFirst()
    }
  }

  /// What needs somebody comes first.
  var urgency: Int {
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
  var role: Role {
    switch self {
    case .draft, .passwordMailbox, .notAuthenticated, .authenticatedOnly: .badgeGrey
    case .needsFixing, .wrongAccount, .unauthenticated, .secretExpired, .accessDenied,
      .attemptFailed:
      .badgeRed
    case .awaitingAdmin, .awaitingLogin, .awaitingOK, .stale, .unreachable: .badgeYellow
    case .verified: .badgeGreen
    }
  }

  /// The badge as it stands beside Authenticate: the vendor's green word, then what is known here.
  func face(local: (Moment) -> String) -> Line {
    let text = Printable.text(badge(local: local))
    let mark = Span(mark + " ", role)
    let green = "Authenticated"
    guard text.hasPrefix(green + " \u{B7}") else { return Line([mark, Span(text, role)]) }
    return Line([
      mark, Span(green, .badgeGreen), Span(String(text.dropFirst(green.count)), role),
    ])
  }
}
