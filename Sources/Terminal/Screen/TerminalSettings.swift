internal import CNcurses

/// What the environment says about the terminal. Nothing is asked of the terminal itself.
package struct TerminalSettings: Equatable, Sendable {
  /// Why no screen can be drawn on a terminal.
  package enum Refusal: Error, Equatable, Sendable {
    /// `TERM` is not set.
    case unnamed
    /// The terminal of that name cannot place its cursor.
    case noCursor(String)
    /// No description of terminals is installed at all.
    case noDescriptions
    /// There is no terminal, or it does not obey.
    case noTerminal(SystemError)
  }

  /// The value of `TERM`.
  package var name: String
  /// The name of the locale's characters: `LC_ALL`, `LC_CTYPE` or `LANG`, the first that is set.
  package var locale: String
  /// The value of `COLORTERM`.
  package var colorTerm: String
  /// The value of `NO_COLOR`.
  package var noColor: String
  /// How long an Escape waits for the rest of a sequence, in milliseconds: `ESCDELAY`, or 50.
  package var escapeDelay: Int
  /// Whether tmux draws on the terminal in our place.
  package var isInTmux: Bool
  /// Whether GNU screen does.
  package var isInScreen: Bool

  /// Reads an environment; variables that are not set may be missing.
  package init(environment: [String: String]) {
    func text(_ name: String) -> String { environment[name] ?? "" }
    name = text("TERM")
    locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(text).first { !$0.isEmpty } ?? "C"
    colorTerm = text("COLORTERM")
    noColor = text("NO_COLOR")
    escapeDelay = Int(text("ESCDELAY")).flatMap { (0...5000).contains($0) ? $0 : nil } ?? 50
    isInTmux = !text("TMUX").isEmpty
    isInScreen = !text("STY").isEmpty
  }

  /// Names to look up, best first.
  ///
  /// A terminal newer than the server's list of them is most often a kin of xterm; an unknown one
  /// of no such name is taken for a VT100, which all understand.
  var candidates: [String] {
    let kin = [
      "alacritty", "contour", "foot", "ghostty", "gnome", "iterm", "kitty", "konsole", "mintty",
      "mlterm", "ms-terminal", "putty", "rio", "rxvt", "screen", "st-", "tmux", "vscode", "vte",
      "warp", "wezterm", "xterm",
    ]
    let isKin = kin.contains { name.hasPrefix($0) } || name == "st"
    var names = [name] + (isKin ? ["xterm-256color", "xterm"] : []) + ["vt100"]
    if ["truecolor", "24bit"].contains(colorTerm), name.hasSuffix("-256color") {
      names.insert(name.dropLast("256color".count) + "direct", at: 0)
    }
    return names
  }

  /// The name of the first description that is installed.
  ///
  /// Throws a `Refusal` for a terminal on which a screen cannot be drawn.
  package func description() throws(Refusal) -> String {
    guard !name.isEmpty else { throw .unnamed }
    for candidate in candidates {
      let known = Int(screen_knows(candidate))
      if known == SCREEN_KNOWN { return candidate }
      if known == SCREEN_NO_CURSOR { throw .noCursor(candidate) }
    }
    throw .noDescriptions
  }
}
