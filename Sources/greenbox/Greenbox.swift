internal import ArgumentParser
internal import Core
internal import Terminal
internal import Presentation

/// The root of the command line.
@main
struct Greenbox: ParsableCommand {
  /// The program's version.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "greenbox",
    abstract: "Microsoft OAuth for the Office 365 mailboxes of Oracle B2C Service, over SSH.",
    discussion: """
      Takes mailboxes through the ten set-up steps of answer 11864, signs each in with no browser \
      on this machine, and proves over POP3 that the green "Authenticated" box is true.

      Follows Oracle's answer ID 11864, review date 08/30/2024. Azure Active Directory is now \
      called Microsoft Entra ID.
      \(PermissionPages.lines[0])
      \(PermissionPages.lines[1])

      Exit codes: 0 all asked for holds · 3 sign-in or OK needed · 4 access denied · \
      5 unreachable · 6 settings wrong · 7 vault locked, damaged or changed meanwhile · 64 usage · 70 internal · \
      74 the output did not arrive whole. Mixed results: the first that applies of 70, 74, 7, 6, 3, 4, 5. 129, 130, 143 on HUP, INT, TERM; \
      141 on a closed pipe.

      With --json every verb prints one object a line whose first key is "greenbox":1. Words:
        auth    none, awaiting_admin_consent, awaiting_login, awaiting_ok, authenticated, \
      authenticated_other, stale, unauthenticated, failed
        access  verified, denied, unreachable, locked, unchecked
        stages  dns, tcp, tls, greeting, capa, auth-1, auth-2, stat, quit: passed, failed, skipped
        steps   done, open, failed; in the editor: attested, open, cleared
        owner   you, tenant-admin, oracle-support
        secret_proof  proved, not-proved, refused

      GREENBOX_HOME holds everything; without it the XDG folders do. config.toml there, and \
      GREENBOX_DISCOVERY, GREENBOX_AUTHORITY, GREENBOX_GRAPH, GREENBOX_POP_SERVER, \
      GREENBOX_POP_PORT, GREENBOX_SCOPE, GREENBOX_CA_FILE, GREENBOX_PROXY, GREENBOX_POP_PROXY and \
      GREENBOX_FRESH_HOURS, override what the cloud gives. GREENBOX_THEME, GREENBOX_MOUSE and \
      GREENBOX_ASCII are for the console; greenbox man tells its keys. An unknown GREENBOX_ \
      variable is refused.
      """,
    version: Greenbox.version,
    subcommands: [
      SettingsVerb.self, RegistrationVerb.self, MailboxVerb.self, ChecklistVerb.self,
      AttestVerb.self, AuthenticateVerb.self, ResumeVerb.self, VerifyVerb.self, StatusVerb.self,
      ForgetVerb.self, ExplainVerb.self, ReportVerb.self, WatchVerb.self, PracticeVerb.self,
      ManVerb.self,
    ])

  @Flag(help: "The console in lines with numbered choices, as for a screen reader.")
  var plain = false

  func run() { Greenbox.open(plain: plain) }

  /// Without a word on the command line there is nothing to parse, and the console opens sooner.
  static func main() {
    ProcessGuard.ignoreFileLimitSignal()
    if CommandLine.arguments.count == 1 { open(plain: false) }
    do {
      var command = try parseAsRoot(
        ExplainVerb.guarded(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch {
      say(error)
    }
  }

  /// Says what the parser has to say, help and version among it, where that arrives.
  private static func say(_ error: any Error) -> Never {
    let (text, code) = (fullMessage(for: error), exitCode(for: error))
    Program.runBare(json: false) { (_, output) async throws(Failure) in
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) where text != "" {
        if code.isSuccess { output.line(String(line)) } else { output.progress(String(line)) }
      }
      return ExitCode(rawValue: code.rawValue) ?? .internal
    }
  }

  private static func open(plain: Bool) -> Never {
    Program.run(json: false) { session async throws(Failure) in
      if plain { return try await ConsoleVerb.openPlain(session) }
      if ConsoleVerb.isPossible { return try await ConsoleVerb.open(session) }
      let code = try await StatusVerb.show(session)
      if Terminal.isTerminal(0), Terminal.isTerminal(1) {
        session.output.progress("The console in lines: greenbox --plain")
      }
      return code
    }
  }
}
