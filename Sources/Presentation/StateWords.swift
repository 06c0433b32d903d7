package import Canvas
package import Core

/// A display state in words, marks and colours. Its name is the same in the list, in counts, in the badge,
/// in the text of a verb and in the console in lines.
extension DisplayState {
  /// What the state is called, where a name or a line begins with it.
  package var name: String {
    switch self {
    case .draft: "Draft"
    case .needsFixing: "Needs fixing"
    case .passwordMailbox: "Not OAuth"
    case .awaitingAdmin: "Awaiting admin"
    case .awaitingLogin: "Awaiting login"
    case .awaitingOK: "Awaiting OK"
    case .wrongAccount: "Wrong account"
    case .stale: "Stale"
    case .unauthenticated: "Unauthenticated"
    case .secretExpired: "Secret expired"
    case .accessDenied: "Access denied"
    case .unreachable: "Unreachable"
    case .authenticatedOnly: "Not verified"
    case .verified: "Verified"
    case .notAuthenticated: "Not authenticated"
    case .attemptFailed: "Attempt failed"
    }
  }

  /// The same within a sentence, as after a number.
  package var counted: String { name.prefix(1).lowercased() + name.dropFirst() }

  /// The badge's text: the name, after the vendor's green word where that is green, and what there is to
  /// say of this one.
  ///
  /// - Parameter local: Turns a moment into the clock time that people read.
  /// - Returns: The text, in foreign words where a server or a person gave them.
  package func badge(local: (Moment) -> String) -> String {
    switch self {
    case .draft, .passwordMailbox, .unauthenticated, .secretExpired, .notAuthenticated,
      .awaitingLogin:
      name
    case .needsFixing(let finding): "\(name): \(finding.message)"
    case .awaitingAdmin: "\(name) consent"
    case .awaitingOK: "Mailbox Authenticated · \(name)"
    case .wrongAccount(let person): "\(name): authenticated as \(person)"
    case .stale(let reasons):
      "\(name): authenticate again (\(reasons.map(\.words).joined(separator: ", ")))"
    case .accessDenied: "Authenticated · \(name)"
    case .unreachable: "Authenticated · \(counted) (not checked)"
    case .authenticatedOnly: "Authenticated · \(counted)"
    case .verified(let at): "Authenticated · \(name) \(local(at))"
    case .attemptFailed(let reason): "\(name): \(reason.short)"
    }
  }

  /// The mark beside the badge.
  package var mark: Mark {
    switch self {
    case .draft, .passwordMailbox, .notAuthenticated, .authenticatedOnly: .open
    case .needsFixing, .wrongAccount: .wrong
    case .awaitingAdmin, .awaitingLogin, .awaitingOK: .awaiting
    case .stale: .again
    case .unauthenticated, .secretExpired, .accessDenied, .attemptFailed: .failed
    case .unreachable: .unknown
    case .verified: .good
    }
  }

  /// The role of the mark and of the word.
  package var role: Role { mark.badgeRole }

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

  /// One state of each number, in order, for what is told of a number alone.
  package static let samples: [DisplayState] = [
    .draft,
    .needsFixing(Finding(rule: .gate, field: "", .error, "", advice: "")), .passwordMailbox,
    .awaitingAdmin, .awaitingLogin, .awaitingOK, .wrongAccount(as: ""), .stale([]),
    .unauthenticated, .secretExpired, .accessDenied, .unreachable, .authenticatedOnly,
    .verified(at: Moment(seconds: 0)), .notAuthenticated, .attemptFailed(.expired),
  ]
}

extension AccessWord {
  /// After a number, as in the last line of a run: the state's word where there is one.
  package var counted: String {
    switch self {
    case .verified: DisplayState.verified(at: Moment(seconds: 0)).counted
    case .denied: DisplayState.accessDenied.counted
    case .unreachable: DisplayState.unreachable.counted
    case .locked: "locked"
    case .unchecked: "not checked"
    }
  }
}
