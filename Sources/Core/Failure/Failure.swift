/// Why something did not come about, as data. The words for people are made by `Problem`.
package enum Failure: Error, Equatable, Sendable {
  /// No complete reply came: name, connection, TLS, proxy or time.
  case network(NetworkFailure)
  /// The identity server answered with an OAuth error (RFC 6749 §5.2).
  case refused(OAuthRefusal)
  /// The identity server answered with something that is not what the protocol says.
  case reply(ReplyFailure)
  /// The vault could not be opened, read or written.
  case vault(VaultFailure)
  /// A setting is wrong or missing, so that nothing was sent.
  case settings(SettingsFailure)
  /// The caller gave up before anything that counts had been sent.
  case cancelled
}
