internal import Canvas
package import Core

/// What a console that goes away leaves for the next one: edits that are not saved, and where one
/// was. It holds no secret and no code.
package struct Leftover: Equatable, Sendable, Codable {
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
  package var leftover: Leftover {
    var app = self
    app.endTyping(keeping: true)
    let edited = app.drafts.filter { $1.differs(from: site.mailboxes[$0]) }.mapValues(\.mailbox)
    let typed = stack.compactMap(\.registration).first { $0.secret.isFilled }
    // A secret is no edit that could be offered again.
    let open = stack.compactMap(\.registration).map { state in
      var ended = state
      ended.endTyping(keeping: true)
      ended.secret = .init()
      return ended
    }.first { !$0.isClean(site) }
    return Leftover(
      mailboxes: edited, registration: open?.draft, expires: open?.expires ?? "",
      chosen: home.name(in: board), lostSecret: typed?.draft.name)
  }

  mutating func restore(_ leftover: Leftover) {
    for (name, mailbox) in leftover.mailboxes where name.isEmpty || site.mailboxes[name] != nil {
      drafts[name] = Draft(mailbox: mailbox)
    }
    if let chosen = leftover.chosen, let place = board.place(of: chosen) { home.index = place }
    if let registration = leftover.registration {
      var state =
        site.registrations[registration.name].map { RegistrationState($0) }
        ?? (site.registrations.isEmpty
          ? RegistrationState(guide: now) : RegistrationState(new: registration.name, at: now))
      state.endTyping(keeping: false)
      (state.draft, state.expires) = (registration, leftover.expires)
      if state.isGuide { state.beginTyping() }
      stack.removeAll { $0.registration != nil }
      stack.append(.registration(state))
    }
    guard !leftover.isEmpty else { return }
    let waiting = site.pending.keys.min().map {
      " A sign-in for \(Printable.text($0)) waits (\(keys.keyName(.authenticate)))."
    }
    let save = keys.keyName(.save)
    let isSecretAlone = leftover.mailboxes.isEmpty && leftover.registration == nil
    let isLost = leftover.lostSecret != nil
    notice = Notice(
      isSecretAlone
        ? "The client secret typed last time was not saved, and is kept nowhere: type it again."
        : waiting.map { "Unsaved changes are here again (\(save) saves)." + $0 }
          ?? "Unsaved changes of last time are here again\(isLost ? ", but for the secret" : ""): "
          + "\(save) saves them.",
      .warning)
  }
}
