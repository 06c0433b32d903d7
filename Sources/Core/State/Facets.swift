/// The three things that are true of a mailbox at once; everything shown is derived from them.
package struct Facets: Equatable, Sendable {
  package var config: ConfigFacet
  package var auth: AuthFacet
  package var access: AccessFacet
  /// The secret that the grant depends on has expired; never set for public-mode grants.
  package var secretExpired: Bool

  /// Facets side by side.
  package init(
    config: ConfigFacet, auth: AuthFacet, access: AccessFacet, secretExpired: Bool = false
  ) {
    self.config = config
    self.auth = auth
    self.access = access
    self.secretExpired = secretExpired
  }
}

/// Whether what was typed can work.
package enum ConfigFacet: Equatable, Sendable {
  /// A required field is empty; their labels.
  case draft(missing: [String])
  /// A rule found an error; the first one.
  case invalid(Finding)
  /// The Authentication Type is not OAuth.
  case notOAuth
  case configured
}

/// Whether somebody signed in, and whether that still counts.
package enum AuthFacet: Equatable, Sendable {
  case none
  case awaitingAdminConsent
  case awaitingLogin(until: Moment)
  case awaitingOK(as: String?)
  case authenticated
  /// The signed-in person is not the expected one, and no exception is set.
  case authenticatedOther(as: String)
  /// The registration changed since the grant was made; never empty.
  case stale([StaleReason])
  /// Was good; the server ended the grant.
  case unauthenticated(OAuthRefusal)
  /// The last attempt ended without a grant, and there is no older one.
  case failed(AttemptEvidence.Reason)

  /// The word in JSON output; one of a fixed list.
  package var word: String {
    switch self {
    case .none: "none"
    case .awaitingAdminConsent: "awaiting_admin_consent"
    case .awaitingLogin: "awaiting_login"
    case .awaitingOK: "awaiting_ok"
    case .authenticated: "authenticated"
    case .authenticatedOther: "authenticated_other"
    case .stale: "stale"
    case .unauthenticated: "unauthenticated"
    case .failed: "failed"
    }
  }
}

/// Why a grant is Stale.
package enum StaleReason: String, Equatable, Sendable, CaseIterable {
  /// A new secret is in force: a silent refresh may end it.
  case secret
  /// The secret in force was refused at a refresh, though nothing changed here.
  case secretRefused = "secret-refused"
  /// The server refused the client itself (`unauthorized_client`: unknown in the tenant, or
  /// switched off), whatever its secret.
  case clientRefused = "client-refused"
  /// Only a sign-in ends these two.
  case clientID = "client-id"
  case tenant

  /// Whether a refresh with the secret in force may end it.
  package var curedByRefresh: Bool {
    switch self {
    case .secret, .secretRefused, .clientRefused: true
    case .clientID, .tenant: false
    }
  }

  /// As in the badge: "Authenticate again (secret changed)".
  package var words: String {
    switch self {
    case .secret: "secret changed"
    case .secretRefused: "secret refused"
    case .clientRefused: "client ID refused"
    case .clientID: "client ID changed"
    case .tenant: "tenant ID changed"
    }
  }
}

/// Whether mail can be fetched.
package enum AccessFacet: Equatable, Sendable {
  case unchecked
  case verified(at: Moment, as: String, messages: Int, octets: Int)
  case denied(at: Moment, ProbeStage, said: String)
  case unreachable(at: Moment, Unreached)
  case locked(at: Moment, said: String)
  /// Verified or denied before the last change, or longer ago than counts as fresh.
  case outdated(since: Moment)

  /// The word in JSON output; an outdated result counts as unchecked.
  package var word: AccessWord {
    switch self {
    case .unchecked, .outdated: .unchecked
    case .verified: .verified
    case .denied: .denied
    case .unreachable: .unreachable
    case .locked: .locked
    }
  }
}

/// What was not reached when a mailbox was last verified.
package enum Unreached: Equatable, Sendable {
  /// The mail server, or the way to it.
  case mailServer(Access)
  /// The identity server, or the way to it: there was no new token to try, and what was verified before
  /// is no longer what is known.
  case identityServer(ServerFailure)
}

/// What a probe came to in one word; the raw value is the `access` of JSON output and of the journal.
package enum AccessWord: String, Sendable, CaseIterable {
  /// The mailbox opened.
  case verified
  /// The mail server refused the token.
  case denied
  /// No server answered, or one had trouble of its own.
  case unreachable
  /// The mailbox was in use by another session.
  case locked
  /// Nothing was tried, or what was found counts no more.
  case unchecked
}
