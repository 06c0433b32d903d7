internal import Screens
internal import Terminal

extension Console {
  /// Does what the app asks for.
  func run(_ effect: Effect) {
    switch effect {
    case .start(let id, let job): start(id, job)
    case .cancel(let id): jobs[id]?.cancel()
    case .apply(let changes): send(work.change(changes))
    case .keepSecret(let name, let changes):
      let typed = secret
      secret = SecretEntry()
      send(work.keep(typed, of: name, changes))
    case .dropSecret: secret = SecretEntry()
    case .reload: send(work.reload())
    case .readJournal: send(work.journal())
    case .copy(let text): send(.notice(screen.copy(text).words))
    case .visit(let visitor, let mailbox, let code):
      if let said = work.visit(visitor, mailbox, code) { send(said) }
    case .mouse(let isOn): screen.hasMouse = isOn
    case .nextTheme: send(.notice(nextTheme()))
    case .redraw: repaint()
    case .suspend: suspend()
    case .quit:
      hasQuit = true
      end(.holds)
    }
  }
}

extension Clipboard.Route? {
  /// What was done with a copied text.
  fileprivate var words: String {
    // Whether the terminal takes it is nowhere told.
    switch self {
    case .terminal: "Sent to your terminal's clipboard; where nothing arrives, select it instead."
    case .tmux: "Put into tmux's buffer, and sent to your terminal's clipboard from there."
    case nil: "Could not be copied from here; select it with the mouse."
    }
  }
}
