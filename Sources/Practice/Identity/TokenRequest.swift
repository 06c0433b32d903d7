/// A request to the token endpoint that is complete in form.
struct TokenRequest: Equatable, Sendable {
  enum Grant: Equatable, Sendable {
    case deviceCode(String)
    case refreshToken(String, scope: ScopeRequest?)
    case clientCredentials(ScopeRequest)
  }

  let clientID: String
  let clientSecret: String?
  let grant: Grant

  /// Reads the form; the client may also name itself in a Basic header.
  init(_ request: HTTPRequest) throws(EntraError) {
    guard request.method == "POST" else { throw .postOnly }
    let form = request.form
    guard let clientID = form["client_id"] ?? request.basic?.name else {
      throw .missing("client_id")
    }
    guard let type = form["grant_type"] else { throw .missing("grant_type") }
    self.clientID = clientID
    clientSecret =
      form["client_secret"] ?? request.basic.flatMap { $0.password.isEmpty ? nil : $0.password }
    switch type {
    case "urn:ietf:params:oauth:grant-type:device_code", "device_code":
      guard let code = form["device_code"] else { throw .missing("device_code") }
      grant = .deviceCode(code)
    case "refresh_token":
      guard let token = form["refresh_token"] else { throw .missing("refresh_token") }
      let scope = try form["scope"].map { text throws(EntraError) in
        try ScopeRequest(parsing: text)
      }
      if scope?.namesSeveralResources == true { throw .severalResources }
      grant = .refreshToken(token, scope: scope)
    case "client_credentials":
      guard let text = form["scope"] else { throw .missing("scope") }
      let scope = try ScopeRequest(parsing: text)
      guard scope.permissions.map(\.name) == [".default"], scope.identity.isEmpty else {
        throw .scopeInvalid(text)
      }
      grant = .clientCredentials(scope)
    default: throw .unsupportedGrant(type)
    }
  }
}
