/// What is known of a grant without its tokens.
public struct GrantFacts: Equatable, Sendable, Codable {
  /// The mailbox it is for.
  public var mailbox: String
  /// Random; tells one sign-in from the next.
  public var id: String
  /// Who signed in; nil when the server does not tell (no `id_token`, no `/me`).
  public var identity: Identity?
  /// Whether the identity is the expected one, and how that is known.
  public var match: IdentityMatch
  /// The scopes of the access token, as sent.
  public var scopes: [String]
  /// How the client showed itself when it worked.
  public var mode: ClientMode
  /// The one flip between the modes has been made (at most once per grant).
  public var flipped: Bool
  /// The registration's values it was made, or last refreshed, under.
  public var madeUnder: RegistrationStamp
  /// Host and port of the token endpoint it is bound to.
  public var tokenHost: String
  /// When the person signed in.
  public var signedIn: Moment
  /// When OK was given; nil while it is pending.
  public var accepted: Moment?
  /// When the refresh token was last redeemed.
  public var refreshed: Moment?
  /// When the access token ends.
  public var accessExpires: Moment
  /// Whether a refresh token came with it.
  public var refreshable: Bool
  /// What the last refresh said of the grant.
  public var standing: Standing
  /// C-GR-1: whether Graph told who the user is; nil where it was not asked.
  public var graph: CheckResult?

  /// What the last refresh said.
  public enum Standing: Equatable, Sendable, Codable {
    case good
    /// The server ended the grant (`invalid_grant`); only a sign-in helps.
    case ended(OAuthRefusal, at: Moment)
    /// The secret in force was refused (`invalid_client`); the grant may be good.
    case secretRefused(OAuthRefusal, at: Moment)
  }

  /// A grant as it came from a sign-in, pending until OK.
  public init(
    mailbox: String, id: String, identity: Identity?, match: IdentityMatch, scopes: [String],
    mode: ClientMode, flipped: Bool, madeUnder: RegistrationStamp, tokenHost: String,
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
    self.tokenHost = tokenHost
    self.signedIn = signedIn
    self.accepted = nil
    self.refreshed = nil
    self.accessExpires = accessExpires
    self.refreshable = refreshable
    self.standing = .good
  }
}

/// Who signed in, as the id_token and `/me` tell it. Shown and compared, never trusted for access.
public struct Identity: Equatable, Hashable, Sendable, Codable {
  /// `preferred_username` or `upn`.
  public var username: String
  /// `name`.
  public var name: String?
  /// `oid`: the user's id in the tenant.
  public var objectID: String?
  /// `tid`: the tenant.
  public var tenant: String?
  /// `mail` of `/me`.
  public var mail: String?
  /// The addresses of `/me`'s `proxyAddresses`, without their `smtp:` prefix.
  public var addresses: [String]

  /// An identity; only the user name is needed.
  public init(
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
public enum IdentityMatch: String, Sendable, Codable, CaseIterable {
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
public struct RegistrationStamp: Equatable, Hashable, Sendable, Codable {
  public var clientID: String
  public var tenantID: String
  /// The secret's fingerprint; nil when none is stored.
  public var secret: String?

  /// A stamp of these values.
  public init(clientID: String, tenantID: String, secret: String?) {
    self.clientID = clientID
    self.tenantID = tenantID
    self.secret = secret
  }

  /// The stamp of a registration as it is now.
  public init(of registration: Registration) {
    self.init(
      clientID: registration.clientID, tenantID: registration.tenantID,
      secret: registration.secret?.fingerprint)
  }

  /// What of it a grant of that mode depends on: in public mode the secret is never shown, so that a
  /// new one changes nothing.
  public func shown(in mode: ClientMode) -> RegistrationStamp {
    RegistrationStamp(
      clientID: clientID, tenantID: tenantID, secret: mode == .secret ? secret : nil)
  }
}

extension GrantFacts {
  /// How long a finished sign-in waits for OK.
  public static let patience = Duration.seconds(3600)

  /// Whether the time for OK has passed; means something for a pending grant only.
  public func isLapsed(at now: Moment) -> Bool { now >= lapses }

  /// When the time for OK is over; means something for a pending grant only.
  public var lapses: Moment { signedIn + GrantFacts.patience }
}
