/// Everything that a key can do. The raw value is the name in `config.toml` and in the palette.
package enum Command: String, CaseIterable, Hashable, Sendable {
  // Moving about
  case up, down
  case pageUp = "page-up"
  case pageDown = "page-down"
  case first, last
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  case open, back

  // Mailboxes
  case authenticate, verify
  case verifyAll = "verify-all"
  case authenticateQueue = "authenticate-queue"
  case filter, sort
  case newMailbox = "new-mailbox"
  case removeMailbox = "remove-mailbox"
  case forget, problem, transcript, attest

  // Editing
  case save, undo, fix, discard
  case nextTab = "next-tab"
  case previousTab = "previous-tab"

  // Registration
  case registration
  case newRegistration = "new-registration"
  case checkSettings = "check-settings"
  case addInterface = "add-interface"
  case removeInterface = "remove-interface"
  case undoSecret = "undo-secret"
  case copy

  // Sign-in
  case newCode = "new-code"
  case copyPage = "copy-page"
  case message
  case whyRefused = "why-refused"
  case acceptOther = "accept-other"
  case adminStep = "admin-step"
  case decline
  case visitor1 = "visitor-1"
  case visitor2 = "visitor-2"
  case visitor3 = "visitor-3"

  // Run
  case pause, skip, stop

  // The program
  case palette, help, log, about, mouse, theme, redraw, suspend, quit
}

/// Where a key counts: the part of the console that has the focus.
package enum Place: CaseIterable, Hashable, Sendable {
  case list, editor, checklist, evidence
  case registration
  case signIn, signInQuestion, signInOK
  case run, problem, log, about, help, palette, question, filter, typing

  /// The panes of the home screen.
  static let home: Set<Place> = [.list, .editor, .checklist, .evidence]
  /// Where letters are text.
  static let typed: Set<Place> = [.palette, .filter, .typing]
}
