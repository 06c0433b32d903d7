import Config
import Core
import Testing

@Suite struct OverridesTests {
  @Test("every setting has one name in the file, the environment and the flags")
  func names() {
    let names = Setting.allCases.map { "\($0.key) \($0.variable) \($0.flag)" }
    #expect(
      names == [
        "discovery GREENBOX_DISCOVERY --discovery",
        "authority GREENBOX_AUTHORITY --authority",
        "graph GREENBOX_GRAPH --graph",
        "pop_server GREENBOX_POP_SERVER --pop-server",
        "pop_port GREENBOX_POP_PORT --pop-port",
        "scope GREENBOX_SCOPE --scope",
        "ca_file GREENBOX_CA_FILE --ca-file",
        "proxy GREENBOX_PROXY --proxy",
        "pop_proxy GREENBOX_POP_PROXY --pop-proxy",
        "fresh_hours GREENBOX_FRESH_HOURS --fresh-hours",
        "theme GREENBOX_THEME --theme",
        "mouse GREENBOX_MOUSE --mouse",
        "ascii GREENBOX_ASCII --ascii",
      ])
  }

  /// A right value of each setting that tells the sources apart.
  static func value(_ setting: Setting, _ index: Int) -> String {
    switch setting {
    case .discovery, .graph: "https://host\(index).example"
    case .authority, .popServer, .proxy, .popProxy: "host\(index).example"
    case .popPort, .freshHours: "\(100 + index)"
    case .scope: "scope\(index)"
    case .caFile: "/ca\(index).pem"
    case .theme: "theme\(index)"
    case .mouse, .ascii: index == 1 ? "true" : "false"
    }
  }

  static func settings(_ index: Int) -> [Setting: String] {
    Dictionary(uniqueKeysWithValues: Setting.allCases.map { ($0, value($0, index)) })
  }

  static func environment(_ index: Int) -> [String: String] {
    Dictionary(uniqueKeysWithValues: settings(index).map { ($0.key.variable, $0.value) })
  }

  static func config(_ index: Int) -> [UInt8] {
    let lines = settings(index).map { setting, value in
      let isBare = [.popPort, .freshHours, .mouse, .ascii].contains(setting)
      return "\(setting.key) = \(isBare ? value : "\"\(value)\"")\n"
    }
    return Array(lines.joined().utf8)
  }

  @Test("a flag goes before a variable, a variable before the file, for every setting")
  func precedence() throws {
    let flags = try Overrides(flags: Self.settings(1))
    let environment = try Overrides(environment: Self.environment(2))
    let config = try ConfigFile.parse(Self.config(3))
    #expect(Overrides.merge(flags: flags, environment: environment, config: config) == flags)
    #expect(Overrides.merge(environment: environment, config: config) == environment)
    #expect(Overrides.merge(config: config) == config)
    #expect(Overrides.merge() == Overrides())
    #expect(flags.endpoints.overridden.count == 7)
  }

  @Test("each value keeps its own source", arguments: Setting.allCases)
  func sources(setting: Setting) throws {
    let flag = try Overrides(flags: [setting: Self.value(setting, 1)])
    let merged = Overrides.merge(
      flags: flag, environment: Overrides(), config: try ConfigFile.parse(Self.config(3)))
    var expected = try ConfigFile.parse(Self.config(3))
    let (given, wanted) = (merged.endpoints, flag.endpoints)
    switch setting {
    case .discovery: expected.endpoints.discovery = .init("https://host1.example", .flag)
    case .authority: expected.endpoints.authority = .init("host1.example", .flag)
    case .graph: expected.endpoints.graph = .init("https://host1.example", .flag)
    case .popServer: expected.endpoints.popServer = .init("host1.example", .flag)
    case .popPort: expected.endpoints.popPort = .init(101, .flag)
    case .scope: expected.endpoints.scope = .init("scope1", .flag)
    case .caFile: expected.endpoints.caFile = .init("/ca1.pem", .flag)
    case .proxy: expected.endpoints.proxy = .init("host1.example", .flag)
    case .popProxy: expected.endpoints.popProxy = .init("host1.example", .flag)
    case .freshHours: expected.freshHours = .init(101, .flag)
    case .theme: expected.theme = .init("theme1", .flag)
    case .mouse: expected.mouse = .init(true, .flag)
    case .ascii: expected.ascii = .init(true, .flag)
    }
    #expect(merged == expected)
    #expect(given != wanted)
  }

  @Test(
    "a wrong variable is named with what it wants",
    arguments: [
      ("GREENBOX_POP_PORT", "pop3", "must be a whole number from 1 to 65535; it is \"pop3\""),
      ("GREENBOX_POP_PORT", "+995", "must be a whole number from 1 to 65535; it is \"+995\""),
      ("GREENBOX_POP_PORT", "995 ", "must be a whole number from 1 to 65535; it is \"995 \""),
      (
        "GREENBOX_POP_PORT", "99999999999999999999",
        "must be a whole number from 1 to 65535; it is \"99999999999999999999\""
      ),
      ("GREENBOX_POP_PORT", "70000", "must be a whole number from 1 to 65535; it is 70000"),
      ("GREENBOX_FRESH_HOURS", "169", "must be a whole number from 1 to 168; it is 169"),
      (
        "GREENBOX_DISCOVERY", "login.example",
        "must be an https:// address; it is \"login.example\""
      ),
      (
        "GREENBOX_GRAPH", "https://g/v1",
        "must be https:// and a host, without a path; it is \"https://g/v1\""
      ),
      (
        "GREENBOX_AUTHORITY", "a/b",
        "must be a host name, without https:// and path; it is \"a/b\""
      ),
      (
        "GREENBOX_POP_SERVER", "a b",
        "must be a host name, without address scheme, port or path; it is \"a b\""
      ),
      ("GREENBOX_SCOPE", " ", "must be scopes with one space between; it is \" \""),
      (
        "GREENBOX_PROXY", "me:hidden@",
        "must be [http|https|socks4|socks4a|socks5|socks5h://][user:password@]host[:port]"
      ),
      (
        "GREENBOX_POP_PROXY", "gopher://a",
        "must be [http|https|socks4|socks4a|socks5|socks5h://][user:password@]host[:port]"
      ),
    ])
  func wrongVariable(name: String, value: String, message: String) {
    #expect(
      throws: SettingsFailure.text(source: name, line: nil, column: nil, message: message)
    ) {
      try Overrides(environment: [name: value])
    }
  }

  @Test("a wrong flag is named")
  func wrongFlag() {
    #expect(
      throws: SettingsFailure.text(
        source: "--ca-file", line: nil, column: nil,
        message: "must be the path of a PEM file; it is empty")
    ) {
      try Overrides(flags: [.caFile: ""])
    }
  }

  @Test("an empty variable counts as not set, and other variables are left alone")
  func empty() throws {
    #expect(
      try Overrides(environment: ["GREENBOX_POP_PORT": "", "GREENBOX_HOME": "/", "PATH": "/bin"])
        == Overrides())
  }

  @Test(
    "hosts are names, IPv4 and IPv6 addresses",
    arguments: [
      ("127.0.0.1", true), ("::1", true), ("fe80::1", true), ("localhost", true),
      ("pop.example.", true), ("a_b.example", true), ("xn--pp-fka.example", true), ("", false),
      (".", false), ("a..b", false), ("a-", false), ("[::1]", false), ("a:1", false),
      ("a/b", false), ("a\u{301}", false), (String(repeating: "a", count: 64), false),
    ])
  func hosts(text: String, isHost: Bool) throws {
    guard !text.isEmpty else { return }
    let read = try? Overrides(environment: ["GREENBOX_POP_SERVER": text])
    #expect((read != nil) == isHost)
  }

  @Test(
    "a variable that nothing would read is refused, with the name that was meant",
    arguments: [
      (
        "GREENBOX_DISCOVRY",
        "unknown variable \"GREENBOX_DISCOVRY\"; did you mean GREENBOX_DISCOVERY?"
      ),
      ("GREENBOX_HOMES", "unknown variable \"GREENBOX_HOMES\"; did you mean GREENBOX_HOME?"),
    ])
  func unknownVariable(name: String, message: String) {
    #expect(
      throws: SettingsFailure.text(
        source: name, line: nil, column: nil, message: message)
    ) { try Overrides(environment: [name: "", "PATH": "/bin", "GREENBOX_HOME": "/x"]) }
  }
}
