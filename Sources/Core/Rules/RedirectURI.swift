/// C-OFF-4: the redirect URI of an interface (R15–R19). It is made from the interface on which the
/// admin signs in, never from the mailbox's own (I7).
package enum RedirectURI {
  /// The path that the article gives; its letter case counts.
  package static let path = "/AgentWeb/Bookmark/Mailboxes/Auth"

  /// The redirect URI of an interface, given as `host` or `https://host/`; nil when it is neither.
  package static func make(interface: String) -> String? {
    InterfaceName.host(interface).map { "https://\($0)\(path)" }
  }

  /// All redirect URIs that a registration needs: one for each interface, in order, each once.
  package static func all(for registration: Registration) -> [String] {
    var seen: Set<String> = []
    return registration.interfaces.compactMap { make(interface: $0) }
      .filter { seen.insert($0).inserted }
  }

  /// What is wrong with a redirect URI as pasted from the portal; the fix is the exact one.
  package static func findings(_ pasted: String) -> [Finding] {
    let fix = meant(by: pasted)
    func error(_ message: String) -> [Finding] {
      [
        Finding(
          rule: .redirectURI, field: FieldLabel.redirectURI, .error, message,
          advice: "Enter it under Authentication, Platform configurations, Web, exactly so.",
          fix: fix == pasted ? nil : fix)
      ]
    }
    let hits = UnsafeText.hits(in: pasted)
    if !hits.isEmpty { return error("The redirect URI has \(UnsafeText.words(hits)).") }
    if pasted.utf8.count > 256 {
      return error("The redirect URI has \(pasted.utf8.count) bytes; 256 is the most.")
    }
    guard pasted.hasPrefix("https://") else {
      return error("The redirect URI must begin with https:// in lower case.")
    }
    let rest = pasted.dropFirst(8)
    let authority = rest.prefix { !"/?#".contains($0) }
    let path = rest.dropFirst(authority.count)
    if authority.contains("@") { return error("The redirect URI must not name a user.") }
    if authority.contains(":") { return error("The redirect URI must not name a port.") }
    guard HostName.isValid(String(authority)) else {
      return error("The redirect URI has no proper host between https:// and the path.")
    }
    if path.contains("?") { return error("The redirect URI must end after the path, with no ?.") }
    if path.contains("#") { return error("The redirect URI must end after the path, with no #.") }
    if path == RedirectURI.path { return [] }
    if path == RedirectURI.path + "/" {
      return error("The redirect URI must not end with a slash.")
    }
    if path.lowercased() == RedirectURI.path.lowercased() {
      return error("The redirect URI's path has another letter case; Microsoft tells them apart.")
    }
    return error("The redirect URI's path must be \(RedirectURI.path).")
  }

  private static func meant(by pasted: String) -> String? {
    var text = UnsafeText.cleaned(pasted)[...]
    if let scheme = text.range(of: "://") { text = text[scheme.upperBound...] }
    text = text.prefix { !"/?#\\".contains($0) }
    if let user = text.lastIndex(of: "@") { text = text[text.index(after: user)...] }
    return make(interface: String(text.prefix { $0 != ":" }))
  }
}
