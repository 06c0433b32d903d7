internal import Canvas
package import Core

/// What a console that goes away leaves for the next one: edits that are not saved, and where one
/// was. It holds no secret and no code.
package struct UnsavedEdits: Equatable, Sendable, Codable {
  /// Mailboxes as edited, by name; a new one under the empty name.
  package var mailboxes: [String: Mailbox]
  /// The registration as edited, without a secret that was typed.
  package var registration: Registration?
  /// The day the secret expires, as typed.
  package var expires = ""
  /// The chosen mailbox.
  package var chosen: String?
  /// The registration for which a secret was typed, which is nowhere kept.
  package var lostSecret: String?

  /// Whether there is anything in it that would be missed.
  package var isEmpty: Bool { mailboxes.isEmpty && registration == nil && lostSecret == nil }
}

extension App {
  /// What is to be kept when the console ends without having been asked to: on SIGHUP, SIGTERM, or
  /// a lost terminal. Hand it to the next console as `Action.restored`.
  package var unsavedEdits: UnsavedEdits {
    var app = self
    app.endTyping(keeping: true)
    let edited = app.drafts.filter { $1.differs(from: snapshot.mailboxes[$0]) }.mapValues(\.mailbox)
    let typed = stack.compactMap(\.registration).first { $0.secret.isFilled }
    // A secret is no edit that could be offered again.
    let open = stack.compactMap(\.registration).map { state in
      var ended = state
      ended.endTyping(keeping: true)
      ended.secret = .init()
      return ended
    }.first { !$0.isClean(snapshot) }
    return UnsavedEdits(
      mailboxes: edited, registration: open?.draft, expires: open?.expires ?? "",
      chosen: home.name(in: mailboxList), lostSecret: typed?.draft.name)
  }

  mutating func restore(_ unsavedEdits: UnsavedEdits) {
    for (name, mailbox) in unsavedEdits.mailboxes
    where name.isEmpty || snapshot.mailboxes[name] != nil {
      drafts[name] = Draft(mailbox: mailbox)
    }
    if let chosen = unsavedEdits.chosen, let place = mailboxList.place(of: chosen) {
      home.index = place
    }
    if let registration = unsavedEdits.registration {
      var state =
        snapshot.registrations[registration.name].map { RegistrationState($0) }
        ?? (snapshot.registrations.isEmpty
          ? RegistrationState(guide: now) : RegistrationState(new: registration.name, at: now))
      state.endTyping(keeping: false)
      (state.draft, state.expires) = (registration, unsavedEdits.expires)
      if state.isGuide { state.beginTyping() }
      stack.removeAll { $0.registration != nil }
      stack.append(.registration(state))
    }
    guard !unsavedEdits.isEmpty else { return }
    let waiting = snapshot.pending.keys.min().map {
      " A sign-in for \(Printable.text($0)) waits (\(keys.keyName(.authenticate)))."
    }
    let save = keys.keyName(.save)
    let isSecretAlone = unsavedEdits.mailboxes.isEmpty && unsavedEdits.registration == nil
    let isLost = unsavedEdits.lostSecret != nil
    notice = Notice(
      isSecretAlone
        ? "The client secret typed last time was not saved, and is kept nowhere: type it again."
        : waiting.map { "Unsaved changes are here again (\(save) saves)." + $0 }
          ?? "Unsaved changes of last time are here again\(isLost ? ", but for the secret" : ""): "
          + "\(save) saves them.",
      .warning)
  }
}
