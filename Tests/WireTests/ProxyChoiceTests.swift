import Testing

@testable import Wire

@Suite("Which proxy a host is reached through")
struct ProxyChoiceTests {
  @Test("A proxy is named without its user name and password")
  func named() {
    #expect(ProxyChoice.named("http://me:pa@ss@proxy:3128/") == "http://proxy:3128/")
    #expect(ProxyChoice.named("me:pw@proxy:3128") == "proxy:3128")
    #expect(ProxyChoice.named("http://proxy:3128/a@b") == "http://proxy:3128/a@b")
    #expect(ProxyChoice.named("proxy") == "proxy")
  }

  @Test("Small letters win over capitals, https over all, and empty counts as not set")
  func environment() {
    func read(_ values: [String: String]) -> ProxyEnvironment { ProxyEnvironment { values[$0] } }
    let all = [
      "https_proxy": "a", "HTTPS_PROXY": "b", "all_proxy": "c", "ALL_PROXY": "d",
      "no_proxy": "x", "NO_PROXY": "y",
    ]
    #expect(read(all).proxy == "a")
    #expect(read(all).except == "x")
    #expect(read(["https_proxy": "", "HTTPS_PROXY": "b"]).proxy == "b")
    #expect(read(["ALL_PROXY": "d", "NO_PROXY": "y"]).proxy == "d")
    #expect(read(["ALL_PROXY": "d", "NO_PROXY": "y"]).except == "y")
    #expect(read([:]).proxy == nil)
  }

  @Test(
    "no_proxy names hosts, domains, addresses, networks, or everything",
    arguments: [
      ("login.example.com", "example.com", true), ("login.example.com", ".example.com", true),
      ("login.example.com", "other.com, Login.Example.COM.", true), ("a.com", "*", true),
      ("notexample.com", "example.com", false), ("example.com", "login.example.com", false),
      ("10.1.2.3", "10.0.0.0/8", true), ("11.1.2.3", "10.0.0.0/8", false),
      ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.3/33", false),
      ("[::1]", "::1", true), ("2001:db8::1", "2001:db8::/32", true),
      ("10.1.2.3", "2.3", false), ("example.com", "", false), ("a.com", ",, ,", false),
    ])
  func excepted(host: String, list: String, expected: Bool) {
    #expect(ProxyChoice.isExcepted(host, list) == expected)
  }

  @Test("The configured proxy wins over the environment and its exceptions; empty means none")
  func configured() {
    let environment = ProxyEnvironment {
      ["https_proxy": "env:1", "no_proxy": "inside.example"][$0]
    }
    func choice(_ host: String, _ configured: String?) -> String? {
      ProxyChoice.https(host: host, configured: configured, environment: environment)
    }
    #expect(choice("inside.example", "own:2") == "own:2")
    #expect(choice("a.example", "") == nil)
    #expect(choice("a.example", nil) == "env:1")
    #expect(choice("inside.example", nil) == nil)
  }
}
