import Config
import Core
import Testing

/// Parses and gives the refusal as one line: `source:line:column: message`.
func refusal(_ text: String) -> String? {
  refusal(Array(text.utf8))
}

func refusal(_ bytes: [UInt8]) -> String? {
  do {
    _ = try ConfigFile.parse(bytes)
    return nil
  } catch .text(let source, let line, let column, let message) {
    let place = [line, column].compactMap { $0.map(String.init) }
    return ([source] + place).joined(separator: ":") + ": " + message
  } catch {
    return "another failure: \(error)"
  }
}

@Suite struct ConfigFileTests {
  @Test("every key is read, with config as its source")
  func everyKey() throws {
    let text = """
      # where the services are
      discovery = "https://login.example:8443/common/v2.0/.well-known/openid-configuration?a=b"
      authority = "login.example:8443"
      graph = "https://graph.example/"
      pop_server = "pop.example"
      pop_port = 1_995
      scope = "https://pop.example/POP.AccessAsUser.All offline_access"
      ca_file = "/etc/greenbox/ca.pem"
      proxy = "http://user:p%40ss@proxy.example:3128"
      pop_proxy = 'socks5h://[::1]:1080'
      fresh_hours = 0x30
      """
    var expected = Overrides()
    expected.endpoints.discovery = .init(
      "https://login.example:8443/common/v2.0/.well-known/openid-configuration?a=b", .config)
    expected.endpoints.authority = .init("login.example:8443", .config)
    expected.endpoints.graph = .init("https://graph.example", .config)
    expected.endpoints.popServer = .init("pop.example", .config)
    expected.endpoints.popPort = .init(1995, .config)
    expected.endpoints.scope = .init(
      "https://pop.example/POP.AccessAsUser.All offline_access", .config)
    expected.endpoints.caFile = .init("/etc/greenbox/ca.pem", .config)
    expected.endpoints.proxy = .init("http://user:p%40ss@proxy.example:3128", .config)
    expected.endpoints.popProxy = .init("socks5h://[::1]:1080", .config)
    expected.freshHours = .init(48, .config)
    #expect(try ConfigFile.parse(Array(text.utf8)) == expected)
  }

  @Test(
    "a text without keys overrides nothing",
    arguments: ["", "\n\n", "# only words\r\n", "\u{FEFF}"])
  func empty(text: String) throws {
    #expect(try ConfigFile.parse(Array(text.utf8)) == Overrides())
  }

