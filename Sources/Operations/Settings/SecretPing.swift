import Core

/// C-IDP-3: the client-credentials grant, which shows a client secret to the identity server with no
/// user. The token that may come is for nobody and is dropped.
enum SecretPing {
  /// Shows a secret at the token endpoint of a discovery document.
  ///
  /// - Returns: How it came out; a refusal as the server worded it.
  /// - Throws: `.cancelled`.
  static func verdict(
    on secret: Secret, of registration: Registration, _ authorizationServer: AuthorizationServer,
    _ world: World
  ) async throws(Failure) -> CheckResult.Verdict {
    let url = authorizationServer.discovery.tokenEndpoint
    let form = TokenForms.clientCredentials(
      clientID: registration.clientID, scope: Scopes.ping(registration), secret: secret)
    do throws(Failure) {
      let reply = try await world.exchange(HTTPRequest(url: url, form: form))
      _ = try TokenReply.decode(reply, host: hostPort(url))
      return .passed
    } catch {
      if error == .cancelled { throw error }
      return CheckResult.Verdict(error)
    }
  }
}

extension OAuthRefusal {
  /// Whether it is a word on the secret itself. Anything else says that this server does not judge a
  /// secret alone, or that a public client is to show none (700025).
  var refusesSecret: Bool { error == "invalid_client" && !codes.contains(700_025) }
}
