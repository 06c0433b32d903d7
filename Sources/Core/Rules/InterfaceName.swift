/// An interface of the site, named by its host: `phone-support.custhelp.com`.
package enum InterfaceName {
  /// The host of an interface given as `host`, `host/` or `https://host/`, in lower case; nil for
  /// any other form, a port or a longer path among them.
  package static func host(_ text: String) -> String? {
    var rest = UnsafeText.cleaned(text).lowercased()[...]
    if rest.hasPrefix("https://") { rest = rest.dropFirst(8) }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    let host = String(rest)
    return HostName.isValid(host) ? host : nil
  }

  /// What is wrong with the interfaces on which admins sign in. None at all is a warning only:
  /// device code sends no redirect URI, but the mailbox editor does.
  package static func findings(_ interfaces: [String]) -> [Finding] {
    if interfaces.isEmpty {
      return [
        Finding(
          rule: .redirectURI, field: FieldLabel.interface, .warning,
          "No interface is named on which an admin presses Authenticate.",
          advice: "Name it, so that its redirect URI can be shown and entered in the portal.")
      ]
    }
    var found: [Finding] = []
    var seen: Set<String> = []
    for text in interfaces {
      guard let host = host(text) else {
        found.append(
          Finding(
            rule: .redirectURI, field: FieldLabel.interface, .error,
            "\"\(text)\" is not the host of an interface.",
            advice:
              "Use the host of the address at which the admin signs in, with no path or port.",
            fix: hostWithin(text)))
        continue
      }
      if !host.contains(".") {
        found.append(
          Finding(
            rule: .redirectURI, field: FieldLabel.interface, .warning,
            "\"\(host)\" has no domain; an interface's host is as in \(host).custhelp.com.",
            advice: "Use the host of the address at which the admin signs in.",
            fix: host + ".custhelp.com"))
      }
      if !seen.insert(host).inserted {
        found.append(
          Finding(
            rule: .redirectURI, field: FieldLabel.interface, .warning,
            "The interface \(host) is listed twice.", advice: "Keep one."))
      }
    }
    return found
  }

  private static func hostWithin(_ text: String) -> String? {
    var rest = UnsafeText.cleaned(text)[...]
    if let scheme = rest.range(of: "://") { rest = rest[scheme.upperBound...] }
    return host(String(rest.prefix { !"/?#:".contains($0) }))
  }
}