  @Test(
    "a wrong value is refused with the place of its key and what the key wants",
    arguments: [
      ("pop_port = 0", "1:1: pop_port must be a whole number from 1 to 65535; it is 0"),
      ("\npop_port = 65536", "2:1: pop_port must be a whole number from 1 to 65535; it is 65536"),
      ("pop_port = -1", "1:1: pop_port must be a whole number from 1 to 65535; it is -1"),
      (
        "pop_port = 9223372036854775807",
        "1:1: pop_port must be a whole number from 1 to 65535; it is 9223372036854775807"
      ),
      ("pop_port = \"995\"", "1:1: pop_port must be a whole number from 1 to 65535; it is a text"),
      (
        "pop_port = 995.0",
        "1:1: pop_port must be a whole number from 1 to 65535; it is a number with a fraction"
      ),
      (
        "pop_port = 2026-11-23",
        "1:1: pop_port must be a whole number from 1 to 65535; it is a date"
      ),
      (
        "pop_port = 07:32:00", "1:1: pop_port must be a whole number from 1 to 65535; it is a time"
      ),
      (
        "pop_port = 2026-11-23T07:32:00Z",
        "1:1: pop_port must be a whole number from 1 to 65535; it is a date and time"
      ),
      (
        "pop_port = true",
        "1:1: pop_port must be a whole number from 1 to 65535; it is true or false"
      ),
      ("[pop_port]", "1:2: pop_port must be a whole number from 1 to 65535; it is a table"),
      ("[[pop_port]]", "1:3: pop_port must be a whole number from 1 to 65535; it is an array"),
      (
        "fresh_hours = 300", "1:1: fresh_hours must be a whole number from 1 to 168; it is 300"
      ),
      ("fresh_hours = 0", "1:1: fresh_hours must be a whole number from 1 to 168; it is 0"),
      (
        "  discovery = \"http://login.example/\"",
        "1:3: discovery must be an https:// address; it is \"http://login.example/\""
      ),
      (
        "discovery = \"https://user@login.example/\"",
        "1:1: discovery must be an https:// address; it is \"https://user@login.example/\""
      ),
      ("discovery = \"\"", "1:1: discovery must be an https:// address; it is \"\""),
      (
        "discovery = \"https:///common\"",
        "1:1: discovery must be an https:// address; it is \"https:///common\""
      ),
      (
        "discovery = \"https://a:0/\"",
        "1:1: discovery must be an https:// address; it is \"https://a:0/\""
      ),
      (
        "discovery = \"https://bad host/\"",
        "1:1: discovery must be an https:// address; it is \"https://bad host/\""
      ),
      (
        "discovery = \"https://a/\\u001b[31m\"",
        "1:1: discovery must be an https:// address; it is \"https://a/\\u{1b}[31m\""
      ),
      ("discovery = [\"https://a/\"]", "1:1: discovery must be a text; it is an array"),
      ("discovery.url = \"https://a/\"", "1:1: discovery must be a text; it is a table"),
      ("discovery = 7", "1:1: discovery must be a text; it is a whole number"),
      (
        "graph = \"https://graph.example/v1.0\"",
        "1:1: graph must be https:// and a host, without a path; it is \"https://graph.example/v1.0\""
      ),
      (
        "authority = \"https://login.example\"",
        "1:1: authority must be a host name, without https:// and path; it is \"https://login.example\""
      ),
      (
        "pop_server = \"pop.example:995\"",
        "1:1: pop_server must be a host name, without address scheme, port or path; it is \"pop.example:995\""
      ),
      (
        "pop_server = \"-pop.example\"",
        "1:1: pop_server must be a host name, without address scheme, port or path; it is \"-pop.example\""
      ),
      (
        "pop_server = \"pöp.example\"",
        "1:1: pop_server must be a host name, without address scheme, port or path; it is \"pöp.example\""
      ),
      ("scope = \"a  b\"", "1:1: scope must be scopes with one space between; it is \"a  b\""),
      ("scope = \"\"", "1:1: scope must be scopes with one space between; it is \"\""),
      ("ca_file = \"ca.pem\"", "1:1: ca_file must be an absolute path; it is \"ca.pem\""),
      (
        "proxy = \"ftp://me:hidden@proxy\"",
        "1:1: proxy must be [http|https|socks4|socks4a|socks5|socks5h://][user:password@]host[:port]"
      ),
      (
        "pop_proxy = \"http://proxy/path\"",
        "1:1: pop_proxy must be [http|https|socks4|socks4a|socks5|socks5h://][user:password@]host[:port]"
      ),
    ])
  func wrongValue(text: String, message: String) {
    #expect(refusal(text) == "config.toml:" + message)
  }

