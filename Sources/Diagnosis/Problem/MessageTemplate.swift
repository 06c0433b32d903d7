import Core

/// Fills the braces of the catalogue's texts: from what is known, and with the commands of actions.
package struct MessageTemplate {
  /// What is known.
  let context: Problem.Context
  /// Whether the failure was in an HTTPS exchange; false for POP3, nil when neither.
  var isHTTPS: Bool?
  /// What is done by a step that is itself a word: of a finding, say.
  var actions: [ProblemAction] = []
  private var words: [String: String]

  init(_ context: Problem.Context) {
    self.context = context
    let cloud = context.cloud ?? .global
    let signer = context.signInName ?? context.popAccount
    words = [
      "portal": cloud.portal,
      "login": cloud.authority,
      "cloud": cloud.title,
      "scope": cloud.scope,
      "page": context.codePage ?? "the page that was shown with the code",
      "cloudPop": cloud.popHosts[0],
      "pop": context.popServer ?? cloud.popHosts[0],
      "app": context.registration.map { "\"\($0)\"" } ?? "your app registration",
      "registration": context.registration.map(\.shellWord) ?? "NAME",
      "of": context.registration.map { " --registration \($0.shellWord)" } ?? "",
      "client": context.clientID ?? "CLIENT_ID",
      "tenant": context.tenantID ?? "TENANT_ID",
      "mailbox": context.mailbox.map(\.shellWord) ?? "NAME",
      "account": context.popAccount.map(\.powerShellWord) ?? "ADDRESS",
      "address": context.popAccount ?? "the mailbox's address",
      "signer": signer ?? "the mailbox's own user",
      "signerArg": signer.map(\.powerShellWord) ?? "ADDRESS",
      "identity": context.identity?.username ?? "the person who signed in",
      "identityArg": context.identity?.username.powerShellWord ?? "USER",
      "identityShell": context.identity?.username.shellWord ?? "USER",
      "orFullAccess": MessageTemplate.fullAccess(context).map { "`\($0)`, or " } ?? "",
      "proxy": context.proxy ?? "the proxy",
    ]
  }

  // What lets the person who signed in open another's mailbox; nil where it is the person's own.
  private static func fullAccess(_ context: Problem.Context) -> String? {
    guard let identity = context.identity?.username, let account = context.popAccount,
      context.match != .alias, identity.lowercased() != account.lowercased()
    else { return nil }
    return
      "Add-MailboxPermission -Identity \(account.powerShellWord) -User \(identity.powerShellWord) "
      + "-AccessRights FullAccess"
  }

  /// A word by its name, from the context or set by the caller.
  subscript(name: String) -> String? {
    get { words[name] }
    set { words[name] = newValue }
  }

  /// Puts words in place of `{name}`. What is put in is not looked at again.
  func fill(_ template: String) -> String {
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      text += rest[..<open]
      text += word(name)
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  private func word(_ name: String) -> String {
    words[name] ?? ProblemAction(rawValue: name)?.command(mailbox: words["mailbox"] ?? "NAME")
      ?? "{\(name)}"
  }

  /// What a step does: the actions whose commands it has holes for, in their order, each once.
  func actions(of template: String) -> [ProblemAction] {
    var found = actions
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      if let action = ProblemAction(rawValue: name), !found.contains(action) {
        found.append(action)
      }
      rest = rest[rest.index(after: close)...]
    }
    return found
  }

  /// A moment as evidence names it: to the minute, in UTC.
  static func time(_ moment: Moment) -> String {
    moment.iso.prefix(16).replacing("T", with: " ") + " UTC"
  }

  /// A number of seconds in the largest unit that divides it.
  static func spoken(_ seconds: Int) -> String {
    let (number, unit) =
      if seconds > 0, seconds % 86_400 == 0 {
        (seconds / 86_400, "day")
      } else if seconds > 0, seconds % 3600 == 0 {
        (seconds / 3600, "hour")
      } else if seconds > 0, seconds % 60 == 0 {
        (seconds / 60, "minute")
      } else {
        (seconds, "second")
      }
    return number == 1 ? "1 \(unit)" : "\(number) \(unit)s"
  }
}
