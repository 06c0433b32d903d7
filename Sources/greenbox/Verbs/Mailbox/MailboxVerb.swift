internal import ArgumentParser
internal import Core
internal import Operations
internal import Presentation

/// `greenbox mailbox`.
struct MailboxVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mailbox", abstract: "Mailboxes: list, add, show, edit, remove.",
    subcommands: [List.self, Add.self, Show.self, Edit.self, Remove.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the mailboxes.")
    @OptionGroup var common: CommonOptions

    func run() {
      Program.run(json: common.json) { session async throws(Failure) in
        let snapshot = try await session.world.snapshot()
        let all = snapshot.mailboxes.values.sorted { $0.name < $1.name }
        for mailbox in all { session.output.object(MailboxText(mailbox).json) }
        let mailboxIndex = MailboxIndex(snapshot)
        session.output.table(
          ["NAME", "POP ACCOUNT", "REGISTRATION", "INTERFACE", "STATE", "LAST CHECKED"],
          all.map { mailbox in
            let facets = Facets(
              of: mailbox, in: snapshot, mailboxIndex: mailboxIndex, session.world,
              fresh: session.fresh)
            return [
              mailbox.name, mailbox.popAccount, mailbox.registration, mailbox.interface,
              DisplayState(facets).badge(local: Clock.localTime),
              snapshot.evidence[mailbox.name]?.probe.map { Clock.local($0.at) } ?? "never",
            ]
          })
        session.output.next(
          all.isEmpty ? "greenbox mailbox add NAME --pop-account ADDRESS" : "greenbox status")
        return .holds
      }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a mailbox, prefilled as the article says.")
    @Argument(help: "Its name: at most 40 characters, no spaces.")
    var name: String
    @OptionGroup var fields: MailboxFields
    @OptionGroup var common: CommonOptions

    func run() {
      let (name, fields) = (name, fields)
      Program.run(json: common.json) { session async throws(Failure) in
        let snapshot = try await session.world.part(name)
        guard snapshot.mailboxes[name] == nil else {
          throw .settings(.exists(kind: "mailbox", name: name))
        }
        let registration = try snapshot.registration(fields.registration)
        var mailbox = Mailbox(
          name: name, registration: registration.name, popAccount: "", at: session.world.now())
        mailbox.popServer = registration.cloudRow.popHosts[0]
        mailbox.interface = registration.interfaces.first ?? ""
        try fields.apply(to: &mailbox)
        return try await MailboxVerb.save(mailbox, from: nil, session)
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a mailbox.")
    @Argument(help: "Its name.")
    var name: String
    @OptionGroup var common: CommonOptions

    func run() {
      let name = name
      Program.run(json: common.json) { session async throws(Failure) in
        let mailbox = try await MailboxVerb.find(name, session)
        await MailboxText(mailbox).show(session)
        session.output.next("greenbox checklist \(mailbox.name.shellWord)")
        return .holds
      }
    }
  }

  struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Change a mailbox's fields.")
    @Argument(help: "Its name.")
    var name: String
    @Option(help: "A new name.")
    var rename: String?
    @OptionGroup var fields: MailboxFields
    @OptionGroup var common: CommonOptions

    func run() {
      let (name, rename, fields) = (name, rename, fields)
      Program.run(json: common.json) { session async throws(Failure) in
        guard rename == nil || rename == name else {
          throw RegistrationEdit.wrong(
            "--rename: a grant belongs to its mailbox's name; add \(rename ?? "") and remove "
              + "\(name)")
        }
        let before = try await MailboxVerb.find(name, session)
        var mailbox = before
        try fields.apply(to: &mailbox)
        return try await MailboxVerb.save(mailbox, from: before, session)
      }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a mailbox with its tokens here. Microsoft is not told.")
    @Argument(help: "Its name.")
    var name: String
    @OptionGroup var common: CommonOptions

    func run() {
      let name = name
      Program.run(json: common.json) { session async throws(Failure) in
        try await AdminEdit.perform([.removeMailbox(name)], session.world)
        session.output.object(["removed": .string(name)])
        session.output.line("Removed mailbox \(name) and its tokens here. Microsoft is not told.")
        session.output.next("greenbox mailbox list")
        return .holds
      }
    }
  }

  /// A mailbox by name.
  static func find(_ name: String, _ session: Session) async throws(Failure) -> Mailbox {
    try await session.world.snapshot().mailbox(name)
  }

  /// Stores a mailbox that is at least a good draft: what a rule calls an error is said, and kept.
  ///
  /// - Parameters:
  ///   - edited: The mailbox as it is to be.
  ///   - before: The mailbox as it had been read; nil for a new one.
  ///   - session: The session.
  /// - Returns: 6 where a rule calls something in it an error, else 0.
  /// - Throws: An unknown registration, a name that cannot be one, or the vault.
  static func save(
    _ edited: Mailbox, from before: Mailbox?, _ session: Session
  ) async throws(Failure) -> ExitCode {
    let world = session.world
    try await AdminEdit.perform([.saveMailbox(from: before, to: edited)], world)
    let snapshot = try await world.snapshot()
    let mailbox = try snapshot.mailbox(edited.name)
    await MailboxText(mailbox).show(session)
    let errors = MailboxRules.findings(
      for: mailbox, in: snapshot, endpoints: world.endpoints, now: world.now()
    ).filter { $0.severity == .error }
    let draft = !MailboxRules.missing(in: mailbox, endpoints: world.endpoints).isEmpty
    session.output.next(
      errors.isEmpty && !draft
        ? "greenbox authenticate \(mailbox.name.shellWord)"
        : "greenbox mailbox edit \(mailbox.name.shellWord) …")
    return errors.isEmpty ? .holds : .settings
  }
}
