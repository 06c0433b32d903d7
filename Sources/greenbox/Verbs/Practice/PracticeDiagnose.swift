internal import ArgumentParser
internal import Core
internal import Practice
internal import Wire
internal import Diagnosis

extension PracticeVerb {
  /// `greenbox practice diagnose`: every fault of the practice tenant beside what is said of it.
  struct Diagnose: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Play every fault, and print what verify or authenticate says of it.",
      discussion: """
        One row a fault: where it shows, the cause named first (or the set that cannot be told \
        apart from here), who acts, and the next step. Servers that go silent are given up early, \
        so that the whole takes about a minute.
        """,
      shouldDisplay: false)
    @Option(help: "Only these faults.")
    var fault: [String] = []
    @OptionGroup var common: CommonOptions

    func run() {
      let wanted = fault
      Program.runBare(json: common.json) { (loop, output) async throws(Failure) in
        let names = wanted.isEmpty ? PracticeFault.all.map(\.name) : wanted
        let home = try PracticeHome.make()
        let result: Result<ExitCode, Failure>
        do throws(Failure) {
          var plan = TenantPlan.mailboxes(count: names.count)
          plan.pollInterval = 1
          let tenant = try Diagnose.start(plan)
          defer { tenant.stop() }
          try home.write(tenant)
          let session = try await Session.open(
            loop: loop, output: output, home: Home(folder: home.path),
            given: home.overrides(tenant))
          result = .success(
            try await Diagnose.show(
              names, FaultTable(tenant: tenant, session: session.hasty()), output))
          await session.engine.shutdown(grace: .seconds(2))
        } catch {
          result = .failure(error)
        }
        home.remove()
        return try result.get()
      }
    }

    private static func start(_ plan: TenantPlan) throws(Failure) -> PracticeTenant {
      do throws(PracticeError) {
        let tenant = try PracticeTenant(plan)
        try tenant.start()
        return tenant
      } catch {
        throw Failure(error)
      }
    }

    private static func show(
      _ names: [String], _ table: FaultTable, _ output: Output
    ) async throws(Failure) -> ExitCode {
      try await table.prepare()
      for (number, name) in names.enumerated() {
        let scene = FaultScene(name, number: number)
        try table.set(scene)
        let row = await table.look(scene)
        table.clear(scene)
        output.object([
          "fault": .string(row.fault), "shown_by": .string(row.place.rawValue),
          "access": .string(row.access), "first_cause": JSONValue(row.problem?.firstCause),
          "problem": JSONValue(row.problem),
        ])
        output.line("\(row.fault)")
        output.line("  \(row.place.rawValue): \(row.access)")
        guard let problem = row.problem else { continue }
        output.line("  \(problem.id): \(problem.title)")
        output.line("  cause: \(problem.firstCause)")
        if let notice = problem.undecidedNotice { output.line("  \(notice)") }
        output.line("  who acts: \(problem.owner.words)")
        output.line("  next step: \(problem.nextStep)")
      }
      output.object(["summary": ["faults": JSONValue(names.count)]])
      output.next("greenbox practice --serve --fault NAME, to see one for oneself")
      return .holds
    }
  }
}

extension Problem {
  /// The cause named first, or the whole set where it cannot be told apart from here.
  var firstCause: String {
    guard undecidable else { return causes.first?.text ?? title }
    let open = causes.filter { $0.likelihood != .ruledOut }
    return "one of: " + open.map(\.text).joined(separator: " / ")
  }
}
