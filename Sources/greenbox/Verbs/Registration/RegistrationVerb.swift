internal import ArgumentParser
internal import Core
internal import Operations

/// `greenbox registration`.
struct RegistrationVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registration",
    abstract: "App registrations: list, add, show, edit, remove.",
    subcommands: [List.self, Add.self, Show.self, Edit.self, Remove.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the registrations.")
    @OptionGroup var common: CommonOptions

    func run() {
      Program.run(json: common.json) { session async throws(Failure) in
        let snapshot = try await session.world.snapshot()
        let all = snapshot.registrations.values.sorted { $0.name < $1.name }
        for registration in all {
          session.output.object(RegistrationText(registration, session).json)
        }
        session.output.table(
          ["NAME", "TENANT", "SECRET", "MAILBOXES"],
          all.map { registration in
            let under = snapshot.mailboxes.values.filter { $0.registration == registration.name }
            return [
              registration.name, registration.tenantID,
              RegistrationText(registration, session).secretWords, "\(under.count)",
            ]
          })
        session.output.next(
          all.isEmpty
            ? "greenbox settings set client-id=… tenant-id=… --ask-secret"
            : "greenbox settings verify")
        return .holds
      }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a registration.",
      discussion: "Keys: \(RegistrationEdit.keys.joined(separator: ", ")).")
    @Argument(help: "Its name; it only describes.")
    var name = Registration.suggestedName
    @Argument(help: "Values as KEY=VALUE.")
    var values: [String] = []
    @OptionGroup var secret: SecretOptions
    @OptionGroup var accountType: AccountTypeOptions
    @OptionGroup var common: CommonOptions

    func validate() throws { try RegistrationEdit.validate(values) }

    func run() {
      let (name, values, options) = (name, values, (secret, accountType))
      Program.run(json: common.json) { session async throws(Failure) in
        if try await session.world.snapshot().registrations[name] != nil {
          throw .settings(.exists(kind: "registration", name: name))
        }
        let fresh = Registration(name: name, at: session.world.now())
        return try await RegistrationVerb.save(fresh, isNew: true, values, options, session)
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a registration.")
    @Argument(help: "Its name; not needed when there is only one.")
    var name: String?
    @OptionGroup var common: CommonOptions

    func run() {
      let name = name
      Program.run(json: common.json) { session async throws(Failure) in
        let registration = try await session.world.snapshot().registration(name)
        RegistrationText(registration, session).show()
        session.output.next(
          "greenbox settings verify --registration \(registration.name.shellWord)")
        return .holds
      }
    }
  }

  struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change a registration.",
      discussion: "Keys: \(RegistrationEdit.keys.joined(separator: ", ")).")
    @Argument(help: "Its name.")
    var name: String
    @Argument(help: "Values as KEY=VALUE.")
    var values: [String] = []
    @Option(help: "A Pop Server outside the cloud's own to which tokens may be sent.")
    var confirmPopServer: String?
    @OptionGroup var secret: SecretOptions
    @OptionGroup var accountType: AccountTypeOptions
    @OptionGroup var common: CommonOptions

    func validate() throws { try RegistrationEdit.validate(values) }

    func run() {
      var values = values
      if let host = confirmPopServer { values.append("confirm-pop-server=\(host)") }
      let (name, pairs, options) = (name, values, (secret, accountType))
      Program.run(json: common.json) { session async throws(Failure) in
        let found = try await session.world.snapshot().registration(name)
        return try await RegistrationVerb.save(found, isNew: false, pairs, options, session)
      }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a registration and its secret; refused while a mailbox is under it.")
    @Argument(help: "Its name.")
    var name: String
    @OptionGroup var common: CommonOptions

    func run() {
      let name = name
      Program.run(json: common.json) { session async throws(Failure) in
        try await AdminEdit.perform([.removeRegistration(name)], session.world)
        session.output.object(["removed": .string(name)])
        session.output.line("Removed registration \(name) and its secret.")
        session.output.next("greenbox registration list")
        return .holds
      }
    }
  }

  /// Sets values of a registration, new or old, and shows it.
  static func save(
    _ registration: Registration, isNew: Bool, _ values: [String],
    _ options: (secret: SecretOptions, accountType: AccountTypeOptions), _ session: Session
  ) async throws(Failure) -> ExitCode {
    var pairs: [(key: String, value: String)] = []
    for value in values { pairs.append(try RegistrationEdit.pair(value)) }
    try await options.accountType.check(registration, pairs, session)
    let secret = try await options.secret.read(session.loop)
    let saved = try await RegistrationStore(session: session).save(
      registration, isNew: isNew, pairs: pairs,
      secret: secret.map {
        RegistrationStore.NewSecret(
          value: $0, acceptsShape: options.secret.acceptSecretShape,
          keepsUnproved: options.secret.unproved)
      })
    let text = saved.secret.map { SecretText($0, session) }
    if let text, !text.result.isKept {
      text.sayNotKept()
      return text.code
    }
    try await show(
      saved.registration, notices: text?.sentences ?? [],
      isNewSecret: saved.registration.secret?.fingerprint != registration.secret?.fingerprint,
      session)
    return text?.code ?? .holds
  }

  /// Shows a registration as it was stored, and which mailboxes a new secret has made Stale.
  static func show(
    _ saved: Registration, notices: [String], isNewSecret: Bool, _ session: Session
  ) async throws(Failure) {
    RegistrationText(saved, session).show(notices: notices)
    let stale = try await RegistrationVerb.stale(under: saved, session)
    if !stale.isEmpty, isNewSecret {
      session.output.line(
        "Stale now: \(stale.joined(separator: ", ")). A refresh with the new secret may end that.")
      session.output.next("greenbox verify --all")
    } else {
      session.output.next("greenbox settings verify")
    }
  }

  private static func stale(
    under registration: Registration, _ session: Session
  ) async throws(Failure) -> [String] {
    let snapshot = try await session.world.snapshot()
    return snapshot.mailboxes.values.filter { mailbox in
      guard mailbox.registration == registration.name, let grant = snapshot.grants[mailbox.name]
      else { return false }
      return AuthFacet.staleness(of: grant, under: registration) != nil
    }.map(\.name).sorted()
  }
}
