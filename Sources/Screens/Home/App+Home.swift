import Canvas
import Core
import Operations

extension App {
  mutating func focus(_ pane: Pane) {
    home.focus = pane
    if pane != .list { home.side = pane == .editor ? .editor : .checklist }
    home.evidence.top = 0
  }

  mutating func performHome(_ command: Command) -> [Effect] {
    if home.isFiltering { return performFilter(command) }
    if home.editing != nil { return performTyping(command) }
    switch command {
    case .quit: return quit()
    case .nextPane: turnPane(1)
    case .previousPane: turnPane(-1)
    case .back: back()
    case .open: return openHome()
    case .authenticate: return authenticate()
    case .verify: return verify()
    case .verifyAll: return startRun(.verify(refresh: true))
    case .authenticateQueue: return startRun(.authenticate)
    case .problem: showProblem()
    case .attest: return attest()
    case .transcript:
      home.showsTranscript.toggle()
      home.evidence.top = 0
      if home.focus == .list || home.focus == .editor, HomeLayout(self).evidence == nil {
        focus(.checklist)
      }
    case .filter:
      evaluateAll()
      home.isFiltering = true
      focus(.list)
    case .sort: sort()
    case .newMailbox: newMailbox()
    case .removeMailbox: askRemove()
    case .forget: askForget()
    case .registration: openRegistration()
    case .save: return save()
    case .undo: undo()
    case .fix: fixField()
    case .discard: discard()
    case .nextTab: turnTab(1)
    case .previousTab: turnTab(-1)
    case .log:
      stack.append(.log(LogState()))
      return [.readJournal]
    case .about: stack.append(.about(Page()))
    case .mouse:
      hasMouse.toggle()
      notice = Notice(
        hasMouse
          ? "Mouse on: hold Shift to select text." : "Mouse off: the terminal selects text again.")
      return [.mouse(hasMouse)]
    case .theme: return [.nextTheme]
    default: move(command)
    }
    return []
  }

  private mutating func performFilter(_ command: Command) -> [Effect] {
    switch command {
    case .open, .up, .down:
      home.isFiltering = false
      if command != .open { move(command) }
    case .back:
      home.isFiltering = false
      clearFilter()
    default: break
    }
    return []
  }

  private mutating func clearFilter() {
    let name = home.name(in: mailboxList)
    home.filter = TextField()
    mailboxList.narrow(to: "")
    home.index = name.flatMap { mailboxList.place(of: $0) } ?? 0
  }

  private mutating func performTyping(_ command: Command) -> [Effect] {
    switch command {
    case .back: endTyping(keeping: false)
    case .save: return save()
    case .fix:
      endTyping(keeping: true)
      fixField()
    case .open, .down, .nextPane:
      endTyping(keeping: true)
      // A new mailbox needs two texts: its name, then its Pop Account.
      if home.isNew, editorField == .name, subject?.popAccount.isEmpty ?? false {
        choose(.popAccount)
        return openField()
      }
      home.field = min(home.field + 1, editorFields.count - 1)
    case .up, .previousPane:
      endTyping(keeping: true)
      home.field = max(0, home.field - 1)
    default: break
    }
    return []
  }

  private mutating func turnPane(_ step: Int) {
    let panes = HomeLayout(self).panes
    let at = panes.firstIndex(of: home.focus) ?? 0
    focus(panes[(at + step + panes.count) % panes.count])
  }

  private mutating func back() {
    if home.isNew, home.focus == .list {
      home.isNew = false
    } else if home.focus != .list {
      focus(.list)
    } else if !home.filter.text.isEmpty {
      clearFilter()
    } else {
      notice = Notice("\(keys.keyName(.quit)) quits.")
    }
  }

  private mutating func openHome() -> [Effect] {
    switch home.focus {
    case .list:
      guard subject != nil else {
        newMailbox()
        return []
      }
      focus(.editor)
    case .editor: return openField()
    case .checklist: return openStep()
    case .evidence: break
    }
    return []
  }

  private mutating func turnTab(_ step: Int) {
    let tabs = EditorTab.allCases
    if home.focus == .checklist {
      if step < 0, HomeLayout(self).hasChecklistTab {
        (home.tab, home.field) = (tabs[tabs.count - 1], 0)
        focus(.editor)
      }
      return
    }
    let at = (tabs.firstIndex(of: home.tab) ?? 0) + step
    home.field = 0
    // Where the checklist is a tab, it is the one after the last.
    if at >= tabs.count, HomeLayout(self).hasChecklistTab { return focus(.checklist) }
    home.tab = tabs[max(0, min(tabs.count - 1, at))]
  }

  private mutating func sort() {
    let orders = MailboxList.Order.allCases
    let at = orders.firstIndex(of: mailboxList.order) ?? 0
    let name = home.name(in: mailboxList)
    evaluateAll()
    mailboxList.sort(by: orders[(at + 1) % orders.count])
    home.index = name.flatMap { mailboxList.place(of: $0) } ?? 0
    notice = Notice("Sorted by \(mailboxList.order.rawValue).")
  }

  mutating func newMailbox() {
    guard let registration else {
      openRegistration()
      return
    }
    if drafts[""] == nil {
      var mailbox = Mailbox(name: "", registration: registration.name, popAccount: "", at: now)
      mailbox.popServer = registration.cloudRow.popHosts.first ?? mailbox.popServer
      mailbox.interface = registration.interfaces.first ?? ""
      drafts[""] = Draft(base: nil, mailbox: mailbox)
    }
    home.isNew = true
    choose(.name)
    if drafts[""]?.mailbox.name.isEmpty ?? true { _ = openField() }
  }

  private mutating func undo() {
    guard let name = home.subject(in: mailboxList), drafts[name]?.undo() ?? false else {
      notice = Notice("Nothing to undo.")
      return
    }
    notice = Notice("Undone.")
  }

  private mutating func discard() {
    guard let name = home.subject(in: mailboxList), let draft = drafts[name],
      name.isEmpty || draft.differs(from: snapshot.mailboxes[name])
    else {
      notice = Notice("Nothing was changed.")
      return
    }
    ask(.discard(name, setting))
  }

  private mutating func move(_ command: Command) {
    let layout = HomeLayout(self)
    switch home.focus {
    case .list:
      let old = home.index
      home.index = App.moved(
        home.index, command, count: mailboxList.shown.count, page: layout.listRows)
      if home.index != old || home.isNew {
        home.isNew = false
      }
    case .editor:
      home.field = App.moved(home.field, command, count: editorFields.count, page: 8)
    case .checklist:
      home.step = App.moved(home.step, command, count: Step.allCases.count, page: 5)
      home.evidence.top = 0
      home.showsTranscript = false
    case .evidence:
      let rect = layout.evidence ?? layout.status
      let lines = evidenceLines(width: rect.columns).count
      _ = home.evidence.move(command, lines: lines, rows: rect.rows - 1)
    }
  }

  /// A place in a list after a command.
  static func moved(_ index: Int, _ command: Command, count: Int, page: Int) -> Int {
    let target =
      switch command {
      case .up: index - 1
      case .down: index + 1
      case .pageUp: index - max(1, page)
      case .pageDown: index + max(1, page)
      case .first: 0
      case .last: count - 1
      default: index
      }
    return max(0, min(target, count - 1))
  }
}
