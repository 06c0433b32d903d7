/// The OpenID Connect discovery document of a tenant (OpenID Connect Discovery 1.0, section 3).
struct DiscoveryDocument {
  let identityURL: String
  let tenantID: String
  /// Whether the document tells of a place that tells who signed in.
  let tellsIdentity: Bool

  var json: JSONValue {
    let base = "\(identityURL)/\(tenantID)"
    let host = String(identityURL.dropFirst("https://".count))
    var members: [(key: String, value: JSONValue)] = [
      ("token_endpoint", .string("\(base)/oauth2/v2.0/token")),
      (
        "token_endpoint_auth_methods_supported",
        .strings(["client_secret_post", "client_secret_basic"])
      ),
      ("jwks_uri", .string("\(base)/discovery/v2.0/keys")),
      ("response_modes_supported", .strings(["query", "fragment", "form_post"])),
      ("subject_types_supported", .strings(["pairwise"])),
      ("id_token_signing_alg_values_supported", .strings(["RS256"])),
      (
        "response_types_supported",
        .strings(["code", "id_token", "code id_token", "id_token token"])
      ),
      ("scopes_supported", .strings(["openid", "profile", "email", "offline_access"])),
      ("issuer", .string("\(base)/v2.0")),
      ("request_uri_parameter_supported", .bool(false)),
      ("authorization_endpoint", .string("\(base)/oauth2/v2.0/authorize")),
      ("device_authorization_endpoint", .string("\(base)/oauth2/v2.0/devicecode")),
      ("introspection_endpoint", .string("\(base)/oauth2/v2.0/introspect")),
      ("http_logout_supported", .bool(true)),
      ("frontchannel_logout_supported", .bool(true)),
      ("end_session_endpoint", .string("\(base)/oauth2/v2.0/logout")),
      (
        "claims_supported",
        .strings([
          "sub", "iss", "aud", "exp", "iat", "preferred_username", "name", "tid", "oid", "ver",
          "email",
        ])
      ),
      ("tenant_region_scope", .string("WW")),
      ("cloud_instance_name", .string("practice")),
    ]
    if tellsIdentity {
      members += [
        ("userinfo_endpoint", .string("\(identityURL)/oidc/userinfo")),
        ("msgraph_host", .string(host)),
      ]
    }
    return .object(members)
  }
}
