import Canvas
import Core

/// Where the program and its steps come from.
enum AboutPage {
  static func lines(_ app: App, width: Int) -> [Line] {
    var lines = [Line("Greenbox \(app.setting.version)", .heading), .blank]
    lines.add(
      "Microsoft OAuth for mailboxes of Oracle B2C Service, from a server without a browser.",
      width: width)
    lines.append(.blank)
    lines.add(
      "The ten steps follow Oracle's answer ID 11864, review date 08/30/2024.", width: width)
    lines.add("Azure Active Directory, now Microsoft Entra ID.", width: width)
    lines.append(.blank)
    lines.add(
      "The green \"Authenticated\" shows that a sign-in came through, not that its token opens the "
        + "mailbox. Verified here means that a token was issued to the right person with the right "
        + "permission, was refreshed with the secret in force now, and that the mail server opened "
        + "the mailbox with it.", width: width)
    lines.add("It \(Checklist.limit).", .muted, width: width)
    if !app.setting.home.isEmpty {
      lines.append(.blank)
      lines.add(Printable.text(app.setting.home), width: width, lead: "Kept in ")
      if !app.setting.visitors.isEmpty {
        lines.add(
          "Practice: from a second shell, with GREENBOX_HOME set to that folder, `greenbox practice "
            + "new-secret` and `greenbox practice revoke NAME` play the portal.", .muted,
          width: width)
      }
    }
    let overridden = app.setting.endpoints.overridden
    if !overridden.isEmpty {
      lines.append(.blank)
      lines.add("Overridden: \(overridden.joined(separator: ", "))", .warning, width: width)
    }
    return lines
  }
}
