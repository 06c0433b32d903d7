internal import Screens
internal import Terminal

extension Console {
  /// Does what the app asks for.
  func run(_ effect: Effect) {
    if carryOut(effect) { return }
    switch effect {
    case .copy(let text): send(.notice(screen.copy(text).words))
    case .mouse(let isOn): screen.hasMouse = isOn
    case .nextTheme: send(.notice(nextTheme()))
    case .redraw: repaint()
    case .suspend: suspend()
    case .start, .edit, .reload, .readDetail, .readJournal, .quit, .cancel, .answer, .steer,
      .dropSecret, .visit:
      break
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
