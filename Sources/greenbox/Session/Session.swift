internal import Config
internal import Core
internal import Vault
internal import Wire

/// One run of the program: its home open, its world alive.
struct Session: Sendable {
  let loop: Loop
  let output: Output
  let home: Home
  let vault: VaultFile
  let engine: Engine
  let world: World
  /// How long a verification counts as fresh.
  let fresh: Duration
  /// What flags, environment and `config.toml` gave, where that was read for this session.
  var given: Overrides?

  /// Reads the settings, opens the vault and makes the world.
  ///
  /// - Throws: A wrong setting with its place, or what keeps the vault shut.
  static func open(
    loop: Loop, output: Output, flags: Overrides = Overrides()
  ) async throws(Failure) -> Session {
    let home = try Session.home()
    let given = try Session.overrides(home: home, flags: flags)
    var session = try await open(loop: loop, output: output, home: home, given: given)
    session.given = given
    return session
  }

  /// Opens the vault of a home and makes the world of these overrides.
  static func open(
    loop: Loop, output: Output, home: Home, given: Overrides
  ) async throws(Failure) -> Session {
    let engine = Engine(
      settings: WireSettings(
        caFile: given.endpoints.caFile?.value, proxy: given.endpoints.proxy?.value,
        popProxy: given.endpoints.popProxy?.value))
    let vault = try await VaultOpener(home: home, loop: loop, output: output).open()
    let hours = given.freshHours?.value ?? Overrides.defaultFreshHours
    return Session(
      loop: loop, output: output, home: home, vault: vault, engine: engine,
      world: .live(
        vault: vault, engine: engine, loop: loop, output: output, endpoints: given.endpoints),
      fresh: .seconds(hours * 3600))
  }

  /// What flags, environment and `config.toml` give; read once, since parsing takes milliseconds.
  func overrides() throws(Failure) -> Overrides {
    if let given { return given }
    return try Session.overrides(home: home, flags: Overrides())
  }

  /// The home of this process.
  static func home() throws(Failure) -> Home {
    guard let home = Home(environment: ProcessEnvironment.all) else {
      throw .settings(
        .text(
          source: "environment", line: nil, column: nil,
          message: "neither GREENBOX_HOME nor HOME is set, so there is no place for the vault"))
    }
    return home
  }

  /// What flags, environment and `config.toml` give, merged.
  static func overrides(
    home: Home, flags: Overrides, environment: [String: String] = ProcessEnvironment.all
  ) throws(Failure) -> Overrides {
    do throws(SettingsFailure) {
      var config = Overrides()
      switch File.read(home.config, limit: ConfigFile.longestText) {
      case .success(let bytes):
        config = try ConfigFile.parse(bytes, source: home.config, keys: .console)
      case .failure(let error):
        // ENOENT: there need not be one.
        if error.number != 2 {
          throw .text(source: home.config, line: nil, column: nil, message: error.words)
        }
      }
      return Overrides.merge(
        flags: flags, environment: try Overrides(environment: environment),
        config: config)
    } catch {
      throw .settings(error)
    }
  }
}
