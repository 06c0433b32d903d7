/// Whether the person who signed in is the one the mailbox needs.
package enum IdentityRule {
  /// Compares a signed-in identity with a mailbox.
  ///
  /// The user name of the id_token decides first, against the sign-in name (else the Pop Account).
  /// Otherwise the Pop Account must be the user's `mail` or among the `proxyAddresses` that `/me`
  /// told. Anything else is a question for a person.
  package static func match(_ identity: Identity?, for mailbox: Mailbox) -> IdentityMatch {
    guard let identity else { return .notTold }
    if same(identity.username, mailbox.expectedSignIn) { return .same }
    if let mail = identity.mail, same(mail, mailbox.popAccount) { return .alias }
    if identity.addresses.contains(where: { same($0, mailbox.popAccount) }) { return .alias }
    return mailbox.identityException ? .exception : .other
  }

  /// Whether a sign-in so matched may be kept with nothing but OK.
  package static func mayKeep(_ match: IdentityMatch) -> Bool { match != .other }

  // Addresses are compared without case: Exchange does so, and people type them so.
  private static func same(_ a: String, _ b: String) -> Bool {
    a.lowercased() == b.lowercased() && !a.isEmpty
  }
}
