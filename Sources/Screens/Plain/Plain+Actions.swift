import Canvas
import Core

extension Plain {
  /// Takes a text that was asked for: empty keeps what there is, `-` empties it, a dot leaves it.
  mutating func answer(_ line: String) -> [Effect] {
    if line == "." { return app.perform(.back) }
    let text = TextField(line == "-" ? "" : line)
    if app.home.isFiltering {
      app.home.filter = text
      app.mailboxList.narrow(to: text.text)
      (app.home.index, top) = (0, 0)
    } else if app.home.editing != nil, !line.isEmpty {
      app.home.editing = text
    } else if app.stack.last?.registration?.editing != nil, !line.isEmpty {
      app.changeRegistration { $0.editing = text }
    }
    return app.perform(.open)
  }

  mutating func perform(_ action: PlainPage.PlainAction) -> [Effect] {
    switch action {
    case .command(let command): return perform(command)
    case .mailbox(let index):
      app.home.isNew = index < 0
      app.home.index = max(0, index)
      app.focus(index < 0 ? .editor : .checklist)
    case .more:
      top = top + PlainPager.length < app.mailboxList.shown.count ? top + PlainPager.length : 0
    case .step(let step):
      app.home.step = step
      app.home.stepOf = app.home.subject(in: app.mailboxList)
      app.focus(.evidence)
    case .fields: app.focus(.editor)
    case .field(let field):
      app.choose(field)
      return app.openField()
    case .tab(let tab): app.changeRegistration { ($0.tab, $0.index) = (tab, 0) }
    case .row(let row):
      app.changeRegistration { $0.index = row }
      return app.perform(.open)
    case .answer(let letter): return app.answer(letter)
    }
    return []
  }

  private mutating func perform(_ command: Command) -> [Effect] {
    switch app.stack.last {
    case nil: return performHome(command)
    case .registration(let state) where command == .copy && state.tab != .interfaces:
      app.stack.append(
        .message(
          MessageState(
            title: "For your Microsoft 365 admin",
            text: SignInInstructions.consent(state.draft, mailbox: nil))))
      return []
    default: return app.perform(command)
    }
  }

  private mutating func performHome(_ command: Command) -> [Effect] {
    let (focus, wasNew) = (app.home.focus, app.home.isNew)
    switch (command, focus) {
    case (.back, .evidence): app.focus(.checklist)
    case (.back, .editor) where !wasNew: app.focus(.checklist)
    case (.back, _):
      app.home.isNew = false
      app.focus(.list)
    case (.open, .evidence): return app.openStep()
    case (.transcript, _):
      app.home.showsTranscript = true
      let text = app.evidenceLines(width: app.columns).map(\.plain).joined(separator: "\n")
      app.home.showsTranscript = false
      app.stack.append(.message(MessageState(title: "Transcript", text: text)))
    case (.authenticate, _):
      let effects = app.authenticate()
      // What is unmet is said; the console would show the button.
      if effects.isEmpty, app.stack.isEmpty { app.focus(focus) }
      return effects
    case (.save, _):
      let effects = app.save()
      if wasNew, !app.home.isNew { app.focus(.checklist) }
      return effects
    case (.removeMailbox, _): app.askRemove()
    case (.forget, _): app.askForget()
    default: return app.performHome(command)
    }
    return []
  }
}
