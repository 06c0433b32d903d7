package import Core

extension Problem {
  /// What is known here when something fails: it fills the words and ranks the causes. Everything
  /// is optional; what is not known is neither evidence for nor against.
  package struct Context: Equatable, Sendable {
    /// The cloud, for the portal's name; the worldwide one when nil.
    package var cloud: Cloud?
    /// The registration's name.
    package var registration: String?
    package var clientID: String?
    package var tenantID: String?
    package var accountType: AccountType?
    /// What is known of the client secret; nil where none is stored, or nothing is known.
    package var secret: SecretFacts?
    /// Whether a secret is stored; nil when that is not known.
    package var hasSecret: Bool?

    /// The mailbox's name here.
    package var mailbox: String?
    /// The interface it belongs to, for the line as techmail would write it.
    package var interface: String?
    package var popAccount: String?
    package var popServer: String?
    /// The login that is expected to sign in, when it is not the Pop Account.
    package var signInName: String?
    /// The page that the server named for the code of this sign-in.
    package var codePage: String?
    /// Who signed in.
    package var identity: Identity?
    /// What the token came to under that person's own name, after the Pop Account was refused.
    package var other: ProbeDetail.OtherName?
    /// Whether Graph told the last sign-in that asked who the user is (C-GR-1); nil where none did.
    package var graph: CheckResult?
    /// How that compares with the expected person.
    package var match: IdentityMatch?
    /// The scopes of the grant, as sent.
    package var scopes: [String]?
    /// What the last refresh said of the grant; nil where there is none.
    package var standing: GrantFacts.Standing?
    /// How the client showed itself.
    package var mode: ClientMode?
    /// What the access token looks like.
    package var token: TokenShape?
    /// When the access token was made, where the token itself does not tell.
    package var tokenMade: Moment?
    /// When the access token ends, where the token itself does not tell.
    package var tokenExpires: Moment?
    /// How many messages the mailbox held when it was last open.
    package var messages: Int?
    /// When the mailbox was last open with these settings.
    package var lastVerified: Moment?

    /// The failure was met elsewhere and pasted here: nothing is known of the way to the server.
    package var isPasted: Bool
    /// No server said it: it follows from a date held here.
    package var isByCalendar: Bool
    /// Names of the endpoints that are overridden.
    package var overridden: [String]
    /// The proxy in between, without its credentials.
    package var proxy: String?
    /// How far this clock is from the server's; positive when it is ahead.
    package var skew: Duration?
    /// When the token was tried; what was said of it then is judged by that time.
    package var probed: Moment?
    /// Now.
    package var now: Moment?

    /// Nothing known.
    package init() {
      isPasted = false
      isByCalendar = false
      overridden = []
    }

    /// What a registration, a mailbox and its grant tell.
    package init(
      registration: Registration? = nil, mailbox: Mailbox? = nil, grant: GrantFacts? = nil,
      endpoints: Endpoints = Endpoints(), now: Moment? = nil
    ) {
      self.init()
      if let registration {
        cloud = Cloud.named(registration.cloud)
        self.registration = registration.name
        clientID = registration.clientID.isEmpty ? nil : registration.clientID
        tenantID = registration.tenantID.isEmpty ? nil : registration.tenantID
        accountType = registration.accountType
        secret = registration.secret
        hasSecret = registration.secret != nil
        graph = registration.checks.graph
        // What is kept is how far the server's clock is ahead.
        skew = registration.checks.clockSkew.map { .seconds(-$0) }
        mode = ClientMode(rawValue: registration.clientMode.rawValue)
      }
      if let mailbox {
        self.mailbox = mailbox.name
        interface = mailbox.interface.isEmpty ? nil : mailbox.interface
        popAccount = mailbox.popAccount.isEmpty ? nil : mailbox.popAccount
        let server = PopServer(of: mailbox, endpoints)
        popServer = server.host.isEmpty ? nil : server.host
        signInName = mailbox.signInName
      }
      if let grant {
        identity = grant.identity
        match = grant.match
        scopes = grant.scopes.isEmpty ? nil : grant.scopes
        mode = grant.mode
        standing = grant.standing
        tokenMade = grant.refreshed ?? grant.signedIn
        tokenExpires = grant.accessExpires
      }
      overridden = endpoints.overridden
      if let server = endpoints.popServer { popServer = server.value }
      self.now = now
    }
  }
}
