import Fixtures
import Core
import Testing

@Suite("Mailbox fields (C-OFF-5, C-OFF-6, C-OFF-10)")
struct MailboxRulesTests {
  typealias Samples = RulesSamples

  @Test("A mailbox as the article sets it has no finding and lacks nothing (R42)")
  func clean() {
    let mailbox = Samples.mailbox()
    #expect(Samples.findings(mailbox) == [])
    #expect(MailboxRules.missing(in: mailbox, endpoints: Endpoints()) == [])
    #expect(
      Prerequisites.unmet(
        for: mailbox, in: Samples.snapshot(Samples.registration(), mailbox), endpoints: Endpoints(),
        now: Samples.now) == [])
  }

  @Test(
    "Near misses of the Pop Server are errors with the article's value as the fix",
    arguments: [
      "outlook.office.com", "pop.outlook.com", "outlook.com", "smtp.office365.com",
      "imap.outlook.com", "imap-mail.outlook.com", "pop-mail.outlook.com",
      "outlook.office365.com.", "https://outlook.office365.com", "https://outlook.office365.com/",
      "outlook.office365.com:995", "pop3s://outlook.office365.com:995/",
      "Outlook.Office365.com", " outlook.office365.com", "outlook.office365.com\u{A0}",
      "outlok.office365.com", "outlook.ofice356.com", "outlook.office365.us",
      "partner.outlook.cn", "pop.office365.com", "office365.com", "webmail.office365.com",
    ])
  func nearMisses(_ typed: String) {
    var mailbox = Samples.mailbox()
    mailbox.popServer = typed
    let found = Samples.findings(mailbox)
    #expect(found.map(\.line) == ["C-OFF-5 error Pop Server => outlook.office365.com"])
    // A confirmed name is no slip any more.
    var registration = Samples.registration()
    registration.confirmedPopServers = [typed]
    #expect(Samples.findings(mailbox, registration).map(\.line) == ["C-OFF-5 notice Pop Server"])
  }

  @Test("A foreign server is kept: a notice, confirmed or not, overridden or not (R2)")
  func foreign() {
    var mailbox = Samples.mailbox()
    for server in ["mail.example.net", "127.0.0.1", "localhost", "dovecot"] {
      mailbox.popServer = server
      let notice = ["C-OFF-5 notice Pop Server"]
      #expect(Samples.findings(mailbox).map(\.line) == notice)
      #expect(
        Samples.findings(mailbox, Samples.registration(), Samples.foreignDiscovery).map(\.line)
          == notice)
      var endpoints = Endpoints()
      endpoints.popServer = .init("127.0.0.1", .environment)
      #expect(Samples.findings(mailbox, Samples.registration(), endpoints).map(\.line) == notice)
    }
  }

  @Test("A foreign server typed with a scheme or port is an error with the bare host as the fix")
  func foreignSlip() {
    var mailbox = Samples.mailbox()
    mailbox.popServer = "https://mail.example.net:995"
    #expect(
      Samples.findings(mailbox).map(\.line)
        == ["C-OFF-5 error Pop Server => mail.example.net"])
  }

  @Test("Each cloud has its own server; another cloud's is an error")
  func clouds() {
    for cloud in Cloud.all {
      var registration = Samples.registration()
      registration.cloud = cloud.name
      for other in Cloud.all {
        for host in other.popHosts {
          var mailbox = Samples.mailbox()
          mailbox.popServer = host
          #expect(
            Samples.findings(mailbox, registration).map(\.line)
              == (other == cloud ? [] : ["C-OFF-5 error Pop Server => \(cloud.popHosts[0])"]))
        }
      }
    }
  }

  @Test("OAuth wants the SSL Method \"pop3 ssl port\", letter for letter (R40)")
  func sslMethod() {
    var mailbox = Samples.mailbox()
    for label in ["none", "stls", "POP3 SSL port", "pop3 ssl port "] {
      mailbox.sslMethod = SSLMethod(label: label)
      #expect(
        Samples.findings(mailbox).map(\.line) == ["C-OFF-5 error SSL Method => pop3 ssl port"])
    }
    mailbox.sslMethod = SSLMethod(label: "pop3 ssl port")
    #expect(Samples.findings(mailbox) == [])
  }

  @Test("A password mailbox is a notice that greys Authenticate, whatever its SSL Method (R44)")
  func password() {
    var mailbox = Samples.mailbox()
    mailbox.authenticationType = .password
    mailbox.sslMethod = .other("none")
    #expect(
      Samples.findings(mailbox).map(\.line)
        == ["C-OFF-5 notice Authentication Type => OAuth"])
    #expect(
      Prerequisites.unmet(
        for: mailbox, in: Samples.snapshot(Samples.registration(), mailbox), endpoints: Endpoints(),
        now: Samples.now
      ).map(\.line) == ["C-OFF-11 error Authentication Type => OAuth"])
  }

  @Test("What is no whole address is an error (R42)")
  func account() {
    let cases: [(String, String, String?)] = [
      ("somebody", "is a bare name, not an address", nil),
      ("SOMECOMPANY\\somebody", "is a Windows name (DOMAIN\\user), not an address", nil),
      ("somebody@", "is only half an address", nil),
      ("@somecompany.com", "is only half an address", nil),
      ("some body@somecompany.com", "has a space in it", "somebody@somecompany.com"),
      (
        "Some Body <some@somecompany.com>", "is a name with an address, not the address alone",
        "some@somecompany.com"
      ),
      ("mailto:some@somecompany.com", "begins with mailto:", "some@somecompany.com"),
      ("a@b.com;c@d.com", "holds more than one address", nil),
      ("a@b@c.com", "has more than one @", nil),
      ("some@somecompany.com.", "ends with a dot", "some@somecompany.com"),
      ("some@somecompany", "has no proper domain after the @", nil),
      ("some..body@somecompany.com", "is not a proper address", nil),
    ]
    for (typed, why, fix) in cases {
      let found = PopAccountRules.findings(typed, opaque: false)
      #expect(found.map(\.message) == ["Pop Account \(why)."])
      #expect(found.map(\.severity) == [.error])
      #expect(found.map(\.fix) == [fix])
    }
    for shared in ["user@a/shared", "user@a.com/shared", "user@a.com\\shared"] {
      #expect(
        PopAccountRules.findings(shared, opaque: false).map(\.message).first?
          .contains("shared mailbox") == true)
    }
    #expect(
      PopAccountRules.findings("a@b.com\u{A0}", opaque: false).map(\.line)
        == ["C-OFF-10 error Pop Account => a@b.com"])
  }

  @Test("Another identity server's accounts may be bare names: a warning")
  func opaqueAccount() {
    #expect(
      PopAccountRules.findings("alice", opaque: true).map(\.line)
        == ["C-OFF-6 warning Pop Account"])
    #expect(
      PopAccountRules.findings("alice@localhost", opaque: true).map(\.line)
        == ["C-OFF-6 warning Pop Account"])
    #expect(PopAccountRules.findings("x@outlook.com", opaque: true) == [])
  }

  @Test("Personal domains are a warning, work domains that resemble them are none")
  func consumer() {
    for domain in [
      "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.nl", "msn.com",
      "outlook.com.br", "Outlook.COM",
    ] {
      #expect(
        PopAccountRules.findings("x@\(domain)", opaque: false).map(\.line)
          == ["C-OFF-6 warning Pop Account"])
    }
    for domain in ["live.example.com", "msn.example.com", "outlook.example.org", "notlive.com"] {
      #expect(PopAccountRules.findings("x@\(domain)", opaque: false) == [])
    }
  }

  @Test("The sign-in name is judged as an address under its own label")
  func signInName() {
    var mailbox = Samples.mailbox()
    mailbox.signInName = "delegate"
    #expect(Samples.findings(mailbox).map(\.line) == ["C-OFF-6 error Sign-in name"])
  }

  @Test("A name has at most 40 characters and no spaces")
  func name() {
    #expect(MailboxNameRules.findings(String(repeating: "é", count: 40)) == [])
    #expect(
      MailboxNameRules.findings(String(repeating: "é", count: 41)).map(\.line)
        == ["C-OFF-10 error Mailbox name"])
    #expect(
      MailboxNameRules.findings("phone support").map(\.line)
        == ["C-OFF-10 error Mailbox name => phone_support"])
    #expect(
      MailboxNameRules.findings("support\n").map(\.line)
        == ["C-OFF-10 error Mailbox name => support"])
  }

  @Test("One Pop Account on two mailboxes is an error that names the other, in any letter case")
  func duplicates() {
    let one = Samples.mailbox("one", "a@example.com")
    var two = Samples.mailbox("two", "A@Example.com")
    let three = Samples.mailbox("three", "c@example.com")
    #expect(
      Samples.findings(one, others: [two, three]).map(\.message)
        == ["This Pop Account is also that of two."])
    two.type = .outreach
    #expect(
      Samples.findings(one, others: [two, three]).map(\.message)
        == ["Service and Outreach mailboxes must not share an account: two has it too."])
    #expect(Samples.findings(three, others: [one, two]) == [])
  }

  @Test("Hidden characters in the other fields are warnings; incoming off is one too (D21)")
  func hidden() {
    var mailbox = Samples.mailbox()
    mailbox.displayName = "Phone \"Support\""
    mailbox.replyTo = "a@example.com\u{200B}"
    mailbox.incomingEnabled = false
    #expect(
      Samples.findings(mailbox).map(\.line) == [
        "C-OFF-10 warning Reply-To Address => a@example.com", "C-OFF-5 warning Incoming, Enabled",
      ])
  }

  @Test("Empty required fields make a draft, by label and in the editor's order")
  func missing() {
    var mailbox = Samples.mailbox("", "")
    mailbox.registration = ""
    mailbox.popServer = ""
    mailbox.sslMethod = .other("")
    #expect(
      MailboxRules.missing(in: mailbox, endpoints: Endpoints())
        == ["Mailbox name", "Registration", "Pop Server", "Pop Account", "SSL Method"])
    var endpoints = Endpoints()
    endpoints.popServer = .init("127.0.0.1", .config)
    #expect(
      MailboxRules.missing(in: mailbox, endpoints: endpoints)
        == ["Mailbox name", "Registration", "Pop Account", "SSL Method"])
  }

  @Test("A mailbox under a registration that is not there is stopped in the first phase")
  func noRegistration() {
    var mailbox = Samples.mailbox()
    mailbox.registration = "Other"
    let snapshot = Samples.snapshot(Samples.registration(), mailbox)
    let gates = Prerequisites.gates(
      for: mailbox, in: snapshot, mailboxIndex: MailboxIndex(snapshot), endpoints: Endpoints(),
      now: Samples.now)
    #expect(gates.map(\.lockedBy) == [nil, .registration, .registration])
    #expect(
      gates.map { $0.unmet.map(\.line) } == [
        ["C-OFF-11 error Registration => Oracle B2C Service Email"], [], [],
      ])
  }
}
