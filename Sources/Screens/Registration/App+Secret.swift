import Canvas
import Core
import Diagnosis
import Operations

/// A client secret that was typed: it is judged at the identity server before anything is said of it.
extension App {
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
    let stale = mailboxList.counts?[DisplayState.stale([]).number] ?? 0
    let queue = keys.keyName(.authenticateQueue)
    let many = stale == 1 ? "1 mailbox is" : "\(stale) mailboxes are"
    let parts: [String?] = [
      result.verdict == .proved ? "Saved, proved." : result.verdictWords,
      result.asks == nil ? nil : "Enter the day on which it expires.",
      stale == 0 ? nil : "\(many) Stale: \(queue) in the list tries it on each.",
    ]
    notice = Notice(
      parts.compactMap { $0 }.joined(separator: " "), stale > 0 && role == .good ? .warning : role)
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
      var typed = draft
      typed.changed = edit.registration.changed
      typed.binding = edit.registration.binding
      if typed != edit.registration,
        let over = try? saved.edited(from: edit.registration, to: typed, prevailing: true)
      {
        fresh.draft = over
      }
    }
    self = fresh
  }
}
