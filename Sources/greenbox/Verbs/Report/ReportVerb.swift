internal import ArgumentParser
internal import Core
internal import Vault
internal import Diagnosis
internal import Presentation

/// `greenbox report`: what is known, in Markdown, for a Microsoft 365 admin or Oracle support; with
/// `--letter`, what to ask of the tenant's admin.
struct ReportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "A redacted Markdown report on mailboxes, or the letter to the tenant's admin.",
    discussion: """
      Asks no server: it tells what is set, what was tried and what the servers said, with the ids \
      by which support finds a request, and never a secret or a token. Run greenbox verify first \
      for fresh evidence.
      With --letter it writes one letter for each registration: app id, permissions, consent link, \
      the POP switch, and what Conditional Access must allow.
      """)
  @Argument(help: "The mailboxes.")
  var names: [String] = []
  @Flag(help: "All mailboxes, in order of name.")
  var all = false
  @Flag(help: "Write the letter to the tenant's admin instead.")
  var letter = false
  @Option(help: "How many lines of history to tell for each mailbox.")
  var history = 50
  @OptionGroup var endpoints: EndpointOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard all != !names.isEmpty else { throw ValidationError("Give mailbox names, or --all.") }
    guard (0...VaultFile.journalLimit).contains(history) else {
      throw ValidationError("--history takes 0 to \(VaultFile.journalLimit).")
    }
  }

  func run() {
    let options = self
    Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
      let snapshot = try await session.world.snapshot()
      let names = options.all ? snapshot.mailboxes.keys.sorted() : options.names
      for name in names { _ = try await MailboxVerb.find(name, session) }
      return options.letter
        ? try ReportVerb.letters(names, snapshot, session)
        : try await ReportVerb.report(names, snapshot, history: options.history, session)
    }
  }

  private static func report(
    _ names: [String], _ whole: Snapshot, history: Int, _ session: Session
  ) async throws(Failure) -> ExitCode {
    let world = session.world
    let mailboxIndex = MailboxIndex(whole)
    let now = world.now()
    var snapshot = whole
    var subjects: [SupportReport.Subject] = []
    for name in names {
      guard let mailbox = snapshot.mailboxes[name] else { continue }
      snapshot.probeDetails[name] = try await world.part(name).probeDetails[name]
      let facets = Facets(
        of: mailbox, in: snapshot, mailboxIndex: mailboxIndex, world, fresh: session.fresh)
      subjects.append(
        SupportReport.Subject(
          mailbox: name,
          problem: Problem.known(
            of: name, facets, in: snapshot, mailboxIndex: mailboxIndex, endpoints: world.endpoints,
            now: now),
          history: try await world.journal(history, name)))
    }
    let report = SupportReport(
      snapshot: snapshot, endpoints: world.endpoints, now: now, fresh: session.fresh,
      who: world.who, version: Greenbox.configuration.version)
    let page = report.markdown(subjects)
    session.output.document(page)
    session.output.object([
      "mailboxes": JSONValue(names), "problems": .array(subjects.map { JSONValue($0.problem) }),
      "markdown": .string(page),
    ])
    return .holds
  }

  private static func letters(
    _ names: [String], _ snapshot: Snapshot, _ session: Session
  ) throws(Failure) -> ExitCode {
    let mailboxes = names.compactMap { snapshot.mailboxes[$0] }
    for name in Set(mailboxes.map(\.registration)).sorted() {
      guard let registration = snapshot.registrations[name] else { continue }
      let letter = AdminLetter(
        registration, mailboxes: mailboxes.filter { $0.registration == name },
        grants: snapshot.grants)
      session.output.document(letter.markdown)
      session.output.object([
        "registration": .string(name),
        "consent_links": JSONValue(letter.tenants.map { letter.consentLink(tenant: $0) }),
        "allow_public_client_flows": .bool(letter.isPublic), "markdown": .string(letter.markdown),
      ])
    }
    return .holds
  }
}

extension Output {
  /// A finished document for people, as it is but for what a terminal would obey.
  func document(_ text: String) {
    guard !json else { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    write(lines.map { Output.printable(String($0)) }.joined(separator: "\n"))
  }
}
