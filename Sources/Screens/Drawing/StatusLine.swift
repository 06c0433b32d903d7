import Canvas
import Core
import Presentation

/// The last two lines: what was said or is waited for, and the keys that work here and now.
struct StatusLine {
  let app: App

  func draw(on grid: inout Grid, status: Rect, footer: Rect) {
    message.draw(on: &grid, in: status, row: 0, column: 1)
    var at = 1
    let hints = hints
    // Help is never the one that finds no room: it tells all the others.
    var kept = hints.first { $0.command == .help }.map { $0.width + 2 } ?? 0
    for hint in hints {
      let width = hint.width
      if hint.command == .help { kept = 0 }
      guard at + width + kept < footer.columns else { continue }
      if let label = hint.label {
        grid.put(hint.key, in: footer, row: 0, column: at, role: .key)
        grid.put(
          label, in: footer, row: 0, column: at + TextWidth.of(hint.key) + 1, role: .footer)
      }
      at += width + 2
    }
  }

  private var message: Line {
    if let notice = app.notice { return Line(notice.text, notice.role) }
    if let job = app.statusJob {
      let seconds = max(0, (app.uptime - job.began).components.seconds)
      return Line([
        Span("\(Mark.awaiting.sign) \(job.job.words). \(job.waits), \(seconds) s", .warning)
      ])
    }
    if app.stack.isEmpty, app.home.isFiltering || !app.home.filter.text.isEmpty {
      return Line(
        "\(app.mailboxList.shown.count) of \(app.mailboxList.rows.count) mailboxes shown", .muted)
    }
    return Line("")
  }

  private struct Hint {
    var command: Command
    var key: String
    /// Nil for a place that is kept free.
    var label: String?
    /// Columns at least for the label.
    var room = 0

    var width: Int { TextWidth.of(key) + 1 + max(room, TextWidth.of(label ?? "")) }
  }

  /// The most useful first.
  private var hints: [Hint] {
    var seen: Set<Command> = []
    var hints: [Hint] = []
    for binding in app.keys.bindings(in: app.place) {
      guard let key = binding.keys.first else { continue }
      let label = app.label(binding)
      // What Enter does changes from field to field. The keys after it keep their places: eyes find
      // them there, and a slow line need not carry them again.
      let keeps = app.place == .editor && app.columns >= 60
      let room = keeps && binding.command == .open ? 6 : 0
      guard label != nil || room > 0, seen.insert(binding.command).inserted else { continue }
      hints.append(Hint(command: binding.command, key: key.name, label: label, room: room))
    }
    return hints
  }
}

extension App {
  /// What the footer calls a command here and now; nil where it would do nothing.
  func label(_ binding: Binding) -> String? {
    switch (stack.last, binding.command) {
    case (_, .up), (_, .down), (_, .pageUp), (_, .pageDown), (_, .first), (_, .last),
      (_, .previousPane), (_, .redraw), (_, .suspend):
      return nil
    case (nil, .back) where cancellable != nil, (.registration, .back) where cancellable != nil:
      return "Cancel"
    case (nil, _): return homeLabel(binding)
    case (.signIn(let state), _): return signInLabel(binding, state)
    case (.registration(let state), _): return registrationLabel(binding, state)
    case (.run(let run), .pause):
      return run.isOver ? nil : run.isPaused ? "Go on" : "Pause"
    case (.run(let run), .skip): return run.isOver ? nil : binding.label
    case (.run, .stop): return nil
    case (.run(let run), .open): return run.isOver ? "To the mailbox" : "Problem"
    case (.run(let run), .problem): return run.isOver ? "Problem" : nil
    case (.run(let run), .back): return run.isOver ? "Back" : "Stop"
    case (.palette, .open): return "Do it"
    case (.question, .open): return "Answer"
    case (.problem, .copy), (.message, .copy): return "Copy"
    case (.problem(let state), .authenticate), (.problem(let state), .verify),
      (.problem(let state), .registration), (.problem(let state), .open):
      return deeds(state).contains(binding.command) ? binding.label : nil
    case (.message, .authenticate), (.message, .verify), (.message, .registration),
      (.message, .open):
      return nil
    default: return binding.label
    }
  }

