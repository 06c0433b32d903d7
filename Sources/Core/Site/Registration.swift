/// An app registration of the admin's tenant, as the article has it made.
public struct Registration: Equatable, Sendable, Codable {
  /// Only descriptive (R6): it decides nothing.
  public var name: String
  /// Which mailboxes may use it (R8).
  public var accountType: AccountType
  /// Which cloud it lives in; a name of `Cloud.all`.
  public var cloud: String
  /// "Application (client) ID".
  public var clientID: String
  /// "Directory (tenant) ID".
  public var tenantID: String
  /// What is known of the client secret; its value is sealed in the vault.
  public var secret: SecretFacts?
  /// How the client is to show itself at the token endpoint.
  public var clientMode: ClientModeSetting
  /// The interfaces on which admins sign in when they press Authenticate (R15).
  public var interfaces: [String]
  /// Who confirmed which value of the settings matrix in the product, `interface` → setting → tick.
  public var attested: [String: [SettingName: Attestation]]
  /// Which tenant a mail domain belongs to, as discovery told.
  public var domains: [String: String]
  /// POP servers outside the cloud's table to which tokens may be sent.
  public var confirmedPopServers: [String]
  /// Tenants whose admin consented for everybody, never kept on a mailbox (I5).
  public var consents: [TenantConsent]
  /// Who says that the publisher is registered with the Microsoft Partner Network (R14).
  public var publisher: Attestation?
  /// The hosts that the secret and every grant of this registration are bound to.
  public var binding: HostBinding?
  /// The newest results of the checks that need no token.
  public var checks: RegistrationChecks
  /// When anything but attestations was last changed.
  public var changed: Moment

  /// The name that the article suggests (R7).
  public static let suggestedName = "Oracle B2C Service Email"

  /// A registration with nothing filled in but its name.
  public init(name: String = Registration.suggestedName, at moment: Moment) {
    self.name = name
    accountType = .single
    cloud = Cloud.global.name
    clientID = ""
    tenantID = ""
    secret = nil
    clientMode = .automatic
    interfaces = []
    attested = [:]
    domains = [:]
    confirmedPopServers = []
    consents = []
    binding = nil
    checks = RegistrationChecks()
    changed = moment
  }
}

/// Which accounts may sign in to the registration.
public enum AccountType: String, Sendable, Codable, CaseIterable {
  case single
  case multi
}

/// How the client shows itself at the token endpoint.
public enum ClientMode: String, Sendable, Codable, CaseIterable {
  /// No secret is sent: "Allow public client flows" is Yes.
  case `public`
  /// The client secret is sent with every redemption, as the article's registration wants.
  case secret
}

/// What the settings say of the client mode; the mode that worked is kept with each grant.
public enum ClientModeSetting: String, Sendable, Codable, CaseIterable {
  /// With a secret when there is one; one flip per grant when the server wants it the other way.
  case automatic
  case `public`
  case secret
}

/// What is known of a client secret without its value.
public struct SecretFacts: Equatable, Hashable, Sendable, Codable {
  /// HMAC of the value under a subkey of the vault's key, so that two values can be told apart.
  public var fingerprint: String
  /// The portal's "Secret ID", when it was given.
  public var secretID: String?
  /// The day it expires, as the portal shows it; unknown is a warning (R26).
  public var expires: Day?
  /// When it was stored here.
  public var stored: Moment
  /// The last time the identity server accepted it.
  public var worked: Moment?
  /// The last time the identity server said that it has expired (7000222).
  public var saidExpired: Moment?

  /// Facts of a secret that was just stored.
  public init(fingerprint: String, secretID: String? = nil, expires: Day? = nil, stored: Moment) {
    self.fingerprint = fingerprint
    self.secretID = secretID
    self.expires = expires
    self.stored = stored
  }
}

/// The hosts to which a secret and its grants may be sent.
public struct HostBinding: Equatable, Hashable, Sendable, Codable {
  /// Host and port of the discovery document, `login.microsoftonline.com:443`.
  public var discovery: String
  /// Host and port of the token endpoint, once the discovery document has named it.
  public var token: String?

  /// A binding to a discovery host.
  public init(discovery: String, token: String? = nil) {
    self.discovery = discovery
    self.token = token
  }
}

/// An admin's consent for a whole tenant (R50).
public struct TenantConsent: Equatable, Hashable, Sendable, Codable {
  /// The tenant's id.
  public var tenant: String
  /// How it is known; a user's own success proves only that user's consent.
  public var source: Source
  /// Who recorded it.
  public var who: String
  /// When.
  public var at: Moment

  /// The three ways by which tenant consent is known.
  public enum Source: String, Sendable, Codable { case endpoint, graph, attested }

  /// A recorded consent.
  public init(tenant: String, source: Source, who: String, at: Moment) {
    self.tenant = tenant
    self.source = source
    self.who = who
    self.at = at
  }
}

/// A tick that only a person can set: who, and when.
public struct Attestation: Equatable, Hashable, Sendable, Codable {
  /// Who ticked it: `SUDO_USER`, else the login name.
  public var who: String
  /// When.
  public var at: Moment
  /// For a setting's value, the fingerprint of what was confirmed; a new value clears the tick.
  public var of: String?

  /// A tick.
  public init(who: String, at: Moment, of: String? = nil) {
    self.who = who
    self.at = at
    self.of = of
  }
}

/// The three custom settings of the product (requirements §1.3); the names are exact.
public enum SettingName: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
  case clientID = "CUSTOM_CFG_MAILBOX_OA_CLIENT_ID"
  case clientSecret = "CUSTOM_CFG_MAILBOX_OA_CLIENT_SECRET"
  case tenant = "CUSTOM_CFG_MAILBOX_OA_TENANT"
}
