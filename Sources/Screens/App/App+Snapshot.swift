import Canvas
import Core
import Diagnosis
import Operations

extension App {
  /// Judges everything anew and keeps the choice on the mailbox it was on.
  mutating func reload() {
    let name = home.name(in: mailboxList)
    mailboxList.load(snapshot, evaluationContext, atOnce: isLoaded ? .max : 200)
    if let name, let place = mailboxList.place(of: name) { home.index = place }
    drafts = drafts.filter { name, draft in
      name.isEmpty || draft.differs(from: snapshot.mailboxes[name])
    }
  }

  /// Takes a whole site; the stages of probes that are still the newest stay known.
  mutating func replaceSite(by new: Snapshot) {
    let known = snapshot.probeDetails.filter {
      new.evidence[$0.key]?.probe == snapshot.evidence[$0.key]?.probe
    }
    snapshot = new
    snapshot.probeDetails.merge(known) { told, _ in told }
    settleEdits()
  }

  /// What is to be read of the chosen mailbox: its probe stage by stage, once for each probe.
  mutating func wantedDetail() -> [Effect] {
    guard isLoaded, let name = home.subject(in: mailboxList),
      let probe = snapshot.evidence[name]?.probe,
      snapshot.probeDetails[name] == nil
    else { return [] }
    let wanted = AskedDetail(mailbox: name, probed: probe.at)
    guard askedDetail != wanted else { return [] }
    askedDetail = wanted
    return [.readDetail(mailbox: name)]
  }

  /// Puts one mailbox's part in place of what was known of it.
  mutating func merge(_ name: String, _ part: Snapshot) {
    snapshot.mailboxes[name] = part.mailboxes[name]
    snapshot.grants[name] = part.grants[name]
    snapshot.pendingGrants[name] = part.pendingGrants[name]
    snapshot.pending[name] = part.pending[name]
    snapshot.evidence[name] = part.evidence[name]
    snapshot.probeDetails[name] = part.probeDetails[name]
    var isWider = false
    for (key, registration) in part.registrations where snapshot.registrations[key] != registration
    {
      let stamps = snapshot.registrations[key].map { RegistrationStamp(of: $0) }
      isWider =
        isWider || stamps != RegistrationStamp(of: registration)
        || snapshot.registrations[key]?.secret != registration.secret
      snapshot.registrations[key] = registration
    }
    if isWider {
      reload()
    } else {
      mailboxList.update(name, snapshot, evaluationContext)
    }
  }

  /// Edits are made here at once, so that the next key sees them, and by the store. The words for them
  /// come with its answer.
  mutating func make(_ edits: [AdminEdit], saying words: String? = nil) -> [Effect] {
    guard !edits.isEmpty else { return [] }
    do throws(Failure) {
      var edited = snapshot
      for edit in edits {
        edited = try edited.applying(try edit.changes(in: edited, editContext))
      }
      snapshot = edited
      if let name = edits.onlyMailbox {
        mailboxList.update(name, snapshot, evaluationContext)
      } else {
        reload()
      }
      return [.edit(edits, saying: words)]
    } catch {
      takeBack(edits)
      tellRefused(error)
      settleEdits()
      return []
    }
  }

  /// By whom edits are made, and when.
  var editContext: EditContext {
    EditContext(who: setting.who, at: now, endpoints: setting.endpoints)
  }

  /// The first screen: the guide where there is nothing yet, else a sign-in that was left.
  mutating func open() -> [Effect] {
    isLoaded = true
    if snapshot.registrations.isEmpty {
      stack.append(.registration(RegistrationState(guide: now)))
    } else if let pending = snapshot.pending.values.min(by: { $0.mailbox < $1.mailbox }) {
      let key = keys.keyName(.authenticate)
      home.index = mailboxList.place(of: pending.mailbox) ?? 0
      notice = Notice(
        "A sign-in for \(Printable.text(pending.mailbox)) is under way: \(key) takes it up again.",
        .warning)
    }
    complain()
    return []
  }

  // Before all else that could be said: a key that is not what one thinks is pressed at once.
  private mutating func complain() {
    guard let first = setting.complaints.first else { return }
    let more = setting.complaints.count - 1
    notice = Notice(
      Printable.text(first) + (more > 0 ? " (\(keys.keyName(.help)): \(more) more)" : ""), .warning)
  }

  /// The mailbox that the editor shows: as edited, else as kept.
  var subject: Mailbox? {
    guard let name = home.subject(in: mailboxList) else { return nil }
    return drafts[name]?.mailbox ?? snapshot.mailboxes[name]
  }

  /// The registration that the header is about.
  var registration: Registration? {
    let signingIn = stack.last { $0.signIn != nil }?.signIn.flatMap {
      snapshot.mailboxes[$0.mailbox]
    }
    if let mailbox = signingIn ?? subject, let own = snapshot.registrations[mailbox.registration] {
      return own
    }
    return snapshot.registrations.values.min { $0.name < $1.name }
  }

  /// Keeps choices and scroll positions within what there is.
  mutating func settle() {
    home.index = max(0, min(home.index, mailboxList.shown.count - 1))
    pointStep()
    let layout = HomeLayout(self)
    home.top = App.scrolled(
      home.top, to: home.index, rows: layout.listRows, count: mailboxList.shown.count)
    mailboxList.evaluate(seen: home.top..<home.top + max(1, rows), snapshot, evaluationContext)
    if let at = stack.indices.last, stack[at].run != nil {
      let rows = RunState.listRows(columns: columns, rows: self.rows)
      if let run = stack[at].run {
        stack[at].run?.top = App.scrolled(
          run.top, to: run.index, rows: rows, count: run.items.count)
      }
    }
  }

  /// Judges what has not been judged yet, for what asks about all mailboxes.
  mutating func evaluateAll() { mailboxList.evaluate(.max, snapshot, evaluationContext) }

  /// Chooses the step that matters again after a verdict, unless one is at the steps oneself.
  mutating func pointAnew() {
    if home.focus == .list || home.focus == .editor { home.stepOf = nil }
  }

  // With another mailbox the first step that is wrong is shown, else the first that is open.
  private mutating func pointStep() {
    let subject = home.subject(in: mailboxList)
    guard home.stepOf != subject else { return }
    home.stepOf = subject
    home.evidence.top = 0
    let rows = checklist
    let at = rows.firstIndex { $0.here == .failed } ?? rows.firstIndex { $0.here == .open }
    home.step = at ?? max(0, rows.count - 1)
  }

  /// A scroll position from which the chosen row is seen.
  static func scrolled(_ top: Int, to index: Int, rows: Int, count: Int) -> Int {
    guard rows > 0 else { return 0 }
    let least = max(0, index - rows + 1)
    let most = max(0, min(index, count - rows))
    return max(least, min(top, max(most, least)))
  }

  /// What is known around a failure: of the mailbox, else of the registration alone.
  func problemContext(_ name: String?) -> Problem.Context {
    if let name, snapshot.mailboxes[name] != nil {
      return Problem.Context(of: name, in: snapshot, endpoints: setting.endpoints, now: now)
    }
    return Problem.Context(registration: registration, endpoints: setting.endpoints, now: now)
  }
}
