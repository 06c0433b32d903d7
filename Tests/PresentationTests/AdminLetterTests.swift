import Testing

@testable import Core
@testable import Presentation

@Suite("The letter to the tenant's admin")
struct AdminLetterTests {
  private static let now = Moment(seconds: 1_795_000_000)

  private static var registration: Registration {
    var made = Registration(at: now)
    made.clientID = "11111111-2222-3333-4444-555555555555"
    made.tenantID = "99999999-8888-7777-6666-555555555555"
    made.interfaces = ["phone-support.custhelp.com"]
    return made
  }

  private static func mailbox(_ account: String) -> Mailbox {
    Mailbox(name: "m", registration: registration.name, popAccount: account, at: now)
  }

  @Test("the consent link is made of the cloud table, the ids and the redirect URI")
  func link() {
    let letter = AdminLetter(Self.registration, mailboxes: [], grants: [:])
    #expect(
      letter.consentLink(tenant: Self.registration.tenantID)
        == "https://login.microsoftonline.com/99999999-8888-7777-6666-555555555555/v2.0/adminconsent"
        + "?client_id=11111111-2222-3333-4444-555555555555"
        + "&scope=https%3A%2F%2Foutlook.office.com%2FPOP.AccessAsUser.All"
        + "&redirect_uri=https%3A%2F%2Fphone-support.custhelp.com%2FAgentWeb%2FBookmark%2FMailboxes"
        + "%2FAuth&state=greenbox")
  }

  @Test("another cloud has its own hosts, scope and PowerShell environment")
  func cloud() {
    var registration = Self.registration
    registration.cloud = "gcc-high"
    let letter = AdminLetter(
      registration, mailboxes: [Self.mailbox("a@b.example")], grants: [:])
    #expect(letter.consentLink(tenant: "t").hasPrefix("https://login.microsoftonline.us/t/v2.0/"))
    #expect(letter.consentLink(tenant: "t").contains("outlook.office365.us"))
    #expect(
      letter.markdown.contains(
        "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovGCCHigh\n"))
  }

  @Test("public client flows stay at No, unless the sign-ins are made without the secret")
  func publicFlows() {
    var registration = Self.registration
    #expect(
      AdminLetter(registration, mailboxes: [], grants: [:]).markdown.contains(
        "| Authentication > Allow public client flows | No: leave it so; the sign-ins show the "
          + "client secret |"))
    registration.clientMode = .public
    #expect(
      AdminLetter(registration, mailboxes: [], grants: [:]).markdown.contains(
        "| Authentication > Allow public client flows | Yes: these sign-ins are made without the "
          + "client secret |"))
  }

  @Test("one consent link for each tenant behind the mailboxes")
  func tenants() {
    var registration = Self.registration
    registration.accountType = .multi
    registration.domains = ["two.example": "22222222-0000-0000-0000-000000000002"]
    let letter = AdminLetter(
      registration,
      mailboxes: [Self.mailbox("a@one.example"), Self.mailbox("b@TWO.example")], grants: [:])
    #expect(letter.tenants == [registration.tenantID, "22222222-0000-0000-0000-000000000002"])
  }

  @Test("each mailbox has its POP switch; another sign-in name gets its FullAccess line")
  func mailboxes() {
    var shared = Self.mailbox("o'neil@acme.example")
    shared.signInName = "agent@acme.example"
    let text = AdminLetter(Self.registration, mailboxes: [shared], grants: [:]).markdown
    #expect(text.contains("Set-CASMailbox -Identity 'o''neil@acme.example' -PopEnabled $true\n"))
    #expect(
      text.contains(
        "Add-MailboxPermission -Identity 'o''neil@acme.example' -User agent@acme.example "
          + "-AccessRights FullAccess\n"))
    #expect(text.contains("| o'neil@acme.example | agent@acme.example |"))
  }

  @Test("the article's page on permissions comes with its warning, beside the delegated one (R54)")
  func pages() {
    let text = AdminLetter(Self.registration, mailboxes: [], grants: [:]).markdown
    let line = text.split(separator: "\n").first {
      $0.contains("v2-oauth2-client-creds-grant-flow")
    }
    #expect(line?.contains("#application-permissions") == true)
    #expect(line?.contains("describes application permissions") == true)
    #expect(line?.contains("POP.AccessAsApp, which is something else") == true)
    #expect(text.contains("how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth"))
  }

  @Test("it names the permissions, and what Conditional Access must allow")
  func points() {
    let text = AdminLetter(Self.registration, mailboxes: [], grants: [:]).markdown
    for words in [
      "| API permissions, type Delegated | Microsoft Graph: POP.AccessAsUser.All and User.Read |",
      "POP.AccessAsApp is something else", "device code flow", "no compliant, joined or managed",
      "https://phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth", "Web > Redirect URIs",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }
}
