/// What an id_token says of the person who signed in. Its signature is not checked: it came straight
/// from the token endpoint over TLS (OpenID Connect Core 1.0 §3.1.3.7, 6) and opens nothing here.
package struct IdentityClaims: Equatable, Sendable {
  package var preferredUsername: String?
  package var upn: String?
  package var uniqueName: String?
  package var email: String?
  package var name: String?
  /// `sub`: the person's name for this client only.
  package var subject: String?
  /// `oid`: the person's id in the tenant.
  package var objectID: String?
  /// `tid`: the tenant.
  package var tenant: String?
  package var expires: Moment?
  package var issued: Moment?

  /// Claims; none is needed.
  package init(
    preferredUsername: String? = nil, upn: String? = nil, uniqueName: String? = nil,
    email: String? = nil, name: String? = nil, subject: String? = nil, objectID: String? = nil,
    tenant: String? = nil, expires: Moment? = nil, issued: Moment? = nil
  ) {
    self.preferredUsername = preferredUsername
    self.upn = upn
    self.uniqueName = uniqueName
    self.email = email
    self.name = name
    self.subject = subject
    self.objectID = objectID
    self.tenant = tenant
    self.expires = expires
    self.issued = issued
  }

  /// Reads an id_token; nil when it is not a JSON Web Token.
  package static func decode(_ idToken: Secret) -> IdentityClaims? {
    guard let payload = TokenPayload(idToken) else { return nil }
    return IdentityClaims(
      preferredUsername: payload.text("preferred_username"), upn: payload.text("upn"),
      uniqueName: payload.text("unique_name"), email: payload.text("email"),
      name: payload.text("name"), subject: payload.text("sub"), objectID: payload.text("oid"),
      tenant: payload.text("tid"), expires: payload.time("exp"), issued: payload.time("iat"))
  }

  /// The user name: the first that is told of `preferred_username`, `upn`, `unique_name`, `email`.
  package var username: String? { preferredUsername ?? upn ?? uniqueName ?? email }

  /// The identity; nil when no user name is told.
  package var identity: Identity? {
    username.map { Identity(username: $0, name: name, objectID: objectID, tenant: tenant) }
  }
}
