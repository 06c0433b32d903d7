/// The one state that is shown of a mailbox: the first of S1…S16 that applies.
package enum DisplayState: Equatable, Sendable {
  case draft
  case needsFixing(Finding)
  case passwordMailbox
  case awaitingAdmin
  case awaitingLogin
  case awaitingOK
  case wrongAccount(as: String)
  case stale([StaleReason])
  case unauthenticated
  case secretExpired
  case accessDenied
  case unreachable
  case authenticatedOnly
  case verified(at: Moment)
  case notAuthenticated
  case attemptFailed(AttemptEvidence.Reason)

  /// The state that three facets come to.
  package init(_ facets: Facets) {
    switch facets.config {
    case .draft: self = .draft
    case .invalid(let finding): self = .needsFixing(finding)
    case .notOAuth: self = .passwordMailbox
    case .configured: self = DisplayState(auth: facets)
    }
  }

  private init(auth facets: Facets) {
    switch facets.auth {
    case .awaitingAdminConsent: self = .awaitingAdmin
    case .awaitingLogin: self = .awaitingLogin
    case .awaitingOK: self = .awaitingOK
    case .authenticatedOther(let name): self = .wrongAccount(as: name)
    case .stale(let reasons): self = .stale(reasons)
    case .unauthenticated: self = .unauthenticated
    case .none: self = .notAuthenticated
    case .failed(let reason): self = .attemptFailed(reason)
    case .authenticated:
      if facets.secretExpired {
        self = .secretExpired
        return
      }
      switch facets.access {
      case .denied: self = .accessDenied
      case .unreachable, .locked: self = .unreachable
      case .unchecked, .outdated: self = .authenticatedOnly
      case .verified(let at, _, _, _): self = .verified(at: at)
      }
    }
  }

  /// S1…S16, as the requirements number them.
  package var number: Int {
    switch self {
    case .draft: 1
    case .needsFixing: 2
    case .passwordMailbox: 3
    case .awaitingAdmin: 4
    case .awaitingLogin: 5
    case .awaitingOK: 6
    case .wrongAccount: 7
    case .stale: 8
    case .unauthenticated: 9
    case .secretExpired: 10
    case .accessDenied: 11
    case .unreachable: 12
    case .authenticatedOnly: 13
    case .verified: 14
    case .notAuthenticated: 15
    case .attemptFailed: 16
    }
  }

  /// A short fixed word for JSON output.
  package var word: String { DisplayState.words[number - 1] }

  /// The words of S1…S16 in order.
  package static let words = [
    "draft", "needs_fixing", "password_mailbox", "awaiting_admin", "awaiting_login",
    "awaiting_ok", "wrong_account", "stale", "unauthenticated", "secret_expired",
    "access_denied", "unreachable", "authenticated", "verified", "not_authenticated",
    "attempt_failed",
  ]
}

extension AttemptEvidence.Reason {
  /// A few words for the badge.
  package var short: String {
    switch self {
    case .server(.refused(let refusal)):
      refusal.codes.first.map(AADSTS.name) ?? refusal.error
    case .server(.network(let failure)): "no connection to \(failure.host)"
    case .server(.reply(let failure)): "unusable reply from \(failure.host)"
    case .expired: "the code expired"
    case .declined: "declined"
    case .refusedHere: "refused here"
    case .wrongPerson(let name, _): "\(name) signed in"
    case .notAccepted: "OK was not pressed"
    case .noRefreshToken: "no refresh token came"
    }
  }
}
