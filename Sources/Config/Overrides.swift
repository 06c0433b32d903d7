package import Core

/// What was given in place of defaults, by one source or by several merged.
package struct Overrides: Equatable, Sendable {
  /// Where each service is.
  package var endpoints = Endpoints()
  /// For how many hours a check counts as fresh, 1…168.
  package var freshHours: Endpoints.Given<Int>?

  /// The name of the theme.
  package var theme: Endpoints.Given<String>?
  /// Whether the mouse is reported to the program.
  package var mouse: Endpoints.Given<Bool>?
  /// Whether nothing but ASCII is drawn.
  package var ascii: Endpoints.Given<Bool>?
  /// The keys for actions; `config.toml` alone gives them.
  package var keys = KeyBindings()

  /// The hours that apply when nobody gave another number.
  package static let defaultFreshHours = 24

  /// Nothing given.
  package init() {}

  /// Merges the sources: a flag goes before a variable, a variable before `config.toml`.
  package static func merge(
    flags: Overrides = Overrides(), environment: Overrides = Overrides(),
    config: Overrides = Overrides()
  ) -> Overrides {
    flags.over(environment).over(config)
  }

  private func over(_ lower: Overrides) -> Overrides {
    var merged = self
    merged.freshHours = freshHours ?? lower.freshHours
    merged.theme = theme ?? lower.theme
    merged.mouse = mouse ?? lower.mouse
    merged.ascii = ascii ?? lower.ascii
    merged.keys.keys.merge(lower.keys.keys) { upper, _ in upper }
    merged.keys.complaints += lower.keys.complaints
    let (upper, below) = (endpoints, lower.endpoints)
    merged.endpoints.discovery = upper.discovery ?? below.discovery
    merged.endpoints.authority = upper.authority ?? below.authority
    merged.endpoints.graph = upper.graph ?? below.graph
    merged.endpoints.popServer = upper.popServer ?? below.popServer
    merged.endpoints.popPort = upper.popPort ?? below.popPort
    merged.endpoints.scope = upper.scope ?? below.scope
    merged.endpoints.caFile = upper.caFile ?? below.caFile
    merged.endpoints.proxy = upper.proxy ?? below.proxy
    merged.endpoints.popProxy = upper.popProxy ?? below.popProxy
    return merged
  }

  mutating func set(_ setting: Setting, _ value: SettingValue, _ source: Endpoints.Source) {
    switch value {
    case .number(let number):
      if setting == .freshHours { freshHours = .init(number, source) }
      if setting == .popPort { endpoints.popPort = .init(number, source) }
    case .flag(let flag):
      if setting == .mouse { mouse = .init(flag, source) }
      if setting == .ascii { ascii = .init(flag, source) }
    case .text(let text):
      let given = Endpoints.Given(text, source)
      switch setting {
      case .discovery: endpoints.discovery = given
      case .authority: endpoints.authority = given
      case .graph: endpoints.graph = given
      case .popServer: endpoints.popServer = given
      case .scope: endpoints.scope = given
      case .caFile: endpoints.caFile = given
      case .proxy: endpoints.proxy = given
      case .popProxy: endpoints.popProxy = given
      case .theme: theme = given
      case .popPort, .freshHours, .mouse, .ascii: break
      }
    }
  }
}
