/// What a refresh token stands for; the token itself is opaque.
struct RefreshGrant: Equatable, Sendable {
  /// Days of rest after which the token is dead.
  static let inactiveDays = 90

  /// The object id of the person.
  let person: String
  let clientID: String
  /// What was asked for when the person signed in.
  let scope: ScopeRequest
  /// Milliseconds since 1970.
  let issued: Int
  /// How often the person's grants had been revoked when this one was made.
  let generation: Int
  /// Whether strict rotation has killed it.
  var isDead = false
}