  @Test(
    "an unknown key is refused with its place, and with the key that was likely meant",
    arguments: [
      ("pop_sever = \"a\"", "1:1: unknown key \"pop_sever\"; did you mean pop_server?"),
      ("pop-port = 1", "1:1: unknown key \"pop-port\"; did you mean pop_port?"),
      ("Discovery = \"a\"", "1:1: unknown key \"Discovery\"; did you mean discovery?"),
      (
        "language = \"en\"",
        "1:1: unknown key \"language\"; the keys are discovery, authority, graph, pop_server, "
          + "pop_port, scope, ca_file, proxy, pop_proxy, fresh_hours, theme, "
          + "mouse, ascii, keys"
      ),
      (
        "# pop_sever\n\n'pop_sever' = 1", "3:1: unknown key \"pop_sever\"; did you mean pop_server?"
      ),
      ("\"pop\\u005fsever\" = 1", "1:1: unknown key \"pop_sever\"; did you mean pop_server?"),
      (
        "ca_file = \"\"\"/a\npop_sever = 1\n[b] # \\\"\"\"\"\" # \"\npop_sever = 1",
        "4:1: unknown key \"pop_sever\"; did you mean pop_server?"
      ),
      (
        "ca_file = '''/a\\\npop_sever = 1'''''\npop_sever = 1",
        "3:1: unknown key \"pop_sever\"; did you mean pop_server?"
      ),
      (
        "ca_file = \"/a\\\\\" # \"\npop_sever = 1",
        "2:1: unknown key \"pop_sever\"; did you mean pop_server?"
      ),
      (
        "ca_file = \"/a'[{\\\"#\"\npop_sever = 1",
        "2:1: unknown key \"pop_sever\"; did you mean pop_server?"
      ),
      (
        "scope = 'a#b' # c\r\n\tpop_sever = 1",
        "2:2: unknown key \"pop_sever\"; did you mean pop_server?"
      ),
      (
        "pop_server = 'a'\n[ \"graph.x\" ] # ]\npop_sever = 1\n[pop_sever.b]",
        "2:3: unknown key \"graph.x\"; did you mean graph?"
      ),
      (
        "pop_server = 'a'\n[pop_sever.b]\ngraph = [ # ]\n { a = ']' }, \"]\" ]",
        "2:2: unknown key \"pop_sever\"; did you mean pop_server?"
      ),
      (
        "\u{FEFF}scoop = 1", "1:1: unknown key \"scoop\"; did you mean scope?"
      ),
      (
        "\"\\u001b]0;x\" = 1",
        "1:1: unknown key \"\\u{1b}]0;x\"; the keys are discovery, authority, graph, pop_server, "
          + "pop_port, scope, ca_file, proxy, pop_proxy, fresh_hours, theme, "
          + "mouse, ascii, keys"
      ),
    ])
  func unknownKey(text: String, message: String) {
    #expect(refusal(text) == "config.toml:" + message)
  }

  @Test("of several wrong keys the topmost is named")
  func topmost() {
    #expect(
      refusal("fresh_hours = 12\nzzz = 1\naaa = 2\npop_port = 0")
        == "config.toml:2:1: unknown key \"zzz\"; the keys are discovery, authority, graph, "
        + "pop_server, pop_port, scope, ca_file, proxy, pop_proxy, fresh_hours, theme, "
        + "mouse, ascii, keys")
  }

  @Test("what the parser is never given is refused first")
  func refusedFirst() {
    let long = String(repeating: "#", count: 4097)
    #expect(refusal("\n" + long) == "config.toml:2:1: a line longer than 4096 bytes")
    #expect(refusal("\n" + long.dropLast()) == nil)
    let full = String(repeating: "#23456789012345\n", count: 4096)
    #expect(refusal(full) == nil)
    #expect(refusal(full + "\n") == "config.toml: longer than 65536 bytes")
    #expect(refusal("scope = \"é\0\"") == "config.toml:1:11: a NUL character")
    #expect(refusal("\nscope = \"a\\u0000\"") == "config.toml:2:11: a NUL character")
    #expect(refusal("scope = \"\\U00000000\u{301}\"") == "config.toml:1:10: a NUL character")
    #expect(refusal(Array("a = 1\n".utf8) + [0xC3, 0x28]) == "config.toml:2: not UTF-8")
  }

  @Test("a mistake of syntax has the parser's place")
  func syntax() {
    #expect(refusal("pop_port = 995\npop_port = 996")?.hasPrefix("config.toml:2:") == true)
    #expect(refusal("scope = \"a\n")?.hasPrefix("config.toml:1:") == true)
    #expect(refusal("= 1")?.hasPrefix("config.toml:1:1: ") == true)
  }
}
