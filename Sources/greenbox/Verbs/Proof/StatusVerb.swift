internal import ArgumentParser
internal import Core
internal import Diagnosis
internal import Operations
internal import Presentation

/// `greenbox status`: every mailbox with its badge, from what is kept; no network.
struct StatusVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Every mailbox with its state; asks no server.",
    discussion: "Exit code 0 when every mailbox is verified, else the first that applies.")
  @OptionGroup var endpoints: EndpointOptions
  @OptionGroup var common: CommonOptions

  func run() {
    Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
      try await StatusVerb.show(session)
    }
  }

  /// Prints every mailbox with its state.
  static func show(_ session: Session) async throws(Failure) -> ExitCode {
    let world = session.world
    var snapshot = try await world.snapshot()
    let mailboxIndex = MailboxIndex(snapshot)
    let now = world.now()
    let names = snapshot.mailboxes.keys.sorted()
    var codes: [ExitCode] = []
    var rows: [[String]] = []
    var next = StatusNext(snapshot)
    for name in names {
      guard let mailbox = snapshot.mailboxes[name] else { continue }
      let facets = Facets(
        of: mailbox,
        config: ConfigFacet(
          of: mailbox, in: snapshot, mailboxIndex: mailboxIndex, endpoints: world.endpoints,
          now: now),
        in: snapshot, endpoints: world.endpoints, now: now, fresh: session.fresh)
      let state = DisplayState(facets)
      codes.append(StatusVerb.code(state))
      next.count(mailbox, state)
      rows.append([state.mark.sign, name, mailbox.popAccount, state.badge(local: Clock.localTime)])
      if session.output.json, case .denied = facets.access {
        // What ranks the causes of a refusal is in the probe's stages.
        snapshot.probeDetails[name] = try await world.part(name).probeDetails[name]
      }
      session.output.object([
        "mailbox": .string(name), "pop_account": .string(mailbox.popAccount),
        "registration": .string(mailbox.registration), "interface": .string(mailbox.interface),
        "state": .string(state.word),
        "badge": .string(state.badge(local: Clock.localTime)),
        "auth": .string(facets.auth.word), "access": .string(facets.access.word.rawValue),
        "checked": JSONValue(snapshot.evidence[name]?.probe?.at.iso),
        "problem": JSONValue(
          session.output.json
            ? Problem.known(
              of: name, facets, in: snapshot, mailboxIndex: mailboxIndex,
              endpoints: world.endpoints, now: now)
            : nil),
      ])
    }
    let code = ExitCode.of(codes)
    StatusVerb.head(snapshot, now, session)
    session.output.table(["", "NAME", "POP ACCOUNT", "STATE"], rows)
    session.output.object([
      "summary": [
        "mailboxes": JSONValue(names.count),
        "verified": JSONValue(codes.count { $0 == .holds }),
        "overridden": JSONValue(world.endpoints.overridden),
        "warnings": .array(
          snapshot.registrations.values.sorted { $0.name < $1.name }.flatMap(\.warnings)
            .map { JSONValue($0) }),
        "exit_code": JSONValue(code.rawValue),
      ]
    ])
    session.output.overridden(world.endpoints)
    session.output.next(next.words)
    return code
  }

  private static func head(_ snapshot: Snapshot, _ now: Moment, _ session: Session) {
    for registration in snapshot.registrations.values.sorted(by: { $0.name < $1.name }) {
      session.output.line(
        "\(registration.name) · tenant \(registration.tenantID) · secret "
          + RegistrationText(registration, session).secretWords)
      for warning in registration.warnings {
        session.output.line("  \(warning.message) \(warning.advice)")
      }
    }
    for login in snapshot.pending.values.sorted(by: { $0.mailbox < $1.mailbox }) {
      session.output.line(
        "A sign-in for \(login.mailbox) is under way: greenbox resume \(login.mailbox.shellWord)")
    }
  }

  /// Authenticated and never verified counts as unfinished (R61).
  private static func code(_ state: DisplayState) -> ExitCode {
    switch state {
    case .verified: .holds
    case .draft, .needsFixing, .passwordMailbox, .secretExpired: .settings
    case .accessDenied: .denied
    case .unreachable: .unreachable
    case .awaitingAdmin, .awaitingLogin, .awaitingOK, .wrongAccount, .stale, .unauthenticated,
      .authenticatedOnly, .notAuthenticated, .attemptFailed:
      .signIn
    }
  }
}
