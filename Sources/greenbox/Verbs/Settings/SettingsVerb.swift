internal import ArgumentParser
internal import Core
internal import Operations
internal import Presentation

/// `greenbox settings`: the three custom configurations and where the servers are.
struct SettingsVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "The custom configurations of step 1: show, set, verify.",
    subcommands: [Show.self, Set.self, Verify.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show every value and where it comes from.")
    @Option(help: "The registration; not needed when there is only one.")
    var registration: String?
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var common: CommonOptions

    func run() {
      let name = registration
      Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
        let found = try await session.world.snapshot().registration(name)
        SettingsText(found, session).show()
        session.output.next("greenbox settings verify --registration \(found.name.shellWord)")
        return .holds
      }
    }
  }

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set values of a registration; makes one where there is none yet.",
      discussion: """
        Keys: \(RegistrationEdit.keys.joined(separator: ", ")).
        The client secret never goes on the command line: use --secret-file or --ask-secret. It is \
        tried at the identity server first: one that is refused changes nothing (exit code 6), one \
        that gets no answer neither (5, unless --unproved), and one that the server cannot judge \
        alone is kept as not proved (0). A registration's first secret is kept all the same.
        """)
    @Option(help: "The registration; not needed when there is only one.")
    var registration: String?
    @Argument(help: "Values as KEY=VALUE.")
    var values: [String] = []
    @OptionGroup var secret: SecretOptions
    @Flag(help: "Put the client secret that was in force before back in force.")
    var undoSecret = false
    @OptionGroup var accountType: AccountTypeOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
      try RegistrationEdit.validate(values)
      guard !undoSecret || values.isEmpty && !secret.isGiven else {
        throw ValidationError("--undo-secret goes with --registration only.")
      }
    }

    func run() {
      let (name, values, options) = (registration, values, (secret, accountType))
      if undoSecret {
        Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
          try await Set.undo(name, session)
        }
      }
      Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
        let snapshot = try await session.world.snapshot()
        let none = snapshot.registrations.isEmpty
        let found =
          none
          ? Registration(name: name ?? Registration.suggestedName, at: session.world.now())
          : try snapshot.registration(name)
        return try await RegistrationVerb.save(found, isNew: none, values, options, session)
      }
    }

    private static func undo(
      _ name: String?, _ session: Session
    ) async throws(Failure) -> ExitCode {
      let found = try await session.world.snapshot().registration(name)
      let saved = try await SecretDriver.undo(registration: found.name, session.world)
      try await RegistrationVerb.show(
        saved,
        notices: [
          "The client secret from before is in force again; the one that was in force is held as the "
            + "one before."
        ], isNewSecret: true, session)
      return .holds
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Verify the settings: offline rules, identity server, secret, Pop Servers, clock.",
      discussion: "Sends no mailbox token. Exit code 0 when all holds, 6 when a setting is wrong, "
        + "5 when a server cannot be reached. With --offline the offline rules alone are judged; "
        + "every other check is said to be skipped (offline), never passed.")
    @Option(help: "The registration; not needed when there is only one.")
    var registration: String?
    @Flag(help: "Ask no server; judge by the offline rules alone.")
    var offline = false
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var common: CommonOptions

    func run() {
      let (name, offline) = (registration, offline)
      Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
        let found = try await session.world.snapshot().registration(name)
        let text = SettingsText(found, session)
        let rules = text.findings
        for finding in rules {
          session.output.object(["finding": JSONValue(finding)])
          session.output.line("\(finding.headline) \(finding.remedy)")
        }
        let output = session.output
        if offline { return text.concludeOffline(rules) }
        let result = try await SettingsDriver.run(registration: found.name, session.world) {
          CheckText(output).say($0)
        }
        return try text.conclude(result, rules)
      }
    }
  }
}
