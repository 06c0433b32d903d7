package import Core
import Diagnosis

/// The letter to the tenant's admin: exactly what to set in Microsoft Entra and Exchange Online, and
/// why. Made from the registration and the cloud table; it holds no secret.
package struct AdminLetter: Sendable {
  let registration: Registration
  let mailboxes: [Mailbox]
  let grants: [String: GrantFacts]

  /// A letter about a registration and those of its mailboxes that it is to serve.
  package init(_ registration: Registration, mailboxes: [Mailbox], grants: [String: GrantFacts]) {
    self.registration = registration
    self.mailboxes = mailboxes
    self.grants = grants
  }

  private var cloud: Cloud { registration.cloudRow }

  private var client: String {
    registration.clientID.isEmpty ? "CLIENT_ID" : registration.clientID
  }

  /// The tenants whose consent is needed: the registration's own, and those that discovery found
  /// behind the mailboxes' domains (E16).
  package var tenants: [String] {
    var all = [registration.tenantID.isEmpty ? "TENANT_ID" : registration.tenantID]
    for mailbox in mailboxes {
      let domain = mailbox.popAccount.split(separator: "@").last.map { $0.lowercased() }
      if let domain, let tenant = registration.domains[domain], !all.contains(tenant) {
        all.append(tenant)
      }
    }
    return all
  }

  /// The page on which an admin of the tenant consents for the organization (Microsoft identity
  /// platform v2.0, admin consent); the redirect URI is one that the registration has.
  package func consentLink(tenant: String) -> String {
    let redirect = RedirectURI.all(for: registration).first
    return "https://\(cloud.authority)/\(Form.encode(tenant))/v2.0/adminconsent"
      + "?client_id=\(Form.encode(client))&scope=\(Form.encode(cloud.scope))"
      + (redirect.map { "&redirect_uri=\(Form.encode($0))" } ?? "") + "&state=greenbox"
  }

  /// Whether the sign-ins of these mailboxes were made without a secret, or are to be.
  package var isPublic: Bool {
    let modes = Set(mailboxes.compactMap { grants[$0.name]?.mode })
    return modes.isEmpty ? registration.clientMode == .public : modes == [.public]
  }

  /// The letter.
  package var markdown: String {
    var page = Markdown()
    page.heading(1, "Access to mailboxes by Microsoft OAuth for Oracle B2C Service")
    page.paragraph(
      "To the Microsoft 365 admin: our Oracle B2C Service site fetches mail by POP3 from the "
        + "mailboxes below, signed in by OAuth with an app registration of your tenant (Oracle's "
        + "answer 11864). Please set what follows; each point stands by itself. Nobody needs a "
        + "mailbox's password, and no secret is in this letter.")
    writeApp(to: &page)
    writeConsent(to: &page)
    writeMailboxes(to: &page)
    writePolicies(to: &page)
    page.paragraph("When it is done, please tell us, and name what could not be done.")
    return page.text
  }

  private func writeApp(to page: inout Markdown) {
    page.heading(2, "1. The app registration")
    page.table(
      ["In https://\(cloud.portal), App registrations", "Must be"],
      [
        ["Name", registration.name], ["Application (client) ID", client],
        ["Directory (tenant) ID", tenants[0]],
        [
          "Supported account types",
          registration.accountType == .single
            ? "Accounts in this organizational directory only (single tenant)"
            : "Accounts in any organizational directory (multitenant; the publisher must be "
              + "verified with a partner ID)",
        ],
        ["Authentication > Platform configurations > Web > Redirect URIs", redirects],
        [
          "Authentication > Allow public client flows",
          isPublic
            ? "Yes: these sign-ins are made without the client secret"
            : "No: leave it so; the sign-ins show the client secret",
        ],
        [
          "API permissions, type Delegated",
          "Microsoft Graph: POP.AccessAsUser.All and User.Read",
        ],
        ["API permissions, type Application", "none; POP.AccessAsApp is something else"],
        ["Certificates & secrets", secret],
      ])
    page.list(PermissionPages.lines)
  }

  private var redirects: String {
    let all = RedirectURI.all(for: registration)
    return all.isEmpty
      ? "https://INTERFACE\(RedirectURI.path), one for each interface"
      : all.joined(separator: " and ")
  }

  private var secret: String {
    registration.secret?.expires.map {
      "a client secret in force; the present one ends \($0.iso)"
    } ?? "a client secret in force; we need its Value, not its Secret ID, and the day it ends"
  }

  private func writeConsent(to page: inout Markdown) {
    page.heading(2, "2. Consent for the organization, once for each tenant")
    page.paragraph(
      "Open the address as a Privileged Role Administrator, Cloud Application Administrator or "
        + "Application Administrator, and press Accept. The page it ends on is our site's and may "
        + "show an error; the consent counts all the same. Or press \"Grant admin consent\" under "
        + "API permissions.")
    page.code(tenants.map { consentLink(tenant: $0) })
  }

  private func writeMailboxes(to page: inout Markdown) {
    page.heading(2, "3. The mailboxes")
    page.paragraph(
      "Each needs an Exchange Online licence and POP switched on; a change takes up to an hour. If "
        + "\"Assignment required\" is Yes in the enterprise app, assign the users who sign in.")
    page.table(
      ["Mailbox", "Signs in as"], mailboxes.map { [$0.popAccount, $0.expectedSignIn] })
    var lines = ["Connect-ExchangeOnline" + exchange]
    for mailbox in mailboxes {
      let account = mailbox.popAccount.powerShellWord
      lines.append("Set-CASMailbox -Identity \(account) -PopEnabled $true")
      if mailbox.expectedSignIn.lowercased() != mailbox.popAccount.lowercased() {
        let user = mailbox.expectedSignIn.powerShellWord
        lines.append(
          "# only where \(mailbox.expectedSignIn) is another user, not the same mailbox by its "
            + "other name:")
        lines.append(
          "Add-MailboxPermission -Identity \(account) -User \(user) -AccessRights FullAccess")
      }
      lines.append("Get-CASMailbox -Identity \(account) | Format-List PopEnabled")
    }
    page.code(lines)
  }

  private var exchange: String {
    switch cloud.name {
    case "gcc-high": " -ExchangeEnvironmentName O365USGovGCCHigh"
    case "dod": " -ExchangeEnvironmentName O365USGovDoD"
    case "china": " -ExchangeEnvironmentName O365China"
    default: ""
    }
  }

  private func writePolicies(to page: inout Markdown) {
    page.heading(2, "4. What Conditional Access must allow for this app and these users")
    page.list([
      "The device code flow, at least while we sign in (Conditions > Authentication flows); a "
        + "policy that blocks it later also ends the sign-ins made by it (AADSTS530036).",
      "Tokens for Office 365 Exchange Online from a server: no compliant, joined or managed device "
        + "can be shown.",
      "The outgoing addresses of this server and of Oracle's data centre, where a policy limits "
        + "locations.",
      "Multifactor authentication at the sign-in is fine; it is not asked again at a refresh.",
      "No sign-in frequency: each time it runs out, mail stops until somebody signs in again "
        + "(AADSTS70043).",
    ])
  }
}
