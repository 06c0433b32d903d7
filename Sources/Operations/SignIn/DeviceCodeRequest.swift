import Core

/// Asks the identity server for a device code (RFC 8628 §3.1).
struct DeviceCodeRequest {
  let request: LoginRequest

  init(_ request: LoginRequest) { self.request = request }

  /// The code to show, and the device code that is polled with.
  func send() async throws(Failure) -> (login: PendingSignIn.Login, secret: Secret) {
    let reply = try await answer()
    let code = PendingSignIn.DeviceCode(
      userCode: reply.userCode, verificationURI: reply.verificationURI,
      verificationURIComplete: reply.verificationURIComplete,
      expires: request.world.now() + .seconds(reply.expiresIn), interval: reply.interval,
      mode: request.mode)
    return (.deviceCode(code), reply.deviceCode)
  }

  // RFC 8628 §3.1 has no client authentication for most; servers that want it say `invalid_client`.
  private func answer() async throws(Failure) -> DeviceAuthorization {
    let (registration, server, world) = (
      request.registration, request.authorizationServer, request.world
    )
    guard let url = server.discovery.deviceEndpoint else {
      throw .reply(
        ReplyFailure(
          .field, document: "discovery", status: 200, host: server.check.endpoint,
          detail: "device_authorization_endpoint"))
    }
    let scope = Scopes.mailbox(registration, world.endpoints)
    let ask = { (secret: Secret?) async throws(Failure) -> DeviceAuthorization in
      let form = TokenForms.deviceAuthorization(
        clientID: registration.clientID, scope: scope, secret: secret)
      return try DeviceAuthorization.decode(
        try await world.exchange(HTTPRequest(url: url, form: form)), host: hostPort(url))
    }
    do throws(Failure) {
      return try await ask(nil)
    } catch {
      guard let refusal = error.refusal, refusal.error == "invalid_client",
        request.mode == .secret, WebAddress(url)?.hostPort == server.tokenHost,
        let secret = try await world.secret(
          .clientSecret(registration: registration.name, .inForce),
          .tokenEndpoint(server.tokenHost))
      else { throw error }
      return try await ask(secret)
    }
  }
}
