import Canvas
import Core

extension App {
  /// Changes the registration screen, where it is open.
  mutating func changeRegistration(_ change: (inout RegistrationState) -> Void) {
    guard let at = stack.lastIndex(where: { $0.registration != nil }),
      var state = stack[at].registration
    else { return }
    change(&state)
    let misplaced = state.misplaced
    state.misplaced = nil
    stack[at] = .registration(state)
    if let misplaced {
      notice = Notice(
        "That looks like a client secret, not like \(misplaced.label): it was dropped.", .error)
    }
  }

  mutating func openRegistration() {
    if let registration {
      stack.append(.registration(RegistrationState(registration)))
    } else {
      stack.append(.registration(RegistrationState(guide: now)))
    }
  }

  func registrationFindings(_ state: RegistrationState) -> [Finding] {
    var draft = state.typedDraft
    if let day = Day(iso: state.expires) { draft.secret?.expires = day }
    return RegistrationRules.findings(for: draft, endpoints: setting.endpoints, now: now)
      + typedFindings(state)
  }

  /// What is wrong with what only is as it was typed: the secret's day, the secret.
  func typedFindings(_ state: RegistrationState) -> [Finding] {
    var found: [Finding] = []
    let typed =
      state.editing != nil && state.field == .expires ? state.editing?.text ?? "" : state.expires
    if !typed.isEmpty, Day(iso: typed) == nil {
      found.append(
        Finding(
          rule: .secretExpiry, field: FieldLabel.secretExpires, .error,
          "\"\(Printable.text(typed))\" is not a day.", advice: "Write it as 2027-03-31."))
    }
    return found + state.secret.findings
  }

  mutating func performRegistration(_ command: Command) -> [Effect] {
    guard let state = stack.last?.registration else { return [] }
    if state.editing != nil || state.isTypingSecret { return performForm(command, state) }
    switch command {
    case .back: return leaveRegistration(state)
    case .save: return saveAndGoOn()
    case .nextTab: changeRegistration { $0.turn(1) }
    case .previousTab: changeRegistration { $0.turn(-1) }
    case .nextPane: changeRegistration { $0.move(.down, App.rows(of: $0)) }
    case .previousPane: changeRegistration { $0.move(.up, App.rows(of: $0)) }
    case .open: return openRegistrationField(state)
    case .attest: return attestRegistration(state)
    case .undo:
      changeRegistration { $0.undo() }
    case .discard:
      guard !state.isClean(snapshot) else {
        notice = Notice("Nothing was changed.")
        return []
      }
      ask(
        Question(
          title: "Discard unsaved changes?",
          lines: ["What was typed here is lost, a secret that was typed too."],
          options: [
            .init(letter: "k", label: "Keep them", reply: .stay),
            .init(letter: "d", label: "Discard", reply: .discardRegistration),
          ]))
    case .fix: fixRegistration(state)
    case .checkSettings: return checkSettings(state)
    case .undoSecret: askUndoSecret(state)
    case .problem:
      if let problem = state.problem { show(problem, of: state.draft.name) }
    case .copy: return copyRegistration(state)
    case .addInterface:
      changeRegistration {
        $0.tab = .interfaces
        $0.edit { $0.interfaces.append("") }
        $0.index = $0.draft.interfaces.count - 1
        $0.editing = TextField()
      }
    case .removeInterface:
      changeRegistration { state in
        let at = state.index
        guard state.tab == .interfaces, state.draft.interfaces.indices.contains(at) else { return }
        state.edit { $0.interfaces.remove(at: at) }
        state.index = max(0, at - 1)
      }
    case .newRegistration:
      guard state.isClean(snapshot) else {
        notice = Notice("Save or discard first.", .warning)
        return []
      }
      let name =
        snapshot.registrations[Registration.suggestedName] == nil
        ? Registration.suggestedName
        : "\(Registration.suggestedName) \(snapshot.registrations.count + 1)"
      let now = now
      changeRegistration { $0 = RegistrationState(new: name, at: now) }
    default: changeRegistration { $0.move(command, App.rows(of: $0)) }
    }
    return []
  }

  // In a form Enter goes to the next field, and the guide begins to type at once where it is empty.
  private mutating func performForm(_ command: Command, _ state: RegistrationState) -> [Effect] {
    switch command {
    case .back:
      changeRegistration { $0.endTyping(keeping: false) }
    case .save:
      changeRegistration { $0.endTyping(keeping: true) }
      return saveAndGoOn()
    case .fix:
      changeRegistration { $0.endTyping(keeping: true) }
      if let state = stack.last?.registration { fixRegistration(state) }
    case .open, .down, .nextPane, .up, .previousPane:
      let step: Command = command == .up || command == .previousPane ? .up : .down
      changeRegistration {
        $0.endTyping(keeping: true)
        guard $0.tab == .registration else { return }
        $0.move(step, App.rows(of: $0))
      }
      if let state = stack.last?.registration, state.tab == .registration, state.isGuide,
        state.value(state.field).isEmpty
      {
        beginTypingRegistration()
      }
    default: break
    }
    return []
  }

  /// Begins to type the chosen field. While a secret is being judged no other is begun: the entry still
  /// holds that one.
  private mutating func beginTypingRegistration() {
    if let state = stack.last?.registration, state.tab == .registration, state.field == .secret,
      isTryingSecret
    {
      notice = Notice("The client secret is being tried: wait for the answer first.", .warning)
      return
    }
    changeRegistration { $0.beginTyping() }
  }

