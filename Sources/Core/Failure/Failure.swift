/// Why something did not come about, as data. The words for people are made by `Problem`.
package enum Failure: Error, Equatable, Sendable {
  /// A server gave no result.
  case server(ServerFailure)
  /// The vault could not be opened, read or written.
  case vault(VaultFailure)
  /// A setting is wrong or missing, so that nothing was sent.
  case settings(SettingsFailure)
  /// The caller gave up before anything that counts had been sent.
  case cancelled
}
