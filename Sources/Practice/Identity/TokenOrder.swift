/// A decision of the token endpoint to issue tokens, and which.
struct TokenOrder: Equatable, Sendable {
  /// The person; nil for the application itself.
  let person: PracticePerson?
  let clientID: String
  let scope: ScopeRequest
  var refreshToken: String?
  var includesIDToken = false
  /// Whether the client proved itself with a secret.
  let usedSecret: Bool
  /// Whether the access token is padded beyond what the mail server takes.
  var isLong = false
  /// Whether the access token is made out to Graph, whatever was asked for.
  var hasWrongAudience = false
}
