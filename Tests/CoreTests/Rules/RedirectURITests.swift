import Fixtures
import Core
import Testing

@Suite("Redirect URI (C-OFF-4)")
struct RedirectURITests {
  typealias Samples = RulesSamples
  static let golden = "https://phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth"

  @Test(
    "The article's interface gives the article's redirect URI (R18), however it is named",
    arguments: [
      "phone-support.custhelp.com", "https://phone-support.custhelp.com",
      "https://phone-support.custhelp.com/", "Phone-Support.CustHelp.com/",
      "\u{A0}phone-support.custhelp.com ",
    ])
  func golden(_ interface: String) {
    #expect(RedirectURI.make(interface: interface) == Self.golden)
  }

  @Test(
    "What is no host gives no redirect URI",
    arguments: [
      "", "https://", "http://phone-support.custhelp.com", "phone-support.custhelp.com:8443",
      "phone-support.custhelp.com/app", "user@phone-support.custhelp.com", "a..b", "-a.com", "a b",
    ])
  func noHost(_ interface: String) { #expect(RedirectURI.make(interface: interface) == nil) }

  @Test("The exact one has no finding")
  func exact() { #expect(RedirectURI.findings(Self.golden) == []) }

  @Test(
    "Every departure is an error, and the fix is the exact one",
    arguments: [
      "http://phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth",
      "HTTPS://phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth",
      "https://phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth/",
      "https://phone-support.custhelp.com/agentweb/bookmark/mailboxes/auth",
      "https://phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes",
      "https://phone-support.custhelp.com/",
      "https://phone-support.custhelp.com",
      "https://phone-support.custhelp.com:443/AgentWeb/Bookmark/Mailboxes/Auth",
      "https://admin@phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth",
      "https://phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth?x=1",
      "https://phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth#x",
      "https://phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth\u{A0}",
      "phone-support.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth",
    ])
  func departures(_ pasted: String) {
    #expect(
      RedirectURI.findings(pasted).map(\.line)
        == ["C-OFF-4 error Redirect URI => \(Self.golden)"])
  }

  @Test("256 bytes are the most")
  func length() {
    func uri(_ host: Int) -> String {
      let labels = String(repeating: "a.", count: host / 2) + (host % 2 == 1 ? "a" : "aa")
      return "https://\(labels.prefix(host))\(RedirectURI.path)"
    }
    let room = 256 - "https://".utf8.count - RedirectURI.path.utf8.count
    #expect(RedirectURI.findings(uri(room - (room + 1) % 2)) == [])
    #expect(RedirectURI.findings(uri(room + 2 - room % 2 + 1)).map(\.severity) == [.error])
  }

  @Test("Changing a mailbox's interface never changes a redirect URI (I7)")
  func independent() {
    let registration = Samples.registration()
    for interface in ["", "other.custhelp.com", "https://x/", "phone-support.custhelp.com"] {
      var mailbox = Samples.mailbox()
      mailbox.interface = interface
      let snapshot = Samples.snapshot(registration, mailbox)
      #expect(
        snapshot.registrations.values.flatMap { RedirectURI.all(for: $0) } == [Self.golden])
      let found = Samples.findings(mailbox, registration)
      #expect(found.allSatisfy { $0.severity == .notice && $0.field == "Interface" })
      #expect(found.contains { $0.message.contains(Self.golden) } == false)
    }
  }

  @Test("All redirect URIs of a registration are listed in order, each once")
  func all() {
    var registration = Samples.registration()
    registration.interfaces = [
      "b.custhelp.com", "https://a.custhelp.com/", "B.custhelp.com", "x y",
    ]
    #expect(
      RedirectURI.all(for: registration) == [
        "https://b.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth",
        "https://a.custhelp.com/AgentWeb/Bookmark/Mailboxes/Auth",
      ])
    #expect(
      InterfaceName.findings(registration.interfaces).map(\.line)
        == ["C-OFF-4 warning Interface", "C-OFF-4 error Interface"])
    #expect(InterfaceName.findings([]).map(\.line) == ["C-OFF-4 warning Interface"])
    #expect(
      InterfaceName.findings(["https://a.custhelp.com/AgentWeb/"]).map(\.line)
        == ["C-OFF-4 error Interface => a.custhelp.com"])
  }

  @Test("An interface with no domain is a warning whose fix is the article's form, never an error")
  func noDomain() {
    let found = InterfaceName.findings(["phone-support"])
    #expect(
      found.map(\.line) == ["C-OFF-4 warning Interface => phone-support.custhelp.com"])
    #expect(InterfaceName.findings(["phone-support.custhelp.com"]) == [])
  }
}
