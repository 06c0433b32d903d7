import Canvas
import Core
import Operations

extension App {
  /// The ten steps of the mailbox, judged by its fields as edited.
  var checklist: [ChecklistRow] {
    guard let mailbox = subject else { return [] }
    return Checklist.rows(
      for: mailbox, in: snapshot, mailboxIndex: mailboxList.mailboxIndex,
      endpoints: setting.endpoints, now: now,
      fresh: setting.fresh)
  }

  var chosenStep: Step { Step(rawValue: home.step + 1) ?? .settings }

  /// What settles a step here, in words for this screen: the verbs' own words name commands.
  func remedy(_ row: ChecklistRow) -> String? {
    guard row.here != .done else { return nil }
    let enter = keys.keyName(.open)
    switch row.step {
    case .settings:
      return "\(enter) opens the registration, its checks and the settings to confirm (you)"
    case .editor: return "\(enter) asks which client opens the mailbox editor (you)"
    case .mailbox: return "\(enter) goes to the mailbox's fields (you)"
    case .sslMethod, .popServer, .popAccount, .authenticationType:
      let wrong = row.here == .failed && remedyIsField(row.step)
      return wrong
        ? "\(enter) goes to the field (you)"
        : "\(enter) tries the servers now, no person is needed (you)"
    case .authenticate:
      if case .awaitingAdminConsent = subject.flatMap({ snapshot.pending[$0.name]?.stage }) {
        return "\(enter) authenticates, once an admin has consented (your Microsoft 365 admin)"
      }
      return "\(enter) authenticates (you, and the person of the mailbox)"
    case .ok:
      return subject.flatMap { snapshot.pendingGrants[$0.name] } == nil
        ? "waits for step 8" : "\(enter) asks for the OK (you)"
    case .greenBox:
      if row.here == .failed { return "\(enter) says what is wrong, why, and who must act" }
      return subject.flatMap { snapshot.grants[$0.name] } == nil
        ? "waits for step 9" : "\(enter) verifies now (you)"
    }
  }

  private func remedyIsField(_ step: Step) -> Bool {
    guard let mailbox = subject, let field = App.field(of: step) else { return false }
    return findings(mailbox).contains { $0.field == field.ruleLabel && $0.severity == .error }
      || field == .authenticationType
  }

  private static func field(of step: Step) -> MailboxField? {
    switch step {
    case .mailbox: .name
    case .sslMethod: .sslMethod
    case .popServer: .popServer
    case .popAccount: .popAccount
    case .authenticationType: .authenticationType
    case .settings, .editor, .authenticate, .ok, .greenBox: nil
    }
  }

  /// Enter on a step: goes to the field or the action that settles it.
  mutating func openStep() -> [Effect] {
    let rows = checklist
    guard let mailbox = subject, rows.indices.contains(home.step) else { return [] }
    let row = rows[home.step]
    let who =
      row.step == .settings
      ? "you: \(keys.keyName(.checkSettings)) checks, \(keys.keyName(.open)) confirms" : "you"
    let why = row.reason.map { "Not done yet: \(Printable.text($0)) (\(who))" }
    switch row.step {
    case .settings:
      openRegistration()
      changeRegistration { $0.tab = row.here == .failed ? .registration : .settings }
    case .editor: askEditorClient(mailbox.name)
    case .sslMethod, .popServer, .popAccount, .authenticationType, .mailbox:
      guard let field = App.field(of: row.step) else { return [] }
      if row.here == .open, !remedyIsField(row.step) {
        return start(.checkSettings(registration: mailbox.registration))
      }
      choose(field)
    case .authenticate: return authenticate()
    case .ok: return row.here == .done ? [] : authenticate()
    case .greenBox:
      if row.here == .failed {
        showProblem()
        return []
      }
      return snapshot.grants[mailbox.name] == nil ? authenticate() : verify()
    }
    if notice == nil, let why { notice = Notice(why, .warning) }
    return []
  }

  private mutating func askEditorClient(_ name: String) {
    ask(
      Question(
        title: "Which client opens the mailbox editor?",
        lines: ["Step 2 of the article. The .NET console needs the editor of answer 11837."],
        options: [
          .init(
            letter: "b", label: "Browser UI", reply: .editorClient(.browserUI, mailbox: name)),
          .init(
            letter: "d", label: ".NET, enabled as in answer 11837",
            reply: .editorClient(.dotNET, mailbox: name)),
          .init(letter: "k", label: "Neither yet", reply: .stay),
        ]))
  }

  /// Ticks the chosen step as seen in the vendor's mailbox editor, or takes the tick back.
  mutating func attest() -> [Effect] {
    let rows = checklist
    guard !home.isNew, let name = home.name(in: mailboxList), rows.indices.contains(home.step)
    else {
      return []
    }
    let row = rows[home.step]
    guard let mark = row.editor else {
      notice = Notice("Step 1 is confirmed in the settings matrix: \(keys.keyName(.open)).")
      return []
    }
    if row.step == .editor, mark == .open {
      askEditorClient(name)
      return []
    }
    return tick(row.step, name)
  }

  /// Ticks a step as seen in the mailbox editor; a second time takes the tick back.
  mutating func tick(_ step: Step, _ name: String, _ client: EditorClient? = nil) -> [Effect] {
    guard let kept = snapshot.mailboxes[name] else { return [] }
    let registration = snapshot.registrations[kept.registration]
    let of = step >= .authenticate ? registration?.editorStamp : nil
    let isTicked = kept.attested[step].map { $0.of == of } ?? false
    // Choosing another client is no taking back.
    let clears = isTicked && (client == nil || client == kept.editorClient)
    let tick = StepTick(
      mailbox: name, step: step, client: client, clears: clears, seen: registration)
    return make(
      [.tick(tick)],
      saying: clears
        ? "Step \(step.rawValue) in the mailbox editor: tick taken back."
        : "Step \(step.rawValue) seen in the mailbox editor, ticked by \(setting.who).")
  }
}
