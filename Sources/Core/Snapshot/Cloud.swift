/// A Microsoft cloud and what it gives: hosts and scopes. A table, so that a new cloud is a row.
package struct Cloud: Equatable, Hashable, Sendable {
  /// Short name, as typed in settings.
  package var name: String
  /// What people call it.
  package var title: String
  /// The login host.
  package var authority: String
  /// The Graph host.
  package var graph: String
  /// The portal to which instructions point.
  package var portal: String
  /// The POP hosts; the first is the one to set, tokens may go to any.
  package var popHosts: [String]
  /// The delegated scope for POP.
  package var scope: String
  /// The page on which a device code is entered; shown only until the server has named its own.
  package var devicePage: String

  /// All known clouds; the first is the default.
  package static let all: [Cloud] = [
    Cloud(
      name: "global", title: "Microsoft 365 (worldwide, GCC)",
      authority: "login.microsoftonline.com", graph: "graph.microsoft.com",
      portal: "entra.microsoft.com", popHosts: ["outlook.office365.com"],
      scope: "https://outlook.office.com/POP.AccessAsUser.All",
      devicePage: "https://microsoft.com/devicelogin"),
    Cloud(
      name: "gcc-high", title: "Microsoft 365 US Government GCC High",
      authority: "login.microsoftonline.us", graph: "graph.microsoft.us",
      portal: "entra.microsoft.us", popHosts: ["outlook.office365.us"],
      scope: "https://outlook.office365.us/POP.AccessAsUser.All",
      devicePage: "https://microsoft.com/deviceloginus"),
    Cloud(
      name: "dod", title: "Microsoft 365 US Government DoD",
      authority: "login.microsoftonline.us", graph: "dod-graph.microsoft.us",
      portal: "entra.microsoft.us",
      popHosts: ["outlook-dod.office365.us", "webmail.apps.mil"],
      scope: "https://outlook-dod.office365.us/POP.AccessAsUser.All",
      devicePage: "https://microsoft.com/deviceloginus"),
    Cloud(
      name: "china", title: "Office 365 operated by 21Vianet",
      authority: "login.partner.microsoftonline.cn", graph: "microsoftgraph.chinacloudapi.cn",
      portal: "portal.azure.cn", popHosts: ["partner.outlook.cn"],
      scope: "https://partner.outlook.cn/POP.AccessAsUser.All",
      devicePage: "https://microsoft.com/deviceloginchina"),
  ]

  /// The cloud that nobody had to choose.
  package static var global: Cloud { all[0] }

  /// The cloud of that name.
  package static func named(_ name: String) -> Cloud? { all.first { $0.name == name } }
}
