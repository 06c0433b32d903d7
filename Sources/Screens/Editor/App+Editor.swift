import Canvas
import Core
import Operations

extension App {
  var editorFields: [MailboxField] { MailboxField.of(home.tab) }

  /// The field that is chosen in the editor.
  var editorField: MailboxField {
    editorFields[max(0, min(home.field, editorFields.count - 1))]
  }

  var hasUnsaved: Bool { drafts.contains { $1.differs(from: snapshot.mailboxes[$0]) } }

  /// What the rules say of the mailbox as edited.
  func findings(_ mailbox: Mailbox) -> [Finding] {
    MailboxRules.findings(
      for: mailbox, in: snapshot, mailboxIndex: mailboxList.mailboxIndex,
      endpoints: setting.endpoints, now: now)
  }

  /// What greys Authenticate, a reason each; empty where it may be pressed.
  func unmet(_ mailbox: Mailbox) -> [String] {
    var reasons: [String] = []
    if let name = home.subject(in: mailboxList), let draft = drafts[name],
      draft.differs(from: snapshot.mailboxes[name])
    {
      reasons.append("Unsaved changes: \(keys.keyName(.save)) saves them.")
    }
    let gates = Prerequisites.gates(
      for: mailbox, in: snapshot, mailboxIndex: mailboxList.mailboxIndex,
      endpoints: setting.endpoints, now: now)
    for gate in gates {
      let phase = "\(gate.phase)".prefix(1).uppercased() + "\(gate.phase)".dropFirst()
      reasons += gate.unmet.map { "\(phase): \($0.message) \($0.advice)" }
    }
    return reasons
  }

  /// Changes the mailbox in the editor.
  mutating func edit(_ change: (inout Mailbox) -> Void) {
    guard let name = home.subject(in: mailboxList), let mailbox = subject else { return }
    var draft = drafts[name] ?? Draft(base: snapshot.mailboxes[name], mailbox: mailbox)
    draft.edit(change)
    drafts[name] = draft
  }

  /// Enter on a field: type, turn, or press.
  mutating func openField() -> [Effect] {
    let field = editorField
    guard let mailbox = subject else { return [] }
    switch field.kind(isNew: home.isNew) {
    case .fixed:
      notice = Notice(field.hint ?? "The name cannot be changed: a grant belongs to it.")
    case .button: return authenticate()
    case .choice:
      let names = snapshot.registrations.keys.sorted()
      edit { field.turn(&$0, registrations: names) }
    case .text:
      if field == .sslMethod, mailbox.sslMethod == .pop3SSLPort {
        home.editing = TextField()
      } else {
        home.editing = TextField(field.value(of: mailbox))
      }
    }
    return []
  }

  mutating func typeInEditor(_ key: Key) {
    guard var text = home.editing, text.type(key) else { return }
    home.editing = text
  }

  /// Ends typing and keeps the text, or not.
  mutating func endTyping(keeping: Bool) {
    guard let text = home.editing else { return }
    home.editing = nil
    let field = editorField
    guard keeping, let mailbox = subject, text.text != field.value(of: mailbox) else { return }
    if field == .sslMethod, text.text.isEmpty {
      edit { $0.sslMethod = .pop3SSLPort }
    } else {
      edit { field.set(text.text, in: &$0) }
    }
  }

  /// The mailbox with what is being typed in it, so that rules judge every key.
  var typedSubject: Mailbox? {
    guard var mailbox = subject, let text = home.editing else { return subject }
    editorField.set(text.text, in: &mailbox)
    return mailbox
  }

  /// Puts in the value that a rule offers for the chosen field, else for the first that has one.
  mutating func fixField() {
    guard let mailbox = subject else { return }
    let all = findings(mailbox).filter { $0.fix != nil }
    let own = all.first { $0.field == editorField.ruleLabel }
    guard let finding = own ?? all.first, let fix = finding.fix,
      let field = MailboxField.allCases.first(where: { $0.ruleLabel == finding.field }),
      field != .name || home.isNew
    else {
      notice = Notice("No rule offers a value here.")
      return
    }
    edit { field.set(fix, in: &$0) }
    choose(field)
    notice = Notice("\(finding.field) is now \(Printable.text(fix)).", .good)
  }

  mutating func choose(_ field: MailboxField) {
    home.tab = field.tab
    home.field = MailboxField.of(field.tab).firstIndex(of: field) ?? 0
    focus(.editor)
  }

  /// Saves every mailbox that was changed. A mailbox with mistakes is kept as it is; without a name
  /// or a registration it cannot be.
  mutating func save() -> [Effect] {
    endTyping(keeping: true)
    var edits: [AdminEdit] = []
    for (name, draft) in drafts.sorted(by: { $0.key < $1.key })
    where draft.differs(from: snapshot.mailboxes[name]) {
      let edit = AdminEdit.saveMailbox(from: draft.base, to: draft.mailbox)
      if let complaint = complaint(edit) {
        home.isNew = name.isEmpty
        if let place = mailboxList.place(of: name) { home.index = place }
        choose(complaint.field)
        notice = Notice("Not saved: \(complaint.words)", .error)
        return []
      }
      edits.append(edit)
    }
    guard !edits.isEmpty else {
      notice = Notice("Nothing to save.")
      return []
    }
    drafts = [:]
    let saved = edits.compactMap(\.mailbox)
    let names = saved.map { Printable.text($0) }.joined(separator: ", ")
    let effects = make(edits, saying: "Saved \(names).")
    guard !effects.isEmpty else { return [] }
    if home.isNew, let name = saved.first {
      home.isNew = false
      home.index = mailboxList.place(of: name) ?? 0
    }
    return effects
  }

  // A conflict is no complaint: the edit goes to the store all the same, which decides.
  private func complaint(_ edit: AdminEdit) -> (field: MailboxField, words: String)? {
    do throws(Failure) {
      _ = try edit.changes(in: snapshot, editContext)
      return nil
    } catch {
      switch error {
      case .settings(.exists): return (.name, "there is a mailbox of that name already.")
      case .settings(.unknown):
        return (.registration, "the mailbox must be under a registration that exists.")
      case .settings(.findings(let findings)):
        guard let error = findings.first else { return nil }
        let field = MailboxField.allCases.first { $0.ruleLabel == error.field }
        return (field ?? .name, "\(error.message) \(error.advice)")
      default: return nil
      }
    }
  }
}
