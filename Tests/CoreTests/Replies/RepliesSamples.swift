import Core

/// Replies of the shapes that identity servers send, with made-up values.
enum RepliesSamples {
  static func reply(
    _ status: Int, _ body: String, type: String? = "application/json", date: String? = nil,
    retryAfter: String? = nil
  ) -> HTTPReply {
    HTTPReply(
      status: status, body: Array(body.utf8), contentType: type, date: date,
      retryAfter: retryAfter)
  }

  static let tenant = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"

  static let discovery = """
    {"token_endpoint":"https://login.example.com/\(tenant)/oauth2/v2.0/token",
     "jwks_uri":"http://ignored.example.com/keys",
     "issuer":"https://login.example.com/\(tenant)/v2.0",
     "request_uri_parameter_supported":false,
     "userinfo_endpoint":"https://graph.example.com/oidc/userinfo",
     "authorization_endpoint":"https://login.example.com/\(tenant)/oauth2/v2.0/authorize",
     "device_authorization_endpoint":"https://login.example.com/\(tenant)/oauth2/v2.0/devicecode",
     "introspection_endpoint":"http://ignored.example.com/introspect",
     "claims_supported":["sub","iss","email"],
     "tenant_region_scope":"EU","tenant_region_sub_scope":"GCC",
     "cloud_instance_name":"example.com","msgraph_host":"graph.example.com"}
    """

  static let device = """
    {"user_code":"QX7TR2KM9","device_code":"DAQABAAEAAAD-secret_code","verification_uri":\
    "https://login.example.com/devicelogin","expires_in":900,"interval":5,"message":"Open the \
    page and type the code."}
    """

  static let token = """
    {"token_type":"Bearer","scope":"https://outlook.office.com/POP.AccessAsUser.All openid",\
    "expires_in":3599,"ext_expires_in":3599,"access_token":"\(jwt(access))",\
    "refresh_token":"0.AXoA-refresh","id_token":"\(jwt(claims))"}
    """

  static let claims = """
    {"aud":"client","iss":"https://login.example.com","iat":1767225600,"exp":1767229200,\
    "preferred_username":"somebody@somecompany.onmicrosoft.com","name":"Some Body \\u00fc",\
    "oid":"oid-1","tid":"\(tenant)","sub":"sub-1"}
    """

  static let access = """
    {"aud":"https://outlook.office.com","scp":"POP.AccessAsUser.All User.Read",\
    "upn":"somebody@somecompany.onmicrosoft.com","appid":"client","tid":"\(tenant)",\
    "exp":1767229200}
    """

  static let me = """
    {"id":"oid-1","displayName":"Some Body","mail":"support@somecompany.com",\
    "userPrincipalName":"somebody@somecompany.onmicrosoft.com","proxyAddresses":[\
    "SMTP:support@somecompany.com","smtp:help@somecompany.com","x500:/o=X/cn=Y","SIP:a@b.c"]}
    """

  static let refusal = """
    {"error":"invalid_grant","error_description":"AADSTS50173: The grant has been revoked.\
    \\r\\nTrace ID: trace-1\\r\\nCorrelation ID: corr-1\\r\\nTimestamp: 2026-10-29 17:16:31Z",\
    "error_codes":[50173],"timestamp":"2026-10-29 17:16:31Z","trace_id":"trace-1",\
    "correlation_id":"corr-1","error_uri":"https://login.example.com/error?code=50173",\
    "suberror":"bad_token","claims":"{\\"access_token\\":{}}"}
    """

  static func jwt(_ payload: String) -> String {
    let header = Base64URL.encode(Array(#"{"alg":"RS256","typ":"JWT"}"#.utf8))
    return "\(header).\(Base64URL.encode(Array(payload.utf8))).c2lnbmF0dXJl"
  }

  /// A document's name, a whole body of it, and its decoder's result as a description.
  typealias Decoder = (
    name: String, body: String, decode: @Sendable (HTTPReply) throws(Failure) -> String
  )

  /// All decoders.
  static let decoders: [Decoder] = [
    (
      "discovery", discovery,
      { reply throws(Failure) in
        "\(try Discovery.decode(reply, host: "h"))"
      }
    ),
    (
      "device code", device,
      { reply throws(Failure) in
        "\(try DeviceAuthorization.decode(reply, host: "h"))"
      }
    ),
    (
      "token", token,
      { reply throws(Failure) in
        let read = try TokenReply.decode(reply, host: "h")
        return "\(read) \(TokenFacts.decode(read.accessToken)) \(String(describing: read.identity))"
      }
    ),
    ("me", me, { reply throws(Failure) in "\(try MeReply.decode(reply, host: "h"))" }),
  ]
}
