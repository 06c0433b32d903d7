internal import ArgumentParser
internal import Core
internal import Presentation

/// `greenbox checklist`: the ten steps for one mailbox, in two columns.
struct ChecklistVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checklist",
    abstract: "The ten steps for a mailbox: decided here, and attested of the mailbox editor.")
  @Argument(help: "The mailbox.")
  var name: String
  @OptionGroup var endpoints: EndpointOptions
  @OptionGroup var common: CommonOptions

  func run() {
    let name = name
    Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
      let mailbox = try await MailboxVerb.find(name, session)
      let world = session.world
      var snapshot = try await world.snapshot()
      snapshot.probeDetails = try await world.part(name).probeDetails
      let rows = Checklist.rows(
        for: mailbox, in: snapshot, endpoints: world.endpoints, now: world.now(),
        fresh: session.fresh, clock: session.output.time)
      ChecklistText(rows, session.output).show()
      let open = rows.first { $0.here != .done }
      session.output.next(open?.next ?? "nothing; all ten steps are done here")
      return open == nil ? .holds : ChecklistVerb.code(open)
    }
  }

  // The first step that is not done tells who must act.
  private static func code(_ row: ChecklistRow?) -> ExitCode {
    switch row?.step {
    case .settings, .editor, .mailbox, .sslMethod, .popServer, .popAccount, .authenticationType:
      .settings
    case .authenticate, .ok: .signIn
    case .greenBox: row?.here == .failed ? .denied : .signIn
    case nil: .holds
    }
  }
}

/// The ten rows as text and as JSON.
struct ChecklistText {
  let rows: [ChecklistRow]
  let output: Output

  init(_ rows: [ChecklistRow], _ output: Output) {
    self.rows = rows
    self.output = output
  }

  func show() {
    for row in rows {
      output.object(json(row))
      output.line("\(row.here.mark.sign) \(row.step.rawValue). \(row.step.title)")
      for line in row.evidence { output.line("     \(line)") }
      if let unproven = row.unproven { output.line("     not proved: \(unproven)") }
      if let editor = row.editor {
        output.line("     in the mailbox editor: \(editor.words(local: Clock.local))")
      }
    }
  }

  private func json(_ row: ChecklistRow) -> JSONValue {
    var who: JSONValue = .null
    var at: JSONValue = .null
    switch row.editor {
    case .attested(let tick), .cleared(let tick):
      who = .string(tick.who)
      at = .string(tick.at.iso)
    case .open, nil: break
    }
    return [
      "step": JSONValue(row.step.rawValue), "title": .string(row.step.title),
      "here": .string(row.here.rawValue), "evidence": JSONValue(row.evidence),
      "editor": JSONValue(row.editor?.word), "editor_who": who, "editor_at": at,
      "next": JSONValue(row.next), "not_proved": JSONValue(row.unproven),
    ]
  }
}

extension Output {
  /// A moment as the reader wants it: UTC for programs, local time for people.
  func time(_ moment: Moment) -> String { json ? moment.iso : Clock.local(moment) }
}
