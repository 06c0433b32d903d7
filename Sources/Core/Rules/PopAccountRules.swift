/// C-OFF-6: the Pop Account is the whole address of a Microsoft account (R42).
package enum PopAccountRules {
  /// What is wrong with an address; nothing when it is empty.
  ///
  /// - Parameters:
  ///   - typed: The address as typed.
  ///   - field: The label of its field.
  ///   - opaque: Whether discovery is overridden: another server's accounts may be bare names.
  /// - Returns: At most one finding.
  package static func findings(
    _ typed: String, field: String = FieldLabel.popAccount, opaque: Bool
  ) -> [Finding] {
    if typed.isEmpty { return [] }
    let hits = UnsafeText.hits(in: typed)
    let clean = UnsafeText.cleaned(typed)
    if !hits.isEmpty {
      return [
        Finding(
          rule: .text, field: field, .error, "\(field) has \(UnsafeText.words(hits)).",
          advice: "Use the address without it.", fix: clean.isEmpty ? nil : clean)
      ]
    }
    if let address = MailAddress(clean) {
      if !opaque, MailDomain(address.domain)?.isConsumer == true {
        return [
          Finding(
            rule: .popAccount, field: field, .warning,
            "\(address.domain) is for personal accounts, which are in no Microsoft 365 tenant.",
            advice: "Use the mailbox's work account, such as somebody@somecompany.onmicrosoft.com.")
        ]
      }
      return []
    }
    let (why, fix) = reason(clean)
    if opaque, isPlainName(clean) {
      return [
        Finding(
          rule: .popAccount, field: field, .warning, "\(field) \(why).",
          advice: "Leave it only if this server's accounts are named like that.")
      ]
    }
    return [
      Finding(
        rule: .popAccount, field: field, .error, "\(field) \(why).",
        advice: "Use the whole address of the account, such as "
          + "somebody@somecompany.onmicrosoft.com.", fix: fix)
    ]
  }

  private static func reason(_ text: String) -> (why: String, fix: String?) {
    if text.lowercased().hasPrefix("mailto:"), let inner = MailAddress(text.dropFirst(7)) {
      return ("begins with mailto:", inner.text)
    }
    if let open = text.lastIndex(of: "<") {
      let inner = text[text.index(after: open)...].prefix { $0 != ">" }
      return ("is a name with an address, not the address alone", MailAddress(inner)?.text)
    }
    if let slash = text.firstIndex(where: { "/\\".contains($0) }) {
      let before = String(text[..<slash])
      if before.contains("@") {
        return (
          "names a shared mailbox after the sign-in name; the Pop Account is the shared mailbox's "
            + "own address, and who signs in goes into Sign-in name", nil
        )
      }
      if text[slash] == "\\" { return ("is a Windows name (DOMAIN\\user), not an address", nil) }
    }
    if text.contains(where: { ",;".contains($0) }) { return ("holds more than one address", nil) }
    switch text.utf8.count(where: { $0 == UInt8(ascii: "@") }) {
    case 0: return ("is a bare name, not an address", nil)
    case 1: break
    default: return ("has more than one @", nil)
    }
    if text.contains(" ") {
      let joined = text.filter { $0 != " " }
      return ("has a space in it", MailAddress(joined) == nil ? nil : joined)
    }
    let domain = text.drop { $0 != "@" }.dropFirst()
    if text.hasPrefix("@") || domain.isEmpty { return ("is only half an address", nil) }
    if domain.hasSuffix("."), let fixed = MailAddress(text.dropLast()) {
      return ("ends with a dot", fixed.text)
    }
    if MailDomain(String(domain)) == nil {
      return ("has no proper domain after the @", nil)
    }
    return ("is not a proper address", nil)
  }

  private static func isPlainName(_ text: String) -> Bool {
    text.utf8.allSatisfy { (33...126).contains($0) } && !text.contains { "<>,;\\/".contains($0) }
  }
}
