import Canvas
import Core
import Diagnosis
import Operations

/// Edits that the store did not take: they come back to the screen, and what hinders them is told.
extension App {
  /// Puts refused edits back as drafts, each with the base it was made on.
  mutating func takeBack(_ edits: [AdminEdit]) {
    for edit in edits {
      switch edit {
      case .saveMailbox(.some(let before), var after):
        // Edits that were begun since then were made on top of these.
        if let newer = drafts[before.name] { after = newer.mailbox }
        guard after != before else { continue }
        drafts[before.name] = Draft(base: before, mailbox: after)
        contested.insert(before.name)
      case .saveMailbox(nil, let mailbox):
        guard drafts[""] == nil else { continue }
        drafts[""] = Draft(base: nil, mailbox: mailbox)
        home.isNew = true
      case .saveRegistration(.some(let before), let after): takeBack(before, after)
      case .saveRegistration(nil, let registration): takeBack(registration)
      // These are made again by one key.
      case .removeMailbox, .forget, .tick, .removeRegistration, .confirm, .confirmPublisher,
        .attestConsent:
        break
      }
    }
  }

  private mutating func takeBack(_ registration: Registration) {
    let at = stack.lastIndex { $0.registration?.kept == registration.name }
    if let at {
      stack[at].registration?.kept = nil
      stack[at].registration?.base = nil
      return
    }
    // It was left once it was saved: its screen comes back.
    var state = RegistrationState(new: registration.name, at: registration.changed)
    state.draft = registration
    state.isGuide = snapshot.registrations.keys.allSatisfy { $0 == registration.name }
    stack.append(.registration(state))
  }

  private mutating func takeBack(_ before: Registration, _ after: Registration) {
    var edited = RegistrationState(after)
    (edited.kept, edited.base) = (before.name, before)
    guard edited.fields != RegistrationState(before).fields else { return }
    contestedRegistration = before.name
    guard let at = stack.lastIndex(where: { $0.registration?.kept == after.name }) else {
      stack.append(.registration(edited))
      return
    }
    // What was typed since then was typed on top of these edits, a secret too.
    stack[at].registration?.kept = before.name
    stack[at].registration?.base = before
  }

  /// Says why something was not done. A conflict is told on the status line, for the edits are still on
  /// the screen, and so is a rule that forbids it; all else is a problem to read.
  mutating func tellRefused(_ failure: Failure) {
    let what: String
    switch failure {
    case .vault(.conflict(let changed)): what = changed
    case .settings(.exists(let kind, let name)): what = "there is a \(kind) \(name) already"
    case .settings(.findings(let findings)) where !findings.isEmpty:
      let first = findings.first { $0.severity == .error } ?? findings[0]
      notice = Notice("Not done: \(first.message) \(first.advice)", .warning)
      return
    default:
      show(Problem.of(failure, context: problemContext(home.name(in: mailboxList))))
      return
    }
    let isHere =
      hasUnsaved || !contested.isEmpty || contestedRegistration != nil || drafts[""] != nil
      || stack.contains { !($0.registration?.isClean(snapshot) ?? true) }
    notice = Notice(
      "Not saved: \(Printable.text(what))."
        + (isHere ? " Your edits are still here: \(keys.keyName(.save)) saves them over it." : ""),
      .error)
  }

  /// Sets edits that were refused on the site as it is now, so that the next save goes over what was
  /// changed meanwhile, knowingly.
  mutating func settleEdits() {
    for name in contested {
      if let kept = snapshot.mailboxes[name] { drafts[name]?.rebase(onto: kept) }
    }
    contested = []
    guard let name = contestedRegistration else { return }
    contestedRegistration = nil
    guard let kept = snapshot.registrations[name] else { return }
    changeRegistration { state in
      if state.kept == name { state.rebase(onto: kept) }
    }
  }
}

extension RegistrationState {
  /// Takes the registration as it is kept now for the base; what was typed goes over it.
  mutating func rebase(onto kept: Registration) {
    guard let old = base else { return }
    draft = (try? kept.edited(from: old, to: draft, prevailing: true)) ?? draft
    let before = RegistrationState(old).fields
    let now = RegistrationState(kept).fields
    if expires == before.expires { expires = now.expires }
    if secretID == before.secretID { secretID = now.secretID }
    base = kept
    past = []
  }
}
