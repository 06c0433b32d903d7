import Canvas
import Core
import Presentation

/// Makes the page that the plain mode is at.
struct PlainPager {
  let app: App
  /// The place of the first mailbox that is listed.
  let top: Int

  /// How many mailboxes are listed at once.
  static let length = 20
  /// Sentences are not broken.
  let width = 10_000

  var page: PlainPage {
    var page = placed
    if page.ask == nil, page.name != .run, let job = app.statusJob {
      page.lines.append("\(job.job.words): \(PlainPager.short(job.waits)).")
    }
    return page
  }

  private var placed: PlainPage {
    switch app.stack.last {
    case .registration(let state): return registration(state)
    case .signIn(let state): return signIn(state)
    case .run(let state): return run(state)
    case .question(let question):
      return PlainPage(
        name: .question(question.title), lines: [question.title] + question.lines,
        choices: question.options.map {
          .init(text: $0.label, word: String($0.letter), action: .answer($0.letter))
        })
    case nil: break
    default: return home
    }
    if app.home.isFiltering {
      return PlainPage(
        name: .typing("filter"), lines: [], ask: "Show mailboxes that contain (- for all):")
    }
    if let field = app.home.editing.map({ _ in app.editorField }), let mailbox = app.subject {
      return typing(field, mailbox)
    }
    switch app.home.focus {
    case .list: return home
    case .editor: return fields ?? home
    case .checklist: return mailbox ?? home
    case .evidence: return step ?? mailbox ?? home
    }
  }

  /// Without what changes from stage to stage: one line a job is enough to hear.
  static func short(_ waits: String) -> String {
    String(waits.prefix { $0 != "," })
  }

  func value(_ text: String) -> String { text.isEmpty ? "empty" : Printable.text(text) }

  /// Choices for commands, those that would do something here.
  func choices(_ commands: [Command]) -> [PlainPage.Choice] {
    commands.compactMap { command in
      guard let binding = app.keys.binding(command), let label = app.label(binding) else {
        return nil
      }
      // A label of one word is for a footer; the sentence of help says it whole.
      return choice(command, label == binding.label ? String(binding.help.dropLast()) : label)
    }
  }

  func choice(_ command: Command, _ text: String) -> PlainPage.Choice {
    let key = app.keys.keyName(command)
    let word: String =
      switch command {
      case .back: "b"
      case .save: "s"
      case .open: "ok"
      default: key.count == 1 ? key : command.rawValue
      }
    return PlainPage.Choice(text: text, word: word, action: .command(command))
  }

  private var home: PlainPage {
    var lines: [String] = []
    if let registration = app.registration {
      lines.append(
        "Greenbox. \(Printable.text(registration.name)), tenant \(value(registration.tenantID)), "
          + Header(app: app).secret.plain + ".")
    }
    let overridden = app.setting.endpoints.overridden
    if !overridden.isEmpty { lines.append("Overridden: \(overridden.joined(separator: ", ")).") }
    lines.append(Header(app: app).counted)
    if !app.home.filter.text.isEmpty {
      lines.append(
        "\(app.mailboxList.shown.count) contain \(Printable.text(app.home.filter.text)).")
    }
    let places = app.mailboxList.shown.indices.dropFirst(top).prefix(PlainPager.length)
    var choices = places.compactMap { place in
      app.mailboxList.row(at: place).map { row in
        PlainPage.Choice(text: named(row), action: .mailbox(place))
      }
    }
    if app.mailboxList.shown.count > PlainPager.length {
      choices.append(.init(text: "More mailboxes", word: "more", action: .more))
    }
    if app.drafts[""] != nil {
      choices.append(.init(text: "The new mailbox, not saved", action: .mailbox(-1)))
    }
    choices += self.choices([
      .save, .newMailbox, .registration, .verifyAll, .authenticateQueue, .filter, .sort, .log,
      .about, .quit,
    ])
    return PlainPage(name: .home, lines: lines, choices: choices)
  }

  private func named(_ row: MailboxList.Row) -> String {
    let edited = app.drafts[row.name].map { $0.differs(from: app.snapshot.mailboxes[row.name]) }
    return "\(Printable.text(row.name)): \(row.state.badge(local: app.clock.short))"
      + (edited ?? false ? ", not saved" : "")
  }

  private var mailbox: PlainPage? {
    guard !app.home.isNew, let row = app.mailboxList.row(at: app.home.index) else { return nil }
    var lines = ["Mailbox \(named(row)). Pop Account \(value(row.popAccount))."]
    if let mailbox = app.subject {
      lines += app.unmet(mailbox).map { "Authenticate waits. \($0)" }
    }
    let steps = app.checklist.enumerated().map { at, row in
      PlainPage.Choice(
        text: "Step \(row.step.rawValue), \(row.step.title): \(row.here.word) here"
          + (row.editor.map { ", \($0.plain)" } ?? ""), action: .step(at))
    }
    var commands = choices([.authenticate, .verify, .problem, .transcript])
    commands.append(.init(text: "Fields of the mailbox editor", word: "e", action: .fields))
    commands += choices([.save, .forget])
    commands += [choice(.removeMailbox, "Remove"), choice(.back, "Back to the mailboxes")]
    return PlainPage(name: .mailbox(row.name), lines: lines, choices: commands + steps)
  }

  private var step: PlainPage? {
    let rows = app.checklist
    guard let name = app.home.subject(in: app.mailboxList), rows.indices.contains(app.home.step)
    else { return nil }
    let row = rows[app.home.step]
    var choices: [PlainPage.Choice] = []
    if row.here != .done { choices.append(choice(.open, "Go to what settles it")) }
    if let mark = row.editor {
      var text = "Tick it as seen in the mailbox editor"
      if case .attested = mark { text = "Take the tick back" }
      choices.append(.init(text: text, word: "t", action: .command(.attest)))
    }
    choices.append(choice(.back, "Back to the mailbox"))
    return PlainPage(
      name: .step(name, row.step), lines: app.evidenceLines(width: width).map(\.plain),
      choices: choices)
  }
}

extension ChecklistRow.EditorMark {
  fileprivate var plain: String {
    switch self {
    case .attested: "ticked in the mailbox editor"
    case .open: "not ticked in the mailbox editor"
    case .cleared: "to be done again in the mailbox editor"
    }
  }
}