  private func homeLabel(_ binding: Binding) -> String? {
    let name = home.name(in: mailboxList)
    let hasOne = !home.isNew && name != nil
    let draft = home.subject(in: mailboxList).flatMap { drafts[$0] }
    switch binding.command {
    case .open:
      if home.isFiltering || home.editing != nil { return "Keep" }
      switch home.focus {
      case .list: return hasOne ? "Edit" : nil
      case .editor:
        switch editorField.kind(isNew: home.isNew) {
        case .text: return "Type"
        case .choice: return "Change"
        case .button: return "Press"
        case .fixed: return nil
        }
      case .checklist: return "Go to it"
      case .evidence: return nil
      }
    case .back:
      if home.editing != nil || home.isFiltering { return "Cancel" }
      return home.focus == .list && home.filter.text.isEmpty ? nil : "Back"
    case .save: return hasUnsaved || home.editing != nil ? "Save" : nil
    case .undo: return draft?.past.isEmpty ?? true ? nil : "Undo"
    case .discard:
      let differs = draft.map {
        $0.mailbox.name.isEmpty || $0.differs(from: name.flatMap { snapshot.mailboxes[$0] })
      }
      return differs ?? false ? "Discard" : nil
    case .fix:
      return subject.map { findings($0).contains { $0.fix != nil } } ?? false ? "Fix" : nil
    case .verify: return hasOne && snapshot.grants[name ?? ""] != nil ? "Verify" : nil
    case .authenticate:
      return hasOne && home.focus != .editor || hasOne && editorField != .authenticate
        ? "Authenticate" : nil
    case .problem: return hasOne && hasProblem ? "Problem" : nil
    case .attest: return hasOne ? "Attest" : nil
    case .verifyAll, .authenticateQueue, .sort:
      return mailboxList.rows.count > 1 ? binding.label : nil
    case .transcript:
      return snapshot.evidence[name ?? ""]?.probe == nil
        ? nil
        : home.showsTranscript ? "Evidence" : "Transcript"
    case .forget: return snapshot.holdsTokens(of: name ?? "") ? "Forget" : nil
    case .removeMailbox: return hasOne ? "Remove" : nil
    case .nextTab: return home.focus == .editor ? "Tab" : nil
    case .previousTab: return nil
    default: return binding.label
    }
  }

  private var hasProblem: Bool {
    let row = mailboxList.row(at: home.index)
    if case .notAuthenticated = row?.state { return row.map { isSecretOver(of: $0.name) } ?? false }
    return switch row?.state {
    case .verified, .draft, .notAuthenticated, .authenticatedOnly, .awaitingLogin, .awaitingOK, nil:
      false
    default: true
    }
  }

  private func signInLabel(_ binding: Binding, _ state: SignInState) -> String? {
    let wanted: [Command: String]
    switch state.phase {
    case .starting, .proving: wanted = [.back: "Cancel"]
    case .code(let code):
      var labels: [Command: String] = [
        .copy: "Copy code", .copyPage: "Copy page", .newCode: "New code", .message: "Message",
        .whyRefused: "If refused", .back: "Leave",
      ]
      let visitors: [Command] = [.visitor1, .visitor2, .visitor3]
      // Where there is room the page names them itself.
      for (number, visitor) in setting.visitors.prefix(3).enumerated()
      where code.expires > now && HomeLayout.headerRows(rows) == 1 {
        labels[visitors[number]] = visitor.label
      }
      wanted = labels
    case .consent:
      wanted = [.open: "New code", .message: "Message", .problem: "Why", .back: "Leave"]
    case .wrongPerson:
      wanted = [
        .adminStep: "Admin's step", .acceptOther: "Accept", .decline: "Drop", .back: "Leave",
      ]
    case .awaitingOK: wanted = [.open: "OK", .decline: "No", .back: "Leave"]
    case .finished:
      var labels: [Command: String] = [.open: "Close", .back: "Close"]
      if problem(of: state.mailbox) != nil { labels[.problem] = "Problem" }
      wanted = labels
    case .ended:
      wanted = [
        .open: "Close", .newCode: "Try again", .problem: "Whole page", .back: "Close",
        .whyRefused: "If refused",
      ]
    }
    return binding.command == .help ? "Help" : wanted[binding.command]
  }

  private func registrationLabel(_ binding: Binding, _ state: RegistrationState) -> String? {
    let isTyping = state.editing != nil || state.isTypingSecret
    switch binding.command {
    case .open:
      if isTyping { return state.tab == .registration ? "Next" : "Keep" }
      switch state.tab {
      case .registration:
        if state.field.kind(isNew: state.kept == nil) == .fixed { return nil }
        return state.beganTyping ? "Type" : "Change"
      case .interfaces: return state.draft.interfaces.isEmpty ? "Add" : "Type"
      case .permissions: return "Next"
      case .settings, .consent: return "Attest"
      }
    case .back: return isTyping ? "Stop typing" : "Back"
    case .attest: return nil
    case .save: return state.isGuide ? "Save, go on" : state.isClean(snapshot) ? nil : "Save"
    case .undo: return state.past.isEmpty ? nil : "Undo"
    case .discard: return state.isClean(snapshot) ? nil : "Discard"
    case .fix: return registrationFindings(state).contains { $0.fix != nil } ? "Fix" : nil
    case .checkSettings: return state.kept == nil ? nil : "Check"
    case .problem: return state.problem == nil ? nil : "Problem"
    case .copy: return state.tab == .registration ? nil : "Copy"
    case .addInterface: return state.tab == .interfaces ? "Add" : nil
    case .removeInterface:
      return state.tab == .interfaces && !state.draft.interfaces.isEmpty ? "Remove" : nil
    case .newRegistration: return state.isGuide ? nil : "New"
    case .undoSecret: return formerSecret(of: state) == nil ? nil : binding.label
    case .nextPane, .previousTab: return nil
    case .nextTab: return "Next tab"
    default: return binding.label
    }
  }
}
