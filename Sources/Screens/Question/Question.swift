import Core

/// Something asked before it is done: what, what it means, and the ways to answer.
struct Question: Equatable, Sendable {
  var title: String
  var lines: [String]
  var options: [Option]
  /// The chosen one; the first is the safe one.
  var chosen = 0

  struct Option: Equatable, Sendable {
    var letter: Character
    var label: String
    var reply: Reply
  }

  /// What an answer brings about.
  enum Reply: Equatable, Sendable {
    case stay
    case saveAndQuit, quit
    case discard(String)
    case remove(String)
    case forget(String)
    case editorClient(EditorClient, mailbox: String)
    case leaveRegistration
    case multitenant
    case saveAndLeaveRegistration
    case discardRegistration
    case keepUnproved(SecretEdit)
    case undoSecret(registration: String)
  }

  static func discard(_ name: String, _ setting: App.Setting) -> Question {
    Question(
      title: "Discard unsaved changes?",
      lines: [
        name.isEmpty ? "The new mailbox is not saved." : "\(name) goes back to what is kept."
      ],
      options: [
        Option(letter: "k", label: "Keep them", reply: .stay),
        Option(letter: "d", label: "Discard", reply: .discard(name)),
      ])
  }
}
