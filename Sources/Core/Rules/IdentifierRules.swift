/// C-OFF-1: client id and tenant id are GUIDs, as the portal's Overview shows them.
package enum IdentifierRules {
  /// What is wrong with the client id; nothing when it is empty.
  package static func clientID(_ text: String, opaque: Bool) -> [Finding] {
    if text.isEmpty { return [] }
    if SecretShape.looksLikeSecret(text) { return [secret(FieldLabel.clientID)] }
    if opaque { return hidden(text, FieldLabel.clientID) }
    return guid(text, FieldLabel.clientID)
  }

  /// What is wrong with the tenant id; nothing when it is empty. A verified domain may stand for it
  /// (R32), and `organizations` or `common` under multitenant.
  package static func tenantID(
    _ text: String, accountType: AccountType, opaque: Bool
  ) -> [Finding] {
    if text.isEmpty { return [] }
    if SecretShape.looksLikeSecret(text) { return [secret(FieldLabel.tenantID)] }
    if opaque { return hidden(text, FieldLabel.tenantID) }
    switch text.lowercased() {
    case "consumers":
      return [
        Finding(
          rule: .guid, field: FieldLabel.tenantID, .error,
          "\"consumers\" stands for personal accounts, which are in no Microsoft 365 tenant.",
          advice: "Paste the Directory (tenant) ID from the registration's Overview page.")
      ]
    case "common", "organizations":
      if accountType == .multi {
        return [
          Finding(
            rule: .guid, field: FieldLabel.tenantID, .notice,
            "\"\(text)\" stands for any tenant; the article names only the Directory (tenant) ID.",
            advice: "Use the Directory (tenant) ID unless a foreign mailbox cannot sign in with it."
          )
        ]
      }
      return [
        Finding(
          rule: .guid, field: FieldLabel.tenantID, .error,
          "\"\(text)\" stands for any tenant, but the account type is single tenant.",
          advice: "Paste the Directory (tenant) ID from the registration's Overview page.")
      ]
    default:
      break
    }
    if GUID(pasted: text) == nil, UnsafeText.hits(in: text).isEmpty, MailDomain(text) != nil {
      return [
        Finding(
          rule: .guid, field: FieldLabel.tenantID, .warning,
          "This is a domain, not the tenant's id; Microsoft accepts it, the product may not.",
          advice: "Run settings verify to look the id up, or copy it from the Overview page.")
      ]
    }
    return guid(text, FieldLabel.tenantID)
  }

  /// What is wrong with the Secret ID, which is shown where a secret is not; nothing when empty.
  package static func secretID(_ text: String) -> [Finding] {
    SecretShape.looksLikeSecret(text) ? [secret(FieldLabel.secretID)] : []
  }

  // Neither words nor a fix repeat it.
  private static func secret(_ field: String) -> Finding {
    Finding(
      rule: .equality, field: field, .error, "\(field) looks like a client secret.",
      advice: field == FieldLabel.secretID
        ? "Copy \"Secret ID\" from Certificates & secrets; the Value goes into Client secret only."
        : "Copy \"\(field)\" from the registration's Overview page; the Value goes into Client "
          + "secret only.")
  }

  private static func guid(_ text: String, _ field: String) -> [Finding] {
    if let exact = GUID(text) {
      guard exact.isZero else { return [] }
      return [
        Finding(
          rule: .guid, field: field, .error,
          "\(field) is all zeros, the value of a sample and never a real id.",
          advice: "Copy it from the registration's Overview page.")
      ]
    }
    if let meant = GUID(pasted: text), !meant.isZero {
      let hits = UnsafeText.hits(in: text)
      let why =
        hits.isEmpty
        ? "is not written as the portal shows it (no braces, dashes in place)"
        : "has \(UnsafeText.words(hits))"
      return [
        Finding(
          rule: hits.isEmpty ? .guid : .text, field: field, .error, "\(field) \(why).",
          advice: "Use the value without it.", fix: meant.text)
      ]
    }
    return [
      Finding(
        rule: .guid, field: field, .error,
        "\(field) is not a GUID (8-4-4-4-12 hexadecimal digits); it has "
          + "\(Quantity.count(text.count, "character", "characters")).",
        advice: "Copy \"\(field)\" from the registration's Overview page.")
    ]
  }

  private static func hidden(_ text: String, _ field: String) -> [Finding] {
    let hits = UnsafeText.hits(in: text)
    if hits.isEmpty { return [] }
    return [
      Finding(
        rule: .text, field: field, .error, "\(field) has \(UnsafeText.words(hits)).",
        advice: "Use the value without it.", fix: UnsafeText.cleaned(text))
    ]
  }
}
