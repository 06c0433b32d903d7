/// C-OFF-2 and C-OFF-3: what a client secret's Value looks like. No finding shows any of it.
package enum SecretRules {
  /// What is wrong with a secret as it was typed.
  ///
  /// - Parameters:
  ///   - secret: The secret as it was typed or read.
  ///   - clientID: The client id beside it; empty when not known.
  ///   - tenantID: The tenant id beside it; empty when not known.
  ///   - opaque: Whether discovery is overridden: then it is some other server's secret, and only a
  ///     Secret ID and what RFC 6749 appendix A.2 forbids are errors.
  /// - Returns: The findings; none has a fix, which would show the secret.
  package static func shape(
    of secret: Secret, clientID: String = "", tenantID: String = "", opaque: Bool = false
  ) -> [Finding] {
    SecretShape.shapes(of: secret, clientID: clientID, tenantID: tenantID)
      .compactMap { finding($0, opaque: opaque) }
  }

  /// The secret without hidden characters around it, as the one-key fix stores it.
  package static func cleaned(_ secret: Secret) -> Secret {
    Secret(UnsafeText.cleaned(String(decoding: secret.bytes, as: UTF8.self)))
  }

  /// The words for one shape; nil where it is no fault.
  package static func finding(_ shape: SecretShape, opaque: Bool) -> Finding? {
    let candidate: Finding.Severity = opaque ? .warning : .error
    switch shape {
    case .empty:
      return made(.secretShape, .error, "The client secret is empty.", once)
    case .secretID:
      // A server of any make may take a GUID for a Value, but the portal's mix-up is likelier; the
      // admin can insist.
      return made(.equality, .error, "That is the Secret ID; paste the Value.", once)
    case .masked:
      return made(
        .secretShape, candidate, "That is the masked value which the portal shows later on.", once)
    case .placeholder:
      return made(
        .secretShape, candidate, "That is a sample's placeholder, not a secret.",
        "Paste the Value of the client secret.")
    case .clientID:
      return made(
        .equality, candidate, "That is the Application (client) ID, not the client secret.",
        "Paste the Value from Certificates & secrets.")
    case .tenantID:
      return made(
        .equality, candidate, "That is the Directory (tenant) ID, not the client secret.",
        "Paste the Value from Certificates & secrets.")
    case .hidden(let hits):
      return made(
        .text, candidate, "The client secret has \(UnsafeText.words(hits)).",
        "Use it without; a copied value often brings such characters along.")
    case .space:
      if opaque { return nil }
      return made(
        .secretShape, .error, "The client secret has a space in it.",
        "Copy it with the portal's copy button.")
    case .unprintable:
      return made(
        .secretShape, .error, "The client secret has characters that are not printable ASCII.",
        "Copy it with the portal's copy button.")
    case .length(let count):
      if opaque { return nil }
      return made(
        .secretShape, .error,
        "The client secret has \(Quantity.count(count, "character", "characters")); "
          + "Microsoft's have 16 to 64.",
        count < 16 ? "It looks cut off; copy it with the portal's copy button." : "Copy it alone.")
    case .oldAlphabet:
      if opaque { return nil }
      return made(
        .secretShape, .warning, "The client secret has a character that newer secrets do not have.",
        "An old secret may be like that; otherwise copy it with the portal's copy button.")
    }
  }

  private static let once =
    "The portal shows the Value once, when the secret is made; make a new client secret if it is "
    + "gone."

  private static func made(
    _ rule: RuleID, _ severity: Finding.Severity, _ message: String, _ advice: String
  ) -> Finding {
    Finding(
      rule: rule, field: FieldLabel.clientSecret, severity, message, advice: advice)
  }
}
