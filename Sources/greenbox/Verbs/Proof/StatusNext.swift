internal import Core

/// What helps most after a look at all mailboxes: the last line of `status`.
struct StatusNext {
  private let snapshot: Snapshot
  private var needs: [Need: Mailbox] = [:]

  /// What a mailbox can need, the most helpful first.
  private enum Need: CaseIterable {
    case resume, secret, verify, report, authenticate, network, fix
  }

  /// Nothing counted yet.
  init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
  }

  /// Counts a mailbox in; of those that need the same, the first one is named.
  mutating func count(_ mailbox: Mailbox, _ state: DisplayState) {
    guard let need = need(of: mailbox, state), needs[need] == nil else { return }
    needs[need] = mailbox
  }

  /// What to do next.
  var words: String {
    if snapshot.mailboxes.isEmpty { return "greenbox mailbox add NAME --pop-account ADDRESS" }
    guard let need = Need.allCases.first(where: { needs[$0] != nil }), let mailbox = needs[need]
    else { return "nothing; all that was asked for holds" }
    let name = mailbox.name.shellWord
    switch need {
    case .resume: return "greenbox resume \(name)"
    case .secret:
      let which =
        snapshot.registrations.count > 1
        ? " --registration \(mailbox.registration.shellWord)" : ""
      return "greenbox settings set --secret-file FILE\(which)"
    case .verify: return "greenbox verify --all"
    case .report: return "greenbox report \(name)"
    case .authenticate: return "greenbox authenticate \(name)"
    case .network: return "greenbox settings verify"
    case .fix: return "greenbox checklist \(name)"
    }
  }

  private func need(of mailbox: Mailbox, _ state: DisplayState) -> Need? {
    switch state {
    case .awaitingAdmin, .awaitingLogin, .awaitingOK: .resume
    case .secretExpired: .secret
    case .stale(let reasons):
      if !reasons.allSatisfy(\.curedByRefresh) {
        .authenticate
      } else {
        reasons.contains(.secretRefused) ? .secret : .verify
      }
    case .authenticatedOnly: .verify
    case .accessDenied: .report
    case .wrongAccount, .unauthenticated, .notAuthenticated, .attemptFailed: .authenticate
    case .unreachable: .network
    case .draft, .needsFixing, .passwordMailbox: .fix
    case .verified: nil
    }
  }
}
