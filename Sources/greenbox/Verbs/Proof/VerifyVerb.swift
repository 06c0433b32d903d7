internal import ArgumentParser
internal import Core
internal import Synchronization
internal import Operations
internal import Presentation

/// `greenbox verify`: the refresh check and the probe, for one mailbox or all.
struct VerifyVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that mailboxes can be opened: refresh check, then POP3 to STAT.",
    discussion: """
      Read-only: AUTH, STAT, QUIT. Exit code 0 when every mailbox asked for is verified.
      A run over all mailboxes stops after 5 refused sign-ins in a row with no success between, \
      because servers punish the address; the rest is left unchecked. With --offline no mailbox is \
      verified: each is skipped (offline), and its state is the one that is kept.
      """)
  @Argument(help: "The mailboxes.")
  var names: [String] = []
  @Flag(help: "All mailboxes, in order of name.")
  var all = false
  @Option(help: "How many at a time.")
  var jobs = 1
  @Flag(help: "Probe with the access token at hand, without redeeming the refresh token.")
  var noRefresh = false
  @Flag(help: "Ask no server: tell what is kept, and that nothing was checked now.")
  var offline = false
  @Option(help: "Stop after that many refused sign-ins in a row, or never.")
  var stopAfter = "5"
  @OptionGroup var endpoints: EndpointOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard all != !names.isEmpty else { throw ValidationError("Give mailbox names, or --all.") }
    guard (1...256).contains(jobs) else { throw ValidationError("--jobs takes 1 to 256.") }
    guard stopAfter == "never" || (Int(stopAfter).map { $0 > 0 } ?? false) else {
      throw ValidationError("--stop-after takes a number above 0, or never.")
    }
  }

  func run() {
    let (names, all) = (names, all)
    let stop = Int(stopAfter)
    let (jobs, refresh, offline) = (jobs, !noRefresh, offline)
    Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
      let asked = all ? try await session.world.snapshot().mailboxes.keys.sorted() : names
      let stateCounts = VerifySummary(session)
      if offline {
        try await stateCounts.skip(asked, .offline)
        return stateCounts.conclude(asked: asked.count)
      }
      let request = BatchRequest(
        .verify(refresh: refresh), asked, jobs: jobs,
        patience: stop.map { .leavesOut(after: $0) } ?? .endless)
      let left = Mutex<[Int: [String]]>([:])
      let hindrance = Mutex<Failure?>(nil)
      try await BatchRun(request, session.world, fresh: session.fresh).run { event in
        switch event {
        case .progress(let name, let progress): stateCounts.progress(name, progress)
        case .ended(_, .verified(let found)): stateCounts.take(found)
        case .ended(let name, .leftOut(.refusals(let number))):
          left.withLock { $0[number, default: []].append(name) }
        case .ended(_, .failed(let failure)): hindrance.withLock { $0 = $0 ?? failure }
        case .ended(let name, .leftOut(.gone)):
          hindrance.withLock {
            $0 = $0 ?? .settings(.unknown(kind: "mailbox", name: name, known: []))
          }
        default: break
        }
      }
      for (number, names) in left.withLock({ $0 }) {
        try await stateCounts.skip(names, .refusals(number))
      }
      if let hindrance = hindrance.withLock({ $0 }) { throw hindrance }
      return stateCounts.conclude(asked: asked.count)
    }
  }
}

/// Prints results as they come and counts them for the summary.
final class VerifySummary: Sendable {
  private let session: Session
  private let results = Mutex<[(code: ExitCode, access: AccessWord)]>([])

  init(_ session: Session) {
    self.session = session
  }

  func progress(_ name: String, _ progress: Progress) {
    guard session.output.hasAudience, case .refreshCheck(let refreshCheck) = progress else {
      return
    }
    session.output.progress("\(name): \(refreshCheck.words)")
  }

  func take(_ found: Verification) {
    results.withLock { $0.append((ExitCode(found), found.access)) }
    let text = VerificationText(found, session)
    session.output.object(text.json)
    text.show()
  }

  /// Tells what is kept of mailboxes that were not tried.
  func skip(_ names: [String], _ why: Verification.Skipped) async throws(Failure) {
    guard !names.isEmpty else { return }
    let snapshot = try await session.world.snapshot()
    let mailboxIndex = MailboxIndex(snapshot)
    for name in names { _ = try snapshot.mailboxAndRegistration(name) }
    for name in names {
      let found = Verification.skipped(
        name, why, in: snapshot, mailboxIndex, session.world, fresh: session.fresh)
      if let found { take(found) }
    }
  }

  func conclude(asked: Int) -> ExitCode {
    let all = results.withLock { $0 }
    let code = ExitCode.of(all.map(\.code))
    let counts = AccessWord.allCases.map { word in (word, all.count { $0.access == word }) }
    session.output.object([
      "summary": JSONValue(
        members: [JSONObject.Member(name: "mailboxes", value: JSONValue(asked))]
          + counts.map { JSONObject.Member(name: $0.0.rawValue, value: JSONValue($0.1)) }
          + [JSONObject.Member(name: "exit_code", value: JSONValue(code.rawValue))])
    ])
    guard asked > 0 else {
      session.output.line("There is no mailbox yet.")
      session.output.next("greenbox mailbox add NAME --pop-account ADDRESS")
      return code
    }
    session.output.line()
    session.output.line(
      counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.counted)" }.joined(separator: ", "))
    session.output.overridden(session.world.endpoints)
    session.output.next(code.next)
    return code
  }
}

extension ExitCode {
  /// What to do next after a run that ended so.
  var next: String {
    switch self {
    case .holds: "nothing; all that was asked for holds"
    case .signIn: "greenbox authenticate NAME, for each mailbox that is not authenticated"
    case .denied: "do the next step named above for each denied mailbox, then greenbox verify"
    case .unreachable: "greenbox settings verify"
    case .settings: "greenbox settings verify"
    case .vault: "see to the vault first"
    case .usage, .internal, .output, .hungUp: "greenbox --help"
    }
  }
}
