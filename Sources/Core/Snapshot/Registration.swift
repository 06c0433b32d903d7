/// An app registration of the admin's tenant, as the article has it made.
package struct Registration: Equatable, Sendable {
  /// Only descriptive (R6): it decides nothing.
  package var name: String
  /// Which mailboxes may use it (R8).
  package var accountType: AccountType
  /// Which cloud it lives in; a name of `Cloud.all`.
  package var cloud: String
  /// "Application (client) ID".
  package var clientID: String
  /// "Directory (tenant) ID".
  package var tenantID: String
  /// What is known of the client secret in force; its value is sealed in the vault.
  package var secret: SecretFacts?
  /// A secret that was handed over and is not proved yet: `rotate` holds it here to the end of its run.
  package var proposedSecret: SecretFacts?
  /// The secret that was in force before; one undo brings it back.
  package var formerSecret: SecretFacts?
  /// How the client is to show itself at the token endpoint.
  package var clientMode: ClientModeSetting
  /// The interfaces on which admins sign in when they press Authenticate (R15).
  package var interfaces: [String]
  /// Who confirmed which value of the settings matrix in the product, `interface` → setting → tick.
  package var attested: [String: [SettingName: Attestation]]
  /// Which tenant a mail domain belongs to, as discovery told.
  package var domains: [String: String]
  /// POP servers outside the cloud's table to which tokens may be sent.
  package var confirmedPopServers: [String]
  /// Tenants whose admin consented for everybody, never kept on a mailbox (I5).
  package var consents: [TenantConsent]
  /// Who says that the publisher is registered with the Microsoft Partner Network (R14).
  package var publisher: Attestation?
  /// The hosts that the registration is bound to: the secret in force's, where there is one, else those
  /// that were in force when the registration was stored.
  package var binding: HostBinding?
  /// The newest results of the checks that need no token.
  package var checks: RegistrationChecks
  /// When anything but attestations was last changed.
  package var changed: Moment

  /// The name that the article suggests (R7).
  package static let suggestedName = "Oracle B2C Service Email"

  /// A registration with nothing filled in but its name.
  package init(name: String = Registration.suggestedName, at moment: Moment) {
    self.name = name
    accountType = .single
    cloud = Cloud.global.name
    clientID = ""
    tenantID = ""
    secret = nil
    proposedSecret = nil
    formerSecret = nil
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
package enum AccountType: String, Sendable, CaseIterable {
  case single
  case multi
}

/// How the client shows itself at the token endpoint.
package enum ClientMode: String, Sendable, CaseIterable {
  /// No secret is sent: "Allow public client flows" is Yes.
  case `public`
  /// The client secret is sent with every redemption, as the article's registration wants.
  case secret
}

/// What the settings say of the client mode; the mode that worked is kept with each grant.
package enum ClientModeSetting: String, Sendable, CaseIterable {
  /// With a secret when there is one; one flip per grant when the server wants it the other way.
  case automatic
  case `public`
  case secret
}

/// What is known of a client secret without its value.
package struct SecretFacts: Equatable, Hashable, Sendable {
  /// HMAC of the value under a subkey of the vault's key, so that two values can be told apart.
  package var fingerprint: String
  /// The portal's "Secret ID", when it was given.
  package var secretID: String?
  /// The day it expires, as the portal shows it; unknown is a warning (R26).
  package var expires: Day?
  /// When it was stored here.
  package var stored: Moment
  /// The last time the identity server accepted it.
  package var worked: Moment?
  /// The last time the identity server said that it has expired (7000222).
  package var saidExpired: Moment?
  /// What is known of its being right.
  package var proof: SecretProof
  /// The hosts it may be sent to; part of its seal.
  package var binding: HostBinding

  /// Facts of a secret that was just stored.
  package init(
    fingerprint: String, secretID: String? = nil, expires: Day? = nil, stored: Moment,
    proof: SecretProof, binding: HostBinding
  ) {
    self.fingerprint = fingerprint
    self.secretID = secretID
    self.expires = expires
    self.stored = stored
    self.proof = proof
    self.binding = binding
  }
}

/// Whether the identity server has judged a secret.
package enum SecretProof: String, Sendable, CaseIterable {
  /// The identity server accepted it.
  case proved
  /// Nobody has judged it: the server cannot judge a secret alone, or did not answer.
  case unproved = "not-proved"
  /// The identity server refused it when it was stored; only a first secret is kept so.
  case refused
}

/// Which secret of a registration's short history.
package enum SecretPlace: String, Sendable, CaseIterable {
  case inForce = "in-force"
  case proposed
  case before
}

/// The hosts to which a secret and its grants may be sent.
package struct HostBinding: Equatable, Hashable, Sendable {
  /// Host and port of the discovery document, `login.microsoftonline.com:443`.
  package var discovery: String
  /// Host and port of the token endpoint, once the discovery document has named it.
  package var token: String?

  /// A binding to a discovery host.
  package init(discovery: String, token: String? = nil) {
    self.discovery = discovery
    self.token = token
  }
}

/// An admin's consent for a whole tenant (R50).
package struct TenantConsent: Equatable, Hashable, Sendable {
  /// The tenant's id.
  package var tenant: String
  /// How it is known; a user's own success proves only that user's consent.
  package var source: Source
  /// Who recorded it.
  package var who: String
  /// When.
  package var at: Moment

  /// The three ways by which tenant consent is known.
  package enum Source: String, Sendable { case endpoint, graph, attested }

  /// A recorded consent.
  package init(tenant: String, source: Source, who: String, at: Moment) {
    self.tenant = tenant
    self.source = source
    self.who = who
    self.at = at
  }
}

/// A tick that only a person can set: who, and when.
package struct Attestation: Equatable, Hashable, Sendable {
  /// Who ticked it: `SUDO_USER`, else the login name.
  package var who: String
  /// When.
  package var at: Moment
  /// For a setting's value, the fingerprint of what was confirmed; a new value clears the tick.
  package var of: String?

  /// A tick.
  package init(who: String, at: Moment, of: String? = nil) {
    self.who = who
    self.at = at
    self.of = of
  }
}

/// The three custom settings of the product (requirements §1.3); the names are exact.
package enum SettingName: String, Sendable, CaseIterable {
  case clientID = "CUSTOM_CFG_MAILBOX_OA_CLIENT_ID"
  case clientSecret = "CUSTOM_CFG_MAILBOX_OA_CLIENT_SECRET"
  case tenant = "CUSTOM_CFG_MAILBOX_OA_TENANT"
}
