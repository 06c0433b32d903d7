internal import Core
internal import Practice
internal import Synchronization
internal import Operations
internal import Presentation
internal import Presentation

/// Walks the ten steps on the practice tenant with no terminal: as an admin would with the verbs,
/// with the person at the browser played through the same page that a person would use.
///
/// Every step is judged by the checklist's own evidence and every mailbox against what its story says
/// must come out; one that does not makes the whole walk fail.
final class PracticeWalk: Sendable {
  let tenant: PracticeTenant
  let session: Session
  private let deviations = Mutex<[String]>([])
  private let codes = Mutex<Int>(0)

  init(tenant: PracticeTenant, session: Session) {
    self.tenant = tenant
    self.session = session
  }

  var output: Output { session.output }
  var world: World { session.world }

  /// How many device codes have been shown so far.
  var codesShown: Int { codes.withLock { $0 } }

  /// Walks, and gives 0 only if everything came out as it should.
  func run() async throws(Failure) -> ExitCode {
    output.line("A practice tenant on this computer: nothing leaves it.")
    try await settings()
    try await mailboxes()
    for mailbox in tenant.plan.mailboxes.prefix(6) { try await authenticate(mailbox) }
    try await attestEditor()
    try await showSteps()
    try await rotate()
    return try await summary()
  }

  /// Notes something that did not come out as it should.
  func deviation(_ words: String) {
    deviations.withLock { $0.append(words) }
    output.line("  NOT AS IT SHOULD BE: \(words)")
  }

  /// Notes a deviation unless it holds.
  func expect(_ holds: Bool, _ words: String) {
    if !holds { deviation(words) }
  }

  private func settings() async throws(Failure) {
    output.heading("Step 1: the custom configurations")
    let seed = PracticeSeed(tenant: tenant, session: session)
    for registration in tenant.registrations {
      try await seed.type(registration)
      output.line("\(registration.name): client ID \(registration.clientID)")
    }
    let text = CheckText(output)
    let first = tenant.registrations[0].name
    let found = try await SettingsDriver.run(registration: first, world) { text.say($0) }
    expect(found.failure == nil, "the settings of \(first) do not verify")
    let stored = try await session.world.snapshot().registration(first)
    for interface in SettingsMatrix(of: stored).interfaces {
      for setting in SettingName.allCases {
        let tick = Attestation(
          who: world.who, at: world.now(), of: SettingsMatrix.value(of: setting, in: stored))
        try await world.apply([
          .amend(
            registration: first, .attested(interface: interface, setting, tick))
        ])
        output.line("\(setting.rawValue) on \(interface): confirmed by \(world.who)")
      }
    }
  }

  private func mailboxes() async throws(Failure) {
    output.heading("Steps 2 to 7: the mailboxes and their fields")
    let seed = PracticeSeed(tenant: tenant, session: session)
    var changes: [Change] = []
    for mailbox in tenant.plan.mailboxes {
      changes.append(.addMailbox(seed.fields(of: mailbox)))
    }
    try await world.apply(changes)
    let snapshot = try await world.snapshot()
    for mailbox in tenant.plan.mailboxes.prefix(6) {
      guard let fields = snapshot.mailboxes[mailbox.name] else { continue }
      let errors = MailboxRules.findings(
        for: fields, in: snapshot, endpoints: world.endpoints, now: world.now()
      ).filter { $0.severity == .error }
      expect(errors.isEmpty, "\(mailbox.name): \(errors.first?.message ?? "")")
      output.line(
        "\(fields.name): \(fields.sslMethod.label), \(fields.popServer), \(fields.popAccount), "
          + "\(fields.authenticationType.rawValue)  (\(mailbox.story))")
    }
  }

  private func authenticate(_ mailbox: PracticeMailbox) async throws(Failure) {
    output.heading("Steps 8 to 10: \(mailbox.name) (\(mailbox.story))")
    for visit in mailbox.visits { try await PracticeVisitWalk(self, mailbox, visit).run() }
  }

  /// Plays the person at the browser as soon as a code is shown.
  func reporter(person: String, consentsForOrganization: Bool = false) -> Report {
    { [self] progress in
      switch progress {
      case .signIn(.deviceCode(.code(let code, _))):
        codes.withLock { $0 += 1 }
        output.line("  code \(code.userCode) at \(code.verificationURI)")
        do throws(PracticeError) {
          let said = try tenant.client().answer(
            code: code.userCode, as: person, consentsForOrganization: consentsForOrganization)
          output.line("  at the browser, \(person): \(PracticeWalk.oneLine(said))")
        } catch {
          deviation("the page did not take the code: \(error.words)")
        }
      case .signedIn(let name, let scopes):
        output.line(
          "  Mailbox Authenticated: signed in as \(name ?? "not told"), "
            + "scope \(scopes.joined(separator: " "))")
      case .authenticated(let how): output.line("  Authenticated (\(how.rawValue))")
      case .refreshCheck(let refreshCheck): output.line("  " + refreshCheck.line.whole)
      case .stage(let stage): output.line("  " + stage.line.whole)
      case .flipped(let mode): output.line("  as a \(mode.rawValue) client")
      case .check, .pop, .signIn(.deviceCode(.waiting)), .tryingSilently, .signInNeeded, .stands:
        break
      }
    }
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private func attestEditor() async throws(Failure) {
    let part = try await world.part("support")
    guard let before = part.mailboxes["support"] else { return }
    let registration = part.registrations[before.registration]
    var mailbox = before
    mailbox.editorClient = .browserUI
    for step in Step.allCases where step != .settings {
      mailbox.attested[step] = Attestation(
        who: world.who, at: world.now(),
        of: step >= .authenticate ? registration?.editorStamp : nil)
    }
    try await world.apply([.editMailbox(from: before, to: mailbox)])
  }

  private func showSteps() async throws(Failure) {
    output.heading("The ten steps of support, with their evidence")
    var snapshot = try await world.snapshot()
    snapshot.probeDetails = try await world.part("support").probeDetails
    guard let mailbox = snapshot.mailboxes["support"] else { return }
    let rows = Checklist.rows(
      for: mailbox, in: snapshot, endpoints: world.endpoints, now: world.now(),
      fresh: session.fresh, clock: output.time)
    ChecklistText(rows, output).show()
    for row in rows where row.here != .done {
      deviation("step \(row.step.rawValue) of support is \(row.here.rawValue)")
    }
  }

  private func summary() async throws(Failure) -> ExitCode {
    output.heading("Summary")
    let snapshot = try await world.snapshot()
    var rows: [[String]] = []
    for mailbox in tenant.plan.mailboxes.prefix(6) {
      guard let fields = snapshot.mailboxes[mailbox.name] else { continue }
      let state = DisplayState(Facets(of: fields, in: snapshot, world, fresh: session.fresh))
      rows.append([
        state.mark.sign, mailbox.name, state.badge(local: Clock.localTime), mailbox.story,
      ])
      output.object([
        "mailbox": .string(mailbox.name), "state": .string(state.word),
        "badge": .string(state.badge(local: Clock.localTime)), "story": .string(mailbox.story),
      ])
    }
    output.table(["", "MAILBOX", "STATE", "STORY"], rows)
    let wrong = deviations.withLock { $0 }
    output.object(["summary": ["holds": .bool(wrong.isEmpty), "deviations": JSONValue(wrong)]])
    output.line("")
    guard wrong.isEmpty else {
      for words in wrong { output.line("Not as it should be: \(words)") }
      return .internal
    }
    output.line("All ten steps came out as they should.")
    output.next("greenbox settings set client-id=… tenant-id=… --ask-secret, on your own tenant")
    return .holds
  }
}
