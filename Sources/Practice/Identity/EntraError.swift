/// A refusal of the identity server, in the shape of Entra's error bodies.
struct EntraError: Error, Equatable, Sendable {
  var status = 400
  /// The value of `error`, which is what a client should act on.
  let error: String
  /// The AADSTS number, if Entra gives one.
  var code: Int?
  let text: String
  var suberror: String?
  /// A JSON object as text, which Entra nests as a string.
  var claims: String?
  /// Seconds for the Retry-After header.
  var retryAfter: Int?

  func response(at now: Int, correlation: String) -> HTTPResponse {
    let time = CivilTime(unixSeconds: now).entraTimestamp
    let trace = GUID.random()
    var members: [(key: String, value: JSONValue)] = [("error", .string(error))]
    if let code {
      members += [
        (
          "error_description",
          .string(
            "AADSTS\(code): \(text)\r\nTrace ID: \(trace)\r\nCorrelation ID: \(correlation)"
              + "\r\nTimestamp: \(time)")
        ),
        ("error_codes", .array([.number(code)])), ("timestamp", .string(time)),
        ("trace_id", .string(trace)), ("correlation_id", .string(correlation)),
        ("error_uri", .string("https://login.microsoftonline.com/error?code=\(code)")),
      ]
    } else {
      members.append(("error_description", .string(text)))
    }
    if let suberror { members.append(("suberror", .string(suberror))) }
    if let claims { members.append(("claims", .string(claims))) }
    var response = HTTPResponse.json(.object(members), status: status)
    if let retryAfter { response.headers.append(("Retry-After", String(retryAfter))) }
    return response
  }
}

// MARK: - Requests that are wrong in themselves

extension EntraError {
  static func tenantUnknown(_ tenant: String, error: String) -> EntraError {
    EntraError(
      error: error, code: 90002,
      text: "Tenant '\(tenant)' does not exist here. Check the tenant id and the cloud.")
  }
  static func tenantMalformed(_ tenant: String) -> EntraError {
    EntraError(
      error: "invalid_request", code: 900_023,
      text: "'\(tenant)' is neither a DNS name nor an external domain.")
  }
  static let tenantMissing = EntraError(
    error: "invalid_request", code: 50059,
    text: "Neither the request nor the credentials name a tenant.")
  static func missing(_ parameter: String) -> EntraError {
    EntraError(
      error: "invalid_request", code: 900_144,
      text: "The request body lacks the parameter '\(parameter)'.")
  }
  static let postOnly = EntraError(
    error: "invalid_request", code: 900_561,
    text: "This endpoint takes POST requests only.")
  static func unknownApp(_ clientID: String, tenant: String) -> EntraError {
    EntraError(
      error: "unauthorized_client", code: 700_016,
      text: "No application with the identifier '\(clientID)' exists in the directory '\(tenant)'.")
  }
  static func unsupportedGrant(_ type: String) -> EntraError {
    EntraError(
      error: "unsupported_grant_type", code: 70003,
      text: "The grant type '\(type)' is not supported.")
  }
  static func scopeInvalid(_ scope: String) -> EntraError {
    EntraError(
      error: "invalid_scope", code: 70011,
      text: "The scope '\(scope)' in the parameter 'scope' is not valid.")
  }
  static let severalResources = EntraError(
    error: "invalid_request", code: 28000,
    text: "The parameter 'scope' names more than one resource.")
  static func resourceUnknown(_ resource: String) -> EntraError {
    EntraError(
      error: "invalid_resource", code: 500_011,
      text: "The resource '\(resource)' is not known in this tenant.")
  }
}

// MARK: - Device codes

