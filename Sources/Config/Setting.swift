/// A setting that `config.toml`, the environment and flags may give; each has one name in each.
package enum Setting: String, CaseIterable, Sendable {
  case discovery
  case authority
  case graph
  case popServer = "pop_server"
  case popPort = "pop_port"
  case scope
  case caFile = "ca_file"
  case proxy
  case popProxy = "pop_proxy"
  case freshHours = "fresh_hours"
  /// The name of a theme.
  case theme
  /// Whether the mouse is reported to the program.
  case mouse
  /// Whether nothing but ASCII is drawn.
  case ascii

  /// Its key in `config.toml`: `pop_server`.
  package var key: String { rawValue }

  /// Its environment variable: `GREENBOX_POP_SERVER`.
  package var variable: String { "GREENBOX_" + rawValue.uppercased() }

  /// Its flag: `--pop-server`.
  package var flag: String {
    "--" + String(rawValue.map { $0 == "_" ? "-" : $0 })
  }

  /// What kind of value it takes.
  enum Form: Equatable {
    case text
    case number(ClosedRange<Int>)
    case flag
  }

  /// What kind of value this one takes.
  var form: Form {
    switch self {
    case .popPort: .number(1...65_535)
    case .freshHours: .number(1...168)
    case .mouse, .ascii: .flag
    case .discovery, .authority, .graph, .popServer, .scope, .caFile, .proxy, .popProxy, .theme:
      .text
    }
  }
}
