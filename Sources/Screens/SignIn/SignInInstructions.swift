import Canvas
import Core

/// Texts to be sent to those who must act at a browser. They hold no secret but the code itself.
enum SignInInstructions {
  /// For the person of the mailbox: page, code, who, until when.
  static func text(
    code: PendingSignIn.DeviceCode, mailbox: Mailbox?, expected: String, until: String
  ) -> String {
    var lines = [
      "Please sign in once for the mailbox \(Printable.text(mailbox?.popAccount ?? expected)).", "",
      "1. Open    \(Printable.text(code.verificationURI))",
      "2. Enter   \(Printable.text(code.userCode))",
      "3. Sign in as \(Printable.text(expected)) and nobody else", "",
      "The code is good until \(until).",
      "The page names the app as a service that reads this mailbox's mail.",
      "Your password is typed at Microsoft's page only; nobody here sees it.",
    ]
    if let mailbox, mailbox.signInName != nil {
      lines.insert(
        "(The sign-in is for a mailbox that \(Printable.text(expected)) may open.)", at: 1)
    }
    return lines.joined(separator: "\n")
  }

  /// For the tenant's admin: consent for everybody.
  static func consent(_ registration: Registration?, mailbox: Mailbox?) -> String {
    let cloud = registration?.cloudRow ?? .global
    return [
      "Please consent to an app for our organization.", "",
      "App        \(Printable.text(registration?.name ?? ""))",
      "Client ID  \(Printable.text(registration?.clientID ?? ""))",
      "Tenant ID  \(Printable.text(registration?.tenantID ?? ""))",
      "It asks    POP.AccessAsUser.All, User.Read, offline_access (delegated)", "",
      "Where: https://\(cloud.portal) > App registrations > the app > API permissions >",
      "\"Grant admin consent\". The permissions are delegated: the app can open only mailboxes",
      "whose person signed in for it, as \(Printable.text(mailbox?.popAccount ?? "")).",
    ].joined(separator: "\n")
  }
}
