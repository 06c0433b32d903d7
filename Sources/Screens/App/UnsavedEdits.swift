internal import Canvas
package import Core

/// What a console that goes away leaves for the next one: edits that are not saved, and where one
/// was. It holds no secret and no code. `text` is what is stored.
package struct UnsavedEdits: Equatable, Sendable {
  /// A mailbox that is edited.
  package struct MailboxEdit: Equatable, Sendable {
    /// The mailbox as it was when the edits began; nil for a new one.
    package var base: Mailbox?
    /// The mailbox as edited.
    package var edited: Mailbox

    /// An edit.
    package init(base: Mailbox?, edited: Mailbox) {
      self.base = base
      self.edited = edited
    }
  }

  /// A registration that is edited, without a secret that was typed.
  package struct RegistrationEdit: Equatable, Sendable {
    /// The registration as it was when the edits began; nil for a new one.
    package var base: RegistrationFields?
    /// The registration as edited.
    package var edited: RegistrationFields

    /// An edit.
    package init(base: RegistrationFields?, edited: RegistrationFields) {
      self.base = base
      self.edited = edited
    }
  }

  /// What is typed and chosen of a registration.
  package struct RegistrationFields: Equatable, Sendable {
    package var name: String
    package var accountType: AccountType
    package var cloud: String
    package var clientID: String
    package var tenantID: String
    package var clientMode: ClientModeSetting
    package var interfaces: [String]
    /// The day on which the secret expires, as typed.
    package var expires: String
    package var secretID: String

    /// The fields of a registration, with a day and a Secret ID as typed.
    package init(_ registration: Registration, expires: String, secretID: String) {
      name = registration.name
      accountType = registration.accountType
      cloud = registration.cloud
      clientID = registration.clientID
      tenantID = registration.tenantID
      clientMode = registration.clientMode
      interfaces = registration.interfaces
      self.expires = expires
      self.secretID = secretID
    }

    /// The registration with these fields, and all else as it is.
    func over(_ kept: Registration) -> Registration {
      var registration = kept
      registration.name = name
      registration.accountType = accountType
      registration.cloud = cloud
      registration.clientID = clientID
      registration.tenantID = tenantID
      registration.clientMode = clientMode
      registration.interfaces = interfaces
      return registration
    }
  }

  /// The mailboxes, by name; a new one under the empty name.
  package var mailboxes: [String: MailboxEdit]
  package var registration: RegistrationEdit?
  /// The chosen mailbox.
  package var chosen: String?
  /// The registration for which a secret was typed, which is nowhere kept.
  package var lostSecret: String?
  /// What a file of edits held that could not be read, by another version's console perhaps: handed on
  /// from file to file, so that it is not lost.
  package var unread: String?

  /// Edits.
  package init(
    mailboxes: [String: MailboxEdit] = [:], registration: RegistrationEdit? = nil,
    chosen: String? = nil, lostSecret: String? = nil
  ) {
    self.mailboxes = mailboxes
    self.registration = registration
    self.chosen = chosen
    self.lostSecret = lostSecret
  }

  /// Whether there is anything in it that would be missed.
  package var isEmpty: Bool { mailboxes.isEmpty && registration == nil && lostSecret == nil }
}

extension App {
  /// What is to be kept when the console ends without having been asked to: on SIGHUP, SIGTERM, or
  /// a lost terminal. Hand it to the next console as `Action.restored`.
  package var unsavedEdits: UnsavedEdits {
    var app = self
    app.endTyping(keeping: true)
    let edited = app.drafts.filter { $1.differs(from: snapshot.mailboxes[$0]) }
      .mapValues { UnsavedEdits.MailboxEdit(base: $0.base, edited: $0.mailbox) }
    let typed = stack.compactMap(\.registration).first { $0.secret.isFilled }
    // A secret is no edit that could be offered again.
    let open = stack.compactMap(\.registration).map { state in
      var ended = state
      ended.endTyping(keeping: true)
      ended.secret = .init()
      return ended
    }.first { !$0.isClean(snapshot) }
    return UnsavedEdits(
      mailboxes: edited,
      registration: open.map { state in
        UnsavedEdits.RegistrationEdit(
          base: state.base.map { RegistrationState($0).fields }, edited: state.fields)
      }, chosen: home.name(in: mailboxList), lostSecret: typed?.draft.name)
  }

  mutating func restore(_ edits: UnsavedEdits) {
    for (name, edit) in edits.mailboxes {
      guard var base = edit.base else {
        if name.isEmpty { drafts[name] = Draft(base: nil, mailbox: edit.edited) }
        continue
      }
      guard let kept = snapshot.mailboxes[name] else { continue }
      var edited = edit.edited
      // Ticks are no edits that wait.
      (base.attested, base.editorClient, base.changed) =
        (kept.attested, kept.editorClient, kept.changed)
      (edited.attested, edited.editorClient, edited.changed) =
        (kept.attested, kept.editorClient, kept.changed)
      drafts[name] = Draft(base: base, mailbox: edited)
    }
    if let chosen = edits.chosen, let place = mailboxList.place(of: chosen) { home.index = place }
    if let registration = edits.registration { restore(registration) }
    guard !edits.isEmpty else { return }
    let waiting = snapshot.pending.keys.min().map {
      " A sign-in for \(Printable.text($0)) waits (\(keys.keyName(.authenticate)))."
    }
    let save = keys.keyName(.save)
    let isSecretAlone = edits.mailboxes.isEmpty && edits.registration == nil
    let isLost = edits.lostSecret != nil
    notice = Notice(
      isSecretAlone
        ? "The client secret typed last time was not saved, and is kept nowhere: type it again."
        : waiting.map { "Unsaved changes are here again (\(save) saves)." + $0 }
          ?? "Unsaved changes of last time are here again\(isLost ? ", but for the secret" : ""): "
          + "\(save) saves them.",
      .warning)
  }

  private mutating func restore(_ edit: UnsavedEdits.RegistrationEdit) {
    let kept = snapshot.registrations[edit.base?.name ?? edit.edited.name]
    var state =
      kept.map { RegistrationState($0) }
      ?? (snapshot.registrations.isEmpty
        ? RegistrationState(guide: now) : RegistrationState(new: edit.edited.name, at: now))
    state.endTyping(keeping: false)
    if let base = edit.base, let kept { state.base = base.over(kept) }
    state.base?.secret?.expires = Day(iso: edit.base?.expires ?? "")
    state.base?.secret?.secretID = edit.base.flatMap { $0.secretID.isEmpty ? nil : $0.secretID }
    state.draft = edit.edited.over(state.draft)
    (state.expires, state.secretID) = (edit.edited.expires, edit.edited.secretID)
    if state.isGuide { state.beginTyping() }
    stack.removeAll { $0.registration != nil }
    stack.append(.registration(state))
  }
}

extension RegistrationState {
  /// What is typed and chosen in it.
  var fields: UnsavedEdits.RegistrationFields {
    UnsavedEdits.RegistrationFields(draft, expires: expires, secretID: secretID)
  }
}
