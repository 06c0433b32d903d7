/// The `checks` of a mailbox that was signed in, drilled and opened, as masked JSON.
enum CheckObjects {
  static let verified = "[" + rows.joined(separator: ",") + "]"

  private static let rows = [
    row("who signed in", "C-SIGN-1", "that the person has a mailbox, or rights to this one"),
    row(
      "the permissions and the refresh token", "C-SIGN-2", "that the mail server takes the token"),
    #"{"check":"errors that Microsoft's page keeps to itself","id":"C-SIGN-3","endpoint":null,"#
      + #""verdict":"skipped (a sign-in by device code has no redirect)","ms":null,"at":null,"#
      + #""does_not_prove":"that the sign-in works in the mailbox editor"}"#,
    row(
      "the refresh token is redeemed with the secret in force", "C-IDP-5",
      "that the mail server takes the new token", ms: "0"),
    row(
      "DNS, TCP and TLS of the Pop Server", "C-POP-1", "that the server takes sign-ins by token",
      ms: "0"),
    row(
      "the Pop Server's greeting", "C-POP-2", "that the server takes sign-ins by token", ms: "0"),
    row("the Pop Server offers XOAUTH2", "C-POP-3", "that a mailbox opens", ms: "0"),
  ]

  private static func row(
    _ title: String, _ id: String, _ unproven: String, ms: String = "null"
  ) -> String {
    #"{"check":"\#(title)","id":"\#(id)","endpoint":"HOST","verdict":"passed","ms":\#(ms),"#
      + #""at":"TIME","does_not_prove":"\#(unproven)"}"#
  }
}
