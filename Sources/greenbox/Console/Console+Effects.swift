internal import Core
internal import Practice
internal import Screens
internal import Terminal
internal import Vault

extension Console {
  private var world: World { session.world }

  /// Does what the app asks for.
  func run(_ effect: Effect) {
    switch effect {
    case .start(let id, let job): start(id, job)
    case .cancel(let id): jobs[id]?.cancel()
    case .apply(let changes): change(changes)
    case .keepSecret(let name, let changes): keepSecret(of: name, changes)
    case .dropSecret: secret = SecretEntry()
    case .reload: attempt { () throws(Failure) in send(.reloaded(try world.site())) }
    case .readJournal:
      attempt { () throws(Failure) in
        send(.journal(try session.vault.journal(last: 500, mailbox: nil).reversed()))
      }
    case .copy(let text): send(.notice(screen.copy(text).words))
    case .visit(let visitor, let mailbox, let code): visit(visitor, mailbox, code)
    case .mouse(let isOn): screen.hasMouse = isOn
    case .nextTheme: send(.notice("Theme: \(nextTheme())"))
    case .redraw: repaint()
    case .suspend: suspend()
    case .quit:
      hasQuit = true
      end(.holds)
    }
  }

  private func attempt(_ body: () throws(Failure) -> Void) {
    do throws(Failure) { try body() } catch { send(.refused(error)) }
  }

  private func change(_ changes: [Change]) {
    attempt { () throws(Failure) in
      try world.apply(changes)
      if let mailbox = changes.onlyMailbox {
        send(.updated(mailbox: mailbox, try world.part(mailbox)))
      } else {
        send(.reloaded(try world.site()))
      }
    }
  }

  // The bytes go from the entry to the vault; the app learns that there is a secret, and no more.
  private func keepSecret(of name: String, _ changes: [Change]) {
    guard secret.count > 0 else { return change(changes) }
    let typed = secret.take { Secret($0) }
    secret = SecretEntry()
    attempt { () throws(Failure) in
      let fingerprint = try world.fingerprint(typed)
      var kept: [Change] = []
      for change in changes {
        guard case .putRegistration(var registration) = change, registration.name == name else {
          kept.append(change)
          continue
        }
        registration.secret = SecretFacts(
          fingerprint: fingerprint, secretID: registration.secret?.secretID,
          expires: registration.secret?.expires, stored: world.now())
        if registration.binding == nil {
          registration.binding = try RegistrationStore(session: session).binding(of: registration)
        }
        kept += [.putRegistration(registration), .putSecret(registration: name, typed)]
      }
      try world.apply(kept)
      send(.reloaded(try world.site()))
    }
  }

  // In practice, somebody at a browser: through the page that a person would use.
  private func visit(_ visitor: String, _ mailbox: String, _ code: String) {
    guard let practice,
      let box = practice.said.mailboxes.first(where: { $0.name == mailbox })
    else { return }
    do throws(PracticeError) {
      let said = try practice.visit(PracticeVisitor(rawValue: visitor) ?? .owner, box, code)
      send(.notice(said))
    } catch {
      send(.notice(error.words))
    }
  }
}

extension Clipboard.Route? {
  /// What was done with a copied text.
  fileprivate var words: String {
    self == nil ? "Could not be copied from here; select it with the mouse" : "Copied"
  }
}

extension [Change] {
  /// The one mailbox that all of the changes are about; nil when they are about more or other things.
  fileprivate var onlyMailbox: String? {
    var names: Set<String> = []
    for change in self {
      switch change {
      case .putMailbox(let mailbox): names.insert(mailbox.name)
      case .putEvidence(let name, _), .dropPending(let name), .forget(let name): names.insert(name)
      case .journal: continue
      default: return nil
      }
    }
    return names.count == 1 ? names.first : nil
  }
}
