import Core

/// Fills the braces of the book's texts from what is known, and quotes for shell and PowerShell.
package struct MessageTemplate {
  /// What is known.
  let context: Problem.Context
  /// Whether the failure was in an HTTPS exchange; false for POP3, nil when neither.
  var isHTTPS: Bool?
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
      "registration": context.registration.map(MessageTemplate.shell) ?? "NAME",
      "of": context.registration.map { " --registration \(MessageTemplate.shell($0))" } ?? "",
      "client": context.clientID ?? "CLIENT_ID",
      "tenant": context.tenantID ?? "TENANT_ID",
      "mailbox": context.mailbox.map(MessageTemplate.shell) ?? "NAME",
      "account": context.popAccount.map(MessageTemplate.powerShell) ?? "ADDRESS",
      "address": context.popAccount ?? "the mailbox's address",
      "signer": signer ?? "the mailbox's own user",
      "signerArg": signer.map(MessageTemplate.powerShell) ?? "ADDRESS",
      "identity": context.identity?.username ?? "the person who signed in",
      "identityArg": context.identity.map { MessageTemplate.powerShell($0.username) } ?? "USER",
      "identityShell": context.identity.map { MessageTemplate.shell($0.username) } ?? "USER",
      "orFullAccess": MessageTemplate.fullAccess(context).map { "`\($0)`, or " } ?? "",
      "proxy": context.proxy ?? "the proxy",
    ]
  }

  // What lets the person who signed in open another's mailbox; nil where it is the person's own.
  private static func fullAccess(_ context: Problem.Context) -> String? {
    guard let identity = context.identity?.username, let account = context.popAccount,
      context.match != .alias, identity.lowercased() != account.lowercased()
    else { return nil }
    return "Add-MailboxPermission -Identity \(powerShell(account)) -User \(powerShell(identity)) "
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
      text += words[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// A value as one word of a POSIX shell.
  static func shell(_ value: String) -> String {
    plain(value) ? value : "'" + value.replacing("'", with: "'\\''") + "'"
  }

  /// A value as one argument of PowerShell.
  package static func powerShell(_ value: String) -> String {
    // A leading @ or - would be read as something else there.
    let starts = value.first.map { $0 != "@" && $0 != "-" } ?? false
    return plain(value) && starts ? value : "'" + value.replacing("'", with: "''") + "'"
  }

  private static func plain(_ value: String) -> Bool {
    !value.isEmpty
      && value.utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122, 43, 45, 46, 47, 64, 95: true
        default: false
        }
      }
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
