/// What is known of a grant without its tokens.
package struct GrantFacts: Equatable, Sendable {
  /// The mailbox it is for.
  package var mailbox: String
  /// Random; tells one sign-in from the next.
  package var id: String
  /// Who signed in; nil when the server does not tell (no `id_token`, no `/me`).
  package var identity: Identity?
  /// Whether the identity is the expected one, and how that is known.
  package var match: IdentityMatch
  /// The scopes of the access token, as sent.
  package var scopes: [String]
  /// How the client showed itself when it worked.
  package var mode: ClientMode
  /// The one flip between the modes has been made (at most once per grant).
  package var flipped: Bool
  /// The registration's values it was made, or last refreshed, under.
  package var madeUnder: RegistrationStamp
  /// The hosts its tokens may be sent to; part of their seal. Host and port of the token endpoint are
  /// always known.
  package var binding: HostBinding
  /// When a redemption of its refresh token began whose answer has not been kept; nil when none is
  /// open. A process that finds it set, holding the grant's lock, knows that an answer was cut off.
  package var redeeming: Moment?
  /// When the person signed in.
  package var signedIn: Moment
  /// When OK was given; nil while it is pending.
  package var accepted: Moment?
  /// When the refresh token was last redeemed.
  package var refreshed: Moment?
  /// When the access token ends.
  package var accessExpires: Moment
  /// Whether a refresh token came with it.
  package var refreshable: Bool
  /// What the last refresh said of the grant.
  package var standing: Standing
  /// C-GR-1: whether Graph told who the user is; nil where it was not asked.
  package var graph: CheckResult?

  /// What the last refresh said.
  ///
  /// Indirect: most grants are good, and a large site holds thousands.
  package indirect enum Standing: Equatable, Sendable {
    case good
    /// The server ended the grant (`invalid_grant`); only a sign-in helps.
    case ended(OAuthRefusal, at: Moment)
    /// The server ended the grant after an answer to an earlier redemption had been cut off: that
    /// redemption has probably used it up; nobody revoked it. Only a sign-in helps.
    case usedUp(OAuthRefusal, cutOff: Moment, at: Moment)
    /// The secret in force was refused (`invalid_client`); the grant may be good.
    case secretRefused(OAuthRefusal, at: Moment)

    /// The refusal that ended the grant, so that only a sign-in helps; nil where none has.
    package var ending: OAuthRefusal? {
      switch self {
      case .ended(let refusal, _), .usedUp(let refusal, _, _): refusal
      case .good, .secretRefused: nil
      }
    }
  }

  /// A grant as it came from a sign-in, pending until OK.
  package init(
    mailbox: String, id: String, identity: Identity?, match: IdentityMatch, scopes: [String],
    mode: ClientMode, flipped: Bool, madeUnder: RegistrationStamp, binding: HostBinding,
    signedIn: Moment, accessExpires: Moment, refreshable: Bool
  ) {
    self.mailbox = mailbox
    self.id = id
    self.identity = identity
    self.match = match
    self.scopes = scopes
    self.mode = mode
    self.flipped = flipped
    self.madeUnder = madeUnder
    self.binding = binding
    self.signedIn = signedIn
    self.accepted = nil
    self.refreshed = nil
    self.accessExpires = accessExpires
    self.refreshable = refreshable
    self.standing = .good
  }
}

/// Who signed in, as the id_token and `/me` tell it. Shown and compared, never trusted for access.
package struct Identity: Equatable, Hashable, Sendable {
  /// `preferred_username` or `upn`.
  package var username: String
  /// `name`.
  package var name: String?
  /// `oid`: the user's id in the tenant.
  package var objectID: String?
  /// `tid`: the tenant.
  package var tenant: String?
  /// `mail` of `/me`.
  package var mail: String?
  /// The addresses of `/me`'s `proxyAddresses`, without their `smtp:` prefix.
  package var addresses: [String]

  /// An identity; only the user name is needed.
  package init(
    username: String, name: String? = nil, objectID: String? = nil, tenant: String? = nil,
    mail: String? = nil, addresses: [String] = []
  ) {
    self.username = username
    self.name = name
    self.objectID = objectID
    self.tenant = tenant
    self.mail = mail
    self.addresses = addresses
  }
}

/// How the signed-in person compares with the expected one.
package enum IdentityMatch: String, Sendable, CaseIterable {
  /// The id_token's user is the sign-in name, else the Pop Account.
  case same
  /// `/me` has the Pop Account as `mail` or among `proxyAddresses`.
  case alias
  /// The mailbox has an exception set for it.
  case exception
  /// Somebody else.
  case other
  /// The server tells no identity; the probe decides.
  case notTold = "not-told"
}

/// The values of a registration on which a grant depends; a difference makes the grant Stale.
package struct RegistrationStamp: Equatable, Hashable, Sendable {
  package var clientID: String
  package var tenantID: String
  /// The secret's fingerprint; nil when none is stored.
  package var secret: String?

  /// A stamp of these values.
  package init(clientID: String, tenantID: String, secret: String?) {
    self.clientID = clientID
    self.tenantID = tenantID
    self.secret = secret
  }

  /// The stamp of a registration as it is now.
  package init(of registration: Registration) {
    self.init(
      clientID: registration.clientID, tenantID: registration.tenantID,
      secret: registration.secret?.fingerprint)
  }

  /// What of it a grant of that mode depends on: in public mode the secret is never shown, so that a
  /// new one changes nothing.
  package func comparable(in mode: ClientMode) -> RegistrationStamp {
    RegistrationStamp(
      clientID: clientID, tenantID: tenantID, secret: mode == .secret ? secret : nil)
  }
}

extension GrantFacts {
  /// Host and port of the token endpoint it is bound to.
  package var tokenHost: String { binding.token ?? "" }

  /// How long a finished sign-in waits for OK.
  package static let patience = Duration.seconds(3600)

  /// Whether the time for OK has passed; means something for a pending grant only.
  package func isLapsed(at now: Moment) -> Bool { now >= lapses }

  /// When the time for OK is over; means something for a pending grant only.
  package var lapses: Moment { signedIn + GrantFacts.patience }
}
