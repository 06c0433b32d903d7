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
        authorities: try await authorities(given.endpoints.caFile, loop),
        proxy: given.endpoints.proxy?.value,
        popProxy: given.endpoints.popProxy?.value))
    let vault = try await VaultOpener(home: home, loop: loop, output: output).open()
    let hours = given.freshHours?.value ?? Overrides.defaultFreshHours
    return Session(
      loop: loop, output: output, home: home, vault: vault, engine: engine,
      world: .live(
        vault: vault, engine: engine, loop: loop, output: output, endpoints: given.endpoints),
      fresh: .seconds(hours * 3600))
  }

  /// Reads the file of authorities, once, before anything is sent.
  private static func authorities(
    _ given: Endpoints.Given<String>?, _ loop: Loop
  ) async throws(Failure) -> AuthorityFile? {
    guard let given else { return nil }
    let limit = AuthorityFile.longest
    // A pipe is good for one run: one that config.toml names would be waited for each time.
    let pem =
      given.source == .config
      ? try settings(given.value, limit: limit)
      : try await InputFile.given(given.value, .settings, limit: limit, loop)
    return AuthorityFile(path: given.value, pem: pem)
  }

  private static func settings(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
    do throws(FileFault) {
      return try InputFile.read(path, .settings, limit: limit)
    } catch {
      throw .settings(.file(error))
    }
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
      let config = try configuration(home.config)
      return Overrides.merge(
        flags: flags, environment: try Overrides(environment: environment),
        config: config)
    } catch {
      throw .settings(error)
    }
  }

  /// What the file of settings gives; there need not be one.
  private static func configuration(_ path: String) throws(SettingsFailure) -> Overrides {
    let bytes: [UInt8]
    do throws(FileFault) {
      bytes = try InputFile.read(path, .settings, limit: ConfigFile.longestText)
    } catch {
      if case .missing = error { return Overrides() }
      throw .file(error)
    }
    return try ConfigFile.parse(bytes, source: path, keys: .console)
  }
}