  /// How many rows a tab has to choose from.
  static func rows(of state: RegistrationState) -> Int {
    switch state.tab {
    case .registration: RegistrationField.allCases.count
    case .interfaces: state.draft.interfaces.count
    case .permissions: 1
    case .settings: SettingsMatrix(of: state.draft).interfaces.count * 4
    case .consent: state.draft.consentTenants.count
    }
  }

  private mutating func leaveRegistration(_ state: RegistrationState) -> [Effect] {
    guard state.isClean(snapshot) else {
      ask(
        Question(
          title: "Leave with unsaved changes?",
          lines: ["The registration was changed and is not saved."],
          options: [
            .init(letter: "s", label: "Save", reply: .saveAndLeaveRegistration),
            .init(letter: "d", label: "Discard", reply: .leaveRegistration),
            .init(letter: "k", label: "Stay", reply: .stay),
          ]))
      return []
    }
    if snapshot.registrations.isEmpty { return quit() }
    stack.removeLast()
    return [.dropSecret]
  }

  private mutating func openRegistrationField(_ state: RegistrationState) -> [Effect] {
    switch state.tab {
    case .settings: return attestRegistration(state)
    case .consent: return attestRegistration(state)
    case .permissions:
      changeRegistration { $0.turn(1) }
    case .interfaces:
      if state.draft.interfaces.isEmpty { return performRegistration(.addInterface) }
      changeRegistration { $0.beginTyping() }
    case .registration:
      if state.beganTyping { beginTypingRegistration() } else { turn(state.field) }
    }
    return []
  }

  private mutating func turn(_ field: RegistrationField) {
    switch field {
    case .accountType:
      guard stack.last?.registration?.draft.accountType == .single else {
        changeRegistration { $0.edit { $0.accountType = .single } }
        return
      }
      ask(
        Question(
          title: "Switch to multitenant?",
          lines: [
            "Needed only where mailboxes are in several tenants.",
            "It requires a registration with Microsoft's partner network (now Cloud Partner "
              + "Program), and users of other tenants may be unable to consent by themselves.",
          ],
          options: [
            .init(letter: "k", label: "Keep single tenant", reply: .stay),
            .init(letter: "m", label: "Multitenant", reply: .multitenant),
          ]))
    case .cloud:
      changeRegistration {
        $0.edit { draft in
          let at = Cloud.all.firstIndex { $0.name == draft.cloud } ?? 0
          draft.cloud = Cloud.all[(at + 1) % Cloud.all.count].name
        }
      }
    case .clientMode:
      changeRegistration {
        $0.edit { draft in
          let all = ClientModeSetting.allCases
          let at = all.firstIndex(of: draft.clientMode) ?? 0
          draft.clientMode = all[(at + 1) % all.count]
        }
      }
    case .name:
      notice = Notice("Rename it with: greenbox settings set name=\u{2026}")
    case .clientID, .tenantID, .secret, .expires, .secretID: break
    }
  }

  private mutating func fixRegistration(_ state: RegistrationState) {
    let found = registrationFindings(state).first { $0.fix != nil }
    guard let finding = found, let fix = finding.fix else {
      notice = Notice("No rule offers a value here.")
      return
    }
    if let field = RegistrationField.allCases.first(where: { $0.ruleLabel == finding.field }) {
      changeRegistration { $0.set(field, fix) }
    } else if finding.field == FieldLabel.interface {
      changeRegistration { state in
        let wrong = state.draft.interfaces.firstIndex { InterfaceName.host($0) == nil }
        if let wrong { state.edit { $0.interfaces[wrong] = fix } }
      }
    } else {
      return
    }
    notice = Notice("\(finding.field) is now \(Printable.text(fix)).", .good)
  }

  private mutating func checkSettings(_ state: RegistrationState) -> [Effect] {
    guard state.isClean(snapshot), let kept = state.kept else {
      notice = Notice("Save first: \(keys.keyName(.save)).", .warning)
      return []
    }
    guard !jobs.values.contains(where: { $0.job == .checkSettings(registration: kept) }) else {
      return []
    }
    return start(.checkSettings(registration: kept))
  }

  private func copyRegistration(_ state: RegistrationState) -> [Effect] {
    switch state.tab {
    case .interfaces:
      guard state.draft.interfaces.indices.contains(state.index) else { return [] }
      return RedirectURI.make(interface: state.draft.interfaces[state.index])
        .map { [.copy($0)] } ?? []
    case .consent, .permissions:
      return [.copy(SignInInstructions.consent(state.draft, mailbox: nil))]
    case .settings:
      let setting = SettingName.allCases[max(0, state.index % 4 - 1)]
      switch setting {
      case .clientID: return [.copy(state.draft.clientID)]
      case .tenant: return [.copy(state.draft.tenantID)]
      case .clientSecret: return []
      }
    case .registration:
      return state.value(state.field).isEmpty ? [] : [.copy(state.value(state.field))]
    }
  }
}

extension RegistrationState {
  /// Whether Enter on the chosen field types.
  var beganTyping: Bool {
    var copy = self
    return copy.beginTyping()
  }

  mutating func turn(_ step: Int) {
    let tabs = RegistrationTab.allCases
    let at = (tabs.firstIndex(of: tab) ?? 0) + step
    tab = tabs[max(0, min(tabs.count - 1, at))]
    index = 0
  }

  mutating func move(_ command: Command, _ count: Int) {
    index = App.moved(index, command, count: count, page: 6)
  }
}
