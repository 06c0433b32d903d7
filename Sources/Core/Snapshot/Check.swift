/// The checks that ask a server, by their ids, with what each leaves unproven (D7).
package enum Check: String, Sendable, CaseIterable {
  case tenant = "C-IDP-1"
  case domains = "C-IDP-2"
  case secret = "C-IDP-3"
  case consent = "C-IDP-4"
  case refreshCheck = "C-IDP-5"
  case identity = "C-SIGN-1"
  case scopes = "C-SIGN-2"
  case unreturned = "C-SIGN-3"
  case graph = "C-GR-1"
  case connection = "C-POP-1"
  case greeting = "C-POP-2"
  case capabilities = "C-POP-3"
  case otherName = "C-POP-4"

  /// What a check that was not made is called, whatever was known before (D16).
  package static let offline = "skipped (offline)"

  /// The checks of step 1, which need no mailbox token.
  package static let ofSettings: [Check] = [
    .tenant, .domains, .secret, .connection, .greeting, .capabilities,
  ]

  /// What it finds out, in a phrase.
  package var title: String {
    switch self {
    case .tenant: "the tenant exists"
    case .domains: "the tenants of the mail domains"
    case .secret: "the secret is alive"
    case .consent: "an admin consented for the organisation"
    case .refreshCheck: "the refresh token is redeemed with the secret in force"
    case .identity: "who signed in"
    case .scopes: "the permissions and the refresh token"
    case .unreturned: "errors that Microsoft's page keeps to itself"
    case .graph: "who Graph says the user is"
    case .connection: "DNS, TCP and TLS of the Pop Server"
    case .greeting: "the Pop Server's greeting"
    case .capabilities: "the Pop Server offers XOAUTH2"
    case .otherName: "the same token under the other name"
    }
  }

  /// What it does not prove, in a phrase that follows "does not prove".
  package var unproven: String {
    switch self {
    case .tenant: "that the app exists in it"
    case .domains: "that a mailbox of the domain exists"
    case .secret: "the redirect URI, the delegated permission, and consent"
    case .consent: "that the mailbox's own user can sign in"
    case .refreshCheck: "that the mail server takes the new token"
    case .identity: "that the person has a mailbox, or rights to this one"
    case .scopes: "that the mail server takes the token"
    case .unreturned: "that the sign-in works in the mailbox editor"
    case .graph: "that Exchange opens the mailbox"
    case .connection, .greeting: "that the server takes sign-ins by token"
    case .capabilities: "that a mailbox opens"
    case .otherName: "which name the mailbox editor needs"
    }
  }
}
