internal import ArgumentParser
internal import Config
internal import Core
internal import Practice
internal import Terminal
internal import Wire

/// `greenbox practice`: a tenant and a mail server of one's own to practise on.
struct PracticeVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "practice",
    abstract: "Practise on a tenant and a mail server on this computer; nothing leaves it.",
    subcommands: [
      Serve.self, Approve.self, NewSecret.self, DeleteSecret.self, Revoke.self, Faults.self,
      Diagnose.self,
    ],
    defaultSubcommand: Serve.self)

  @ParentCommand var root: Greenbox

  struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run",
      abstract: "Walk the ten steps on the practice tenant; with --serve, only run the servers.",
      discussion: """
        In a terminal it opens the console on the practice tenant, with --plain the one in lines. With no terminal, or with --walk, \
        it walks the ten steps by itself, playing the person at the browser, and exits 0 only if \
        every one came out as it should.
        With --serve it runs the servers in the foreground until it is interrupted, and prints the \
        temporary home and the environment that point any other call at it.
        Faults: greenbox practice faults lists them.
        """)
    @Flag(help: "Only run the servers, in the foreground.")
    var serve = false
    @Flag(help: "Walk the ten steps in plain text even in a terminal.")
    var walk = false
    @Option(help: "Add that many plain mailboxes that work.")
    var mailboxes = 0
    @Flag(help: "Seed every mailbox with a grant.")
    var authenticated = false
    @Option(help: "A fault to put in force: NAME, or NAME=MAILBOX,… (may be given again).")
    var fault: [String] = []
    @Option(help: "The port of the identity server; 0 takes a free one.")
    var identityPort: UInt16 = 0
    @Option(help: "The port of the mail server; 0 takes a free one.")
    var popPort: UInt16 = 0
    @Flag(help: .hidden)
    var untilInputEnds = false
    @OptionGroup var common: CommonOptions
    @ParentCommand var verb: PracticeVerb

    func validate() throws {
      guard (0...20_000).contains(mailboxes) else {
        throw ValidationError("--mailboxes takes 0 to 20000.")
      }
    }

    func run() {
      let options = self
      Program.runBare(json: common.json) { (loop, output) async throws(Failure) in
        let isOpened =
          options.verb.root.plain
          ? Terminal.isTerminal(0) && Terminal.isTerminal(1) : ConsoleVerb.isPossible
        if !options.serve, !options.walk, !output.json, isOpened {
          return try await options.console(loop, output)
        }
        let home = try PracticeHome.make()
        let result: Result<ExitCode, Failure>
        do throws(Failure) {
          result = .success(try await options.run(in: home, loop, output))
        } catch {
          result = .failure(error)
        }
        home.remove()
        return try result.get()
      }
    }

    // The servers in a process of their own, and the console on the home they set up.
    private func console(_ loop: Loop, _ output: Output) async throws(Failure) -> ExitCode {
      var arguments = ["--mailboxes", "\(mailboxes)"]
      if authenticated { arguments.append("--authenticated") }
      for text in fault { arguments += ["--fault", text] }
      let child = try await PracticeChild.start(arguments, loop: loop)
      defer { child.stop() }
      let home = Home(folder: child.said.home)
      let session = try await Session.open(
        loop: loop, output: output, home: home,
        given: try Session.overrides(home: home, flags: Overrides(), environment: [:]))
      let code =
        verb.root.plain
        ? try await ConsoleVerb.openPlain(session, practice: child)
        : try await ConsoleVerb.open(session, practice: child)
      await session.engine.shutdown(grace: .seconds(2))
      return code
    }

    private func plan() throws(PracticeError) -> TenantPlan {
      var plan = TenantPlan.mailboxes(count: mailboxes)
      plan.identityPort = identityPort
      plan.popPort = popPort
      for text in fault { plan.faults.append(try PracticeFault(parsing: text)) }
      return plan
    }

    private func run(
      in home: PracticeHome, _ loop: Loop, _ output: Output
    ) async throws(Failure) -> ExitCode {
      let tenant: PracticeTenant
      do throws(PracticeError) {
        tenant = try PracticeTenant(try plan())
        try tenant.start()
      } catch {
        throw Failure(error)
      }
      defer { tenant.stop() }
      try home.write(tenant)
      let session = try await Session.open(
        loop: loop, output: output, home: Home(folder: home.path),
        given: home.overrides(tenant))
      if serve {
        let seed = PracticeSeed(tenant: tenant, session: session)
        try await seed.typeAll()
        if authenticated { try await seed.authenticateAll() }
        announce(home, tenant, output)
        // Waits for the signal that ends it; the servers have threads of their own.
        if untilInputEnds {
          _ = await loop.readable(0)
        } else if let never = try? Wake() {
          _ = await loop.readable(never.descriptor)
        }
        return .holds
      }
      let code = try await PracticeWalk(tenant: tenant, session: session).run()
      await session.engine.shutdown(grace: .seconds(2))
      return code
    }

    private func announce(_ home: PracticeHome, _ tenant: PracticeTenant, _ output: Output) {
      let environment = home.environment(tenant)
      output.object([
        "home": .string(home.path),
        "environment": JSONValue(
          members:
            environment.map { JSONObject.Member(name: $0.key, value: .string($0.value)) }),
        "identity": .string(tenant.identityURL), "discovery": .string(tenant.discoveryURL),
        "sign_in_page": .string(tenant.signInPageURL),
        "introspection": .string(tenant.introspectionURL),
        "pop": .string("\(tenant.popHost):\(tenant.popPort)"),
        "mailboxes": .array(
          tenant.plan.mailboxes.map {
            [
              "name": .string($0.name), "pop_account": .string($0.popAccount),
              "story": .string($0.story), "people": JSONValue($0.visits.map(\.person)),
            ]
          }),
      ])
      output.line("A practice tenant is running on this computer. End it with ^C.")
      for (name, value) in environment { output.line("export \(name)=\(value)") }
      output.line("Sign-in page: \(tenant.signInPageURL)")
      for mailbox in tenant.plan.mailboxes.prefix(12) {
        output.line("  \(mailbox.name) <\(mailbox.popAccount)>: \(mailbox.story)")
      }
      output.next("in another terminal, the lines above, then greenbox status")
    }
  }
}
