import Core

/// A mailbox with edits that are not saved.
struct Draft: Equatable, Sendable {
  /// The mailbox as it was when the edits began; nil for a new one.
  var base: Mailbox?
  var mailbox: Mailbox
  /// What it was before each edit, the last one last.
  var past: [Mailbox] = []

  /// A draft of a kept mailbox, or of a new one.
  init(base: Mailbox?, mailbox: Mailbox) {
    self.base = base
    self.mailbox = mailbox
  }

  /// Takes an edit; the state before it can be had back.
  mutating func edit(_ change: (inout Mailbox) -> Void) {
    let before = mailbox
    change(&mailbox)
    if mailbox != before { past.append(before) }
  }

  mutating func undo() -> Bool {
    guard let before = past.popLast() else { return false }
    mailbox = before
    return true
  }

  /// The mailbox as kept with the edited fields: what others changed meanwhile stays.
  func over(_ kept: Mailbox?) -> Mailbox {
    guard let base, let kept else { return mailbox }
    return (try? kept.edited(from: base, to: mailbox, prevailing: true)) ?? mailbox
  }

  func differs(from kept: Mailbox?) -> Bool { over(kept) != kept }

  /// Takes the mailbox as it is kept now for the base, so that the next save goes over it knowingly.
  mutating func rebase(onto kept: Mailbox) {
    mailbox = over(kept)
    base = kept
    past = []
  }
}
