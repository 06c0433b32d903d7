internal import ArgumentParser
internal import Config
internal import Core

/// What every verb takes.
struct CommonOptions: ParsableArguments {
  @Flag(help: "Print JSON: one object a line, the first key is \"greenbox\":1.")
  var json = false
}

/// Flags that say where the servers are, over the environment, config.toml and the cloud table.
struct EndpointOptions: ParsableArguments {
  @Option(help: "The whole https address of the discovery document.")
  var discovery: String?
  @Option(help: "The Pop Server to speak to in place of each mailbox's own.")
  var popServer: String?
  @Option(help: "The POP port in place of 995.")
  var popPort: String?
  @Option(help: "The scope to ask for, sent exactly so.")
  var scope: String?
  @Option(help: "A PEM file of certificate authorities to trust besides the system's.")
  var caFile: String?

  /// The flags as overrides.
  func overrides() throws(SettingsFailure) -> Overrides {
    var given: [Setting: String] = [:]
    given[.discovery] = discovery
    given[.popServer] = popServer
    given[.popPort] = popPort
    given[.scope] = scope
    given[.caFile] = caFile
    return try Overrides(flags: given)
  }
}
