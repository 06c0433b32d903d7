import Canvas
import Core
import Diagnosis
import Operations
import Presentation

/// A client secret that was typed: it is judged at the identity server before anything is said of it.
extension App {
  /// The ids with which a secret that is typed may be mistaken, and whether the identity server is one
  /// of another make.
  package var secretIDs: (clientID: String, tenantID: String, isOpaque: Bool) {
    let draft = stack.compactMap(\.registration).last?.draft
    return (draft?.clientID ?? "", draft?.tenantID ?? "", setting.endpoints.discovery != nil)
  }

  /// Whether a client secret is being judged.
  var isTryingSecret: Bool {
    jobs.values.contains { if case .keepSecret = $0.job { true } else { false } }
  }

  /// Hands the secret over. What was typed stays on the screen until the answer is here.
  mutating func keepSecret(
    _ edit: SecretEdit, then next: RegistrationState.AfterSaving
  ) -> [Effect] {
    changeRegistration { ($0.afterSaving, $0.isTypingSecret) = (next, false) }
    return start(.keepSecret(edit))
  }

  /// Says what became of the secret, and does what was to follow.
  mutating func endSecret(_ edit: SecretEdit, _ result: SecretDriver.Result) -> [Effect] {
    guard result.isKept else {
      changeRegistration { $0.afterSaving = nil }
      notice = Notice(result.verdictWords, .error)
      if case .noAnswer = result.verdict {
        askUnproved(edit, result)
        return []
      }
      // It is known to be wrong: what is typed next is another one, not more of it.
      changeRegistration { $0.secret = .init() }
      return [.dropSecret]
    }
    let next = stack.compactMap(\.registration).last?.afterSaving ?? .stay
    let kept = snapshot.registrations[result.registration.name] ?? result.registration
    changeRegistration { state in
      state.renew(kept, after: edit)
      // The old secret's day is gone: the new one's is asked for.
      if result.hasCleared, state.tab == .registration, state.editing == nil {
        state.index = RegistrationField.allCases.firstIndex(of: .expires) ?? state.index
      }
    }
    tell(result)
    // One that was refused has to be typed anew: nothing goes on with it.
    if case .refused = result.verdict { return [.dropSecret] }
    return [.dropSecret] + follow(next)
  }

  /// A secret that was not judged for a fault of this side's or the vault's.
  mutating func endSecret(_ edit: SecretEdit, _ failure: Failure) -> [Effect] {
    changeRegistration { $0.afterSaving = nil }
    switch failure {
    case .settings(.findings(let findings)):
      let first = findings.first { $0.severity == .error } ?? findings.first
      notice = Notice("Not saved: \(first.map { "\($0.message) \($0.advice)" } ?? "")", .error)
    case .vault(.conflict):
      contestedRegistration = edit.before?.name
      tellRefused(failure)
      return [.reload]
    default: show(Problem.of(failure, context: problemContext(nil)))
    }
    return []
  }

  private mutating func tell(_ result: SecretDriver.Result) {
    let role: Role =
      switch result.verdict {
      case .proved: .good
      case .notJudged, .noAnswer: .warning
      case .refused: .error
      }
    let parts: [String?] = [
      result.verdict == .proved ? "Saved, proved." : result.verdictWords,
      result.asks == nil ? nil : "Enter the day on which it expires.",
      staleWords,
    ]
    notice = Notice(
      parts.compactMap { $0 }.joined(separator: " "),
      staleWords != nil && role == .good ? .warning : role)
  }

  /// What is still to be done with another secret in force; nil where no mailbox is Stale.
  private var staleWords: String? {
    let stale = mailboxList.counts?[DisplayState.stale([]).number] ?? 0
    guard stale > 0 else { return nil }
    let many = stale == 1 ? "1 mailbox is" : "\(stale) mailboxes are"
    return "\(many) Stale: \(keys.keyName(.authenticateQueue)) in the list tries it on each."
  }

  /// What is known of the client secret that was in force before, where one is held.
  func formerSecret(of state: RegistrationState) -> SecretFacts? {
    state.kept.flatMap { snapshot.registrations[$0]?.formerSecret }
  }

  /// Asks whether the client secret from before is to be in force again.
  mutating func askUndoSecret(_ state: RegistrationState) {
    guard let name = state.kept, let former = formerSecret(of: state) else {
      notice = Notice("No client secret from before is held, so that there is nothing to put back.")
      return
    }
    guard state.isClean(snapshot) else {
      notice = Notice("Save or discard first.", .warning)
      return
    }
    let isUnderWay = jobs.values.contains { $0.job == .undoSecret(registration: name) }
    guard !isTryingSecret, !isUnderWay else {
      notice = Notice("The client secret is being changed: wait for the answer first.", .warning)
      return
    }
    let end = former.expires.map { " It expires on \($0.iso)." } ?? ""
    ask(
      Question(
        title: "Put the client secret from before back?",
        lines: [
          "It was stored \(clock.long(former.stored)), and is \(former.proof.words).\(end)",
          "It is in force at once; the one in force now is then held as the one before.",
        ],
        options: [
          .init(letter: "k", label: "Keep the one in force", reply: .stay),
          .init(letter: "p", label: "Put it back", reply: .undoSecret(registration: name)),
        ]))
  }

  /// Says that the client secret from before is in force again.
  mutating func endUndoSecret(of name: String, _ registration: Registration) {
    let kept = snapshot.registrations[name] ?? registration
    changeRegistration { if $0.kept == name { $0.rebase(onto: kept) } }
    let proof = kept.secret?.proof ?? .unproved
    let parts = [
      "The client secret from before is in force again, \(proof.words).", staleWords,
    ].compactMap { $0 }
    notice = Notice(
      parts.joined(separator: " "), proof == .proved && staleWords == nil ? .good : .warning)
  }

  private mutating func askUnproved(_ edit: SecretEdit, _ result: SecretDriver.Result) {
    var anyway = edit
    anyway.keepsUnproved = true
    ask(
      Question(
        title: "Keep the new client secret without proof?",
        lines: [
          result.verdictWords,
          "Kept, it is in force at once, and a wrong one stops every refresh; the one before is held.",
        ],
        options: [
          .init(letter: "n", label: "Not now", reply: .stay),
          .init(letter: "k", label: "Keep it, not proved", reply: .keepUnproved(anyway)),
        ]))
  }
}

extension RegistrationState {
  /// What was typed but for a client secret.
  var edit: AdminEdit {
    var registration = draft
    registration.secret?.expires = Day(iso: expires)
    registration.secret?.secretID = secretID.isEmpty ? nil : secretID
    return .saveRegistration(from: base, to: registration)
  }

  /// The secret that was typed with what belongs to it. A day and a Secret ID that are still the old
  /// secret's are not the new one's.
  func edit(_ registration: Registration) -> SecretEdit {
    let old = base?.secret
    return SecretEdit(
      before: base, registration: registration,
      expires: Day(iso: expires).flatMap { $0 == old?.expires ? nil : $0 },
      secretID: secretID.isEmpty || secretID == old?.secretID ? nil : secretID)
  }

  /// Begins anew on a registration that was saved, where one is; what was typed since it was handed
  /// over goes over it.
  mutating func renew(_ saved: Registration, after edit: SecretEdit? = nil) {
    var fresh = RegistrationState(saved)
    (fresh.isGuide, fresh.tab, fresh.index) = (isGuide, tab, index)
    if let edit {
      if draft != edit.registration,
        let over = try? saved.edited(from: edit.registration, to: draft, prevailing: true)
      {
        fresh.draft = over
      }
    }
    self = fresh
  }
}
