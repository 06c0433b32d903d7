/// C-OFF-5, Pop Server: the exact host of the cloud, with near misses named (R41).
///
/// A server outside Microsoft's is kept (R2); what looks like a slip of Microsoft's own is an error.
package enum PopServerRules {
  /// What is wrong with the Pop Server; nothing when it is empty.
  package static func findings(
    _ typed: String, registration: Registration, endpoints: Endpoints
  ) -> [Finding] {
    let cloud = Cloud.named(registration.cloud) ?? .global
    if typed.isEmpty || cloud.popHosts.contains(typed) { return [] }
    if let override = endpoints.popServer {
      return [
        notice(
          "Every mailbox is read from \(override.value) by the \(words(override.source)), whatever "
            + "this field says.",
          "Remove pop_server to use the field again.")
      ]
    }
    let confirmed = registration.confirmedPopServers
    if confirmed.contains(typed) {
      return [
        notice(
          "\(typed) is not Microsoft's; it was confirmed for this registration.",
          "This checklist is about \(cloud.popHosts[0]).")
      ]
    }
    let slips = slips(in: typed)
    let host = bare(typed)
    let right = cloud.popHosts.contains(host) || confirmed.contains(host)
    if right {
      return [error("The Pop Server has \(Quantity.list(slips)).", cloud, fix: host)]
    }
    if let other = Cloud.all.first(where: { $0.popHosts.contains(host) }) {
      return [
        error(
          "\(host) is the server of another cloud (\(other.title)); the registration is in "
            + "\(cloud.title).", cloud, fix: cloud.popHosts[0])
      ]
    }
    if let why = nearMiss(host, cloud) {
      return [error("\(host) \(why).", cloud, fix: cloud.popHosts[0])]
    }
    if !slips.isEmpty {
      return [
        error(
          "The Pop Server has \(Quantity.list(slips)).", cloud,
          fix: HostName.isValid(host) ? host : nil)
      ]
    }
    if !HostName.isValid(host) {
      return [error("The Pop Server is not a host name.", cloud, fix: cloud.popHosts[0])]
    }
    if endpoints.discovery != nil {
      return [
        notice(
          "\(host) is not Microsoft's, as is the identity server that the settings name.",
          "A token goes there only once the server is confirmed for the registration.")
      ]
    }
    return [
      notice(
        "\(host) is outside this checklist, which is about \(cloud.popHosts[0]).",
        "It is kept as it is; a token goes there only once the server is confirmed for the "
          + "registration.")
    ]
  }

  /// The host within what was typed: no scheme, user, port, path, trailing dot, hidden character.
  static func bare(_ typed: String) -> String {
    var rest = UnsafeText.cleaned(typed).lowercased()[...]
    if let scheme = rest.range(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { !"/?#".contains($0) }
    if let colon = rest.firstIndex(of: ":") { rest = rest[..<colon] }
    while rest.hasSuffix(".") { rest = rest.dropLast() }
    return String(rest)
  }

  private static func slips(in typed: String) -> [String] {
    var slips = UnsafeText.hits(in: typed).map(\.words)
    var rest = UnsafeText.cleaned(typed)[...]
    if let scheme = rest.range(of: "://") {
      slips.append("\(rest[..<scheme.upperBound]) before the host")
      rest = rest[scheme.upperBound...]
    }
    if let path = rest.firstIndex(where: { "/?#".contains($0) }) {
      slips.append("\"\(rest[path...])\" after the host")
      rest = rest[..<path]
    }
    if let colon = rest.firstIndex(of: ":") {
      slips.append("the port \(rest[colon...]) after the host (it follows from the SSL Method)")
      rest = rest[..<colon]
    }
    if rest.hasSuffix(".") { slips.append("a dot at the end") }
    if rest.contains(" ") { slips.append("a space in it") }
    if rest.lowercased() != rest { slips.append("capital letters") }
    return slips
  }

  private static func nearMiss(_ host: String, _ cloud: Cloud) -> String? {
    switch host {
    case "outlook.office.com": return "is the web address of Outlook, not the POP server"
    case "outlook.com", "www.outlook.com", "outlook.live.com":
      return "is the site of personal Outlook.com accounts"
    case "pop-mail.outlook.com", "pop3.live.com":
      return "is the POP server of personal Outlook.com accounts"
    case "pop.outlook.com", "pop.office365.com", "pop3.office365.com", "pop.outlook.office365.com":
      return "is not the name of Microsoft's POP server"
    case "office365.com", "outlook365.com", "office.com":
      return "is only a part of the server's name"
    default: break
    }
    let microsoft = ["office365.com", "outlook.com", "office.com", "office365.us", "live.com"]
      .contains { host == $0 || host.hasSuffix("." + $0) }
    if microsoft {
      if host.hasPrefix("smtp") { return "sends mail; mailboxes are read from another server" }
      if host.hasPrefix("imap") { return "is an IMAP server; mailboxes are read by POP3" }
      return "is a name of Microsoft's, but not of its POP server"
    }
    if cloud.popHosts.contains(where: { EditDistance.within(2, host, $0) }) {
      return "looks like a slip of \(cloud.popHosts[0])"
    }
    return nil
  }

  private static func words(_ source: Endpoints.Source) -> String {
    switch source {
    case .flag: "command line"
    case .environment: "environment"
    case .config: "configuration file"
    case .cloud: "cloud"
    }
  }

  private static func error(_ message: String, _ cloud: Cloud, fix: String?) -> Finding {
    Finding(
      rule: .exactValue, field: FieldLabel.popServer, .error, message,
      advice: "Set Pop Server to \(fix ?? cloud.popHosts[0]).", fix: fix)
  }

  private static func notice(_ message: String, _ advice: String) -> Finding {
    Finding(rule: .exactValue, field: FieldLabel.popServer, .notice, message, advice: advice)
  }
}
