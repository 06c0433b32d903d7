internal import Canvas
internal import Config
internal import Core
internal import Screens
internal import Terminal

/// `greenbox` alone: the console in a terminal, and the status in plain words anywhere else.
enum ConsoleVerb {
  /// Opens the console on a session; plain text where there is no terminal that can show it.
  static func open(
    _ session: Session, practice: PracticeChild? = nil
  ) async throws(Failure) -> ExitCode {
    // A crash with the terminal left in disorder would hide its own cause.
    try? ProcessGuard.restoreTerminalOnCrash()
    let given = try session.overrides()
    // What is said in lines would stand in the middle of the picture.
    session.output.hold()
    let screen: TerminalScreen
    do throws(TerminalSettings.Refusal) {
      screen = try TerminalScreen(
        TerminalSettings(environment: ProcessEnvironment.all), ascii: given.ascii?.value ?? false)
    } catch {
      session.output.release()
      session.output.progress("No console here: \(error.words)")
      return try await StatusVerb.show(session)
    }
    let (theme, complaint) = ConsoleTheme.named(given.theme?.value, home: session.home)
    let setting = App.Setting(
      version: Greenbox.version, who: session.world.who, home: session.home.data,
      endpoints: session.world.endpoints,
      fresh: session.fresh, isASCII: !screen.isUnicode, keys: given.keys.table,
      complaints: (complaint.map { [$0] } ?? []) + given.keys.complaints.map(\.shortPlace),
      hasMouse: given.mouse?.value ?? false,
      visitors: practice == nil ? [] : PracticeVisitor.allCases.map(\.visitor))
    screen.hasMouse = setting.hasMouse
    // Where the kernel refuses, a crash leaves the terminal as it is; nothing else is lost.
    try? ProcessGuard.restoreTerminalOnCrash()
    let console = Console(
      session: session, screen: screen, theme: theme, setting: setting, practice: practice)
    return await console.run()
  }

  /// Opens the console in lines; the status where nobody is there to type.
  static func openPlain(
    _ session: Session, practice: PracticeChild? = nil
  ) async throws(Failure) -> ExitCode {
    guard Terminal.isTerminal(0), Terminal.isTerminal(1),
      let terminal = try? ControllingTerminal()
    else { return try await StatusVerb.show(session) }
    let given = try session.overrides()
    let setting = App.Setting(
      version: Greenbox.version, who: session.world.who, home: session.home.data,
      endpoints: session.world.endpoints,
      fresh: session.fresh, isASCII: !Output.isUTF8 || given.ascii?.value ?? false,
      keys: given.keys.table, complaints: given.keys.complaints.map(\.shortPlace),
      visitors: practice == nil ? [] : PracticeVisitor.allCases.map(\.visitor))
    return await PlainConsole(
      session: session, terminal: terminal, setting: setting, practice: practice
    ).run()
  }

  /// Whether this process can show a console at all.
  static var isPossible: Bool {
    Terminal.isTerminal(0) && Terminal.isTerminal(1)
      && !["", "dumb"].contains(ProcessEnvironment.all["TERM"] ?? "")
  }
}

extension TerminalSettings.Refusal {
  /// Why no console can be drawn.
  fileprivate var words: String {
    switch self {
    case .unnamed: "TERM is not set."
    case .noCursor(let name): "A terminal of the kind \(name) cannot place its cursor."
    case .noDescriptions: "No descriptions of terminals are installed (package ncurses-base)."
    case .noTerminal(let error):
      "The terminal cannot be taken: \(error.call), error \(error.number)."
    }
  }
}
