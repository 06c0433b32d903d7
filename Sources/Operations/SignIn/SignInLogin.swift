import Core

/// A login that is awaited, by whatever method: it waits for the person's part at the browser, asks for
/// the tokens, and hands them to the attempt, which all methods share.
protocol SignInLogin: Sendable {
  /// What the person needs for their part; reported once the sign-in is in the vault.
  func shown(resumed: Bool) -> LoginProgress

  /// Waits until the login is over, one way or another.
  ///
  /// - Parameter attempt: The sign-in it belongs to.
  /// - Returns: How the sign-in stands.
  /// - Throws: `.cancelled` with the sign-in kept for `resume`; what hinders every further step.
  func run(_ attempt: SignInAttempt) async throws(Failure) -> SignInDriver.End
}

/// What a method asks the identity server for before anybody is sent to the browser.
struct LoginRequest {
  let registration: Registration
  let authorizationServer: AuthorizationServer
  /// How the client shows itself first.
  let mode: ClientMode
  let world: World
}

/// The table of the methods: each has a way to begin.
extension SignInMethod {
  /// Asks for whatever the person is to be shown.
  ///
  /// - Parameter request: For which registration, and where.
  /// - Returns: What is shown and remembered, and what is sealed beside it.
  /// - Throws: What the identity server refused, or that there was no answer.
  func begin(
    _ request: LoginRequest
  ) async throws(Failure) -> (login: PendingSignIn.Login, secret: Secret) {
    switch self {
    case .deviceCode: try await DeviceCodeRequest(request).send()
    }
  }
}

/// The table of the methods: each has a way to wait for the person.
extension PendingSignIn.Login {
  var waiting: any SignInLogin {
    switch self {
    case .deviceCode(let code): DeviceCodeLogin(code: code)
    }
  }
}