extension EntraError {
  static let pending = EntraError(
    error: "authorization_pending", code: 70016,
    text: "Nobody has signed in with this code yet.")
  static let slowDown = EntraError(
    error: "slow_down", text: "The client polls too fast; wait five seconds longer.")
  static let declined = EntraError(
    error: "authorization_declined", code: 65004,
    text: "The user declined to let the app in.")
  static let denied = EntraError(
    error: "access_denied", text: "The user declined to let the app in.")
  static let codeExpired = EntraError(
    error: "expired_token", code: 70020, text: "This device code has expired.")
  static let codeUnknown = EntraError(
    error: "bad_verification_code", code: 70018,
    text: "The value of 'device_code' is not one that was handed out.")
  static let codeRedeemed = EntraError(
    error: "invalid_grant", code: 54005, text: "The code was already redeemed.")
}

// MARK: - The client's own credentials

extension EntraError {
  static let secretMissing = EntraError(
    status: 401, error: "invalid_client", code: 7_000_218,
    text: "The request body has to carry 'client_assertion' or 'client_secret'.")
  static let secretNotAllowed = EntraError(
    status: 401, error: "invalid_client", code: 700_025,
    text: "The client is public, so 'client_secret' must not be presented.")
  static func secretWrong(_ clientID: String) -> EntraError {
    EntraError(
      status: 401, error: "invalid_client", code: 7_000_215,
      text: "The client secret for the app '\(clientID)' is not valid. Send the value of the "
        + "secret, not its id.")
  }
  static func secretExpired(_ clientID: String) -> EntraError {
    EntraError(
      status: 401, error: "invalid_client", code: 7_000_222,
      text: "The client secrets of the app '\(clientID)' have expired. Make a new one: "
        + "https://aka.ms/NewClientSecret.")
  }
}

// MARK: - Users, policies and refresh tokens

extension EntraError {
  static func consentNeeded(clientID: String, name: String) -> EntraError {
    EntraError(
      error: "invalid_grant", code: 65001,
      text: "Neither the user nor an administrator has consented to the application '\(clientID)' "
        + "named '\(name)'.",
      suberror: "consent_required")
  }
  static let blockedByPolicy = EntraError(
    error: "invalid_grant", code: 53003,
    text: "Conditional Access policies block this access and allow no token.",
    suberror: "message_only",
    claims: "{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\""
      + GUID.derived(from: "policy: block device code flow") + "\"]}}}")
  static let tokenMalformed = EntraError(
    error: "invalid_grant", code: 9_002_313,
    text: "The request is malformed: the refresh token cannot be read.", suberror: "bad_token")
  static let tokenDead = EntraError(
    error: "invalid_grant", code: 70000,
    text: "The refresh token was replaced by a newer one and is no longer valid.",
    suberror: "bad_token")
  static let tokenRevoked = EntraError(
    error: "invalid_grant", code: 50173,
    text: "The grant was revoked; a fresh sign-in is needed. The user may have changed the "
      + "password.",
    suberror: "bad_token")
  static let tokenInactive = EntraError(
    error: "invalid_grant", code: 700_082,
    text: "The refresh token has expired: it was not used for 90.00:00:00.",
    suberror: "token_expired")
  static let otherClient = EntraError(
    error: "invalid_grant", code: 7_000_110,
    text: "The grant was made for another client id than the one of this request.",
    suberror: "client_mismatch")
}

// MARK: - The service's own troubles

extension EntraError {
  static let throttled = EntraError(
    status: 429, error: "temporarily_unavailable", code: 90055,
    text: "Too many requests of this tenant.", retryAfter: 1)
  static let unavailable = EntraError(
    status: 503, error: "temporarily_unavailable", code: 90033,
    text: "The service has a passing trouble; try again.")
}

// MARK: - Reading a refusal back

extension EntraError {
  /// `error` and AADSTS number of a body, for the log; nil for any other body.
  static func summary(of body: [UInt8]) -> String? {
    guard let body = JSONParser.value(of: body), let error = body["error"]?.string else {
      return nil
    }
    let codes = (body["error_codes"]?.array ?? []).compactMap(\.number)
    return ([error] + codes.map(String.init)).joined(separator: " ")
  }
}
